"""A draft's context as data that a worker can read: its figures are numbers of steps of a trace written out beside it.

So a worker needs neither ledger nor figures, and what it tells of a printed value is the step that value comes from.
There are thousands of figures in a paper, so each is written as one text: its kind, its step, its value ("e12 97.16").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from service.batches.tracing import NO_STEP, Trace
from service.figures import Figure
from service.wording.traced import Exact, Listed, Printed, TracedBlank, Whole, blank, exact, listed, told, whole

_MARK: Final = "$traced"
_KINDS: Final[Mapping[type, str]] = {Exact: "e", Whole: "w", TracedBlank: "b", Decimal: "d", float: "f"}
_PLAIN: Final = frozenset({str, int, bool, float, type(None), Decimal})


def numbered(context: Mapping[str, Any], trace: Trace) -> dict[str, Any]:
    """The context with each value that remembers a figure as plain data that names its step, which the trace learns."""
    found = {key: _numbered(value, trace) for key, value in context.items()}
    trace.forget()
    return found


def _numbered(value: Any, trace: Trace) -> Any:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if write := _WRITTEN.get(kind):
        return {_MARK: write(value, trace)}
    if kind is dict:
        return {key: _numbered(item, trace) for key, item in value.items()}
    if kind is list:
        return [_numbered(item, trace) for item in value]
    return tuple([_numbered(item, trace) for item in value]) if kind is tuple else value


def _figure(value: Any, trace: Trace) -> str:
    kind = _KINDS[type(value)]
    return f"{kind} {value}" if kind in "df" else f"{kind}{_step(value, trace)} {value}"


def _step(value: Any, trace: Trace) -> int:
    origin = value._origin
    return trace.step_of(origin) if isinstance(origin, Figure) else NO_STEP


_WRITTEN: Final[Mapping[type, Callable[[Any, Trace], Any]]] = {
    **dict.fromkeys((Exact, Whole, TracedBlank), _figure),
    Printed: lambda value, trace: [str(value), *[_figure(figure, trace) for figure in value._figures]],
    Listed: lambda value, trace: {str(_step(value, trace)): [_numbered(item, trace) for item in value]},
}


def remembering(value: Any) -> Any:
    """Data of :func:`numbered` as values that remember the number of their step, None where they have lost it."""
    kind = type(value)
    if kind is dict:
        return _marked(value[_MARK]) if _MARK in value else {key: remembering(item) for key, item in value.items()}
    if kind is list:
        return [remembering(item) for item in value]
    return tuple([remembering(item) for item in value]) if kind is tuple else value


def _marked(held: Any) -> Any:
    if type(held) is str:
        return _read(held)
    if type(held) is list:
        text, *figures = held
        return told(text, *map(_read, figures))
    ((step, items),) = held.items()
    return listed([remembering(item) for item in items], _known(step))


_VALUES: Final[Mapping[str, Callable[[str, int | None], Any]]] = {
    "e": lambda text, step: exact(Decimal(text), step),
    "w": lambda text, step: whole(int(text), step),
    "b": blank,
    "d": lambda text, _: Decimal(text),
    "f": lambda text, _: float(text),
}


def _read(figure: str) -> Any:
    head, _, text = figure.partition(" ")
    return _VALUES[head[0]](text, _known(head[1:]))


def _known(step: str) -> int | None:
    return int(step) if step and step != str(NO_STEP) else None
