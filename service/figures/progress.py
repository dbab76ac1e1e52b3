"""Completion against the annual plan, 序时进度 and the gap between them (domain.md §3, §7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Final

from data_adapters import MISSING, NOT_APPLICABLE, Project, Record, UnitTarget, lead_unit
from service.figures.figure import Figure, Unit, difference, from_record, quotient, total

NO_UNIT: Final = "（未填责任单位）"
"""The group of projects that name no responsible unit: they are never dropped."""
OTHERS: Final = "其他"
"""The group of parts without a group, where others have one: groups add up to the whole."""
PLANNED: Final = "有年度计划的累计完成投资"
UNPLANNED: Final = "无年度计划的累计完成投资"


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period from January to the end of ``month``."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise ValueError(f"月份应在 1 至 12 之间，给出的是 {self.month}")

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"

    @property
    def schedule(self) -> Figure:
        """序时进度 at the end of the month: month ÷ 12, as a ratio."""
        return Figure(Decimal(self.month) / 12, Unit.RATIO, f"序时进度 = {self.month} ÷ 12")


class State(Enum):
    """Where something stands. Zero, not reported and not applicable are three different things (domain.md M3)."""

    ON_SCHEDULE = "达到序时"
    BEHIND = "滞后序时"
    ZERO = "完成投资为0"
    NOT_REPORTED = "未上报"
    PLAN_MISSING = "年度计划未填"
    NO_PLAN = "无年度计划任务"
    NOT_APPLICABLE = "不适用"


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
    unplanned: Figure
    rate: Figure
    gap: Figure
    state: State
    total_investment: Figure
    last_year: Figure
    unplanned_count: int = 0
    count: int = 1
    record: Record | None = None
    parts: tuple[Progress, ...] = ()

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan above zero: blank, not applicable, zero and below are no plan to measure by."""
        return self.plan.known and self.plan.number > 0

    @property
    def remark(self) -> str:
        """How many of several were not reported ("其中2个项目未上报"); "" where all were, or none was."""
        silent = sum(1 for part in self.parts if part.state is State.NOT_REPORTED)
        return f"其中{silent}个项目未上报" if silent and self.done.known else ""


def of_record(record: Project | UnitTarget, period: Period) -> Progress:
    """A project's or a task unit's progress at the end of the period."""
    is_project = isinstance(record, Project)
    name = record.project_name if isinstance(record, Project) else record.unit
    investment = (
        from_record(record, "total_investment", "总投资")
        if is_project
        else Figure(NOT_APPLICABLE, Unit.WAN_YUAN, "总投资", (), "任务单位不填总投资")
    )
    unit = lead_unit(record.resp_unit) if isinstance(record, Project) else record.unit
    plan = from_record(record, "plan_this_year", "年度计划投资")
    done = from_record(record, "done_this_year_to_date", "累计完成投资")
    planned = plan.known and plan.number > 0
    loose = not planned and done.known and bool(done.number)
    rate, gap = _rate_and_gap(done, plan, period)
    return Progress(
        name=name,
        unit=unit,
        plan=plan,
        done=done,
        done_planned=done if planned else _none(PLANNED),
        unplanned=done if loose else _none(UNPLANNED),
        unplanned_count=int(loose),
        rate=rate,
        gap=gap,
        state=_state(plan, done, gap),
        total_investment=investment,
        last_year=from_record(record, "done_last_year_same_period", "上年同期完成投资"),
        record=record,
    )


def of_all(parts: Sequence[Progress], name: str, period: Period) -> Progress:
    """The progress of several taken together: what was reported of those with a plan, over the sum of all plans.

    A part that was not reported adds nothing above and its plan still counts below; ``remark`` says how many. ZERO
    means that all were reported and come to zero, NOT_REPORTED that none with a plan was. Where some were not reported
    and the others come to zero nobody knows whether it is zero: NOT_REPORTED too, and no rate.
    """
    plan = total((part.plan for part in parts), "年度计划投资")
    done = total((part.done for part in parts), "累计完成投资")
    planned = _sum((part.done_planned for part in parts if part.has_plan), PLANNED)
    rate, gap = _rate_and_gap(planned, plan, period)
    silent = any(part.state is State.NOT_REPORTED for part in parts)
    state = _state(plan, done, gap)
    if silent and rate.known and not (planned.number and done.number):
        rate, gap = (replace(lost, value=MISSING, reason="部分未上报，其余为0") for lost in (rate, gap))
        state = State.NOT_REPORTED
    elif state is State.NOT_REPORTED and not silent:
        state = State.NOT_APPLICABLE  # who said nothing had no plan to report on
    return Progress(
        name=name,
        unit=name,
        plan=plan,
        done=done,
        done_planned=planned,
        unplanned=_sum((part.unplanned for part in parts if part.unplanned_count), UNPLANNED),
        unplanned_count=sum(part.unplanned_count for part in parts),
        rate=rate,
        gap=gap,
        state=state,
        total_investment=total((part.total_investment for part in parts), "总投资"),
        last_year=total((part.last_year for part in parts), "上年同期完成投资"),
        count=len(parts),
        parts=tuple(parts),
    )


def _sum(figures: Iterable[Figure], label: str) -> Figure:
    given = list(figures)
    return total(given, label) if given else _none(label)


def _none(label: str) -> Figure:
    return Figure(NOT_APPLICABLE, Unit.WAN_YUAN, label, (), f"没有{label}")


def _rate_and_gap(done: Figure, plan: Figure, period: Period) -> tuple[Figure, Figure]:
    rate = quotient(done, plan, "完成率")
    return rate, difference(rate, period.schedule, "进度差", Unit.POINTS)


def _state(plan: Figure, done: Figure, gap: Figure) -> State:
    if plan.value is NOT_APPLICABLE or (plan.known and plan.number <= 0):
        return State.NO_PLAN
    if not done.known:
        return State.NOT_APPLICABLE if done.value is NOT_APPLICABLE else State.NOT_REPORTED
    if not plan.known:
        return State.PLAN_MISSING
    if not gap.known:  # several, of which only such without a plan said what they did
        return State.NOT_APPLICABLE if gap.value is NOT_APPLICABLE else State.NOT_REPORTED
    if not done.number:
        return State.ZERO
    return State.BEHIND if gap.number < 0 else State.ON_SCHEDULE


def needed_per_month(progress: Progress, period: Period) -> Figure:
    """后续月均需完成 = (年度计划 − 累计完成) ÷ months left, in 万元; absent in December, 0 when the plan is met.

    What was done without a plan fulfils nobody's plan: it does not lessen what is needed.
    """
    label = "后续月均需完成"
    left = difference(progress.plan, progress.done_planned, "尚需完成", Unit.WAN_YUAN)
    months = 12 - period.month
    if not left.known:
        return left.named(label)
    if not months:
        return Figure(NOT_APPLICABLE, Unit.WAN_YUAN, label, left.sources, "全年已无剩余月份")
    value = max(left.number, Decimal(0)) / months
    formula = f"{label} = （{progress.plan.formula} − {progress.done_planned.formula}）÷ {months}"
    return Figure(value, Unit.WAN_YUAN, formula, left.sources)


def year_on_year(parts: Iterable[Progress]) -> Figure:
    """同比 = 本期 ÷ 上年同期 − 1 over the parts that give both; absent, with the reason, over no or a zero base."""
    pairs = [part for part in parts if part.done.known and part.last_year.known]
    now = total((part.done for part in pairs), "本期完成投资")
    base = total((part.last_year for part in pairs), "上年同期完成投资")
    if base.known and not base.number:
        reason = "上年同期为零，不可比"
        return Figure(NOT_APPLICABLE, Unit.RATIO, "同比", base.sources, reason)
    growth = quotient(now, base, "同比")
    if not growth.known:
        return Figure(growth.value, Unit.RATIO, "同比", growth.sources, "无同期可比数据")
    formula = f"同比 = 本期完成投资 ÷ 上年同期完成投资 − 1（{len(pairs)} 项可比）"
    return Figure(growth.number - 1, Unit.RATIO, formula, growth.sources)


def by_group(parts: Sequence[Progress], key: str, period: Period) -> list[Progress]:
    """Progress of the groups that ``key`` makes of projects, in order of first appearance; they add up to the whole.

    ``key`` is "group" (the ledger's own group rows), "unit" (the lead unit) or a text field of the record. Projects
    without a unit form NO_UNIT, parts without another key OTHERS; where no part has that key there are no groups.
    """
    groups: dict[str, list[Progress]] = {}
    for part in parts:
        groups.setdefault(_group_name(part, key), []).append(part)
    if key != "unit" and set(groups) == {""}:
        return []
    unnamed = NO_UNIT if key == "unit" else OTHERS
    return [of_all(members, name or unnamed, period) for name, members in groups.items()]


def _group_name(part: Progress, key: str) -> str:
    if key == "unit":
        return part.unit
    if key == "group":
        return part.record.group[0] if part.record and part.record.group else ""
    return str(getattr(part.record, key, ""))
