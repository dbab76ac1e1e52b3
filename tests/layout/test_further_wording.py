"""What 周报汇总, 考核评分表, 停建停工罚款报批单 and 通报批评 say for many, one and none."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.layout.contexts import fill, sample
from tests.layout.long_words import GAP
from tests.layout.xml import lines

UNITS = ["甲镇", "乙镇"]
NOBODY: dict[str, Any] = {key: [] for key in ("已报单位", "未报单位", "无问题单位", "零投资单位")}


def said(paper: str, **changed: Any) -> str:
    return lines(fill(paper, sample(paper) | changed))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"已报单位": UNITS, "未报单位": ["丙镇"]}, "应报送单位3个。已报送2个，未报送1个。"),
        ({"已报单位": UNITS}, "应报送单位2个。全部报送。"),
        ({"未报单位": UNITS}, "应报送单位2个。各单位均未报送。"),
        ({"已报单位": UNITS, "名单依据": GAP}, "有无漏报请核对（应报单位名单：——）。已报送2个。"),
    ],
)
def test_who_returned(changed: dict[str, Any], words: str) -> None:
    assert words in said("weekly_summary", **NOBODY | changed)


def test_who_did_not_return_is_never_said_to_have_no_problem() -> None:
    assert "未报送的单位：采薇乡、沉璧镇。没有报送不等于没有投资、没有问题，请抓紧补报。" in said("weekly_summary")
    assert "没有报送不等于" not in said("weekly_summary", 未报单位=[])


@pytest.mark.parametrize(
    ("span", "whole", "words"),
    [
        ("", {"增减": "", "比上次": ""}, "没有上一次的报表，不作比较。"),
        ("2026年1—9月", {"增减": "", "比上次": GAP}, "上一次报表（2026年1—9月）的数据不全，合计不作比较。"),
        ("2026年1—9月", {"增减": "持平", "比上次": "0"}, "累计完成投资没有增加。"),
        ("2026年1—9月", {"增减": "减少", "比上次": "120"}, "累计完成投资减少120万元，累计数不应减少，请核实。"),
        ("2026年1—9月", {}, "累计完成投资增加1.56亿元。"),
    ],
)
def test_what_was_added_since_the_last_return(span: str, whole: dict[str, str], words: str) -> None:
    text = said("weekly_summary", 上次期间=span, 合计=sample("weekly_summary")["合计"] | whole)
    assert words in text
    assert ("比上次" in text) is bool(span)


@pytest.mark.parametrize(
    ("paper", "changed", "words"),
    [
        ("weekly_summary", {"上会问题": []}, "没有需要提交会议研究的问题。"),
        ("weekly_summary", {"一般问题": []}, "没有需要转项目调度单的一般问题。"),
        ("score_sheet", {"红榜": []}, "》，没有单位列入红榜。"),
        ("score_sheet", {"黑榜": []}, "没有单位列入黑榜。"),
        ("score_sheet", {"单位表": sample("score_sheet")["单位表"][2:3]}, "各单位都有缺少数据未评的项目，暂不排位次。"),
    ],
)
def test_an_empty_list_is_a_sentence(paper: str, changed: dict[str, Any], words: str) -> None:
    assert words in said(paper, **changed)


def test_sections_close_up_where_there_are_no_lists() -> None:
    assert re.findall("^[一二三]、.+$", said("score_sheet", 红黑榜办法="", 红榜=[], 黑榜=[]), re.MULTILINE) == [
        "一、得分和位次",
        "二、各单位评分明细",
    ]


def test_a_sheet_names_place_and_class_only_where_there_are() -> None:
    found = re.findall(r"^\d\. (.+得分.+)$", said("score_sheet"), re.MULTILINE)
    assert found == [
        "县工业和信息化局：得分101，优秀，第1位",
        "栖云镇：得分90，不合格（一票否决），第2位",
        "采薇乡：得分40",
        "县自然资源和规划局：得分40",
    ]


@pytest.mark.parametrize(
    ("measure", "kinds", "words"),
    [("停工", "停工", "停工"), ("停工整改", "停工", "停工（停工整改）"), ("查封场地", GAP, "——（查封场地）")],
)
@pytest.mark.parametrize("paper", ["halt_approval", "agenda"])
def test_a_measure_is_not_said_twice(paper: str, measure: str, kinds: str, words: str) -> None:
    row = sample("agenda")["报批事项"][0] | {"措施": measure, "种类": kinds}
    changed = {"报批事项": [row]} if paper == "agenda" else {"措施": measure, "措施种类": kinds}
    assert re.search(f"^{re.escape(words)}$", said(paper, **changed), re.MULTILINE)


def test_leave_has_three_opinions_and_nothing_is_imposed() -> None:
    text = said("halt_approval")
    assert all(name in text for name in ("承办单位意见", "分管领导意见", "联席会议意见"))
    assert "未经联席会议批准，不得下达停建、停工通知，不得作出罚款决定" in text


@pytest.mark.parametrize(("halts", "there"), [(sample("agenda")["报批事项"], True), ([], False)])
def test_the_agenda_has_their_heading_only_with_them(halts: list[Any], there: bool) -> None:
    assert ("三、提请批准的停建、停工、罚款事项" in said("agenda", 报批事项=halts)) is there


@pytest.mark.parametrize(
    ("units", "lead", "opinion"),
    [
        (["甲镇"], "现将甲镇重点项目交办事项", "对甲镇在全县重点项目建设调度范围内予以通报批评"),
        (UNITS, "现将2个单位重点项目交办事项", "对甲镇、乙镇等2个单位在全县重点项目建设调度范围内予以通报批评"),
    ],
)
def test_one_unit_and_several_are_criticised(units: list[str], lead: str, opinion: str) -> None:
    text = said("criticism_circular", 批评单位=units, 事项=sample("criticism_circular")["事项"] * len(units))
    assert lead in text
    assert opinion in text
    assert ("办结该事项" in text) is (len(units) == 1)
    assert ("1. 县工业和信息化局承办的" in text) is (len(units) > 1)


def test_criticism_prejudges_nothing_and_tells_how_to_be_heard() -> None:
    text = said("criticism_circular")
    without = text.replace("不作为对任何单位、人员违纪违法问题的认定", "")
    assert not re.search("处分|违纪|违法|失职|渎职|严肃问责|追究|诫勉", without)
    assert "书面陈述申辩" in text
    assert "书面申请复核" in text


@pytest.mark.parametrize(("form", "copies"), [("文件", True), ("信函", False)])
def test_a_letter_bears_no_imprint(form: str, copies: bool) -> None:
    assert ("印发" in said("criticism_circular", 行文格式=form)) is copies
