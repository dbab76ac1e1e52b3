"""What rules look at in dates: late starts, late entries in the statistics, late ends, orders past their deadline."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from data_adapters import MISSING, NOT_APPLICABLE, Project, Topic
from service.figures import facts
from service.figures.figure import Figure, Unit
from service.figures.period import Period
from service.figures.rules.subject import Subject


def start(subject: Subject) -> Figure:
    """In how many months, the planned one counted, it was due and had not started; 0 started, or not due yet."""
    label, project = "应开工未开工月数", subject.record
    if not isinstance(project, Project):
        return Figure(NOT_APPLICABLE, Unit.MONTHS, label, (), "开工按项目计")
    started, due = facts.has_started(project, subject.period.end), facts.last_day(project, "start_planned")
    cells = (*facts.cells_of(project, "start_planned"), *started.cells)
    if started:
        return Figure(Decimal(0), Unit.MONTHS, f"{label} = 0（已开工）", cells)
    if due is None:
        return Figure(MISSING, Unit.MONTHS, label, cells, "计划开工时间未填报")
    months = max(subject.period.index - _index(due) + 1, 0)
    if months and started.yes is None:
        return Figure(MISSING, Unit.MONTHS, label, cells, "是否开工未填报")
    formula = f"{label} = {_month(subject.period)} − {due.year}年{due.month}月 + 1"
    return Figure(Decimal(months), Unit.MONTHS, formula if months else f"{label} = 0（未到计划开工时间）", cells)


def statistics(subject: Subject) -> Figure:
    """How many months after its start a started project has not been entered in the statistics; 0 entered."""
    label, project = "开工后未入库月数", subject.record
    if not isinstance(project, Project):
        return Figure(NOT_APPLICABLE, Unit.MONTHS, label, (), "入库按项目计")
    started = facts.has_started(project, subject.period.end)
    entered = facts.in_statistics(project, subject.period.end)
    cells = tuple(dict.fromkeys((*facts.cells_of(project, "start_actual"), *started.cells, *entered.cells)))
    if entered:
        return Figure(Decimal(0), Unit.MONTHS, f"{label} = 0（已入库）", cells)
    begun = facts.first_day(project, "start_actual")
    if started.yes is False:
        return Figure(NOT_APPLICABLE, Unit.MONTHS, label, cells, "尚未开工")
    if begun is None or entered.yes is None:
        why = "实际开工时间未填报" if begun is None else "入库情况未填报"
        return Figure(MISSING, Unit.MONTHS, label, cells, why)
    months = subject.period.index - _index(begun)
    formula = f"{label} = {_month(subject.period)} − {begun.year}年{begun.month}月"
    return Figure(Decimal(months), Unit.MONTHS, formula, cells)


def finish(subject: Subject) -> Figure:
    """Natural days from the day after the planned end; before it below zero. Finished projects are not concerned."""
    label, project = "竣工逾期天数", subject.record
    if not isinstance(project, Project):
        return Figure(NOT_APPLICABLE, Unit.DAYS, label, (), "竣工按项目计")
    finished = facts.has_finished(project, subject.period.end)
    cells = (*facts.cells_of(project, "finish_planned"), *finished.cells)
    if finished:
        return Figure(NOT_APPLICABLE, Unit.DAYS, label, cells, "已竣工")
    due = facts.last_day(project, "finish_planned")
    if due is None:
        return Figure(MISSING, Unit.DAYS, label, cells, "计划竣工时间未填报")
    return Figure(Decimal((subject.period.end - due).days), Unit.DAYS, _days_words(label, subject, due), cells)


def order(subject: Subject) -> Figure:
    """Natural days from the day after an issue's deadline; before it below zero. Settled ones are not concerned."""
    label, topic = "超过办理时限天数", subject.record
    if not isinstance(topic, Topic):
        return Figure(NOT_APPLICABLE, Unit.DAYS, label, (), "督办按问题计")
    cells = facts.cells_of(topic, "deadline", "status")
    if subject.settled:
        return Figure(NOT_APPLICABLE, Unit.DAYS, label, cells, "已办结")
    due = facts.last_day(topic, "deadline")
    if due is None:
        return Figure(MISSING, Unit.DAYS, label, cells, "办理时限未填报")
    days = (subject.period.end - due).days
    if days > 0 and subject.settled is None:
        return Figure(MISSING, Unit.DAYS, label, cells, "办理情况看不出是否办结")
    return Figure(Decimal(days), Unit.DAYS, _days_words(label, subject, due), cells)


def _days_words(label: str, subject: Subject, due: date) -> str:
    return f"{label} = {subject.period.end.isoformat()} − {due.isoformat()}"


def _month(period: Period) -> str:
    return f"{period.year}年{period.month}月"


def _index(day: date) -> int:
    return Period(day.year, day.month).index
