"""What rules look at in amounts: the gap, the month's task, growth, funds paid, special bonds spent."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from data_adapters import MISSING, NOT_APPLICABLE, Project
from service.figures import facts
from service.figures.figure import Figure, Unit, difference, from_record, quotient
from service.figures.growth import year_on_year
from service.figures.measuring import to_schedule
from service.figures.rules.subject import Subject

_BOND_MONTHS: Final = 6
"""A special bond is due to be spent within so many months from the month after its issue (domain.md §8 [31])."""


def gap(subject: Subject) -> Figure:
    """How far the rate is behind the schedule, as a ratio; ahead below zero."""
    progress = subject.progress
    return difference(progress.schedule, progress.rate, "落后序时进度", Unit.POINTS)


def ratio(subject: Subject) -> Figure:
    """The rate over the schedule."""
    return to_schedule(subject.progress)


def month(subject: Subject) -> Figure:
    """The month's investment over the month's task: 本月计划投资 where given, else a twelfth of the annual plan."""
    if subject.record is None:
        return Figure(MISSING, Unit.RATIO, "月任务完成率", (), "单位没有本月完成投资的数据")
    done = from_record(subject.record, "done_this_month", "本月完成投资")
    task = from_record(subject.record, "plan_this_month", "本月计划投资")
    plan = subject.progress.plan
    if not task.known and plan.known:
        task = Figure(plan.number / 12, Unit.WAN_YUAN, "月任务 = 年度计划投资 ÷ 12", (plan,))
    return quotient(done, task, "月任务完成率")


def growth(subject: Subject) -> Figure:
    """同比."""
    return year_on_year([subject.progress])


def funds(subject: Subject) -> Figure:
    """Funds paid over funds planned."""
    if subject.record is None:
        return Figure(NOT_APPLICABLE, Unit.RATIO, "资金支付率", (), "资金按项目计")
    paid = from_record(subject.record, "funds_paid", "支付资金")
    return quotient(paid, from_record(subject.record, "funds_planned", "计划到位资金"), "资金支付率")


def bond(subject: Subject) -> Figure:
    """A special bond's spending over what should be spent by now: even over six months from the month after issue."""
    label = "专项债支出进度"
    project = subject.record
    if not isinstance(project, Project):
        return Figure(NOT_APPLICABLE, Unit.RATIO, label, (), "专项债按项目计")
    amount = from_record(project, "funds_special_bond", "专项债券")
    issued = facts.first_day(project, "bond_issued")
    if not amount.known:
        return Figure(NOT_APPLICABLE, Unit.RATIO, label, (amount,), "没有专项债券")
    if issued is None:
        return Figure(MISSING, Unit.RATIO, label, (amount,), "专项债发行时间未填报")
    months = min(subject.period.index - (issued.year * 12 + issued.month), _BOND_MONTHS)
    if months <= 0:
        return Figure(NOT_APPLICABLE, Unit.RATIO, label, (amount,), "专项债发行当月不考核")
    due = Figure(
        amount.number * Decimal(months) / _BOND_MONTHS,
        Unit.WAN_YUAN,
        f"应支出专项债 = 专项债券 × {months} ÷ {_BOND_MONTHS}",
        (amount, *facts.cells_of(project, "bond_issued")),
    )
    return quotient(from_record(project, "bond_spent", "专项债支出"), due, label)
