"""All indicators of a ledger as plain data: the contract of ``huicai figures --json``."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from data_adapters import Project, Reading, UnitTarget
from service.figures.breakdown import by_group
from service.figures.checks import Check, questions
from service.figures.figure import Figure, Unit
from service.figures.growth import year_on_year
from service.figures.period import Period
from service.figures.progress import Progress, State, needed_per_month, of_all, of_record
from service.figures.ranking import in_state, rank
from service.wording import GAP, format_percent, format_points, format_wan, quantize
from service.wording.values import fits, within_reason

_PLACES = 10
_HUNDRED = Decimal(100)


def figures_json(readings: Sequence[Reading], period: Period, last: Sequence[Reading] = ()) -> dict[str, Any]:
    """Exact and printed figures. Amounts in 万元, ``*_pct`` in percent, ``*_pp`` in 百分点, as decimal strings of at
    most 10 places (with an exponent beyond 40 integer digits); null where there is no value, with the reason in
    ``state``. ``remark`` says how many of a group's projects were not reported; the total's rate is ``done_planned`` ÷
    ``plan``, and ``done`` holds ``done_unplanned`` too. ``last`` is the
    earlier upload that ``checks`` compares with; a check's ``line`` is its whole sentence."""
    records: list[Project] = [project for reading in readings for project in reading.projects]
    targets: list[UnitTarget] = [unit for reading in readings for unit in reading.units]
    projects = [of_record(record, period) for record in records]
    units = [of_record(target, period) for target in targets] or by_group(projects, "unit", period)
    parts = projects or units
    return {
        "period": str(period),
        "schedule_pct": _percent(period.schedule),
        "schedule_pct_printed": format_percent(period.schedule.number),
        "total": _total(parts, period),
        "groups": [_line(group, None) for group in by_group(projects, "group", period)],
        "units": _ranked(units),
        "projects": _ranked(projects),
        "not_reported": [part.name for part in in_state(parts, State.NOT_REPORTED)],
        "zero": [part.name for part in in_state(parts, State.ZERO)],
        "checks": [check_json(item) for item in questions(readings, period, last)],
    }


def check_json(item: Check) -> dict[str, Any]:
    """A question as JSON values; ``line`` is its whole Chinese sentence."""
    return {
        "code": item.code,
        "what": item.what,
        "printed": item.printed,
        "computed": item.computed,
        "sides": list(item.sides),
        "addresses": [str(cell) for cell in item.addresses],
        "line": str(item),
    }


def _total(parts: Sequence[Progress], period: Period) -> dict[str, Any]:
    whole = of_all(parts, "合计", period)
    growth = year_on_year(parts)
    needed = needed_per_month(whole, period)
    return {
        **_line(whole, None),
        "count": len(parts),
        "done_planned": _number(whole.done_planned),
        "done_unplanned": _number(whole.unplanned),
        "done_unplanned_printed": _printed(whole.unplanned),
        "unplanned_count": whole.unplanned_count,
        "total_investment": _number(whole.total_investment),
        "yoy_pct": _percent(growth),
        "yoy_note": growth.formula if growth.known else growth.reason,
        "needed_per_month": _number(needed),
        "needed_per_month_printed": _printed(needed),
    }


def _ranked(parts: Sequence[Progress]) -> list[dict[str, Any]]:
    """Lines in the parts' own order, each with its rank (null for the unranked)."""
    ranks = {id(place.progress): place.rank for place in rank(parts)}
    return [_line(part, ranks[id(part)]) for part in parts]


def _line(part: Progress, place: int | None) -> dict[str, Any]:
    sources = {"plan": part.plan, "done": part.done} if part.record else {}
    return {
        "name": part.name,
        "unit": part.unit,
        "plan": _number(part.plan),
        "plan_printed": _printed(part.plan),
        "done": _number(part.done),
        "done_printed": _printed(part.done),
        "rate_pct": _percent(part.rate),
        "rate_pct_printed": _printed(part.rate),
        "gap_pp": _percent(part.gap),
        "gap_pp_printed": _printed(part.gap),
        "rank": place,
        "warning": None,
        "state": part.state.name.lower(),
        "state_printed": part.state.value,
        "remark": part.remark,
        "sources": {name: [str(cell) for cell in figure.sources] for name, figure in sources.items()},
    }


def _number(figure: Figure) -> str | None:
    return _plain(figure.number) if figure.known else None


def _percent(figure: Figure) -> str | None:
    return _plain(figure.number * _HUNDRED) if figure.known else None


def _plain(number: Decimal) -> str:
    if not fits(number):
        return f"{number:.{_PLACES}E}"
    rounded = quantize(number, _PLACES)
    return f"{rounded.normalize():f}" if rounded else "0"


def _printed(figure: Figure) -> str:
    """As a paper would print it; —— where there is no value, words where it is too large to print."""
    if not figure.known:
        return GAP
    number = within_reason(figure.number)
    if figure.unit is Unit.POINTS:
        return format_points(number)
    return format_percent(number) if figure.unit is Unit.RATIO else format_wan(number, 2)
