"""How a figure stands in JSON: exact as a decimal string, and as a paper would print it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from service.figures.figure import Figure, Unit
from service.wording import GAP, format_amount, format_percent, format_points, quantize
from service.wording.values import fits, within_reason

_PLACES: Final = 10
_HUNDRED: Final = Decimal(100)


def number(figure: Figure) -> str | None:
    """The exact number to 10 places; None without one."""
    return plain(figure.number) if figure.known else None


def percent(figure: Figure) -> str | None:
    """The same of a ratio in per cent or 百分点."""
    return plain(figure.number * _HUNDRED) if figure.known else None


def plain(value: Decimal) -> str:
    """A decimal string of at most 10 places, with an exponent beyond 40 integer digits."""
    if not fits(value):
        return f"{value:.{_PLACES}E}"
    rounded = quantize(value, _PLACES)
    return f"{rounded.normalize():f}" if rounded else "0"


def printed(figure: Figure) -> str:
    """As a paper would print it; —— where there is no value, words where it is too large to print."""
    if not figure.known:
        return GAP
    value = within_reason(figure.number)
    if not isinstance(value, Decimal):
        return value
    if figure.unit is Unit.POINTS:
        return format_points(value)
    return format_percent(value) if figure.unit is Unit.RATIO else format_amount(value)


def cells(figure: Figure) -> list[str]:
    """The addresses of the cells it comes from."""
    return [str(cell) for cell in figure.sources]


def traced(figure: Figure) -> dict[str, Any]:
    """Formula and cells; where there is no value the reason stands beside the formula."""
    return {"formula": figure.formula, "reason": figure.reason, "sources": cells(figure)}


def rated(name: str, figure: Figure) -> dict[str, Any]:
    """A ratio by its name: exact, printed, formula and cells."""
    return {"name": name, "pct": percent(figure), "pct_printed": printed(figure), **traced(figure)}
