"""Which level a subject falls in by a rule set, each reason in words and figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from data_adapters import MISSING, Project
from service.figures.figure import Figure
from service.figures.rules.families import Family, Subject
from service.figures.rules.loading import Level, Rule, RuleSet
from service.figures.rules.ranges import Range
from service.wording import format_percent, format_wan, quantize
from service.wording.values import within_reason

__all__ = ["Reason", "Subject", "Warned", "judge"]

_HUNDRED: Final = Decimal(100)
_MOST_PLACES: Final = 6


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that holds: its level, its words, and the figure that made it hold."""

    level: Level
    words: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Warned:
    """The severest level of all rules that hold (None where none does), its reasons first.

    ``unjudged`` says what could not be judged for want of data, or which value no rule speaks of.
    """

    level: Level | None
    reasons: tuple[Reason, ...]
    unjudged: tuple[str, ...]


def judge(subject: Subject, rules: RuleSet) -> Warned:
    """What a rule set says of a project or a unit; families it does not concern are passed over in silence."""
    is_project = isinstance(subject.record, Project)
    mine = [rule for rule in rules.rules if rule.subject == ("project" if is_project else "unit")]
    if out_of_scope := _out_of_scope(subject, rules) if is_project else "":
        return Warned(None, (), (out_of_scope,))
    reasons: list[Reason] = []
    unjudged: list[str] = []
    for family in dict.fromkeys(rule.family for rule in mine):
        held, open_ = _by_family(subject, family, [rule for rule in mine if rule.family is family])
        reasons += held
        unjudged += open_
    reasons.sort(key=lambda reason: -rules.severity(reason.level))
    return Warned(reasons[0].level if reasons else None, tuple(reasons), tuple(dict.fromkeys(unjudged)))


def _out_of_scope(subject: Subject, rules: RuleSet) -> str:
    least, plan = rules.least_plan, subject.progress.plan
    if least is None:
        return ""
    if not plan.known:
        return f"{plan.reason}，无法判断是否在预警范围内"
    small = plan.number < least
    return f"年度计划{_wan(plan.number)}，不足{_wan(least)}，不在预警范围内" if small else ""


def _by_family(subject: Subject, family: Family, rules: list[Rule]) -> tuple[list[Reason], list[str]]:
    figure = family.measure(subject)
    if not figure.known:
        return [], [f"{family.label}：{figure.reason}，无法判断"] if figure.value is MISSING else []
    held: list[Reason] = []
    unjudged: list[str] = []
    for rule in rules:
        if _scaled(figure, family) not in rule.within:
            continue
        lost = _not_running(subject, rule)
        if lost is None:
            held.append(Reason(rule.level, _words(subject, figure, rule), figure))
        elif lost:
            unjudged.append(lost)
    if not held and not unjudged:
        unjudged.append(f"{_said(figure, family, Range())}，规则没有规定")
    return held, unjudged


def _scaled(figure: Figure, family: Family) -> Decimal:
    return figure.number * _HUNDRED if family.percent else figure.number


def _not_running(subject: Subject, rule: Rule) -> str | None:
    """None where the rule held in all the periods it asks for, "" where in one it did not, else what is missing."""
    for back in range(1, rule.running):
        before = subject.earlier.get(subject.period.index - back)
        figure = rule.family.measure(before) if before else None
        if figure is None or not figure.known:
            return f"{rule.family.label}：缺往前第{back}个月的数据，无法判断是否连续{rule.running}个月"
        if _scaled(figure, rule.family) not in rule.within:
            return ""
    return None


def _words(subject: Subject, figure: Figure, rule: Rule) -> str:
    """E.g. 滞后序时进度12.0个百分点（完成率13.0%，序时进度25.0%），滞后10（含）至30（含）个百分点为黄灯."""
    family = rule.family
    rates = subject.progress.rate, subject.progress.schedule
    by_schedule = "序时进度" in family.label
    detail = f"（完成率{_percent(rates[0])}，序时进度{_percent(rates[1])}）" if by_schedule else ""
    often = f"连续{rule.running}个月" if rule.running > 1 else ""
    note = f"（{rule.note}）" if rule.note else ""
    said = _said(figure, family, rule.within)
    return f"{said}{detail}，{often}{family.says_range(rule.within)}为{rule.level.name}{note}"


def _said(figure: Figure, family: Family, within: Range) -> str:
    return family.says(figure.number, _shown(figure, family, within))


def _percent(figure: Figure) -> str:
    return format_percent(within_reason(figure.number))


def _wan(number: Decimal) -> str:
    whole = number == number.to_integral_value()
    return format_wan(within_reason(number), 0 if whole else 2)


def _shown(figure: Figure, family: Family, within: Range) -> str:
    """The value with one place, or as many as it takes to print it on its own side of the threshold."""
    value = within_reason(_scaled(figure, family))
    if not isinstance(value, Decimal):
        return value
    if not family.percent:
        return f"{quantize(value, 0):f}{family.unit}"
    for places in range(1, _MOST_PLACES):
        if quantize(value, places) in within:
            return f"{quantize(value, places):f}{family.unit}"
    return f"{quantize(value, _MOST_PLACES):f}{family.unit}"
