"""Which level a subject falls in by a rule set, each reason in words and figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from data_adapters import MISSING, Cell, Topic
from service.figures.figure import Figure
from service.figures.rules.families import Family
from service.figures.rules.loading import Level, Rule, RuleSet
from service.figures.rules.ranges import Range
from service.figures.rules.subject import PROJECT, Subject
from service.wording import format_amount, format_percent, quantize
from service.wording.values import within_reason

__all__ = ["Reason", "Subject", "Warned", "holds", "judge"]

_HUNDRED: Final = Decimal(100)
_MOST_PLACES: Final = 6


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that holds: its level, its words, and the figure that made it hold, with those of earlier periods."""

    level: Level
    words: str
    figure: Figure
    earlier: tuple[Figure, ...] = ()

    @property
    def sources(self) -> tuple[Cell, ...]:
        """The cells of all its figures."""
        return tuple(dict.fromkeys(cell for figure in (self.figure, *self.earlier) for cell in figure.sources))


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
    mine = [rule for rule in rules.rules if rule.subject == subject.kind and _concerns(subject, rule)]
    if out_of_scope := _out_of_scope(subject, rules) if subject.kind == PROJECT else "":
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
        if not holds(rule, figure):
            continue
        before = _times(subject, rule) if rule.times > 1 else _running(subject, rule)
        if isinstance(before, str):
            unjudged += [before] if before else []
        else:
            held.append(Reason(rule.level, _words(subject, figure, rule), figure, before))
    if not held and not unjudged:
        unjudged.append(f"{_said(figure, family, Range())}，规则没有规定")
    return held, unjudged


def holds(rule: Rule, figure: Figure) -> bool:
    """Whether a figure of the rule's family lies in its range."""
    return figure.known and _scaled(figure, rule.family) in rule.within


def _scaled(figure: Figure, family: Family) -> Decimal:
    return figure.number * _HUNDRED if family.percent else figure.number


def _concerns(subject: Subject, rule: Rule) -> bool:
    record = subject.record
    return not rule.severity or (isinstance(record, Topic) and any(word in record.severity for word in rule.severity))


def _running(subject: Subject, rule: Rule) -> tuple[Figure, ...] | str:
    """The figures of the periods it ran through, else "" where in one it did not hold, or what is missing."""
    found: list[Figure] = []
    for back in range(1, rule.running):
        figure = subject.earlier.get(subject.period.index - back, {}).get(rule.family.label)
        if figure is None or not figure.known:
            return f"{rule.family.label}：缺往前第{back}个月的数据，无法判断是否连续{rule.running}个月"
        if not holds(rule, figure):
            return ""
        found.append(figure)
    return tuple(found)


def _times(subject: Subject, rule: Rule) -> tuple[Figure, ...] | str:
    """The figures of the last earlier periods in which it held, likewise; it need not be one after the other."""
    known = [found[rule.family.label] for found in subject.earlier.values() if rule.family.label in found]
    if not known:
        return f"{rule.family.label}：缺以前各期的数据，无法判断是否已有{rule.times}次"
    held = [figure for figure in known if holds(rule, figure)]
    return tuple(held[1 - rule.times :]) if len(held) >= rule.times - 1 else ""


def _words(subject: Subject, figure: Figure, rule: Rule) -> str:
    """E.g. 滞后序时进度12.0个百分点（完成率13.0%，序时进度25.0%），滞后10（含）至30（含）个百分点为黄灯."""
    family = rule.family
    rates = subject.progress.rate, subject.progress.schedule
    by_schedule = "序时进度" in family.label
    detail = f"（完成率{_percent(rates[0])}，序时进度{_percent(rates[1])}）" if by_schedule else ""
    return f"{_said(figure, family, rule.within)}{detail}，{rule.words}"


def _said(figure: Figure, family: Family, within: Range) -> str:
    return family.says(figure.number, _shown(figure, family, within))


def _percent(figure: Figure) -> str:
    return format_percent(within_reason(figure.number))


def _wan(number: Decimal) -> str:
    return format_amount(within_reason(number))


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
