"""A draft's context as data that a worker can read: its figures are numbers of steps of a trace written out beside it.

So a worker needs neither ledger nor figures, and what it tells of a printed value is the step that value comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from service.batches.tracing import NO_STEP, Trace
from service.figures import Figure
from service.wording.traced import Exact, Listed, Printed, TracedBlank, Whole, blank, exact, listed, told, whole

_MARK: Final = "$traced"
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


def _step(value: Any, trace: Trace) -> int:
    origin = value._origin
    return trace.step_of(origin) if isinstance(origin, Figure) else NO_STEP


_WRITTEN: Final[Mapping[type, Callable[[Any, Trace], list[Any]]]] = {
    Exact: lambda value, trace: ["exact", Decimal(value), _step(value, trace)],
    Whole: lambda value, trace: ["whole", int(value), _step(value, trace)],
    TracedBlank: lambda value, trace: ["blank", str(value), _step(value, trace)],
    Listed: lambda value, trace: ["listed", [_numbered(item, trace) for item in value], _step(value, trace)],
    Printed: lambda value, trace: ["told", str(value), [_numbered(figure, trace) for figure in value._figures]],
}


def remembering(value: Any) -> Any:
    """Data of :func:`numbered` as values that remember the number of their step, None where they have lost it."""
    kind = type(value)
    if kind is dict:
        if _MARK in value:
            name, held, origin = value[_MARK]
            return _READ[name](held, origin)
        return {key: remembering(item) for key, item in value.items()}
    if kind is list:
        return [remembering(item) for item in value]
    return tuple([remembering(item) for item in value]) if kind is tuple else value


def _known(step: int) -> int | None:
    return None if step == NO_STEP else step


def _told(text: str, figures: Sequence[Any]) -> Printed:
    return told(text, *(remembering(figure) for figure in figures))


_READ: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "exact": lambda value, step: exact(value, _known(step)),
    "whole": lambda value, step: whole(value, _known(step)),
    "blank": lambda value, step: blank(value, _known(step)),
    "listed": lambda items, step: listed([remembering(item) for item in items], _known(step)),
    "told": _told,
}
