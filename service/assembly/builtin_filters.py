"""Jinja2's own filters, made fit for official papers: no word "None" in a paper, no missing figure read as zero.

Left out: ``safe``, ``xmlattr`` and ``urlize`` (they put raw markup into Word) and ``pprint``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import wraps
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.filters import FILTERS, make_attrgetter
from jinja2.runtime import Context
from markupsafe import Markup

from service.assembly.guards import check_format, check_text_method, glued
from service.assembly.values import checked_length, text_of

REMOVED = frozenset(["safe", "xmlattr", "urlize", "pprint"])
# These turn their value into text before anything else, so None would become the word "None"
_OF_TEXT = ("capitalize", "indent", "lower", "string", "striptags", "title", "trim", "truncate", "upper", "wordcount")
_ABSENT = object()


def builtin_filters() -> dict[str, Callable[..., Any]]:
    """The filters every template has, before the caller's own."""
    kept: dict[str, Callable[..., Any]] = {name: function for name, function in FILTERS.items() if name not in REMOVED}
    for name in _OF_TEXT:
        kept[name] = _refusing_blanks(kept[name])
    for name in ("escape", "e", "forceescape"):
        kept[name] = _escape
    kept |= {"join": _join, "replace": _replace, "center": _center, "format": _format}
    kept |= {"int": _int, "float": _float, "batch": _measured(kept["batch"]), "slice": _measured(kept["slice"])}
    kept["wordwrap"] = _refusing_blanks(kept["wordwrap"])
    kept["indent"] = _measured(kept["indent"])
    return kept


def _refusing_blanks(function: Callable[..., Any]) -> Callable[..., Any]:
    """function, raising UnprintableError for values that have no text."""
    place = 1 if hasattr(function, "jinja_pass_arg") else 0

    @wraps(function)  # copies jinja_pass_arg too, which tells Jinja2 what to hand over first
    def guarded(*args: Any, **kwargs: Any) -> Any:
        text_of(args[place])
        return function(*args, **kwargs)

    return guarded


def _measured(function: Callable[..., Any]) -> Callable[..., Any]:
    """function, raising BudgetError when its number argument is huge."""

    @wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        for number in (*args[1:], *kwargs.values()):
            if isinstance(number, int):
                checked_length(number)
        return function(*args, **kwargs)

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


def _format(value: Any, *args: Any, **kwargs: Any) -> str:
    """Jinja2's ``format`` (printf style), measured."""
    pattern = text_of(value)
    check_format(pattern)
    return pattern % (kwargs or args)


def _int(value: Any, default: Any = _ABSENT, base: int = 10) -> Any:
    """A whole number; ValueError for what is none, unless the template names a default."""
    try:
        return int(value, base) if isinstance(value, str) and base != 10 else int(Decimal(text_of(value)))
    except (ArithmeticError, ValueError) as exc:
        return _default_or_refuse(value, default, exc)


def _float(value: Any, default: Any = _ABSENT) -> Any:
    """A floating number; ValueError for what is none, unless the template names a default."""
    try:
        number = float(text_of(value))
        if not math.isfinite(number):
            raise ValueError("not finite")
    except ValueError as exc:
        return _default_or_refuse(value, default, exc)
    return number


def _default_or_refuse(value: Any, default: Any, cause: Exception) -> Any:
    if default is _ABSENT:
        raise ValueError(f"“{value}”不是数，不能换算；没有数据时不会当作 0") from cause
    return default
