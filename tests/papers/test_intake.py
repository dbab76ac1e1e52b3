"""Which period and which day papers are made for."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from data_adapters import Reading, read_bytes
from service.errors import PaperError
from service.figures import Period
from service.papers import gather
from service.papers.intake import parse_period, today
from service.papers.sections import BEIJING
from tests.papers.made import PAPER_DATE, meeting

_ROWS = (
    "序号,项目名称,责任单位,年度计划投资（万元）,累计完成投资（万元）\n1,甲项目,县水利局,100,50\n2,乙项目,栖云镇,100,\n"
)
_ISSUES = "序号,项目名称,存在问题,责任单位,办理时限\n1,甲项目,缺地,县水利局,2026年12月1日\n"


def ledger(title: str) -> Reading:
    return read_bytes(f"{title},,,,\n{_ROWS}".encode(), "台账.csv")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026-10", Period(2026, 10)),
        ("2026-1", Period(2026, 1)),
        ("2026年10月", Period(2026, 10)),
        ("2026.10", Period(2026, 10)),
        (" 202610 ", Period(2026, 10)),
    ],
)
def test_periods(text: str, period: Period) -> None:
    assert parse_period(text) == period


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "10月", "2026", "1999-10", "2026-10-31", "abc"])
def test_no_periods(text: str) -> None:
    with pytest.raises(PaperError, match="2026-10") as caught:
        gather([ledger("台账")], period=text)
    assert f"“{text}”" in str(caught.value)


@pytest.mark.parametrize(
    ("title", "asked", "period"),
    [
        ("截至2026年10月底", "", Period(2026, 10)),
        ("截至2026年10月底", "2026-09", Period(2026, 9)),  # the caller's word counts
        ("重点项目台账", "", None),
        ("重点项目台账", "2026-09", Period(2026, 9)),
    ],
)
def test_the_period_is_the_callers_or_the_ledgers(title: str, asked: str, period: Period | None) -> None:
    assert gather([ledger(title)], period=asked).period == period


def test_an_issue_list_names_no_period_of_figures() -> None:
    issues = read_bytes(f"截至2026年11月底问题清单,,,,\n{_ISSUES}".encode(), "问题.csv")
    assert gather([issues, ledger("截至2026年10月底")]).period == Period(2026, 10)
    with pytest.raises(PaperError, match="不知道数据截至哪个月") as refused:
        gather([issues]).need_period()
    assert "--period" in refused.value.command


def test_two_ledgers_of_different_months_are_not_taken_together_by_themselves() -> None:
    two = [ledger("截至2026年10月底"), ledger("截至2026年9月底")]
    with pytest.raises(PaperError, match=r"2026-10.*2026-09.*请换成同一个月的") as refused:
        gather(two)
    assert "--period" in refused.value.command
    assert gather(two, period="2026-10").period == Period(2026, 10)


def test_the_day_of_the_papers() -> None:
    assert gather([], meeting=meeting()).paper_date == PAPER_DATE
    assert gather([], meeting=meeting(), paper_date=date(2026, 1, 2)).paper_date == date(2026, 1, 2)
    assert abs(gather([]).paper_date - datetime.now(BEIJING).date()) <= timedelta(days=1)
    assert abs(today() - datetime.now(BEIJING).date()) <= timedelta(days=1)  # midnight may pass between the two
