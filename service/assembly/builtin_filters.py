"""Jinja2's own filters, made fit for official papers: no word "None" in a paper, no missing figure read as zero.

A list of what is kept: filters that put raw markup into Word, that draw lots, or whose cost cannot be told beforehand
are not there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import wraps
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.filters import FILTERS, do_round, make_attrgetter
from jinja2.runtime import Context
from jinja2.tests import TESTS
from markupsafe import Markup

from service.assembly.costs import charged
from service.assembly.guards import check_format, check_text_method, glued
from service.assembly.rounding import formatted, half_up
from service.assembly.values import budget_of, checked_length, number_of, text_of
from service.wording.numbers import MAX_PLACES
from service.wording.traced import origin_of, same, unknown, whole

RAW = frozenset(["safe", "xmlattr", "urlize"])
_KEPT = [
    "abs",
    "attr",
    "batch",
    "capitalize",
    "d",
    "default",
    "dictsort",
    "first",
    "groupby",
    "indent",
    "items",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "reverse",
    "select",
    "selectattr",
    "slice",
    "sort",
    "string",
    "title",
    "trim",
    "truncate",
    "unique",
    "upper",
    "wordcount",
    "count",
]
WITHHELD = FILTERS.keys() - _KEPT
# These turn their value into text before anything else, so None would become the word "None"
_OF_TEXT = ("capitalize", "indent", "lower", "string", "title", "trim", "truncate", "upper", "wordcount")
_COMPARING = ("dictsort", "groupby", "max", "min", "sort", "unique")
_COMPARING_TESTS = [
    "eq",
    "==",
    "equalto",
    "ne",
    "!=",
    "lt",
    "<",
    "lessthan",
    "le",
    "<=",
    "gt",
    ">",
    "greaterthan",
    "ge",
    ">=",
    "in",
]
_MOST_DIGITS = 100
_ABSENT = object()


def builtin_filters() -> dict[str, Callable[..., Any]]:
    """The filters every template has, before the caller's own."""
    kept: dict[str, Callable[..., Any]] = {name: FILTERS[name] for name in _KEPT}
    for name in _OF_TEXT:
        kept[name] = _refusing_blanks(kept[name])
    kept |= {"length": _length, "count": _length}
    kept |= {"escape": _escape, "e": _escape, "forceescape": _escape}
    kept |= {"replace": _replace, "center": _center, "format": _format, "sum": _sum}
    kept |= {"int": _int, "float": _float, "round": _round, "abs": _abs}
    kept |= {"batch": _counted(kept["batch"]), "slice": _counted(kept["slice"]), "indent": _indent}
    table: dict[str, Callable[..., Any]] = {
        name: charged(function, compares=name in _COMPARING) for name, function in kept.items()
    }
    table["join"] = _join  # it measures what it joins by itself
    return table


def builtin_tests() -> dict[str, Callable[..., Any]]:
    """The tests every template has."""
    known: Any = TESTS  # mypy makes nothing of its type
    tests: dict[str, Callable[..., Any]] = dict(known)
    return tests | {name: charged(tests[name], compares=True) for name in _COMPARING_TESTS}


def _refusing_blanks(function: Callable[..., Any]) -> Callable[..., Any]:
    """function, raising UnprintableError for values that have no text, and given the text of ready-made XML."""
    place = 1 if hasattr(function, "jinja_pass_arg") else 0

    @wraps(function)  # copies jinja_pass_arg too, which tells Jinja2 what to hand over first
    def guarded(*args: Any, **kwargs: Any) -> Any:
        text = text_of(args[place])
        if isinstance(args[place], Markup):
            args = (*args[:place], text, *args[place + 1 :])
        return function(*args, **kwargs)

    return guarded


def _length(value: Any) -> int:
    """Jinja2's ``length``, of the text of ready-made XML; of a list it is a figure."""
    if isinstance(value, str):
        return len(text_of(value))
    return whole(len(value), origin_of(value))


def _counted(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that makes lists of a given number, charged for that number; BudgetError when it is huge."""

    @pass_context
    @wraps(function)
    def guarded(context: Context, value: Any, number: int, fill_with: Any = None) -> Any:
        checked_length(number)
        budget_of(context).charge(100 * max(number, 0))
        return function(*((context,) if hasattr(function, "jinja_pass_arg") else ()), value, number, fill_with)

    return guarded


def _escape(value: Any) -> str:
    """value as text: escaping is done for every value when it is printed, so it must not be done twice."""
    return value if isinstance(value, Markup) else text_of(value)


@pass_context
def _join(context: Context, value: Iterable[Any], d: str = "", attribute: str | int | None = None) -> str:
    """Jinja2's ``join``."""
    if attribute is not None:
        environment: Environment = context.environment
        value = map(make_attrgetter(environment, attribute), value)
    return glued(context, value, text_of(d))


def _replace(value: Any, old: Any, new: Any, count: int | None = None) -> str:
    """Jinja2's ``replace``, measured."""
    text, before, after = text_of(value), text_of(old), text_of(new)
    check_text_method(text, "replace", (before, after))
    return text.replace(before, after, -1 if count is None else count)


def _center(value: Any, width: int = 80) -> str:
    """Jinja2's ``center``, measured."""
    text = text_of(value)
    check_text_method(text, "center", (width,))
    return text.center(width)


def _indent(value: Any, width: int | str = 4, first: bool = False, blank: bool = False) -> str:
    """Jinja2's ``indent``, measured."""
    text = text_of(value)
    checked_length((text.count("\n") + 1) * (width if isinstance(width, int) else len(width)) + len(text))
    return str(FILTERS["indent"](text, width, first, blank))


def _format(value: Any, *args: Any, **kwargs: Any) -> str:
    """Jinja2's ``format`` (printf style), measured."""
    pattern = text_of(value)
    check_format(pattern, kwargs or args)
    return formatted(pattern, kwargs or args)


@pass_context
def _sum(context: Context, value: Iterable[Any], attribute: str | int | None = None, start: Any = 0) -> Any:
    """Jinja2's ``sum``, of numbers only: a missing figure is not read as zero, and lists are not put together."""
    if attribute is not None:
        value = map(make_attrgetter(context.environment, attribute), value)
    numbers = [number_of(start), *map(number_of, value)]
    return unknown(sum(numbers[1:], numbers[0]), *numbers)


def _abs(value: Any) -> Any:
    """Jinja2's ``abs``; a figure stays the figure it is."""
    return same(abs(value), value)


def _round(value: Any, precision: int = 0, method: Any = "common") -> Any:
    """Jinja2's ``round``, for numbers and places a paper can have, half up."""
    if abs(precision) > _MOST_DIGITS:
        raise ValueError(f"保留的小数位数 {precision} 过大")
    number: Any = number_of(value)
    if method == "common" and precision <= MAX_PLACES:
        return half_up(number, precision)
    return do_round(number, precision, method)


def _int(value: Any, default: Any = _ABSENT, base: int = 10) -> Any:
    """A whole number; ValueError for what is none, unless the template names a default."""
    try:
        if not isinstance(value, str):
            return _cut(number_of(value))
        if len(value) > _MOST_DIGITS:
            raise ValueError("too long")
        return int(value, base) if base != 10 else int(number_of(Decimal(value)))
    except (ArithmeticError, ValueError) as exc:
        return _default_or_refuse(value, default, exc)


def _cut(value: Any) -> int:
    """A number without its decimals; of a figure, one that is known to be no longer the figure it was."""
    made: int = unknown(int(value), value)
    return made


def _float(value: Any, default: Any = _ABSENT) -> Any:
    """A floating number; ValueError for what is none, unless the template names a default."""
    try:
        number = float(value if isinstance(value, str) else number_of(value))
        if not math.isfinite(number):
            raise ValueError("not finite")
    except ValueError as exc:
        return _default_or_refuse(value, default, exc)
    return number


def _default_or_refuse(value: Any, default: Any, cause: Exception) -> Any:
    if default is _ABSENT:
        raise ValueError(f"“{str(value)[:20]}”不是数，不能换算；没有数据时不会当作 0") from cause
    return default
