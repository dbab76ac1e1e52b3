"""Values that remember where they come from, on their way through filters and operators into a paper.

What they remember is opaque here (the abacus puts its figures in) and out of a template's reach: the names begin with
an underscore, which the sandbox refuses. A value made of several is told of by all of them. What was computed in a
template keeps no origin, but is known to be a number, so that it is named as untraced and never passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeVar, cast

from service.wording.blanks import Blank

Made = TypeVar("Made")


class Exact(Decimal):
    """A number with its origin; every operation on it gives a plain Decimal."""

    __slots__ = ("_origin",)
    _origin: object

    def __reduce__(self) -> tuple[Any, ...]:
        return exact, (Decimal(self), origin_of(self))

    def __copy__(self) -> Exact:
        return self

    def __deepcopy__(self, memo: object) -> Exact:
        return self


class Whole(int):
    """A count with its origin; every operation on it gives a plain int."""

    _origin: object

    def __deepcopy__(self, memo: object) -> Whole:
        return self


class TracedBlank(Blank):
    """Words where a figure would be, with the origin that says why there is none."""

    __slots__ = ("_origin",)
    _origin: object


class Printed(str):
    """A text with the figures it tells."""

    __slots__ = ("_figures",)
    _figures: tuple[object, ...]


class Listed(list[Any]):
    """A list whose length is a figure."""

    __slots__ = ("_origin",)
    _origin: object


def exact(value: Decimal, origin: object) -> Exact:
    """The number with its origin."""
    made = Exact(value)
    made._origin = origin
    return made


def whole(value: int, origin: object) -> Whole:
    """The count with its origin."""
    made = Whole(value)
    made._origin = origin
    return made


def blank(words: str, origin: object) -> TracedBlank:
    """The words, with the origin that says why no figure stands there."""
    made = TracedBlank(words)
    made._origin = origin
    return made


def listed(items: Iterable[Any], origin: object) -> Listed:
    """The items as a list whose length has this origin."""
    made = Listed(items)
    made._origin = origin
    return made


def told(text: str, *figures: object) -> Printed:
    """A text made of figures: numbers, counts and blanks with their origins, or other such texts."""
    return _told(text, figures_of_all(figures))


def of_number(text: str, figure: object) -> Printed:
    """A text made of one number: what :func:`told` gives, at once, for what a filter makes a thousand times a paper."""
    return _told(text, (figure,))


def _told(text: str, figures: tuple[object, ...]) -> Printed:
    made = Printed(text)
    made._figures = figures
    return made


def origin_of(value: object) -> object:
    """What a figure remembers; None for a value without origin."""
    return getattr(value, "_origin", None) if isinstance(value, Exact | Whole | TracedBlank | Listed) else None


def figures_of(value: object) -> tuple[object, ...]:
    """The figures that are printed where a value is printed: itself, those it tells, none. A whole number of Python's
    own is none: it numbers rows and years."""
    if type(value) is Printed:
        return value._figures
    if isinstance(value, TracedBlank | Decimal | Whole | float):
        return (value,)
    told_of: tuple[object, ...] = getattr(value, "_figures", ()) if isinstance(value, str) else ()
    return told_of


def figures_of_all(values: Iterable[object]) -> tuple[object, ...]:
    """The figures of several values, in order."""
    return tuple(figure for value in values for figure in figures_of(value))


def kept(made: Made, *sources: object) -> Made:
    """What a filter or method made of values: texts go on telling the figures of ``sources``, in lists too."""
    found: Any = made
    if type(found) is str:
        figures = figures_of_all(sources)
        return cast("Made", _told(found, figures)) if figures else made
    if type(found) is list and figures_of_all(sources):
        found = [kept(item, *sources) for item in found]
    return cast("Made", found)


def same(made: Any, figure: object) -> Any:
    """A number made of a figure by rounding it or taking its sign: the figure it was."""
    if isinstance(figure, Exact | Whole):
        return exact(made, origin_of(figure)) if isinstance(made, Decimal) else whole(made, origin_of(figure))
    return made


def unknown(made: Any, *figures: object) -> Any:
    """A number made of values: where figures are among them, one that is known to have lost its origin."""
    if not any(isinstance(figure, Exact | Whole | Printed) for figure in figures):
        return made
    if isinstance(made, Decimal):
        return exact(made, None)
    return whole(made, None) if type(made) is int else made


def untraced(value: Any) -> Any:
    """Data without its origins, for an archive that gives back what it was given: plain numbers, texts, blanks, lists,
    in which a paper prints the same. Mappings and lists are copied."""
    if isinstance(value, dict):
        return {key: untraced(item) for key, item in value.items()}
    if isinstance(value, list):
        return [untraced(item) for item in value]
    if isinstance(value, tuple):
        return tuple(untraced(item) for item in value)
    plain = {Exact: Decimal, Whole: int, Printed: str, TracedBlank: Blank}.get(type(value))
    return value if plain is None else plain(value)


def carried(made: Any, operator: str, left: object, right: object) -> Any:
    """What an operator made: the same figure in another unit (× 100, ÷ 10000) keeps its origin, any other number made
    of figures is known to have lost it."""
    if type(made) is str:
        return kept(made, left, right)
    if operator == "*" or (operator == "/" and not isinstance(right, Exact | Whole)):
        figure, other = (left, right) if isinstance(left, Exact | Whole) else (right, left)
        if _is_unit(other):
            return same(made, figure)
    return unknown(made, left, right)


def _is_unit(value: object) -> bool:
    """Whether a number only moves the decimal point."""
    if type(value) is not int and type(value) is not Decimal:
        return False
    return Decimal(value).normalize().as_tuple()[:2] == (0, (1,))
