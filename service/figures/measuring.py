"""Measuring a record, or several together, by their plans and the schedule (domain.md §3, §7)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from data_adapters import MISSING, NOT_APPLICABLE, Amount, Project, UnitTarget, lead_unit
from service.figures.curve import own_schedule
from service.figures.figure import (
    DECIDED,
    Figure,
    Unit,
    amount_of,
    difference,
    less,
    name_of,
    over,
    quotient,
    summed,
    total,
)
from service.figures.period import Period
from service.figures.progress import DONE, PLAN, Progress, State, Together
from service.figures.settled import Settled

_NEEDED: Final = "后续月均需完成"
_lead_unit: Final = lru_cache(maxsize=4096)(lead_unit)
"""A ledger names few units many times, and a year's months name them again."""


def of_record(record: Project | UnitTarget, period: Period, *, own_curve: bool = False) -> Progress:
    """A project's or a task unit's progress at the end of the period.

    With ``own_curve`` it is measured by what it planned to have done by then, where its ledger says so.
    """
    decided = bool(record.extra) and DECIDED in record.extra
    found = Settled() if decided else Progress()
    found.record = record
    if isinstance(record, Project):
        found.name, found.unit = record.project_name, _lead_unit(record.resp_unit)
    else:
        found.name = found.unit = record.unit
    found.plan_value = plan = amount_of(record, PLAN[0])
    found.done_value = done = amount_of(record, DONE[0])
    found.schedule = (own_schedule(record, period) if own_curve else None) or period.schedule
    planned = plan.__class__ is Decimal and plan > 0
    found.planned_value = done if planned else NOT_APPLICABLE
    found.unplanned_count = int(not planned and done.__class__ is Decimal and bool(done))
    _measure(found, done)
    if isinstance(found, Settled):
        found.settle()
        found.state = _state(plan, done, found.gap_value)
    return found


def of_all(parts: Sequence[Progress], name: str, period: Period) -> Progress:
    """The progress of several taken together: what was reported of those with a plan, over the sum of all plans.

    A part that was not reported adds nothing above and its plan still counts below; ``remark`` says how many. ZERO
    means that all were reported and come to zero, NOT_REPORTED that none with a plan was. Where some were not reported
    and the others come to zero nobody knows whether it is zero: NOT_REPORTED too, and no rate.
    """
    found = Together()
    found.record, found.parts, found.name, found.unit = None, tuple(parts), name, name
    found.plan_value = summed([part.plan_value for part in parts])
    found.done_value = summed([part.done_value for part in parts])
    planned = [part.planned_value for part in parts if part.has_plan]
    found.planned_value = summed(planned) if planned else NOT_APPLICABLE
    found.unplanned_count = sum([part.unplanned_count for part in parts])
    found.schedule = schedule_of_all(parts, period)
    _measure(found, found.planned_value)
    silent = any(part.state is State.NOT_REPORTED for part in parts)
    known = found.rate_value.__class__ is Decimal
    if silent and known and not (found.planned_value and found.done_value):
        found.rate_value = found.gap_value = MISSING
        found.lost, found.state = "部分未上报，其余为0", State.NOT_REPORTED
    elif found.state is State.NOT_REPORTED and not silent:
        found.state = State.NOT_APPLICABLE  # who said nothing had no plan to report on
    return found


def _measure(found: Progress, done: Amount) -> None:
    """Give a progress its rate, gap and state; ``done`` is what is measured by its plan."""
    found.rate_value = rate = over(done, found.plan_value)
    found.gap_value = less(rate, found.schedule.value)
    found.state = _state(found.plan_value, found.done_value, found.gap_value)


def schedule_of_all(parts: Sequence[Progress], period: Period) -> Figure:
    """The schedule of several: one if they share it, else weighted by their plans."""
    even = period.schedule
    if all([part.schedule is even or part.schedule == even for part in parts]):
        return even
    able = [part for part in parts if part.has_plan]
    plans = total([part.plan for part in able], "年度计划投资")
    if not plans.known:
        return even
    due = total([_due(part) for part in able], "应完成投资")
    return quotient(due, plans, "序时进度")


def _due(part: Progress) -> Figure:
    """What a part should have done by its own schedule: its plan × its share."""
    plan, share = part.plan, part.schedule
    formula = f"应完成投资 = {plan.formula} × {name_of(share.formula)}"
    return Figure(plan.number * share.number, Unit.WAN_YUAN, formula, (plan, share))


def to_schedule(progress: Progress) -> Figure:
    """对序时比 = 完成率 ÷ 序时进度, as a ratio: what warning rules of the ratio family look at (domain.md §4)."""
    return quotient(progress.rate, progress.schedule, "对序时比")


def _state(plan: Amount, done: Amount, gap: Amount) -> State:
    if gap.__class__ is Decimal and done.__class__ is Decimal:  # a gap needs a plan above zero
        return State.ZERO if not done else State.BEHIND if gap < 0 else State.ON_SCHEDULE
    if plan is NOT_APPLICABLE or (isinstance(plan, Decimal) and plan <= 0):
        return State.NO_PLAN
    if not isinstance(done, Decimal):
        return State.NOT_APPLICABLE if done is NOT_APPLICABLE else State.NOT_REPORTED
    if not isinstance(plan, Decimal):
        return State.PLAN_MISSING
    # several, of which only such without a plan said what they did
    return State.NOT_APPLICABLE if gap is NOT_APPLICABLE else State.NOT_REPORTED


def needed_per_month(progress: Progress, period: Period) -> Figure:
    """后续月均需完成 = (年度计划 − 累计完成) ÷ months left, in 万元; absent in December, 0 when the plan is met.

    What was done without a plan fulfils nobody's plan: it does not lessen what is needed.
    """
    value, origin = needed_value(progress, period), (progress.plan, progress.done_planned)
    if value.__class__ is Decimal:
        return Figure(value, Unit.WAN_YUAN, _needed_words(origin[0].formula, origin[1].formula, period.rest), origin)
    if not isinstance(progress.plan_value, Decimal) or not isinstance(progress.planned_value, Decimal):
        return difference(*origin, "尚需完成", Unit.WAN_YUAN).named(_NEEDED)
    return Figure(value, Unit.WAN_YUAN, _NEEDED, origin, "全年已无剩余月份")


def needed_value(progress: Progress, period: Period) -> Amount:
    """The value of :func:`needed_per_month`."""
    plan, done, months = progress.plan_value, progress.planned_value, period.left
    if not isinstance(plan, Decimal) or not isinstance(done, Decimal):
        return less(plan, done)
    if not months:
        return NOT_APPLICABLE
    return (plan - done) / months if done < plan else Decimal(0)


@lru_cache(maxsize=64)
def _needed_words(plan: str, done: str, rest: str) -> str:
    return f"{_NEEDED} = （{plan} − {done}）÷ {rest}"
