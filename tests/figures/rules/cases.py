"""For every ready rule a subject in each of its levels: a project, a unit or an issue, with what came before it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from data_adapters import Cell, PartialDate, Topic
from service.figures import Period, Progress, of_record
from service.figures.rules import RuleSet, Subject, Warned, find_rules, judge
from service.figures.rules.subject import ISSUE, PROJECT, UNIT, of_issue
from tests.figures.made import OCTOBER, project, target


class Case(NamedTuple):
    """Who falls in which level of whose rule. ``earlier`` is what its row said in earlier months of the year."""

    rules: str
    of: str
    level: str
    given: Mapping[str, Any]
    period: Period = OCTOBER
    earlier: Mapping[int, Mapping[str, Any]] = {}
    settled: bool | None = False


def issue(**given: Any) -> Topic:
    """An issue of the list, due on 20 October 2026 unless told else."""
    cells = {name: Cell("清单.xlsx", "问题", 3, n) for n, name in enumerate(("deadline", "status"), start=7)}
    fields = {"problems": "征地未完成", "deadline": PartialDate(2026, 10, 20), **given}
    return Topic(row=Cell("清单.xlsx", "问题", 3, 1), cells=cells, project_name="甲项目", **fields)


def _progress(of: str, given: Mapping[str, Any], period: Period) -> Progress:
    if of == ISSUE:
        return of_issue(issue(**given), period)
    return of_record(project(**given) if of == PROJECT else target(**given), period)


def seen(rules: RuleSet, subject: Subject) -> dict[str, Any]:
    """What an earlier month leaves behind for the rules that look back."""
    families = {rule.family for rule in rules.rules if rule.back and rule.subject == subject.kind}
    return {family.label: family.measure(subject) for family in families}


def warned(case: Case) -> Warned:
    """What the rule says of the case."""
    rules, before = find_rules(case.rules), {}
    for month, given in case.earlier.items():
        then = Period(case.period.year, month)
        before[then.index] = seen(rules, Subject(_progress(case.of, given, then), then, {}, case.settled))
    return judge(Subject(_progress(case.of, case.given, case.period), case.period, before, case.settled), rules)


def _done(done: str) -> dict[str, str]:
    return {"plan": "1000", "done": done}


def _bond(spent: str) -> dict[str, Any]:
    bond = {"funds_special_bond": Decimal(600), "bond_spent": Decimal(spent), "bond_issued": PartialDate(2026, 7)}
    return {"extra": bond}


_JUNE = Period(2026, 6)
_HURRY = {"severity": "重大紧急"}


def _day(day: int, month: int = 10) -> Period:
    return Period(2026, month, day)


CASES = [
    Case("银川", PROJECT, "绿灯", _done("500"), _JUNE),
    Case("银川", PROJECT, "黄灯", _done("300"), _JUNE),
    Case("银川", PROJECT, "红灯", _done("199"), _JUNE),
    Case("武汉", PROJECT, "不发牌", _done("400"), _JUNE),
    Case("武汉", PROJECT, "黄牌", _done("399"), _JUNE),
    Case("武汉", PROJECT, "红牌", _done("299"), _JUNE),
    Case("三亚", PROJECT, "绿牌", _done("500"), _JUNE),
    Case("三亚", PROJECT, "黄牌", _done("499"), _JUNE),
    Case("三亚", PROJECT, "黄牌", _done("499"), _JUNE, {5: _done("450")}),  # green in May: the first yellow
    Case("三亚", PROJECT, "两次黄牌", _done("499"), _JUNE, {3: _done("200"), 5: _done("450")}),
    Case("三亚", PROJECT, "红牌", _done("249"), _JUNE),
    Case("三亚", UNIT, "绿牌", {"plan": "120", "month": "10"}),
    Case("三亚", UNIT, "黄牌", {"plan": "120", "month": "9"}, earlier={9: {"plan": "120", "month": "10"}}),
    Case("三亚", UNIT, "红牌", {"plan": "120", "month": "9"}, earlier={9: {"plan": "120", "month": "9"}}),
    Case("天津", UNIT, "绿色", {"plan": "200", "done": "108", "last_year": "100"}),
    Case("天津", UNIT, "黄色", {"plan": "200", "done": "107", "last_year": "100"}),
    Case("天津", UNIT, "红色", {"plan": "200", "done": "99", "last_year": "100"}),
    Case("天津", PROJECT, "绿色", _bond("300")),  # 3 of 6 months after the month of issue: 300 are due
    Case("天津", PROJECT, "黄色", _bond("299")),
    Case("天津", PROJECT, "黄色", _bond("210")),
    Case("天津", PROJECT, "红色", _bond("209")),
    Case("新晃", PROJECT, "正常", {"plan": "120", "month": "8"}),
    Case("新晃", PROJECT, "跟踪督办", {"plan": "120", "month": "7"}),
    Case("新晃", PROJECT, "黄牌", {"plan": "120", "month": "5"}),
    Case("广元", ISSUE, "蓝牌", {}, _day(20)),
    Case("广元", ISSUE, "黄牌", {}, _day(21)),
    Case("广元", ISSUE, "黄牌", {}, _day(21), {9: {}}),  # not overdue in September
    Case("广元", ISSUE, "两次黄牌", {}, _day(5, 11), {10: {}}),
    Case("广元", ISSUE, "红牌", {}, _day(20, 11)),
    Case("华亭", ISSUE, "蓝单", {}, _day(20)),
    Case("华亭", ISSUE, "黄单", {}, _day(21)),
    Case("华亭", ISSUE, "黄单", {}, _day(27)),
    Case("华亭", ISSUE, "红单", {}, _day(28)),
    Case("三明", ISSUE, "蓝单", {}, _day(20)),
    Case("三明", ISSUE, "橙单", {}, _day(21)),
    Case("三明", ISSUE, "橙单", _HURRY, _day(20)),
    Case("三明", ISSUE, "红单", {}, _day(28)),
    Case("三明", ISSUE, "红单", _HURRY, _day(21)),
    Case("宿迁", PROJECT, "正常", {**_done("1000"), "finish_planned": PartialDate(2026, 12)}),
    Case("宿迁", PROJECT, "蓝色", {**_done("1000"), "finish_planned": PartialDate(2026, 11, 5)}),
    Case("宿迁", PROJECT, "黄色", {**_done("100"), "finish_planned": PartialDate(2026, 12)}),
    Case("宿迁", PROJECT, "红色", {**_done("1000"), "finish_planned": PartialDate(2026, 10, 30)}),
    Case("施工企业", PROJECT, "正常", {"finish_planned": PartialDate(2026, 10, 31)}),
    Case("施工企业", PROJECT, "黄色", {"finish_planned": PartialDate(2026, 10, 24)}),
    Case("施工企业", PROJECT, "橙色", {"finish_planned": PartialDate(2026, 10, 16)}),
    Case("施工企业", PROJECT, "红色", {"finish_planned": PartialDate(2026, 10, 15)}),
]
