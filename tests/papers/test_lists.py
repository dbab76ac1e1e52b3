"""责任清单, 进度清单 and 公示展板: every project once, gaps where nobody filled in, and who lacks what by name."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from data_adapters import PartialDate
from service.errors import PaperError
from service.papers.base import blanks
from service.wording import GAP
from tests.figures.made import project
from tests.papers.made import inputs, planned, topic

LISTS = ["duty_list", "progress_list", "display_board"]
EARLY = PartialDate(2026, 10, 0, "底")
LATE = PartialDate(2027)


def only(paper: str, *ledger: Any) -> Any:
    (draft,), _ = planned(paper, inputs(projects=ledger))
    return draft.context


@pytest.mark.parametrize("paper", LISTS)
def test_without_projects_or_a_period_a_sentence_says_so(paper: str) -> None:
    with pytest.raises(PaperError, match="台账里没有读到项目"):
        planned(paper, inputs())
    with pytest.raises(PaperError, match="不知道数据截至哪个月"):
        planned(paper, inputs(projects=[project()], period=None))


@pytest.mark.parametrize("paper", LISTS)
def test_every_project_is_there_in_its_order(paper: str) -> None:
    rows = only(paper, project("乙"), project("甲", row=6), project("甲", row=7))["项目表"]
    assert [(row["序号"], row["项目名称"]) for row in rows] == [(1, "乙"), (2, "甲"), (3, "甲")]


@pytest.mark.parametrize(
    ("given", "lead", "helpers"),
    [
        ({"unit": "县水利局"}, "县水利局", "无"),
        ({"unit": "县水利局、栖云镇"}, "县水利局", "栖云镇"),
        ({"unit": "县水利局", "support_unit": "栖云镇"}, "县水利局", "栖云镇"),
        ({"unit": "县水利局、栖云镇", "support_unit": "县教育局"}, "县水利局", "栖云镇、县教育局"),
        ({"unit": "配合：栖云镇；牵头：县水利局"}, "县水利局", "栖云镇"),
        ({"unit": "县水利局、栖云镇", "support_unit": "栖云镇"}, "县水利局", "栖云镇"),
        ({"unit": ""}, GAP, "无"),
    ],
)
def test_the_first_unit_leads_and_the_others_help(given: dict[str, Any], lead: str, helpers: str) -> None:
    (row,) = only("duty_list", project(**given))["项目表"]
    assert (row["责任单位"], row["配合单位"]) == (lead, helpers)


@pytest.mark.parametrize(
    ("given", "due"),
    [
        ({}, GAP),
        ({"build_finish": LATE}, "2027年"),
        ({"finish_planned": EARLY, "build_finish": LATE}, "2026年10月底"),
        ({"deadline": EARLY, "finish_planned": LATE}, "2026年10月底"),
    ],
)
@pytest.mark.parametrize("paper", ["duty_list", "display_board"])
def test_the_date_is_printed_as_far_as_it_was_written(paper: str, given: dict[str, Any], due: str) -> None:
    assert only(paper, project(**given))["项目表"][0]["完成时限"].replace("\n", "") == due


def test_who_has_no_leader_person_or_date_is_named() -> None:
    settled = project("乙", leader="县政府分管负责人", resp_person="坦之", deadline=EARLY)
    context = only("duty_list", project("甲"), settled)
    assert [(gap["事项"], gap["项目"]) for gap in context["缺项"]] == [
        ("包联领导", ["甲"]),
        ("责任人", ["甲"]),
        ("完成时限", ["甲"]),
    ]
    assert "项目表第1行的包联领导未填" in blanks(context)
    assert only("duty_list", settled)["缺项"] == []


def test_team_plan_and_money_come_from_columns_of_their_own() -> None:
    (row,) = only("duty_list", project(extra={"team": "工业专班", "action_plan": "已制定", "fund_line": "5万元"}))[
        "项目表"
    ]
    assert (row["工作专班"], row["工作方案"], row["资金来源"]) == ("工业专班", "已制定", "5万元")


def test_zero_missing_and_not_applicable_stay_apart() -> None:
    rows = only(
        "progress_list",
        project("甲", plan="100", done="0", month="0"),
        project("乙", plan="100", done="", month=""),
        project("丙", plan="—", done="—", month="—"),
    )["项目表"]
    assert [row["累计完成"] for row in rows] == [Decimal(0), "——", "／"]
    assert [row["本月完成"] for row in rows] == [Decimal(0), "——", "／"]
    assert [row["完成率"] for row in rows] == [Decimal(0), "——", "／"]


def test_the_totals_are_those_of_the_bulletin() -> None:
    ledger = [project("甲", plan="100", done="90", invest="900"), project("乙", plan="100", done="", invest="100")]
    found = only("progress_list", *ledger)["合计"]
    whole = only("progress_bulletin", *ledger)["总体"]
    assert found == {key: whole[key] for key in found}


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([], "无在册问题"),
        (["已办结"], "已销号"),
        (["已办结", ""], "待核实"),
        (["未办结"], "未销号"),
        (["未办结", "已办结", "仍在协商"], "2项未销号"),
    ],
)
def test_a_projects_issues_are_off_the_list_when_all_are(statuses: list[str], expected: str) -> None:
    topics = [topic("甲", status=status) for status in statuses]
    given = inputs(projects=[project("甲")], topics=[*topics, topic("别的项目", status="未办结")])
    (draft,), _ = planned("duty_list", given)
    assert draft.context["项目表"][0]["销号状态"] == expected


def test_without_a_list_of_issues_nothing_is_said_of_them() -> None:
    assert only("duty_list", project("甲"))["项目表"][0]["销号状态"] == GAP
