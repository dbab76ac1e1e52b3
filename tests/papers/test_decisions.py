"""What becomes of an issue: settled, ordered, overdue and answered for, or held back by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data_adapters import PartialDate
from service.papers.base import clause, sentence
from service.papers.issues import Standing, days_overdue, last_day, standing
from service.wording import GAP
from tests.figures.made import project
from tests.papers.made import PAPER_DATE, inputs, meeting, planned, topic

ORDERED: dict[str, Any] = {"order_number": "安重调〔2026〕3号", "status": "未办结"}
SETTLED, OPEN, UNCLEAR = Standing.SETTLED, Standing.OPEN, Standing.UNCLEAR


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("已办结", SETTLED),
        ("已办结。", SETTLED),
        ("已办结（10月28日销号）", SETTLED),
        ("已办结，资料已归档", SETTLED),
        (" 已完成 ", SETTLED),
        ("已全部解决", SETTLED),
        ("已于10月28日办结", SETTLED),
        ("11月20日已办结", SETTLED),
        ("已按期办结", SETTLED),
        ("问题已解决", SETTLED),
        ("已协调解决", SETTLED),
        ("已整改到位", SETTLED),
        ("整改完成", SETTLED),
        ("已落实", SETTLED),
        ("已办结销号", SETTLED),
        ("已办结并归档", SETTLED),
        ("办结", SETTLED),
        ("销号", SETTLED),
        ("完成", SETTLED),
        ("未办结", OPEN),
        ("未办结，仍在协商", OPEN),
        ("正在办理", OPEN),
        ("尚未完成", OPEN),
        ("没有解决", OPEN),
        ("仍在协商；", OPEN),
        ("推进中", OPEN),
        ("已完成立项，正在办理环评", OPEN),
        ("", UNCLEAR),
        ("√", UNCLEAR),
        ("是", UNCLEAR),
        ("基本办结", UNCLEAR),
        ("征地完成", UNCLEAR),
        ("已办结2项，剩余3项", UNCLEAR),
        ("已解决部分资金", UNCLEAR),
        ("完成80%", UNCLEAR),
        ("完成，待验收", UNCLEAR),
        ("已完成（预计12月）", UNCLEAR),
        ("已受理", UNCLEAR),
        ("预计12月底办结", UNCLEAR),
    ],
)
def test_standing(status: str, expected: Standing) -> None:
    assert standing(topic(status=status)) is expected


# what the issue says → which paper it becomes on 23 November 2026, or a piece of why not
_FATES = [
    ({}, "项目调度单"),
    ({"status": "已办结"}, ""),
    ({"deadline": (2026, 11, 23)}, "项目调度单"),  # the last day is still a day
    ({"deadline": (2026, 11, 23), **ORDERED}, ""),  # ordered and in time: one matter, one order
    ({"deadline": (2026, 12, 10), **ORDERED}, ""),
    ({"deadline": (2026, 11, 22), **ORDERED}, "问责通知书"),
    ({"deadline": (2026, 11, 22), **ORDERED, "status": "已办结"}, ""),
    ({"deadline": (2026, 11, 22), **ORDERED, "status": "11月20日已办结"}, ""),
    ({"deadline": (2026, 11, 22), **ORDERED, "status": ""}, "看不出是否办结"),  # nobody is accused by a blank
    ({"deadline": (2026, 11, 22), **ORDERED, "status": "√"}, "写的是“√”"),
    ({"deadline": (2026, 11, 22), **ORDERED, "name": ""}, "没有填写项目名称"),
    ({"deadline": (2026, 11, 22)}, "早于成文日期 2026-11-23"),  # never ordered: nobody can be late with it
    ({"deadline": (2026, 11)}, "项目调度单"),  # a month means its last day
    ({"deadline": (2026, 10), **ORDERED}, "问责通知书"),
    ({"deadline": (2026, 10)}, "2026年10月 早于成文日期"),
    ({"deadline": (2026,)}, "项目调度单"),
    ({"deadline": None}, "没有填写办理时限"),
    ({"deadline": None, **ORDERED}, "没有能读出的办理时限"),
    ({"deadline": (2026, 11, 1), "order_date": PartialDate(2026, 10, 1), "status": "未办结"}, "问责通知书"),
    ({"cause": ""}, "没有填写问题原因"),
    ({"proposal": ""}, "没有填写处理建议"),
    ({"cause": "", "proposal": ""}, "没有填写问题原因和处理建议"),
    ({"resp_unit": ""}, "没有填写责任单位"),
    ({"resp_unit": "", "deadline": (2026, 11, 1), **ORDERED}, "没有填写责任单位"),
    ({"cause": "", "deadline": (2026, 11, 1), **ORDERED}, "问责通知书"),  # it was clear enough to be ordered
]


@pytest.mark.parametrize(("given", "fate"), _FATES)
def test_fate_of_an_issue(given: dict[str, Any], fate: str) -> None:
    found = inputs(topics=[topic(row=9, **given)])
    made, held = [], []
    for paper in ("项目调度单", "问责通知书"):
        drafts, reasons = planned(paper, found)
        made += [paper] * len(drafts)
        held += [item.reason for item in reasons]
    if fate in ("项目调度单", "问责通知书", ""):
        assert (made, held) == ([fate] if fate else [], [])
    else:
        assert made == []
        assert len(held) == 1
        assert fate in held[0]
        assert "清单.xlsx › 问题清单" in held[0]
        assert "第9行" in held[0] or "M9" in held[0]


@pytest.mark.parametrize(
    ("deadline", "days"),
    [((2026, 11, 10), 13), ((2026, 11, 22), 1), ((2026, 11, 23), 0), ((2026, 12, 1), 0), ((2026, 10), 23), (None, 0)],
)
def test_days_overdue_are_natural_days_from_the_day_after(deadline: tuple[int, ...] | None, days: int) -> None:
    assert days_overdue(topic(deadline=deadline), PAPER_DATE) == days


def test_a_leap_february_ends_on_the_29th() -> None:
    assert days_overdue(topic(deadline=(2028, 2)), date(2028, 3, 1)) == 1


def test_an_order_carries_the_ledgers_figures() -> None:
    ledger = [project("甲项目", plan="100", done="40", invest="500"), project("乙项目", plan="1", done="1")]
    (draft,), _ = planned("项目调度单", inputs(topics=[topic(resp_unit="县水利局、栖云镇")], projects=ledger))
    figures = draft.context["项目"]
    assert {key: str(figures[key]) for key in ("总投资", "年度计划", "累计完成", "完成率")} == {
        "总投资": "500",
        "年度计划": "100",
        "累计完成": "40",
        "完成率": "0.4",
    }
    assert (draft.context["责任单位"], draft.context["办理时限"]) == ("县水利局", date(2026, 12, 10))


def test_an_issue_list_alone_needs_no_period() -> None:
    drafts, _ = planned("项目调度单", inputs(topics=[topic()], period=None))
    assert set(drafts[0].context["项目"].values()) == {GAP}


def test_two_projects_of_one_name_are_told_apart_by_their_unit_or_not_at_all() -> None:
    ledger = [
        project("道路改造项目（一期）", unit="甲镇", plan="1000", done="900"),
        project("道路改造项目(一期)", unit="乙镇", plan="5000", done="100"),
    ]
    issues = [
        topic("道路改造项目（一期）", resp_unit="乙镇"),
        topic("道路改造项目（一期）", resp_unit="丙镇"),
        topic("没有的项目"),
    ]
    drafts, _ = planned("项目调度单", inputs(topics=issues, projects=ledger))
    assert [str(draft.context["项目"]["年度计划"]) for draft in drafts] == ["5000", GAP, GAP]


def test_an_order_takes_the_people_of_the_ledger_where_the_issue_names_none() -> None:
    ledger = [replace(project("甲项目", plan="1", done="1"), leader="县领导甲", resp_person="某某")]
    issues = [topic(), topic(leader="县领导乙", resp_person="另一人")]
    drafts, _ = planned("项目调度单", inputs(topics=issues, projects=ledger))
    found = [(draft.context["包联领导"], draft.context["责任人"]) for draft in drafts]
    assert found == [("县领导甲", "某某"), ("县领导乙", "另一人")]


@pytest.mark.parametrize(
    ("given", "source"),
    [({"topic_source": "10月联席会议"}, "10月联席会议"), ({}, "安澜县重点项目建设周调度会")],
)
def test_where_an_order_comes_from(given: dict[str, Any], source: str) -> None:
    drafts, _ = planned("项目调度单", inputs(topics=[topic(**given)], at=meeting()))
    assert drafts[0].context["来源"] == source


def test_an_accountability_notice_says_by_whom_and_how_late() -> None:
    late = topic(deadline=(2026, 11, 10), resp_person="", proposal="谈妥补偿。", **(ORDERED | {"status": "仍在协商；"}))
    (draft,), _ = planned("问责通知书", inputs(topics=[late], at=meeting(issuer__supervisors="县政府督查室。")))
    context = draft.context
    assert (context["主送"], context["责任人"], context["逾期天数"]) == ("县水利局", GAP, 13)
    assert (context["交办文号"], context["交办日期"]) == ("安重调〔2026〕3号", GAP)
    assert (context["交办事项"], context["办理情况"], context["抄送"]) == ("谈妥补偿", "仍在协商", "县政府督查室")


@pytest.mark.parametrize(
    ("day", "mend_by"),
    [
        (date(2026, 11, 23), date(2026, 12, 8)),
        (date(2026, 11, 20), date(2026, 12, 7)),  # the fifteenth day is a Saturday
        (date(2026, 11, 21), date(2026, 12, 7)),
        (date(2026, 11, 19), date(2026, 12, 4)),
    ],
)
def test_the_new_deadline_is_no_weekend(day: date, mend_by: date) -> None:
    late = replace(inputs(topics=[topic(deadline=(2026, 11, 10), **ORDERED)]), paper_date=day)
    drafts, _ = planned("问责通知书", late)
    assert (drafts[0].context["整改时限"], drafts[0].context["成文日期"]) == (mend_by, day)


@pytest.mark.parametrize(
    ("text", "open_end", "closed_end"),
    [
        ("谈妥补偿", "谈妥补偿", "谈妥补偿。"),
        ("谈妥补偿。", "谈妥补偿", "谈妥补偿。"),
        ("谈妥补偿；", "谈妥补偿", "谈妥补偿。"),
        ("谁负责？", "谁负责？", "谁负责？"),
        ("1.谈妥。2.签约。", "1.谈妥。2.签约", "1.谈妥。2.签约。"),
    ],
)
def test_ends_of_sentences(text: str, open_end: str, closed_end: str) -> None:
    assert (clause(text), sentence(text)) == (open_end, closed_end)


def test_nothing_is_a_gap_in_a_sentence() -> None:
    assert (clause(""), clause(" 。")) == (GAP, GAP)


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (PartialDate(2026, 11, 5), date(2026, 11, 5)),
        (PartialDate(2026, 11), date(2026, 11, 30)),
        (PartialDate(2026, 11, part="底"), date(2026, 11, 30)),
        (PartialDate(2026, 11, part="上旬"), date(2026, 11, 10)),
        (PartialDate(2026, 11, part="中旬左右"), date(2026, 11, 20)),
        (PartialDate(2026, 11, part="下旬"), date(2026, 11, 30)),
        (PartialDate(2026, part="初"), date(2026, 1, 31)),
        (PartialDate(2026, 6, part="上半年"), date(2026, 6, 30)),
        (PartialDate(2026), date(2026, 12, 31)),
    ],
    ids=str,
)
def test_the_last_day_of_a_deadline_in_words(deadline: PartialDate, expected: date) -> None:
    assert last_day(deadline) == expected
