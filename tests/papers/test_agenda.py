"""The agenda: what is clear and open has its sheet, what is not is named, what is settled is gone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from data_adapters import PartialDate
from service.errors import PaperError
from service.papers import blanks
from service.wording import GAP
from tests.figures.made import project
from tests.papers.made import inputs, meeting, planned, topic


@pytest.mark.parametrize(
    ("given", "sheets", "held"),
    [
        ({}, 1, ""),
        ({"cause": ""}, 0, "没有填写问题原因，"),
        ({"proposal": ""}, 0, "没有填写处理建议，"),
        ({"cause": "", "proposal": ""}, 0, "没有填写问题原因和处理建议，"),
        ({"status": "已办结", "cause": ""}, 0, ""),
        ({"status": "已办结"}, 0, ""),
        ({"status": "是"}, 1, ""),  # nothing leaves the agenda by an unclear word
        ({"order_number": "安重办调〔2026〕3号", "status": "未办结"}, 1, ""),
    ],
)
def test_which_issues_get_a_sheet(given: dict[str, Any], sheets: int, held: str) -> None:
    (draft,), back = planned("agenda", inputs(topics=[topic(**given)], at=meeting()))
    assert len(draft.context["议题"]) == sheets
    assert [item.subject for item in back] == (["甲项目"] if held else [])
    assert all(held in item.reason for item in back)


def test_a_sheet_shows_the_ledgers_figures_and_people_and_gaps_for_the_rest() -> None:
    ledger = [project(plan="100", done="50", resp_person="坦之", leader="县政府分管负责人")]
    (draft,), _ = planned("agenda", inputs(topics=[topic()], projects=ledger, at=meeting()))
    (matter,) = draft.context["议题"]
    assert (matter["责任人"], matter["包联领导"], matter["已交办"]) == ("坦之", "县政府分管负责人", False)
    assert matter["项目"]["累计完成"] == 50
    assert (matter["交办文号"], matter["办理情况"], matter["项目"]["形象进度"]) == ("", GAP, GAP)


def test_the_agenda_keeps_its_order_without_typed_numbers() -> None:
    at = meeting(meeting__agenda=["一、通报进展。", "2. 讲话；"])
    (draft,), _ = planned("agenda", inputs(at=at))
    assert [row["事项"] for row in draft.context["议程"]] == ["通报进展", "讲话"]
    assert {row[key] for row in draft.context["议程"] for key in ("时间", "发言人", "时长")} == {GAP}


@pytest.mark.parametrize(
    ("items", "times"),
    [
        (["通报｜县重点办｜15分钟", "讲话｜｜20"], ["上午9:00—9:15", "上午9:15—9:35"]),
        (["通报｜县重点办|15", "收账｜各单位", "讲话｜｜20分"], ["上午9:00—9:15", GAP, GAP]),
        (["收账｜｜180分钟", "讲话｜｜30"], ["上午9:00—中午12:00", "中午12:00—12:30"]),
    ],
)
def test_times_follow_from_the_start_and_the_lengths(items: list[str], times: list[str]) -> None:
    (draft,), _ = planned("agenda", inputs(at=meeting(meeting__agenda=items)))
    assert [row["时间"] for row in draft.context["议程"]] == times
    assert draft.context["议程"][0]["发言人"] == ("县重点办" if "县重点办" in items[0] else GAP)


@pytest.mark.parametrize("paper", ["agenda", "sign_in_sheet", "reply_form"])
def test_papers_of_the_meeting_itself_need_one(paper: str) -> None:
    with pytest.raises(PaperError, match="没有会议信息"):
        planned(paper, inputs())


@pytest.mark.parametrize(
    ("units", "lines"),
    [
        ([], 17),
        (["县水利局", "县水利局", "栖云镇"], 17),
        ([f"单位{number}" for number in range(12)], 17),
        ([f"单位{number}" for number in range(13)], 17 + 21),  # five blank lines would not fit on the first page
        ([f"单位{number}" for number in range(40)], 17 + 2 * 21),
    ],
)
def test_sign_in_sheet_has_each_unit_once_and_blank_lines_to_the_end_of_its_page(units: list[str], lines: int) -> None:
    at = meeting(meeting__addressees=units)
    (draft,), _ = planned("sign_in_sheet", inputs(at=at))
    rows = [row["单位"] for row in draft.context["签到"]]
    assert len(rows) == lines
    assert [unit for unit in rows if unit] == list(dict.fromkeys(units))
    assert rows[-5:] == [""] * 5


@pytest.mark.parametrize(("units", "made"), [(["县水利局", "县水利局", "栖云镇"], ["县水利局", "栖云镇"]), ([], [GAP])])
def test_reply_forms(units: list[str], made: list[str]) -> None:
    found, _ = planned("reply_form", inputs(at=meeting(meeting__addressees=units)))
    assert [draft.context["单位"] for draft in found] == made


@pytest.mark.parametrize(
    ("number", "expected"), [("", ("", "")), ("安重办调〔2026〕3号", ("安重办调〔2026〕3号", GAP))]
)
def test_only_what_was_ordered_lacks_a_number_or_a_date(number: str, expected: tuple[str, str]) -> None:
    (draft,), _ = planned("agenda", inputs(topics=[topic(order_number=number)], at=meeting()))
    (matter,) = draft.context["议题"]
    assert (matter["交办文号"], matter["交办日期"]) == expected


@pytest.mark.parametrize(
    ("paper", "rows", "key"), [("agenda", "议题", "办理时限"), ("minutes", "决定事项", "完成时限")]
)
def test_a_date_is_printed_as_far_as_it_was_written(paper: str, rows: str, key: str) -> None:
    dated = replace(topic(), deadline=PartialDate(2026, 11, 0, "底"))
    (draft,), _ = planned(paper, inputs(topics=[dated, topic(deadline=None)], at=meeting()))
    assert [row[key] for row in draft.context[rows]] == ["2026年11月底", GAP]


def test_what_the_ledger_does_not_say_of_a_matters_project_is_told() -> None:
    (draft,), _ = planned("agenda", inputs(topics=[topic()], at=meeting()))
    told = blanks(draft.context)
    assert "议题第1行的项目年度计划未填" in told
    assert not any("完成率" in line for line in told)  # it follows from the others
