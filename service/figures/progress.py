"""Completion against the annual plan, 序时进度 and the gap between them (domain.md §3, §7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from data_adapters import NOT_APPLICABLE, Project, Record, UnitTarget, lead_unit
from service.figures.figure import Figure, Unit, difference, from_record, quotient, total


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
    """One project's, unit's or group's progress. Amounts in 万元; ``rate`` and ``gap`` are ratios."""

    name: str
    unit: str
    plan: Figure
    done: Figure
    rate: Figure
    gap: Figure
    state: State
    total_investment: Figure
    last_year: Figure
    count: int = 1
    record: Record | None = None
    parts: tuple[Progress, ...] = ()


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
    last_year = from_record(record, "done_last_year_same_period", "上年同期完成投资")
    return replace(_progress(name, unit, (plan, done, investment, last_year), period), record=record)


def of_all(parts: Sequence[Progress], name: str, period: Period) -> Progress:
    """The progress of several taken together: sums of what was reported over the sum of all plans given.

    A part that was not reported adds nothing above and its plan still counts below; the caller names such parts.
    """
    sums = (
        total((part.plan for part in parts), "年度计划投资"),
        total((part.done for part in parts), "累计完成投资"),
        total((part.total_investment for part in parts), "总投资"),
        total((part.last_year for part in parts), "上年同期完成投资"),
    )
    whole = replace(_progress(name, name, sums, period), count=len(parts), parts=tuple(parts))
    if whole.state is State.ZERO and any(part.state is State.NOT_REPORTED for part in parts):
        return replace(whole, state=State.NOT_REPORTED)  # zero of what was reported is not a reported zero
    return whole


def _progress(name: str, unit: str, amounts: tuple[Figure, Figure, Figure, Figure], period: Period) -> Progress:
    plan, done, investment, last_year = amounts
    rate = quotient(done, plan, "完成率")
    gap = difference(rate, period.schedule, "进度差", Unit.POINTS)
    return Progress(name, unit, plan, done, rate, gap, _state(plan, done, gap), investment, last_year)


def _state(plan: Figure, done: Figure, gap: Figure) -> State:
    if plan.value is NOT_APPLICABLE or (plan.known and not plan.number):
        return State.NO_PLAN
    if not done.known:
        return State.NOT_APPLICABLE if done.value is NOT_APPLICABLE else State.NOT_REPORTED
    if not plan.known:
        return State.PLAN_MISSING
    if not done.number:
        return State.ZERO
    return State.BEHIND if gap.number < 0 else State.ON_SCHEDULE


def needed_per_month(progress: Progress, period: Period) -> Figure:
    """后续月均需完成 = (年度计划 − 累计完成) ÷ months left; not applicable in December, 0 when the plan is met."""
    label = "后续月均需完成"
    left = difference(progress.plan, progress.done, "尚需完成", Unit.WAN_YUAN)
    months = 12 - period.month
    if not left.known:
        return left.named(label)
    if not months:
        return Figure(NOT_APPLICABLE, Unit.WAN_YUAN, label, left.sources, "全年已无剩余月份")
    value = max(left.number, Decimal(0)) / months
    return Figure(value, Unit.WAN_YUAN, f"{label} = （年度计划 − 累计完成）÷ {months}", left.sources)


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
    """Progress of the groups that ``key`` makes of projects, in order of first appearance.

    ``key`` is "group" (the ledger's own group rows), "unit" (the lead unit) or a text field of the record.
    """
    groups: dict[str, list[Progress]] = {}
    for part in parts:
        groups.setdefault(_group_name(part, key), []).append(part)
    return [of_all(members, name, period) for name, members in groups.items() if name]


def _group_name(part: Progress, key: str) -> str:
    if key == "unit":
        return part.unit
    if key == "group":
        return part.record.group[0] if part.record and part.record.group else ""
    return str(getattr(part.record, key, ""))
