"""What 进展通报 and 工作简报 print for one, none and very many, and where units, lists and charts are or are not."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from typing import Any

import pytest

from data_adapters import Project
from service.errors import PaperError
from service.papers import find
from service.wording import GAP
from tests.figures.made import project, target
from tests.layout.xml import lines
from tests.papers.made import inputs, meeting, planned

_TWO = [project("甲", plan="100", done="90"), project("乙", plan="100", done="95", unit="县教育局")]


def bulletin(**given: Any) -> tuple[dict[str, Any], str]:
    """The context and the printed text."""
    ((draft,), _) = planned("进展通报", inputs(at=meeting(), **given))
    return dict(draft.context), lines(find("进展通报").fill(draft))


def brief(**given: Any) -> str:
    ((draft,), _) = planned("工作简报", inputs(at=meeting(), **given))
    return lines(find("工作简报").fill(draft))


def test_one_unit_is_not_ranked() -> None:
    context, text = bulletin(projects=[project("甲", plan="100", done="40")])
    assert "全县任务单位1个，为县水利局，完成率40.0%，滞后序时进度43.3个百分点。" in text
    assert "排名" not in text
    assert context["附件号"] == {"排名": "", "图": "", "滞后": "1", "变化": "", "项目": "2"}
    assert "滞后于序时进度的单位" not in text


def test_one_project_in_time_says_nothing_of_several() -> None:
    _, text = bulletin(projects=[project("甲", plan="100", done="90")])
    assert "该项目达到序时进度。" in text
    assert "该项目已上报累计完成投资。" in text
    assert not re.search("各项目|已上报的项目|均已上报", text)
    assert "附件：重点项目进展情况表" in text
    assert not re.search("滞后项目的责任单位要|未上报数据的单位要", text)  # nobody is asked for what nobody owes


def test_no_project_behind() -> None:
    context, text = bulletin(projects=_TWO)
    assert "已上报的项目均达到或超过序时进度。" in text
    assert text.count("均已上报") == 1
    assert "已上报单位中没有滞后于序时进度的单位。" in text
    assert context["附件号"]["滞后"] == ""


def test_none_reported() -> None:
    silent = [project("甲", plan="100", done=""), project("乙", plan="100", done="", unit="县教育局")]
    context, text = bulletin(projects=silent)
    assert "2026年1—10月，应上报的项目均未上报累计完成投资。" in text
    assert "全县共有任务单位2个，均没有可以计算的完成率，本期不排名，各单位情况见附件1。" in text
    assert "没有可以判定进度的项目。" in text
    assert (context["有排名"], context["有完成率图"]) == (False, False)
    assert GAP not in text.split("二、")[0].split("：", 1)[1]  # beyond the number and the addressee
    assert "均已上报" not in text


@pytest.mark.parametrize(
    ("second", "words"), [("0", "10月，尚未完成投资，滞后"), ("", "10月，已上报的项目尚未完成投资")]
)
def test_nothing_done_yet(second: str, words: str) -> None:
    _, text = bulletin(projects=[project("甲", plan="100", done="0"), project("乙", plan="100", done=second)])
    assert words in text
    assert "完成投资0" not in text
    assert "占年度计划" not in text


def _many(count: int) -> list[Project]:
    return [
        project(
            f"项目{number}",
            row=number,
            plan="100",
            done=str(number % 3),
            unit=f"单位{number}",
            group=(f"类{number % 9}",),
        )
        for number in range(1, count + 1)
    ]


def test_of_300_units_twenty_are_named_and_the_annex_tells_the_rest() -> None:
    context, text = bulletin(projects=_many(300))
    (named,) = re.findall("滞后于序时进度的单位有(.+?)等300个，名单见附件1。", text)
    assert named.count("、") == 19
    (zero,) = re.findall("累计完成投资为0的项目100个（列前20个，其余见附件3）：(.+?)。", text)
    assert zero.count("、") == 19
    assert len(context["排名"][0]["名次"]) == 300
    assert context["完成率图口径"] == "各类项目"  # 300 columns cannot be read
    assert len(context["计划图"]["类别"]) == 6
    assert context["计划图"]["类别"][-1] == "其余"
    assert sum(context["计划图"]["系列"][0]["数值"]) == 30000
    assert "等300个" in brief(projects=_many(300))


def test_lists_tell_that_a_project_on_several_counts_in_each() -> None:
    listed = [
        project("甲", plan="100", done="90", plan_lists="省重点、县级重点项目"),
        project("乙", plan="100", done="10", plan_lists="县级重点项目"),
        project("丙", plan="100", done="0"),
    ]
    context, text = bulletin(projects=listed)
    assert [(row["名称"], row["项目数"], row["累计完成"]) for row in context["分计划"]] == [
        ("省", 1, 90),
        ("县级", 2, 100),
    ]
    assert "省重点项目1个，年度计划投资100万元，累计完成投资90万元，完成率90.0%" in text
    assert "同时列入两个以上计划的项目1个，在各计划中分别统计，各计划的数不能相加。" in text
    assert "没有注明列入哪个计划的项目1个。" in text


@pytest.mark.parametrize("lists", ["", "县级"])
def test_one_list_of_all_or_none_is_the_whole_again(lists: str) -> None:
    context, text = bulletin(projects=[project("甲", plan="1", done="1", plan_lists=lists)])
    assert context["分计划"] == []
    assert "按列入的计划看" not in text


def test_classes_of_units_are_ranked_apart() -> None:
    units = [
        target("甲镇", plan="10", done="9", unit_group="乡镇"),
        target("乙局", plan="10", done="8", unit_group="县直"),
        target("丙镇", plan="10", done="5", unit_group="乡镇"),
        target("丁园", plan="10", done="5"),
    ]
    context, text = bulletin(projects=_TWO, units=units)
    ranked = {group["类别"]: [(row["位次"], row["单位"]) for row in group["名次"]] for group in context["排名"]}
    assert ranked == {"乡镇": [("1", "甲镇"), ("2", "丙镇")], "县直": [("1", "乙局")], "其他": [("1", "丁园")]}
    assert "任务单位4个，其中乡镇2个、县直1个、其他1个，分类别按完成率由高到低排名，详见附件1。" in text
    assert all(heading in text for heading in ("（一）乡镇", "（二）县直", "（三）其他"))


def test_rates_of_starts_name_their_denominator() -> None:
    projects = [
        project(str(at), plan="10", done="1", nature="新建", extra={"is_started": said})
        for at, said in enumerate(("已开工", "未开工", ""))
    ]
    context, text = bulletin(projects=projects)
    assert "从建设进度看，新建项目3个，已开工1个，开工率33.3%（有1个未填报，没有计入已开工）。" in text
    assert context["排名"][0]["名次"][0]["开工率"] == Decimal(1) / 3
    assert not bulletin(projects=_TWO)[0]["建设进度"]


def test_projects_without_a_unit_are_no_unit() -> None:
    context, text = bulletin(projects=[*_TWO, project("丙", plan="10", done="1", unit="")])
    assert (context["任务单位数"], context["无单位项目数"]) == (2, 1)
    assert "没有填写责任单位的项目1个，没有计入任何单位。" in text


def test_charts_are_words_own_and_left_out_where_there_is_nothing_to_draw() -> None:
    ((draft,), _) = planned("进展通报", inputs(projects=_TWO, at=meeting()))
    parts = zipfile.ZipFile(io.BytesIO(find("进展通报").fill(draft))).namelist()
    assert len([name for name in parts if name.startswith("word/charts/chart")]) == 1  # no sectors, no pie
    assert draft.context["完成率图"]["类别"] == ["县教育局", "县水利局"]
    assert [series["名称"] for series in draft.context["完成率图"]["系列"]] == ["完成率", "序时进度"]
    ((draft,), _) = planned("进展通报", inputs(projects=_TWO[:1], at=meeting()))
    parts = zipfile.ZipFile(io.BytesIO(find("进展通报").fill(draft))).namelist()
    assert [name for name in parts if name.startswith(("word/charts/", "word/embeddings/"))] == []


def test_each_annex_says_its_order_its_source_and_its_day() -> None:
    _, text = bulletin(projects=[*_TWO, project("丙", plan="10", done="1")])
    notes = re.findall("^说明：.+$", text, re.MULTILINE)
    assert len(notes) == 4
    assert all("数据截至2026年10月31日，来源为各单位上报" in note for note in notes)
    assert [re.search("按(.+?)排", note)[1] for note in notes if "按" in note.split("；")[0]] == [  # type: ignore[index]
        "完成率由高到低",
        "滞后多少",
        "台账顺序",
    ]


def test_a_brief_names_itself_where_it_cannot_be_made() -> None:
    with pytest.raises(PaperError, match="做不了工作简报"):
        brief()


@pytest.mark.parametrize("paper", ["进展通报", "工作简报"])
def test_steps_that_an_office_may_not_order_hold_both_papers_back(paper: str) -> None:
    steps = ["对逾期的单位主要负责人予以免职。"]
    drafts, held = planned(paper, inputs(projects=_TWO, at=meeting(meeting__next_steps=steps)))
    assert drafts == []
    assert [find(paper).id] == [item.paper for item in held]
    assert "next_steps" in held[0].reason
