"""What a warning rule may look at. Each family measures one figure of a subject, with its formula and cells.

MISSING says that the figure cannot be told, so that the rule cannot judge; NOT_APPLICABLE that it does not concern
the subject at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from data_adapters import MISSING, NOT_APPLICABLE, Project, Record
from service.figures import facts
from service.figures.figure import Figure, Unit, difference, from_record, quotient
from service.figures.growth import year_on_year
from service.figures.measuring import to_schedule
from service.figures.period import Period
from service.figures.progress import Progress
from service.figures.rules.ranges import Range


@dataclass(frozen=True, slots=True)
class Subject:
    """What is judged: a project or unit at a period, and the same at earlier periods by ``Period.index``."""

    progress: Progress
    period: Period
    earlier: Mapping[int, Subject] = field(default_factory=dict)

    @property
    def record(self) -> Record | None:
        """The row it comes from; None for a unit made up of its projects."""
        return self.progress.record


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of rule: what it measures, in which unit thresholds are written, and how a reason begins."""

    label: str
    unit: str
    measure: Callable[[Subject], Figure]
    percent: bool = False
    """Whether thresholds are written in per cent or points while the figure is a ratio."""
    spoken: tuple[str, str, str] = ("", "", "")
    """How a value below zero, of zero and above zero is said, ``{}`` the value without sign; "" as it stands."""
    ranged: tuple[str, str] = ("", "")
    """What is said of a range that ends at 0, and before any other."""

    def says(self, value: Decimal, shown: str) -> str:
        """A value in words; a shortfall below zero is a lead, not a negative shortfall."""
        form = self.spoken[(value > 0) - (value < 0) + 1] or f"{self.label}{{}}"
        return form.format(shown.removeprefix("-") if self.spoken[0] else shown)

    def says_range(self, within: Range) -> str:
        """A range in words."""
        none, before = self.ranged
        if none and within.low is None and within.high == 0 and within.high_in:
            return none
        return f"{before}{within.words(self.unit)}"


def _gap(subject: Subject) -> Figure:
    progress = subject.progress
    return difference(progress.schedule, progress.rate, "落后序时进度", Unit.POINTS)


def _month(subject: Subject) -> Figure:
    """The month's investment over the month's task: 本月计划投资 where given, else a twelfth of the annual plan."""
    if subject.record is None:
        return Figure(MISSING, Unit.RATIO, "月任务完成率", (), "单位没有本月完成投资的数据")
    done = from_record(subject.record, "done_this_month", "本月完成投资")
    task = from_record(subject.record, "plan_this_month", "本月计划投资")
    plan = subject.progress.plan
    if not task.known and plan.known:
        task = Figure(plan.number / 12, Unit.WAN_YUAN, "年度计划投资 ÷ 12", plan.sources)
    return quotient(done, task, "月任务完成率")


def _growth(subject: Subject) -> Figure:
    return year_on_year([subject.progress])


def _funds(subject: Subject) -> Figure:
    """Funds paid over funds planned."""
    if subject.record is None:
        return Figure(NOT_APPLICABLE, Unit.RATIO, "资金支付率", (), "资金按项目计")
    paid = from_record(subject.record, "funds_paid", "支付资金")
    return quotient(paid, from_record(subject.record, "funds_planned", "计划到位资金"), "资金支付率")


def _start(subject: Subject) -> Figure:
    """In how many months, the planned one counted, it was due and had not started; 0 started, or not due yet."""
    label = "应开工未开工月数"
    project = subject.record
    if not isinstance(project, Project):
        return Figure(NOT_APPLICABLE, Unit.MONTHS, label, (), "开工按项目计")
    cells = facts.cells_of(project, "start_planned", "start_actual", "is_started")
    started, due = facts.has_started(project, subject.period.end), facts.last_day(project, "start_planned")
    if started:
        return Figure(Decimal(0), Unit.MONTHS, f"{label} = 0（已开工）", cells)
    if due is None:
        return Figure(MISSING, Unit.MONTHS, label, cells, "计划开工时间未填报")
    months = max(subject.period.index - _index(due) + 1, 0)
    if months and started is None:
        return Figure(MISSING, Unit.MONTHS, label, cells, "是否开工未填报")
    return Figure(Decimal(months), Unit.MONTHS, f"{label} = 自{due.year}年{due.month}月起计", cells)


def _statistics(subject: Subject) -> Figure:
    """How many months after its start a started project has not been entered in the statistics; 0 entered."""
    label = "开工后未入库月数"
    project = subject.record
    if not isinstance(project, Project):
        return Figure(NOT_APPLICABLE, Unit.MONTHS, label, (), "入库按项目计")
    cells = facts.cells_of(project, "start_actual", "in_statistics", "statistics_date")
    entered = facts.in_statistics(project, subject.period.end)
    if entered:
        return Figure(Decimal(0), Unit.MONTHS, f"{label} = 0（已入库）", cells)
    start = facts.first_day(project, "start_actual")
    if facts.has_started(project, subject.period.end) is False:
        return Figure(NOT_APPLICABLE, Unit.MONTHS, label, cells, "尚未开工")
    if start is None or entered is None:
        why = "实际开工时间未填报" if start is None else "入库情况未填报"
        return Figure(MISSING, Unit.MONTHS, label, cells, why)
    months = subject.period.index - _index(start)
    return Figure(Decimal(months), Unit.MONTHS, f"{label} = 自{start.year}年{start.month}月开工起计", cells)


def _finish(subject: Subject) -> Figure:
    """Natural days from the day after the planned end; before it below zero. Finished projects are not concerned."""
    label = "竣工逾期天数"
    project = subject.record
    if not isinstance(project, Project):
        return Figure(NOT_APPLICABLE, Unit.DAYS, label, (), "竣工按项目计")
    cells = facts.cells_of(project, "finish_planned", "finish_actual", "is_finished")
    if facts.has_finished(project, subject.period.end):
        return Figure(NOT_APPLICABLE, Unit.DAYS, label, cells, "已竣工")
    due = facts.last_day(project, "finish_planned")
    if due is None:
        return Figure(MISSING, Unit.DAYS, label, cells, "计划竣工时间未填报")
    return Figure(
        Decimal((subject.period.end - due).days),
        Unit.DAYS,
        f"{label} = {subject.period.end.isoformat()} − {due.isoformat()}",
        cells,
    )


def _index(day: date) -> int:
    return Period(day.year, day.month).index


FAMILIES: Final[dict[str, Family]] = {
    "gap": Family(
        "落后序时进度",
        "个百分点",
        _gap,
        percent=True,
        spoken=("超序时进度{}", "与序时进度持平", "滞后序时进度{}"),
        ranged=("不滞后", "滞后"),
    ),
    "ratio": Family("完成率相当于序时进度的", "%", lambda subject: to_schedule(subject.progress), percent=True),
    "month": Family("月任务完成率", "%", _month, percent=True),
    "growth": Family(
        "投资同比增速",
        "%",
        _growth,
        percent=True,
        spoken=("投资同比下降{}", "投资同比持平", "投资同比增长{}"),
        ranged=("", "增速"),
    ),
    "start": Family(
        "应开工未开工",
        "个月",
        _start,
        spoken=("", "没有应开工未开工的情况", "应开工未开工{}"),
        ranged=("按时开工", "未开工"),
    ),
    "statistics": Family(
        "开工后未入库",
        "个月",
        _statistics,
        spoken=("", "没有开工后迟迟未入库的情况", "开工后未入库{}"),
        ranged=("按时入库", "未入库"),
    ),
    "funds": Family("资金支付率", "%", _funds, percent=True),
    "finish": Family(
        "竣工逾期",
        "天",
        _finish,
        spoken=("距计划竣工还有{}", "今日为计划竣工的最后一日", "竣工逾期{}"),
        ranged=("没有逾期", "逾期天数"),
    ),
}
"""Families by the id a rule file writes as ``kind``."""
