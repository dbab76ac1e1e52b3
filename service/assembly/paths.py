"""Where in the data the value stands that could not be printed: which row of which list, which name of which object.

Looked for only when a fill has failed. A loop's variable is found again by identity in the data it was taken from, so
that no loop has to count for the sake of errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any

_LOOKED_AT = 200_000  # values of the data that are looked at for the one
_LOCAL = re.compile(r"l_(\d+)_(\w+)")  # how Jinja2's compiler calls what a template calls by name, outermost first
_EXPRESSION = re.compile(r"\{[{%][-+]?\s*(?:(?:el)?if\s+|for\s.*?\sin\s+|set\s.*?=\s*)?(?:not\s+)?(.*)", re.DOTALL)
_PATH = re.compile(r"([^\W\d]\w*)((?:\s*\.\s*\w+|\s*\[\s*(?:\d+|'[^']*'|\"[^\"]*\")\s*\])*)")
_STEP = re.compile(r"\w+")
Steps = tuple[str | int, ...]


def value_path(trace: TracebackType | None, tag: str, data: Mapping[str, Any]) -> str:
    """The path of the value a tag begins with, in words; "" where the tag itself says it."""
    names = _names(tag)
    if not names:
        return ""
    given = data.get(names[0])
    owner = _variables(trace).get(names[0], given)
    if owner is given:
        return _said(names) if len(names) > 1 and names[0] in data else ""
    found = _find(owner, data)
    return _said((*found, *names[1:])) if found else ""


def _names(tag: str) -> tuple[str, ...]:
    """The names of the first value of a tag, from the outermost."""
    expression = _EXPRESSION.match(tag)
    path = _PATH.match(expression[1]) if expression else None
    return (path[1], *_STEP.findall(path[2])) if path else ()


def _variables(trace: TracebackType | None) -> dict[str, Any]:
    """What the template's own variables held when it failed, the inner ones before the outer of the same name."""
    found: dict[str, tuple[int, Any]] = {}
    while trace is not None:
        if "__jinja_template__" in trace.tb_frame.f_globals:
            for name, value in trace.tb_frame.f_locals.items():
                local = _LOCAL.fullmatch(name)
                if local and (local[2] not in found or found[local[2]][0] <= int(local[1])):
                    found[local[2]] = (int(local[1]), value)
        trace = trace.tb_next
    return {name: value for name, (_, value) in found.items()}


def _find(wanted: Any, data: Mapping[str, Any]) -> Steps:
    """The first path that leads to that very object; () where none does, or where many may (numbers, short texts)."""
    if isinstance(wanted, str | int | float | None):
        return ()
    waiting: list[tuple[Steps, Any]] = [((), data)]
    for _ in range(_LOOKED_AT):
        if not waiting:
            break
        steps, value = waiting.pop()
        for step, item in _items(value):
            if item is wanted:
                return (*steps, step)
            if isinstance(item, Mapping | list | tuple):
                waiting.append(((*steps, step), item))
    return ()


def _items(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, Mapping):
        yield from ((str(key), item) for key, item in value.items())
    elif isinstance(value, list | tuple):
        yield from enumerate(value, start=1)


def _said(steps: Steps) -> str:
    """“表”第3项的“名”."""
    said = ""
    for step in steps:
        said += f"第{step}项" if isinstance(step, int) else f"{'的' if said else ''}“{step}”"
    return f"数据里{said}"
