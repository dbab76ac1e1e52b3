"""What a person asks of the indicators: grouping, ranking, denominators, comparison, and a faulty settings file."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from data_adapters import Cell, PartialDate, Project
from service.errors import SettingsError
from service.figures.ranking import Order, Ties
from service.figures.rates import Among, Measure
from service.figures.report import Asked, figures_json
from service.figures.report.asked import key_of, load_asked, percent_of
from tests.figures.made import OCTOBER, project, reading, target


def _row(name: str, number: int, **given: Any) -> Project:
    """A project whose ledger has columns for starts and funds."""
    columns = ("nature", "start_actual", "funds_arrived", "funds_planned")
    row = project(name, row=number, **given)
    more = {field: Cell("台账.xlsx", "项目台账", number, at) for at, field in enumerate(columns, start=20)}
    return replace(row, cells={**row.cells, **more})


_ROWS = [
    _row("甲", 5, plan="100", done="90", nature="新建", invest="120000", leader="张三", plan_lists="省、市",
         start_actual=PartialDate(2026, 3), funds_arrived=Decimal(50), extra={"funds_planned": Decimal(40)}),
    _row("乙", 6, plan="50", done="20", nature="续建", invest="9000", leader="李四", plan_lists="市"),
    _row("丙", 7, plan="50", done="", nature="新建", leader="张三", funding="专项债"),
]  # fmt: skip


def found(**asked: Any) -> dict[str, Any]:
    return figures_json([reading(projects=_ROWS)], OCTOBER, asked=Asked(**asked))


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("责任单位", ["县水利局"]),
        ("建设性质", ["新建", "续建"]),
        ("投资规模", ["10亿元以上", "1亿元以下", "（未填总投资）"]),
        ("分包领导", ["张三", "李四"]),
        ("资金来源", ["其他", "专项债"]),
        ("计划列表", ["省", "市"]),
        ("leader", ["张三", "李四"]),
    ],
)
def test_groups_by_any_field(by: str, names: list[str]) -> None:
    key = key_of(by)
    (part,) = found(by=(key,))["by"]
    assert [group["name"] for group in part["groups"]] == names
    if key != "plan_lists":
        assert sum(group["count"] for group in part["groups"]) == len(_ROWS)
        done = sum((Decimal(group["shares"]["done"]["pct"]) for group in part["groups"] if group["done"]), Decimal(0))
        assert abs(done - 100) < Decimal("1e-8")


def test_shares_are_of_the_whole_with_formula_and_cells() -> None:
    (part,) = found(by=("plan_lists",))["by"]
    city = part["groups"][1]
    assert (city["shares"]["plan"]["pct"], city["shares"]["count_pct"]) == ("75", "66.6666666667")
    assert city["shares"]["plan"]["formula"] == "市占年度计划的比重 = 年度计划投资 ÷ 年度计划投资"
    assert [source.split("!")[1] for source in city["shares"]["plan"]["sources"]] == ["I5", "I6", "I7"]
    assert part["note"] == "一个项目可列入几个计划，各项不能相加"


def test_rounded_shares_that_do_not_make_a_hundred_are_noted() -> None:
    (part,) = found(by=("nature",))["by"]
    assert part["note"] == ""  # 66.7 and 33.3
    (three,) = found(by=("size",))["by"]
    assert three["note"] == "各项占比四舍五入后合计为99.9%"


def test_nothing_to_group_by_is_said() -> None:
    assert found(by=("place",))["by"] == [
        {"by": "place", "label": "建设地点", "groups": [], "note": "项目都没有填写建设地点"}
    ]


def test_the_denominator_asked_for() -> None:
    usual = {rate["name"]: rate for rate in found()["rates"]}["开工率"]
    assert (usual["pct"], usual["among"]) == ("50", "新建项目")
    asked = {rate["name"]: rate for rate in found(among={Measure.STARTED: Among.ALL})["rates"]}["开工率"]
    assert (asked["formula"], asked["among"]) == ("开工率 = 已开工的全部项目2个 ÷ 全部项目3个", "全部项目")
    assert asked["sources"]


def test_funds_stand_where_the_ledger_has_their_columns() -> None:
    (arrived, of_plan) = found()["funds"]
    assert (arrived["pct_printed"], arrived["formula"]) == (
        "125.0%",
        "资金到位率 = 到位资金 ÷ 计划到位资金（1项两者均填）",
    )
    assert of_plan["formula"].startswith("资金到位率 = 到位资金 ÷ 年度计划投资")
    assert figures_json([reading(projects=[project(plan="1")])], OCTOBER)["funds"] == []


@pytest.mark.parametrize(
    ("rate", "words", "points"),
    [
        ("45", "完成率高于全市10.0个百分点", "10"),
        ("60.5", "完成率低于全市5.5个百分点", "-5.5"),
        ("55", "完成率与全市持平", "0"),
    ],
)
def test_compared_with_the_city_in_points(rate: str, words: str, points: str) -> None:
    (line,) = found(compare={"全市": Decimal(rate)})["compare"]
    assert (line["words"], line["above_pp"], line["rate_pct"]) == (words, points, rate)
    assert line["formula"] == "完成率高于全市 = 完成率 − 全市"
    assert len(line["sources"]) == 5


_UNITS = [
    target("甲镇", row=5, unit_group="乡镇", plan="10", done="9"),
    target("乙镇", row=6, unit_group="乡镇", plan="10", done="9"),
    target("丙局", row=7, unit_group="县直", plan="10", done="5"),
    target("丁镇", row=8, unit_group="乡镇", plan="10", done="8"),
    target("戊镇", row=9, unit_group="乡镇", plan="10", done=""),
    target("合计37个", row=10, plan="40", done="31"),
]


@pytest.mark.parametrize(
    ("asked", "ranks"),
    [
        ({}, [1, 1, 4, 3, None, None]),
        ({"order": Order(Ties.DENSE)}, [1, 1, 3, 2, None, None]),
        ({"order": Order(lowest_first=True)}, [3, 3, 1, 2, None, None]),
        ({"apart": "unit_group"}, [1, 1, 1, 3, None, None]),
        ({"apart": "unit_group", "order": Order(Ties.DENSE, lowest_first=True)}, [2, 2, 1, 1, None, None]),
    ],
)
def test_units_are_ranked_as_asked(asked: dict[str, Any], ranks: list[int | None]) -> None:
    lines = figures_json([reading(units=_UNITS)], OCTOBER, asked=Asked(**asked))["units"]
    assert [line["rank"] for line in lines] == ranks
    assert (lines[0]["rank_printed"][:2], lines[4]["unranked"], lines[5]["unranked"]) == (
        "并列",
        "未上报",
        "合计不参加排名",
    )
    assert lines[2]["rank_group"] == ("县直" if asked.get("apart") else "")


def test_a_project_measured_by_its_own_nodes() -> None:
    row = project(plan="100", done="60", milestone_plan="10月底完成投资50%")
    even, own = (
        figures_json([reading(projects=[row])], OCTOBER, asked=Asked(own_curve=curve))["projects"][0]
        for curve in (False, True)
    )
    assert (even["state"], own["state"]) == ("behind", "on_schedule")
    assert (own["schedule_pct"], own["gap_pp"]) == ("50", "10")
    assert "按节点" in own["formulas"]["schedule"]


_GOOD = """by = ["建设性质", "size"]
order = "低到高"
ties = "1223"
apart = "单位类别"
own_curve = true
[among]
"开工率" = "全部项目"
[compare]
"全市" = "62.3"
"全省" = 60.8
"""


def test_a_settings_file() -> None:
    assert load_asked(_GOOD.encode(), "figures.toml") == Asked(
        by=("nature", "size"),
        order=Order(Ties.DENSE, lowest_first=True),
        apart="unit_group",
        among={Measure.STARTED: Among.ALL},
        compare={"全市": Decimal("62.3"), "全省": Decimal("60.8")},
        own_curve=True,
    )
    assert load_asked(b"", "figures.toml") == Asked()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"size"', '"颜色"', "不能按“颜色”分组，可以写：责任单位"),
        ('"低到高"', '"随便"', "第2行的 order 写的“随便”不认识，可用的有：低到高、高到低"),
        ('"1223"', '"1"', "第3行的 ties 写的“1”不认识"),
        ("own_curve", "own_curv", "的“own_curv”不是这里的设置项，是不是“own_curve”"),
        ('"开工率"', '"开工"', "的“开工”不是这里的设置项，是不是“开工率”"),
        ('"全部项目"', '"全部"', "写的“全部”不认识"),
        ('"62.3"', '"六成"', "比较的数“六成”不是百分数，请写成 62.3"),
        ("60.8", "true", "的 全省 应为数字"),
        ("own_curve = true", "own_curve = ", "不合 TOML 格式"),
    ],
)
def test_a_fault_in_the_settings_is_one_sentence(old: str, new: str, said: str) -> None:
    assert old in _GOOD
    with pytest.raises(SettingsError) as error:
        load_asked(_GOOD.replace(old, new).encode(), "figures.toml")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("text", "value"), [("62.3", "62.3"), (" 62.3% ", "62.3"), ("-5％", "-5"), ("115", "115")])
def test_a_rate_in_per_cent(text: str, value: str) -> None:
    assert percent_of(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "x", "nan", "Infinity", "1e9"])
def test_what_is_no_rate(text: str) -> None:
    with pytest.raises(SettingsError, match="不是百分数"):
        percent_of(text)
