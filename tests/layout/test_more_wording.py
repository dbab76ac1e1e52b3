"""What the further papers say in each case: near, past, one, none, and figures nobody reported."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.layout.contexts import bare, fill, long, sample
from tests.layout.long_words import GAP
from tests.layout.more_contexts import GROW
from tests.layout.xml import lines


def said(paper: str, **changed: Any) -> str:
    return lines(fill(paper, sample(paper) | changed))


@pytest.mark.parametrize("paper", GROW)
@pytest.mark.parametrize("context", [sample, long, bare], ids=lambda function: function.__name__)
def test_nothing_is_counted_that_is_not_there_and_no_list_trails_off(paper: str, context: Any) -> None:
    text = lines(fill(paper, context(paper)))
    assert not re.search(r"(?<![\d.])0[个日]|、[。；，\n]|、$|——[个%万亿]|增长-|下降-|[\[\]']", text)


@pytest.mark.parametrize(
    ("degree", "late", "left", "words", "never"),
    [
        ("蓝色", 0, 5, ["蓝色督办提醒", "还有5日", "确需延期的"], "逾期"),
        ("蓝色", 0, 0, ["办理时限当日届满"], "逾期"),
        ("橙色", 0, 3, ["橙色督办提醒", "还有3日", "3个工作日内", "赶上序时进度"], "逾期"),
        ("橙色", 3, 0, ["逾期3日", "未按期办结的原因"], "约请"),
        ("红色", 13, 0, ["红色督办提醒", "逾期13日", "5个工作日内", "约请你单位负责人说明情况"], "确需延期的"),
    ],
)
def test_each_degree_of_a_reminder(degree: str, late: int, left: int, words: list[str], never: str) -> None:
    text = said("reminder_letter", 等级=degree, 逾期天数=late, 剩余天数=left)
    assert all(piece in text for piece in words)
    assert never not in text


@pytest.mark.parametrize("paper", ["reminder_letter", "talk_notice", "explanation_form", "halt_approval"])
def test_chasing_prejudges_nothing(paper: str) -> None:
    text = said(paper)
    assert not re.search("处分|违纪|失职|渎职|严肃问责|追究", text)


@pytest.mark.parametrize(
    ("gaps", "expected"),
    [
        ([], []),
        ([{"事项": "责任人", "项目": ["甲"]}], ["没有明确责任人的项目1个：甲。"]),
        ([{"事项": "责任人", "项目": ["甲", "乙"]}], ["没有明确责任人的项目2个：甲、乙。"]),
    ],
)
def test_who_answers_for_nothing_is_named_below_the_list(gaps: list[Any], expected: list[str]) -> None:
    assert re.findall("没有明确.+", said("duty_list", 缺项=gaps)) == expected


@pytest.mark.parametrize(
    ("place", "words"), [("", "个单位中"), (6, "在全县参加排名的19个单位中列第6位")], ids=["unranked", "ranked"]
)
def test_a_report_tells_its_place_where_it_has_one(place: int | str, words: str) -> None:
    assert (words in said("unit_report", 位次=place)) is bool(place)


def test_a_report_of_a_unit_without_projects_reads_naturally() -> None:
    assert "台账中没有我局牵头的重点项目。" in said("unit_report", 项目=[])


@pytest.mark.parametrize(
    ("paper", "changed", "words"),
    [
        ("agenda", {"议题": []}, "本次会议没有列入议题的事项。"),
        ("minutes", {"决定事项": []}, "会前问题清单中没有列入议题的事项，议定事项：——。"),
        ("explanation_form", {"项目": []}, "台账中没有该单位牵头的滞后或未报项目。"),
    ],
)
def test_an_empty_list_is_a_sentence_and_no_empty_table(paper: str, changed: dict[str, Any], words: str) -> None:
    assert words in said(paper, **changed)


def test_what_was_not_reported_is_never_a_rate() -> None:
    row = sample("display_board")["项目表"][0]
    text = said("display_board", 项目表=[row | {"完成率": GAP}, row | {"完成率": "／"}, row | {"完成率": "0"}])
    assert re.findall("完成年计划[^）]+", text) == ["完成年计划0.0%"]


def test_a_brief_says_how_many_more_are_late_than_it_names() -> None:
    assert "其中滞后最多的" not in said("work_brief")
    assert "项目12个，其中滞后最多的1个：" in said("work_brief", 滞后项目数=12)
