"""项目册子, 情况报告, 会议纪要 and 工作简报: what each says, and what it leaves to those who know it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from data_adapters import PartialDate
from service.errors import PaperError
from service.figures import Period
from service.papers.base import blanks
from service.wording import GAP
from tests.figures.made import project, target
from tests.papers.made import inputs, meeting, planned, topic


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, GAP),
        ({"start_planned": PartialDate(2026, 6)}, "2026年6月（计划）"),
        ({"start_planned": PartialDate(2026, 6), "start_actual": PartialDate(2026, 7, 1)}, "2026年7月1日（实际）"),
    ],
)
def test_a_page_tells_a_planned_start_from_a_real_one(given: dict[str, Any], words: str) -> None:
    (draft,), _ = planned("project_book", inputs(projects=[project(**given)]))
    assert draft.context["项目表"][0]["开工时间"] == words


def test_a_page_of_a_bare_project_shows_gaps_that_are_listed() -> None:
    (draft,), _ = planned("project_book", inputs(projects=[project("甲"), project("乙", nature="续建")]))
    assert "项目表第1行的建设性质未填" in blanks(draft.context)
    assert "项目表全部2行的形象进度未填" in blanks(draft.context)


@pytest.mark.parametrize(
    ("month", "span"),
    [(6, "2026年上半年"), (12, "2026年全年"), (10, "2026年1—10月"), (1, "2026年1月")],
)
def test_a_report_names_its_span(month: int, span: str) -> None:
    (draft,), _ = planned("unit_report", inputs(units=[target(plan="9", done="1")], period=Period(2026, month)))
    assert draft.context["期间"] == span
    assert span in draft.context["标题"].replace("\n", "")


def test_every_unit_reports_and_one_that_only_leads_projects_too() -> None:
    ledger = [project("甲", unit="县水利局", plan="100", done="50"), project("乙", unit="", plan="100", done="50")]
    units = [target("栖云镇", plan="100", done="90"), target("枕石镇", row=6, plan="100", done="")]
    found, _ = planned("unit_report", inputs(projects=ledger, units=units))
    told = [(draft.subject, draft.context["位次"], draft.context["参加排名"]) for draft in found]
    assert told == [("栖云镇", 1, 1), ("枕石镇", "", 1), ("县水利局", "", 1)]
    assert [len(draft.context["项目"]) for draft in found] == [0, 0, 1]


def test_problems_are_the_issue_lists_where_it_has_the_project() -> None:
    ledger = [
        project("甲", plan="9", done="1", problems="台账说的甲"),
        project("乙", plan="9", done="1", problems="台账说的乙。", next_steps="赶工；"),
    ]
    topics = [topic("甲"), topic("丙", resp_unit="栖云镇"), topic("丁", status="已办结")]
    (draft,), _ = planned("unit_report", inputs(projects=ledger, topics=topics))
    assert draft.context["存在问题"] == ["甲：征地未完成", "乙：台账说的乙"]
    assert draft.context["下步打算"] == ["乙：赶工"]


def test_what_only_the_unit_knows_is_a_gap() -> None:
    (draft,), _ = planned("unit_report", inputs(units=[target(plan="9", done="1")]))
    assert [draft.context[key] for key in ("签发人", "主送", "存在问题", "下步打算")] == [[GAP], GAP, [GAP], [GAP]]
    assert {"签发人未填", "存在问题未填", "下步打算未填"} <= set(blanks(draft.context))


@pytest.mark.parametrize("paper", ["unit_report", "project_book", "work_brief"])
def test_without_figures_a_sentence_says_so(paper: str) -> None:
    with pytest.raises(PaperError, match="没有读到项目"):
        planned(paper, inputs(topics=[topic()]))


def test_minutes_know_neither_who_came_nor_what_was_decided() -> None:
    at = meeting(meeting__agenda=["1. 通报进展；"], meeting__addressees=["县水利局", "县水利局"])
    topics = [topic("甲"), topic("乙", cause=""), topic("丙", status="已办结")]
    (draft,), _ = planned("minutes", inputs(topics=topics, at=at))
    context = draft.context
    assert {context[key] for key in ("出席", "请假", "列席", "记录", "成文日期")} == {GAP}
    assert [(row["项目名称"], row["建议"]) for row in context["决定事项"]] == [("甲", "由镇政府牵头谈妥")]
    assert (context["议程"], context["分送"]) == (["通报进展"], "县水利局")


def test_minutes_need_a_meeting() -> None:
    with pytest.raises(PaperError, match="没有会议信息"):
        planned("minutes", inputs())


def test_a_brief_says_the_bulletins_figures_and_names_the_best_and_the_last() -> None:
    units = [target(f"单位{number}", row=number, plan="100", done=str(number)) for number in (90, 95, 10, 99, 83)]
    ledger = [project(f"项目{number}", row=number, plan="100", done=str(number)) for number in range(1, 21)]
    given = inputs(projects=ledger, units=[*units, target("单位0", plan="100", done="")])
    (brief,), _ = planned("work_brief", given)
    (bulletin,), _ = planned("progress_bulletin", given)
    assert [row["单位"] for row in brief.context["靠前单位"]] == ["单位99", "单位95", "单位90"]
    assert brief.context["未报单位"] == ["单位0"]
    assert (len(brief.context["滞后项目"]), brief.context["滞后项目数"]) == (10, 20)
    assert brief.context["滞后项目"][0]["项目名称"] == "项目1"
    assert brief.context["总体"]["累计完成"] == Decimal(210) == bulletin.context["总体"]["累计完成"]


def test_nobody_behind_schedule_is_praised() -> None:
    units = [
        target("甲", plan="100", done="84"),
        target("乙", plan="100", done="83"),
        target("丙", plan="100", done="0"),
    ]
    (draft,), _ = planned("work_brief", inputs(projects=[project(plan="1", done="1")], units=units))
    assert [row["单位"] for row in draft.context["靠前单位"]] == ["甲"]
