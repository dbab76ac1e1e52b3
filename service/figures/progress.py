"""Completion against the annual plan, 序时进度 and the gap between them (domain.md §3, §7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Final

from data_adapters import MISSING, NOT_APPLICABLE, Project, Record, UnitTarget, lead_unit
from service.figures.curve import own_schedule
from service.figures.figure import Figure, Unit, difference, from_record, quotient, total
from service.figures.period import Period

PLANNED: Final = "有年度计划的累计完成投资"
UNPLANNED: Final = "无年度计划的累计完成投资"


class State(Enum):
    """Where something stands. Zero, not reported and not applicable are three different things (domain.md M3)."""

    ON_SCHEDULE = "达到序时"
    BEHIND = "滞后序时"
    ZERO = "完成投资为0"
    NOT_REPORTED = "未上报"
    PLAN_MISSING = "年度计划未填"
    NO_PLAN = "无年度计划任务"
    NOT_APPLICABLE = "不适用"


_lead_unit: Final = lru_cache(maxsize=4096)(lead_unit)
"""A ledger names few units many times, and a year's months name them again."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One project's, unit's or group's progress. Amounts in 万元; ``rate`` and ``gap`` are ratios.

    完成率 is 占年度计划 (domain.md §3): ``done_planned``, what those with a plan above zero did, over ``plan``. What
    those without one did (``unplanned``, of ``unplanned_count`` parts) stays in ``done``; absent where there is none.
    """

    name: str
    unit: str
    plan: Figure
    done: Figure
    done_planned: Figure
    schedule: Figure
    rate: Figure
    gap: Figure
    state: State
    unplanned_count: int = 0
    count: int = 1
    record: Record | None = None
    parts: tuple[Progress, ...] = ()

    @property
    def unplanned(self) -> Figure:
        """What those without a plan above zero did."""
        if self.record:
            return self.done if self.unplanned_count else _none(UNPLANNED)
        return _sum((part.unplanned for part in self.parts if part.unplanned_count), UNPLANNED)

    @property
    def total_investment(self) -> Figure:
        """总投资; a task unit's row has none."""
        if isinstance(self.record, Project):
            return from_record(self.record, "total_investment", "总投资")
        return _NO_INVESTMENT if self.record else total((part.total_investment for part in self.parts), "总投资")

    @property
    def last_year(self) -> Figure:
        """What was done in the same period of last year."""
        if self.record:
            return from_record(self.record, "done_last_year_same_period", "上年同期完成投资")
        return total((part.last_year for part in self.parts), "上年同期完成投资")

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan above zero: blank, not applicable, zero and below are no plan to measure by."""
        return self.plan.known and self.plan.number > 0

    @property
    def remark(self) -> str:
        """How many of several were not reported ("其中2个项目未上报"); "" where all were, or none was."""
        if not self.parts:
            return ""
        silent = sum(1 for part in self.parts if part.state is State.NOT_REPORTED)
        return f"其中{silent}个项目未上报" if silent and self.done.known else ""


def of_record(record: Project | UnitTarget, period: Period, *, own_curve: bool = False) -> Progress:
    """A project's or a task unit's progress at the end of the period.

    With ``own_curve`` it is measured by what it planned to have done by then, where its ledger says so.
    """
    name = record.project_name if isinstance(record, Project) else record.unit
    plan = from_record(record, "plan_this_year", "年度计划投资")
    done = from_record(record, "done_this_year_to_date", "累计完成投资")
    planned = isinstance(plan.value, Decimal) and plan.value > 0
    schedule = (own_schedule(record, period) if own_curve else None) or period.schedule
    rate, gap = _rate_and_gap(done, plan, schedule)
    return Progress(
        name=name,
        unit=_lead_unit(record.resp_unit) if isinstance(record, Project) else record.unit,
        plan=plan,
        done=done,
        done_planned=done if planned else _none(PLANNED),
        unplanned_count=int(not planned and done.known and bool(done.number)),
        schedule=schedule,
        rate=rate,
        gap=gap,
        state=_state(plan, done, gap),
        record=record,
    )


def of_all(parts: Sequence[Progress], name: str, period: Period) -> Progress:
    """The progress of several taken together: what was reported of those with a plan, over the sum of all plans.

    A part that was not reported adds nothing above and its plan still counts below; ``remark`` says how many. ZERO
    means that all were reported and come to zero, NOT_REPORTED that none with a plan was. Where some were not reported
    and the others come to zero nobody knows whether it is zero: NOT_REPORTED too, and no rate.
    """
    plan = total([part.plan for part in parts], "年度计划投资")
    done = total([part.done for part in parts], "累计完成投资")
    planned = _sum((part.done_planned for part in parts if part.has_plan), PLANNED)
    schedule = schedule_of_all(parts, period)
    rate, gap = _rate_and_gap(planned, plan, schedule)
    silent = any(part.state is State.NOT_REPORTED for part in parts)
    state = _state(plan, done, gap)
    if silent and rate.known and not (planned.number and done.number):
        rate, gap = (lost._replace(value=MISSING, reason="部分未上报，其余为0") for lost in (rate, gap))
        state = State.NOT_REPORTED
    elif state is State.NOT_REPORTED and not silent:
        state = State.NOT_APPLICABLE  # who said nothing had no plan to report on
    return Progress(
        name=name,
        unit=name,
        plan=plan,
        done=done,
        done_planned=planned,
        unplanned_count=sum(part.unplanned_count for part in parts),
        schedule=schedule,
        rate=rate,
        gap=gap,
        state=state,
        count=len(parts),
        parts=tuple(parts),
    )


def _sum(figures: Iterable[Figure], label: str) -> Figure:
    given = list(figures)
    return total(given, label) if given else _none(label)


@lru_cache(maxsize=8)
def _none(label: str) -> Figure:
    return Figure(NOT_APPLICABLE, Unit.WAN_YUAN, label, (), f"没有{label}")


def _rate_and_gap(done: Figure, plan: Figure, schedule: Figure) -> tuple[Figure, Figure]:
    rate = quotient(done, plan, "完成率")
    return rate, difference(rate, schedule, "进度差", Unit.POINTS)


def schedule_of_all(parts: Sequence[Progress], period: Period) -> Figure:
    """The schedule of several: one if they share it, else weighted by their plans."""
    even = period.schedule
    if all(part.schedule is even or part.schedule == even for part in parts):
        return even
    able = [part for part in parts if part.has_plan]
    whole = sum((part.plan.number for part in able), Decimal(0))
    if not whole:
        return even
    due = sum((part.plan.number * part.schedule.number for part in able), Decimal(0))
    origin = tuple(figure for part in able for figure in (part.plan, part.schedule))
    return Figure(due / whole, Unit.RATIO, "序时进度 = 各自应完成投资之和 ÷ 年度计划投资之和", origin)


def to_schedule(progress: Progress) -> Figure:
    """对序时比 = 完成率 ÷ 序时进度, as a ratio: what warning rules of the ratio family look at (domain.md §4)."""
    rate, schedule = (figure.named(figure.formula.split(" = ")[0]) for figure in (progress.rate, progress.schedule))
    return quotient(rate, schedule, "对序时比")


_NO_INVESTMENT: Final = Figure(NOT_APPLICABLE, Unit.WAN_YUAN, "总投资", (), "任务单位不填总投资")


def _state(plan: Figure, done: Figure, gap: Figure) -> State:
    if gap.value.__class__ is Decimal and done.value.__class__ is Decimal:  # a gap needs a plan above zero
        return State.ZERO if not done.number else State.BEHIND if gap.number < 0 else State.ON_SCHEDULE
    if plan.value is NOT_APPLICABLE or (plan.known and plan.number <= 0):
        return State.NO_PLAN
    if not done.known:
        return State.NOT_APPLICABLE if done.value is NOT_APPLICABLE else State.NOT_REPORTED
    if not plan.known:
        return State.PLAN_MISSING
    # several, of which only such without a plan said what they did
    return State.NOT_APPLICABLE if gap.value is NOT_APPLICABLE else State.NOT_REPORTED


def needed_per_month(progress: Progress, period: Period) -> Figure:
    """后续月均需完成 = (年度计划 − 累计完成) ÷ months left, in 万元; absent in December, 0 when the plan is met.

    What was done without a plan fulfils nobody's plan: it does not lessen what is needed.
    """
    label = "后续月均需完成"
    plan, done, months = progress.plan.value, progress.done_planned.value, period.left
    if not isinstance(plan, Decimal) or not isinstance(done, Decimal):
        return difference(progress.plan, progress.done_planned, "尚需完成", Unit.WAN_YUAN).named(label)
    origin = (progress.plan, progress.done_planned)
    if not months:
        return Figure(NOT_APPLICABLE, Unit.WAN_YUAN, label, origin, "全年已无剩余月份")
    value = (plan - done) / months if done < plan else Decimal(0)
    rest = f"（12 − {period.months}）" if period.day else f"{months}"
    formula = f"{label} = （{progress.plan.formula} − {progress.done_planned.formula}）÷ {rest}"
    return Figure(value, Unit.WAN_YUAN, formula, origin)
