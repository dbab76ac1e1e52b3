"""The indicators of an upload as the page shows them: ``figures_json`` put in the order a person reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from data_adapters import Reading
from service.figures import Period, figures_json
from service.wording import cumulative_period

_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Bar:
    """A rate's bar on a scale common to its table: widths and the schedule's place, 0 to 100."""

    width: Decimal
    schedule: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a ranking: ``figures`` is its entry of ``figures_json``; ``bar`` is None without a rate."""

    figures: dict[str, Any]
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class Indicators:
    """All indicators of a period; ``found`` is ``figures_json`` itself."""

    span: str
    found: dict[str, Any]
    units: tuple[Line, ...]
    projects: tuple[Line, ...]


def indicators(readings: Sequence[Reading], period: Period, last: Sequence[Reading] = ()) -> Indicators:
    """Every figure of the readings at the end of a period; ``last`` is the upload that the checks compare with."""
    found = figures_json(readings, period, last)
    schedule = Decimal(found["schedule_pct"])
    span = cumulative_period(period.year, period.month)
    return Indicators(span, found, _lines(found["units"], schedule), _lines(found["projects"], schedule))


def _lines(parts: Sequence[dict[str, Any]], schedule: Decimal) -> tuple[Line, ...]:
    """By rank, the unranked last; a rate over 100 % stretches the scale of the whole table."""
    scale = max([_FULL, *(Decimal(part["rate_pct"]) for part in parts if part["rate_pct"])])
    ordered = sorted(parts, key=lambda part: (part["rank"] is None, part["rank"]))
    return tuple(Line(part, _bar(part["rate_pct"], schedule, scale)) for part in ordered)


def _bar(rate: str | None, schedule: Decimal, scale: Decimal) -> Bar | None:
    if rate is None:
        return None
    return Bar(_share(max(Decimal(rate), Decimal(0)), scale), _share(schedule, scale))


def _share(value: Decimal, scale: Decimal) -> Decimal:
    return round(value / scale * _FULL, 2)
