"""What becomes of an issue: settled, ordered, overdue and answered for, or held back by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data_adapters import PartialDate
from service.papers.base import clause, is_closed, sentence
from service.papers.overdue import days_overdue
from service.wording import GAP
from tests.figures.made import project
from tests.papers.made import PAPER_DATE, inputs, meeting, planned, topic

ORDERED: dict[str, Any] = {"order_number": "安重调〔2026〕3号"}


@pytest.mark.parametrize(
    ("status", "closed"),
    [
        ("已办结", True),
        ("已办结。", True),
        ("已办结（10月28日销号）", True),
        ("已办结，资料已归档", True),
        (" 已完成 ", True),
        ("已全部解决", True),
        ("已于10月28日办结", True),
        ("已办结销号", True),
        ("已办结并归档", True),
        ("办结", True),
        ("销号", True),
        ("完成", True),
        ("", False),
        ("未办结", False),
        ("未办结，仍在协商", False),
        ("基本办结", False),
        ("正在办理", False),
        ("已完成立项，正在办理环评", False),
        ("已办结2项，剩余3项", False),
        ("已解决部分资金", False),
        ("完成80%", False),
        ("已受理", False),
        ("预计12月底办结", False),
    ],
)
def test_settled(status: str, closed: bool) -> None:
    assert is_closed(topic(status=status)) is closed


# what the issue says → which paper it becomes on 23 November 2026, or a piece of why not
_FATES = [
    ({}, "项目调度单"),
    ({"status": "已办结"}, ""),
    ({"deadline": (2026, 11, 23)}, "项目调度单"),  # the last day is still a day
    ({"deadline": (2026, 11, 23), **ORDERED}, "项目调度单"),
    ({"deadline": (2026, 11, 22), **ORDERED}, "问责通知书"),
    ({"deadline": (2026, 11, 22), **ORDERED, "status": "已办结"}, ""),
    ({"deadline": (2026, 11, 22)}, "早于成文日期 2026-11-23"),  # never ordered: nobody can be late with it
    ({"deadline": (2026, 11)}, "项目调度单"),  # a month means its last day
    ({"deadline": (2026, 10), **ORDERED}, "问责通知书"),
    ({"deadline": (2026, 10)}, "2026年10月 早于成文日期"),
    ({"deadline": (2026,)}, "项目调度单"),
    ({"deadline": None}, "没有填写办理时限"),
    ({"deadline": None, **ORDERED}, "没有填写办理时限"),
    ({"deadline": (2026, 11, 1), "order_date": PartialDate(2026, 10, 1)}, "问责通知书"),
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


@pytest.mark.parametrize(
    ("given", "source"),
    [({"topic_source": "10月联席会议"}, "10月联席会议"), ({}, "安澜县重点项目建设周调度会")],
)
def test_where_an_order_comes_from(given: dict[str, Any], source: str) -> None:
    drafts, _ = planned("项目调度单", inputs(topics=[topic(**given)], at=meeting()))
    assert drafts[0].context["来源"] == source


def test_an_accountability_notice_says_by_whom_and_how_late() -> None:
    late = topic(deadline=(2026, 11, 10), resp_person="", proposal="谈妥补偿。", status="仍在协商；", **ORDERED)
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
