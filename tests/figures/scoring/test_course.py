"""Months, quarters and the year by a file; what is missing is named and never counts as nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from data_adapters import MISSING
from service.errors import SettingsError
from service.figures import of_record
from service.figures.scoring import Given, Sheet, course_scores, find_scheme, load_course, score_units, strays
from service.figures.scoring.report import course_json
from tests.figures.made import OCTOBER, target

_GOOD = """scheme = "城建"
[[month]]
name = "1月"
ledgers = ["1月.xlsx"]
given = "1月登记.toml"
period = "2026-01"
[[month]]
name = "2月"
ledgers = ["2月.xlsx", "2月补.xlsx"]
[[mean]]
name = "一季度"
of = ["1月", "2月"]
[[mean]]
name = "全年"
of = ["一季度"]
"""


def _sheets(scheme: str = "城建", **done: str) -> list[Sheet]:
    units = [
        of_record(target(name, row=n, plan="100", done=value), OCTOBER) for n, (name, value) in enumerate(done.items())
    ]
    return score_units(units, (), OCTOBER, find_scheme(scheme))


def test_a_course_file() -> None:
    found = load_course(_GOOD.encode(), "全年.toml")
    assert (found.scheme, [stage.name for stage in found.stages]) == ("城建", ["1月", "2月"])
    assert (found.stages[0].given, found.stages[0].period, found.stages[1].ledgers) == (
        "1月登记.toml",
        "2026-01",
        ("2月.xlsx", "2月补.xlsx"),
    )
    assert [(mean.name, mean.of) for mean in found.means] == [("一季度", ("1月", "2月")), ("全年", ("一季度",))]


def test_months_make_quarters_and_quarters_the_year() -> None:
    means = load_course(_GOOD.encode(), "全年.toml").means
    scores = course_scores({"1月": _sheets(甲="100", 乙="50"), "2月": _sheets(甲="50", 丙="100")}, means)
    shown = {
        name: [str(found.number.normalize()) if found.known else None for found in mine.values()]
        for name, mine in scores.items()
    }
    assert shown == {  # 40 points stand unless somebody is marked down, 60 go with completion
        "甲": ["1E+2", "7E+1", "85", "85"],
        "乙": ["7E+1", None, "7E+1", "7E+1"],
        "丙": [None, "1E+2", "1E+2", "1E+2"],
    }
    assert scores["乙"]["一季度"].formula == "一季度 = （1月）÷ 1（缺2月，未计入）"
    assert [line["reason"] for line in course_json(scores)[1]["scores"]] == ["", "当月没有参评", "", ""]


def test_a_month_with_an_item_left_open_does_not_count() -> None:
    scores = course_scores({"1月": _sheets("某市", 甲="100")}, ())
    assert scores["甲"]["1月"].value is MISSING
    assert "日常管理没有评分" in scores["甲"]["1月"].reason or "日常管理" in scores["甲"]["1月"].reason


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('of = ["1月", "2月"]', 'of = ["1月", "3月"]', "第12行的 of 写的“3月”前面没有，可用的有：1月、2月，请改正"),
        ('of = ["一季度"]', "of = []", "没有写取哪些的平均"),
        ('of = ["一季度"]', 'of = ["全年"]', "写的“全年”前面没有"),
        ('ledgers = ["1月.xlsx"]\n', "", "第2行没有写台账"),
        ("[[month]]", "[[months]]", "没有写月份"),
        ('name = "一季度"', 'name = "1月"', "同名"),
        ('given = "1月登记.toml"', 'givn = "1月登记.toml"', "是不是“given”"),
    ],
)
def test_a_fault_in_a_course_is_one_sentence(old: str, new: str, said: str) -> None:
    assert old in _GOOD
    with pytest.raises(SettingsError) as error:
        load_course(_GOOD.replace(old, new).encode(), "全年.toml")
    assert str(error.value).startswith("考核汇总文件“全年.toml”")
    assert said in str(error.value)


def test_what_was_entered_for_nobody_is_said() -> None:
    entry = Given(Decimal(1), "通报")
    given = {"甲镇": {"质量": entry, "安全": entry, "严重事故": entry}, "丁镇": {"质量": entry}}
    assert [said for _, said in strays(given, ["甲镇", "乙镇"], find_scheme("城建"))] == [
        "登记了“甲镇”的“安全”，考核办法“城建项目月度百分制考核”没有这一项，没有计入，请核对名称",
        "登记了“丁镇”的考核事项，台账里没有这个单位，没有计入，请核对名称",
    ]
