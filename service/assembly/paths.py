"""Where in the data the value stands that could not be printed: which row of which list, which name of which object.

Looked for only when a fill has failed. A loop's variable is found again by identity in the data it was taken from, so
that no loop has to count for the sake of errors.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import TracebackType
from typing import Any, Final

from jinja2 import Environment, TemplateSyntaxError, nodes

_LOOKED_AT = 200_000  # values of the data that are looked at for the one
_LOCAL = re.compile(r"l_(\d+)_(\w+)")  # how Jinja2's compiler calls what a template calls by name, outermost first
_BLOCK = re.compile(r"(\{%[-+]?\s*)(for|if|elif|filter|call|with|set)\b(?!.*=)|(\{%[-+]?\s*)(with|for)\b", re.DOTALL)
_PARSER: Final = Environment(autoescape=True)  # only to read a tag: nothing is run
_NOTHING: Final = object()
Keys = tuple[str | int, ...]


def value_path(trace: TracebackType | None, tag: str, data: Mapping[str, Any]) -> str:
    """The path of the value of a tag that is at fault, in words; "" where the tag itself says it, or nobody can tell.

    Of several values in a tag it is the first that is missing, empty or no number.
    """
    variables = _variables(trace)
    found = [_followed(path, variables, data) for path in dict.fromkeys(_paths(tag))]
    wrong = [steps for steps, value in found if _is_wrong(value)]
    steps = wrong[0] if wrong else found[0][0] if len(found) == 1 else ()
    return _said(steps) if len(steps) > 1 else ""


def _paths(tag: str) -> Iterator[Keys]:
    """The values a tag names, each as its keys from the outermost name."""
    block = _BLOCK.match(tag)
    word = (block[2] or block[4]) if block else ""
    source = re.sub(r"\belif\b", "if", tag, count=1) if word == "elif" else tag
    try:
        tree = _PARSER.parse(f"{source}{{% end{'if' if word == 'elif' else word} %}}" if word else source)
    except TemplateSyntaxError:
        return
    yield from _named(tree)


def _named(node: nodes.Node) -> Iterator[Keys]:
    keys = _keys(node)
    if keys:
        yield keys
        return
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):  # a method is no part of the data
        yield from _named(node.node.node)
        for argument in node.args:
            yield from _named(argument)
        return
    for child in node.iter_child_nodes():
        yield from _named(child)


def _keys(node: nodes.Node) -> Keys:
    """The keys of a chain of names and fixed keys; () for anything else."""
    if isinstance(node, nodes.Name):
        return (node.name,) if node.ctx == "load" else ()
    if isinstance(node, nodes.Getattr):
        around = _keys(node.node)
        return (*around, node.attr) if around else ()
    if isinstance(node, nodes.Getitem):
        around, key = _keys(node.node), _fixed(node.arg)
        return (*around, key) if around and isinstance(key, str | int) else ()
    return ()


def _fixed(node: nodes.Expr) -> Any:
    """The value of an expression without names; None for any other."""
    try:
        return node.as_const()
    except nodes.Impossible:
        return None


def _followed(path: Keys, variables: Mapping[str, Any], data: Mapping[str, Any]) -> tuple[Keys, Any]:
    """The steps a path takes from the data on, lists counted from 1, and what stands there; _NOTHING where it ends."""
    name = str(path[0])
    given = data.get(name, _NOTHING)
    value = variables.get(name, given)
    steps: Keys = (name,) if value is given else _find(value, data)
    if not steps:
        return (), value
    for key in path[1:]:
        if isinstance(value, list | tuple) and isinstance(key, int):
            steps = (*steps, (key if key >= 0 else len(value) + key) + 1)
            value = value[key] if -len(value) <= key < len(value) else _NOTHING
        else:
            steps = (*steps, str(key))
            value = value.get(key, _NOTHING) if isinstance(value, Mapping) else _NOTHING
        if value is _NOTHING:
            break
    return steps, value


def _is_wrong(value: Any) -> bool:
    finite = value.is_finite() if isinstance(value, Decimal) else not isinstance(value, float) or math.isfinite(value)
    return value is _NOTHING or value is None or not finite


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


def _find(wanted: Any, data: Mapping[str, Any]) -> Keys:
    """The first path that leads to that very object; () where none does, or where many may (numbers, short texts)."""
    if isinstance(wanted, str | int | float | None):
        return ()
    waiting: list[tuple[Keys, Any]] = [((), data)]
    left = _LOOKED_AT
    while waiting and left > 0:
        steps, value = waiting.pop()
        for step, item in _items(value):
            left -= 1
            if item is wanted:
                return (*steps, step)
            if left <= 0:
                break
            if isinstance(item, Mapping | list | tuple):
                waiting.append(((*steps, step), item))
    return ()


def _items(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, Mapping):
        yield from ((str(key), item) for key, item in value.items())
    elif isinstance(value, list | tuple):
        yield from enumerate(value, start=1)


def _said(steps: Keys) -> str:
    """“表”第3项的“名”."""
    said = ""
    for step in steps:
        named = "" if isinstance(step, int) else " ".join(step.split())
        said += f"第{step}项" if isinstance(step, int) else f"{'的' if said else ''}“{named}”"
    return f"数据里{said}"
