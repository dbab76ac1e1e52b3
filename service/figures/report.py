"""All indicators of a ledger as plain data: the contract of ``huicai figures --json``."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from data_adapters import Project, Reading
from service.figures.breakdown import by_group, by_list
from service.figures.checks import Check, questions
from service.figures.figure import Figure, Unit
from service.figures.growth import year_on_year
from service.figures.measuring import needed_per_month, of_all
from service.figures.period import Period
from service.figures.progress import Progress, State
from service.figures.ranking import Ranked, in_state, movement, rank
from service.figures.rates import Measure, Rate, rate_of
from service.figures.rules import RuleSet, Warned, judge
from service.figures.rules.history import History, history, lines, who
from service.figures.targets import FIRST_QUARTER, HALF, Target, standing
from service.wording import GAP, format_percent, format_points, format_wan, quantize
from service.wording.values import fits, within_reason

_PLACES = 10
_HUNDRED = Decimal(100)


def figures_json(
    readings: Sequence[Reading],
    period: Period,
    last: Sequence[Reading] = (),
    rules: RuleSet | None = None,
    asked: Sequence[Check] | None = None,
) -> dict[str, Any]:
    """Exact and printed figures. Amounts in 万元, ``*_pct`` in percent, ``*_pp`` in 百分点, as decimal strings of at
    most 10 places (with an exponent beyond 40 integer digits); null where there is no value, with the reason in
    ``state``. ``remark`` says how many of a group's projects were not reported; the total's rate is ``done_planned`` ÷
    ``plan``, and ``done`` holds ``done_unplanned`` too. ``last`` holds earlier uploads: ``checks`` compares with them,
    ``moved`` says what became of each rank since, and rules look back on them; a check's ``line`` is its whole
    sentence. ``warning`` is null without ``rules``. ``asked`` are the questions
    still open where persons decided on some."""
    projects, units = lines(readings, period)
    before = history(last, period)
    parts = projects or units
    return {
        "period": str(period),
        "schedule_pct": _percent(period.schedule),
        "schedule_pct_printed": format_percent(period.schedule.number),
        "total": _total(parts, period),
        "groups": [_line(group, None) for group in by_group(projects, "group", period)],
        "lists": [_line(group, None) for group in by_list(projects, period)],
        "targets": [_target(of_all(parts, "合计", period), target, period) for target in (FIRST_QUARTER, HALF)],
        "rates": _rates(projects, period),
        "units": _ranked(units, before, period, rules),
        "projects": _ranked(projects, before, period, rules),
        "not_reported": [part.name for part in in_state(parts, State.NOT_REPORTED)],
        "zero": [part.name for part in in_state(parts, State.ZERO)],
        "checks": [check_json(item) for item in (questions(readings, period, last) if asked is None else asked)],
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


def _target(whole: Progress, target: Target, period: Period) -> dict[str, Any]:
    found = standing(whole, target, period)
    gap = {"gap_pp": _percent(found.gap), "gap_pp_printed": _printed(found.gap)}
    return {"name": target.name, "reached": found.reached.value, **gap}


def _rates(projects: Sequence[Progress], period: Period) -> list[dict[str, Any]]:
    """The rates of projects whose columns the ledgers have; the formula names the denominator."""
    records = [part.record for part in projects if isinstance(part.record, Project)]
    columns = {name for record in records for name in record.cells}
    asked = [measure for measure in Measure if columns.intersection(measure.fields)]
    return [_rate(rate_of(records, measure, period), measure.label) for measure in asked]


def _rate(rate: Rate, label: str) -> dict[str, Any]:
    return {
        "name": label,
        "pct": _percent(rate.figure),
        "pct_printed": _printed(rate.figure),
        "formula": rate.figure.formula if rate.figure.known else rate.figure.reason,
        "open": [project.project_name for project in rate.open],
        "unsaid": [project.project_name for project in rate.unsaid],
    }


def _ranked(parts: Sequence[Progress], before: History, period: Period, rules: RuleSet | None) -> list[dict[str, Any]]:
    """Lines in the parts' own order, each with its rank (null for the unranked), its movement and its warning."""
    ranked = {id(place.progress): place for place in rank(parts)}
    return [
        {
            **_line(part, ranked[id(part)].rank),
            "moved": _moved(ranked[id(part)], before),
            "warning": _warning(judge(before.subject(part, period), rules)) if rules else None,
        }
        for part in parts
    ]


def _moved(place: Ranked, before: History) -> str:
    """The movement in words; "" without an earlier upload."""
    is_project, key = who(place.progress)
    old = before.ranks.get((is_project, key))
    known = {} if old is None else {place.progress.name: old}
    return movement(place, known) if before.ranks else ""


def _warning(found: Warned) -> dict[str, Any] | None:
    """Level and colour (null where no rule holds), the reasons, the severest first, and what could not be judged.

    None where no rule concerns it.
    """
    if not found.reasons and not found.unjudged:
        return None
    return {
        "level": found.level.name if found.level else None,
        "colour": found.level.colour if found.level else None,
        "action": found.level.action if found.level else "",
        "reasons": [reason.words for reason in found.reasons],
        "sources": [str(cell) for reason in found.reasons for cell in reason.figure.sources],
        "unjudged": list(found.unjudged),
    }


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
