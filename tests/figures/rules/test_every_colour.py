"""Every level of every ready rule has somebody who falls in it: none is there for show, none can be added without."""

from __future__ import annotations

from decimal import Decimal

import pytest

from data_adapters import MISSING, PartialDate
from service.figures.rules import find_rules, ready_rules
from service.figures.rules.subject import ISSUE, PROJECT
from tests.figures.made import OCTOBER
from tests.figures.rules.cases import CASES, Case, warned


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rules}-{case.of}-{case.level}" for case in CASES])
def test_who_falls_in_which_level(case: Case) -> None:
    found = warned(case)
    assert found.level is not None
    assert found.level.name == case.level
    assert found.reasons[0].words.endswith((f"为{case.level}", "）"))
    assert f"为{case.level}" in found.reasons[0].words


def test_every_level_of_every_ready_rule_has_a_case() -> None:
    wanted = {(name, rule.subject, rule.level.name) for name in ready_rules() for rule in find_rules(name).rules}
    assert {(case.rules, case.of, case.level) for case in CASES} == wanted


def test_every_level_of_a_ready_file_is_used_by_a_rule() -> None:
    for name in ready_rules():
        rules = find_rules(name)
        assert {level.name for level in rules.levels} == {rule.level.name for rule in rules.rules}, name


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (
            Case("华亭", ISSUE, "黄单", {}, CASES[0].period),
            "距办理时限还有112天，没有超过时限为蓝单",
        ),
        (
            Case("广元", ISSUE, "红牌", {"deadline": PartialDate(2026, 9, 30)}),
            "超过办理时限31天，逾期超过30天为红牌",
        ),
        (
            Case("三明", ISSUE, "橙单", {"severity": "紧急"}),
            "超过办理时限11天，逾期超过0天为红单（重要、紧急事项到期即发红单）",
        ),
        (
            Case("天津", PROJECT, "黄色", {"extra": {
                "funds_special_bond": Decimal(600), "bond_spent": Decimal(240), "bond_issued": PartialDate(2026, 7),
            }}),
            "专项债支出相当于应支出的80.0%，70%（含）至100%（不含）为黄色",
        ),
    ],
)  # fmt: skip
def test_the_reason_in_words(case: Case, words: str) -> None:
    assert words in [reason.words for reason in warned(case).reasons]


def test_two_yellows_cite_both_months() -> None:
    found = warned(next(case for case in CASES if case.level == "两次黄牌" and case.of == PROJECT))
    assert found.reasons[0].words == (
        "完成率相当于序时进度的99.8%（完成率49.9%，序时进度50.0%），累计2次50%（含）至100%（不含）为两次黄牌"
    )
    assert [figure.number for figure in found.reasons[0].earlier] == [Decimal("0.8")]


@pytest.mark.parametrize(
    ("case", "unjudged"),
    [
        (Case("华亭", ISSUE, "", {"deadline": PartialDate(2026, 10)}, settled=True), ()),
        (Case("华亭", ISSUE, "", {}, settled=None), ("超过办理时限：办理情况看不出是否办结，无法判断",)),
        (
            Case("华亭", ISSUE, "", {"deadline": MISSING}),
            ("超过办理时限：办理时限未填报，无法判断",),
        ),
        (Case("天津", PROJECT, "", {"plan": "1"}), ()),  # no special bond: it is not concerned
        (
            Case("天津", PROJECT, "", {"extra": {"funds_special_bond": Decimal(600)}}),
            ("专项债支出相当于应支出：专项债发行时间未填报，无法判断",),
        ),
        (
            Case(
                "天津", PROJECT, "",
                {"extra": {"funds_special_bond": Decimal(600), "bond_issued": PartialDate(2026, 10)}}, OCTOBER,
            ),
            (),
        ),
    ],
)  # fmt: skip
def test_what_is_not_concerned_and_what_cannot_be_judged(case: Case, unjudged: tuple[str, ...]) -> None:
    found = warned(case)
    assert (found.level, found.unjudged) == (None, unjudged)


def test_a_bond_is_due_evenly_over_six_months_and_no_longer() -> None:
    bond = {"funds_special_bond": Decimal(600), "bond_spent": Decimal(600), "bond_issued": PartialDate(2026, 1)}
    reason = warned(Case("天津", PROJECT, "绿色", {"extra": bond})).reasons[0]
    assert reason.figure.number == 1
    assert reason.figure.formula == "专项债支出进度 = 专项债支出 ÷ 应支出专项债"
