"""进展通报: the lists, tables and words that a small county's ledger gives."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from service.errors import PaperError
from service.figures import Period
from service.figures.figure import DECIDED
from service.papers import blanks, find, questions
from service.papers.bulletin_rows import sector_name
from service.wording import GAP
from tests.figures.made import project, target
from tests.papers.made import inputs, meeting, planned, topic

_PROJECTS = [
    project("快", plan="100", done="90", invest="500", last_year="80", group=("一、产业项目（2个）",)),
    project(
        "慢", plan="100", done="40", invest="200", group=("一、产业项目（2个）",), problems="缺资金", next_steps="筹资"
    ),
    project("零", plan="100", done="0", invest="", group=("二、民生项目4个",), unit=""),
    project("未报", plan="100", done="", image_progress="主体封顶", group=("二、民生项目4个",)),
    project("不适用", plan="—", done="—", invest="300", group=("二、民生项目4个",)),
    project("最慢", plan="100", done="10", group=("二、民生项目4个",)),
]


def bulletin(**given: Any) -> dict[str, Any]:
    drafts, held = planned("进展通报", inputs(**{"projects": _PROJECTS, **given}))
    assert (len(drafts), held) == (1, [])
    return dict(drafts[0].context)


def test_the_whole() -> None:
    whole = bulletin()["总体"]
    assert {key: whole[key] for key in ("项目数", "未报项目数", "零投资项目数", "不适用项目数")} == {
        "项目数": 6,
        "未报项目数": 1,
        "零投资项目数": 1,
        "不适用项目数": 1,
    }
    assert (whole["年度计划"], whole["累计完成"], whole["完成率"]) == (Decimal(500), Decimal(140), Decimal("0.28"))
    assert whole["后续月均"] == Decimal(180)
    assert whole["同比说明"] == "同比增长12.5%（按两年均有数据的1个项目计算）"


def test_who_was_left_out_by_decision_is_counted_apart_from_who_has_no_plan() -> None:
    said = "按决定不计入（张三：多写了一个0）"
    out = replace(_PROJECTS[4], project_name="不计入", extra={DECIDED: said, f"{DECIDED}:done_this_year_to_date": said})
    whole = bulletin(projects=[*_PROJECTS, out])["总体"]
    assert (whole["不适用项目数"], whole["不计入项目数"]) == (1, 1)


def test_named_lists() -> None:
    context = bulletin()
    assert [row["项目名称"] for row in context["滞后项目"]] == ["零", "最慢", "慢"]  # the furthest behind first
    assert context["零投资项目"] == [{"项目名称": "零", "责任单位": GAP}]
    assert context["未报项目"] == [{"项目名称": "未报", "责任单位": "县水利局"}]


def test_absences_stay_apart_in_the_table() -> None:
    rows = {row["项目名称"]: row for row in bulletin()["项目表"]}
    shown = {name: (str(rows[name]["累计完成"]), str(rows[name]["完成率"])) for name in ("零", "未报", "不适用")}
    assert shown == {"零": ("0", "0"), "未报": ("——", "——"), "不适用": ("／", "／")}
    assert (rows["未报"]["形象进度"], rows["快"]["形象进度"]) == ("主体封顶", GAP)


def test_groups() -> None:
    groups = bulletin()["分行业"]
    assert [(group["名称"], group["项目数"], str(group["累计完成"])) for group in groups] == [
        ("产业", 2, "130"),
        ("民生", 4, "10"),
    ]


_UNITS = [
    target("甲镇", plan="10", done="9"),
    target("乙镇", plan="10", done="9"),
    target("丙镇", plan="10", done="0"),
    target("丁镇", plan="10", done=""),
    target("戊局", plan="—", done="—"),
    target("己局", plan="10", done="1"),
]


def test_units_are_ranked_and_named() -> None:
    context = bulletin(units=_UNITS)
    (group,) = context["排名"]
    assert [(row["位次"], row["单位"], row["备注"]) for row in group["名次"]] == [
        ("1", "甲镇", ""),
        ("1", "乙镇", ""),
        ("3", "己局", ""),
        ("4", "丙镇", "完成投资为0"),
        (GAP, "丁镇", "未上报"),
        (GAP, "戊局", "无年度计划任务"),
    ]
    lists = {key: names for key, names in context.items() if key.endswith("单位")}
    assert lists == {
        "达序时单位": ["甲镇", "乙镇"],
        "滞后单位": ["丙镇", "己局"],
        "零投资单位": ["丙镇"],
        "未报单位": ["丁镇"],
        "计划未填单位": [],
        "不适用单位": [],
        "无任务单位": ["戊局"],
    }
    assert context["任务单位数"] == 6


def test_problems_come_from_the_issue_list_or_else_the_ledger() -> None:
    assert bulletin()["存在问题"] == [
        {"项目名称": "慢", "责任单位": "县水利局", "问题": "缺资金", "建议": "筹资"},
    ]
    issues = [topic("甲", problems="缺地。", proposal="供地；"), topic("乙", status="已办结")]
    assert bulletin(topics=issues)["存在问题"] == [
        {"项目名称": "甲", "责任单位": "县水利局", "问题": "缺地", "建议": "供地"},
    ]
    assert bulletin(topics=[topic(status="已办结")])["存在问题"] == bulletin()["存在问题"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([project(plan="10", done="5", last_year="4")], "同比增长25.0%"),
        ([project(plan="10", done="3", last_year="4")], "同比下降25.0%"),
        ([project(plan="10", done="4", last_year="4")], "同比持平"),
        ([project(plan="10", done="5", last_year="0")], "上年同期为零，不可比"),
        ([project(plan="10", done="5")], "无同期可比数据"),
    ],
)
def test_growth_in_words(given: list[Any], words: str) -> None:
    assert bulletin(projects=given)["总体"]["同比说明"] == words


def test_december_needs_no_more_months() -> None:
    context = bulletin(period=Period(2026, 12))
    assert context["总体"]["后续月均"] == GAP
    assert context["期间"] == "2026年1—12月"
    assert not [line for line in blanks(context) if "后续月均" in line]  # nobody can fill that in


def test_blanks_name_what_a_person_can_fill_in() -> None:
    (draft,), _ = planned("进展通报", inputs(projects=_PROJECTS, at=meeting()))
    told = find("进展通报").gaps(draft)
    assert told == [
        "主送未填",
        "滞后项目第1行的责任单位未填",
        "滞后项目第1、2行的存在问题未填",
        "零投资项目第1行的责任单位未填",
        "项目表全部6行的本月完成未填",
        "项目表全部6行的建设内容未填",
        "项目表全部6行的建设年限未填",
        "项目表第1—3、5、6行的形象进度未填",
        "项目表全部6行的包联领导未填",
        "项目表第3行的责任单位未填",
        "项目表第3、4、6行的总投资未填",
        "项目表第3—6行的存在问题未填",
        "项目表第4行的累计完成未填",
    ]


@pytest.mark.parametrize(
    ("given", "piece"),
    [({"projects": []}, "没有读到项目"), ({"period": None}, "请给出期间")],
)
def test_what_it_cannot_do_without(given: dict[str, Any], piece: str) -> None:
    with pytest.raises(PaperError, match=piece):
        bulletin(**given)


def test_without_a_meeting_the_issuer_is_a_gap() -> None:
    context = bulletin()
    assert (context["发文机关"]["全称"], context["主送"], context["抄送"]) == (GAP, GAP, "")
    assert all(step.endswith("。") for step in context["下步要求"])


def test_next_steps_of_the_meeting_file() -> None:
    assert bulletin(at=meeting(meeting__next_steps=["加快进度", "如实上报。"]))["下步要求"] == [
        "加快进度。",
        "如实上报。",
    ]


def test_questions_are_for_the_listing() -> None:
    wrong = [project("甲", row=8, plan="100", done="50", rate="0.6")]
    assert questions(inputs(projects=wrong)) == ["台账.xlsx › 项目台账!L8：“甲”占年计划比例：表内 60%，计算 50.00%"]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("一、产业项目（38个）", "产业"),
        ("（二）基础设施项目12个", "基础设施"),
        ("(3)民生", "民生"),
        ("一、工业", "工业"),  # the numeral had a cell of its own
        ("一、产业项目", "产业"),
        ("十一、其他（共3项）", "其他"),
        ("三农项目", "三农"),
        ("十大工程", "十大工程"),
        ("三产融合项目", "三产融合"),
        ("项目", "项目"),
        ("产业集群", "产业集群"),
    ],
)
def test_sector_names(label: str, name: str) -> None:
    assert sector_name(label) == name
