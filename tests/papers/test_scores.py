"""考核评分表: points by the chosen scheme, places, classes, vetoes, lists, and what nobody could be given."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from service.errors import PaperError, SettingsError
from service.figures.scoring import find_scheme, ready_schemes
from service.papers.score_rules import chosen_schemes, classes_of, rule_of
from service.wording import GAP
from tests.figures.made import project, target
from tests.papers.made import inputs, meeting, planned

UNITS = [
    target("甲镇", plan="100", done="105"),
    target("乙镇", plan="100", done="60"),
    target("丙镇", plan="100", done="60"),
    target("丁镇", plan="100", done=""),
    target("戊局", plan="—", done="—"),
    target("合计", plan="400", done="225"),
]


def rows(units: Any = UNITS, **changed: Any) -> Mapping[str, Mapping[str, Any]]:
    """The sheet's lines by unit, in their order."""
    (draft,), held = planned("score_sheet", inputs(units=units, at=meeting(**changed)))
    assert held == []
    return {row["单位"]: row for row in draft.context["单位表"]}


def given(unit: str, item: str, value: float) -> dict[str, Any]:
    return {"unit": unit, "item": item, "value": value, "reason": "9月整改通知"}


def test_places_are_shared_and_who_cannot_be_compared_has_none() -> None:
    found = rows()
    assert [(name, row["位次"], row["得分"], row["等次"]) for name, row in found.items()] == [
        ("甲镇", "1", "100", "优秀"),
        ("乙镇", "2", "76", "合格"),
        ("丙镇", "2", "76", "合格"),
        ("丁镇", GAP, "40", GAP),
        ("戊局", "／", "40", "／"),
    ]
    assert (found["丁镇"]["未评项目"], found["丁镇"]["评分"][0]["得分"]) == (["进度"], GAP)
    assert (found["戊局"]["不参评"], found["戊局"]["评分"][0]["得分"]) == (True, "／")


def test_a_line_tells_its_rule_and_its_figures() -> None:
    line = rows()["甲镇"]["评分"][0]
    assert line["规则"] == "60分 × 投资完成率；最高60分"
    assert line["情况"] == "投资完成率105%，60分 × 105%，计63分，最高60分，得60分"


def test_what_people_entered_counts_with_its_reason() -> None:
    found = rows(given=[given("乙镇", "质量", 2), given("丙镇", "严重事故", 1)])
    assert (found["乙镇"]["得分"], "9月整改通知" in found["乙镇"]["评分"][1]["情况"]) == ("72", True)
    assert (found["丙镇"]["等次"], found["丙镇"]["一票否决"]) == ("不合格（一票否决）", "严重事故（9月整改通知）")


@pytest.mark.parametrize(
    ("entry", "words"), [(given("己镇", "质量", 1), "没有这个单位"), (given("乙镇", "安全", 1), "没有这一项")]
)
def test_what_was_entered_for_nobody_is_named(entry: dict[str, Any], words: str) -> None:
    _, (held,) = planned("score_sheet", inputs(units=UNITS, at=meeting(given=[entry])))
    assert words in held.reason


def test_the_lists_go_by_completion_and_place() -> None:
    (draft,), _ = planned("score_sheet", inputs(units=UNITS))
    assert [row["单位"] for row in draft.context["红榜"]] == ["甲镇"]
    assert [row["单位"] for row in draft.context["黑榜"]] == ["乙镇", "丙镇"]


def test_projects_alone_are_scored_by_their_units() -> None:
    (draft,), _ = planned("score_sheet", inputs(projects=[project(plan="100", done="50"), project("乙", unit="")]))
    assert [row["单位"] for row in draft.context["单位表"]] == ["县水利局"]


@pytest.mark.parametrize(
    ("scheme", "error", "words"),
    [
        ("绵阳", PaperError, "只有红黑榜，没有评分项目"),
        ("某省", SettingsError, "没有“某省”这个考核办法"),
    ],
)
def test_a_scheme_that_cannot_score_is_a_sentence(scheme: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        planned("score_sheet", inputs(units=UNITS, at=meeting(meeting__scheme=scheme)))


def test_without_units_a_sentence_says_so() -> None:
    with pytest.raises(PaperError, match="做不了考核评分表"):
        planned("score_sheet", inputs())


def test_projects_of_nobody_are_named() -> None:
    found, (held,) = planned("score_sheet", inputs(projects=[project(unit="")]))
    assert (found, "都没有填写责任单位" in held.reason) == ([], True)


@pytest.mark.parametrize("scheme", [name for name in ready_schemes() if name != "绵阳"])
def test_every_ready_scheme_fills_a_sheet_and_tells_its_rules(scheme: str) -> None:
    found = rows(meeting__scheme=scheme)
    assert len(found) == 5
    for item in find_scheme(scheme).items:
        rule = rule_of(item)
        assert rule
        assert not any(piece in rule for piece in ("None", "；；", "，，", "--"))


@pytest.mark.parametrize(
    ("scheme", "item", "words"),
    [
        ("某市", 0, "基本分25分；投资完成率以100%为目标，每低1个百分点扣0.1分，超100%部分每1个百分点加0.2分，"),
        ("某市", 1, "完成率位次：不超过3位加7分，4（含）至6（含）位加5分，7（含）至10（含）位加3分"),
        ("某市", 2, "新建项目个数1（含）至5（含）个的适用；基本分25分；开工率以80%为目标"),
        ("某市", 4, "应开工未开工项目个数每个扣3分"),
        ("某市", 6, "由考核单位登记得分；最高15分；最低0分"),
        ("延安", 3, "“产业”加15分，“民生”加8分，“功能”加6分"),
    ],
)
def test_rules_in_words(scheme: str, item: int, words: str) -> None:
    assert words in rule_of(find_scheme(scheme).items[item])


def test_classes_and_vetoes_in_words() -> None:
    assert classes_of(find_scheme("城建")).endswith("不合格：低于60分；严重事故1次及以上的，不合格（一票否决）")
    assert classes_of(find_scheme("某市")) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("scheme = 3", "应为加引号的文字"),
        ('shceme = "城建"', "“shceme”不认识，可用的有：scheme、boards"),
        ('boards = "绵阳"', "没有写 scheme"),
    ],
)
def test_wrong_settings_are_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "scoring.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"scoring\.toml") as caught:
        chosen_schemes("", path)
    assert words in str(caught.value)


def test_no_lists_where_the_settings_name_none(tmp_path: Path) -> None:
    path = tmp_path / "scoring.toml"
    path.write_text('scheme = "城建"\nboards = ""', encoding="utf-8")
    assert chosen_schemes("", path)[1] is None
    assert chosen_schemes("绵阳", path)[1] is not None
