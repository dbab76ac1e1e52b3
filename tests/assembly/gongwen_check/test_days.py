"""Deadlines against the days off: weekends, holidays, weekends worked, years without an arrangement."""

from __future__ import annotations

from datetime import date

import pytest

from service.assembly.gongwen_check import check, load_profile
from service.wording.arrangement import Arrangement
from service.wording.workdays import Calendar
from tests.assembly.gongwen_check.made import paper

STANDARD = load_profile()
TODAY = date(2026, 11, 22)
ARRANGED = Calendar(
    Arrangement(off={date(2026, 12, 7): "州庆"}, work={date(2026, 12, 5): "州庆调休上班"}, official=frozenset({2027}))
)


def said(words: str, calendar: Calendar) -> list[tuple[str, str]]:
    document = paper(("规划选址已经确定", words))
    return [(each.code, each.what) for each in check(document, profile=STANDARD, today=TODAY, calendar=calendar)]


@pytest.mark.parametrize(
    ("words", "code", "what"),
    [
        ("请于2026年12月7日前办结", "deadline-day-off", "时限12月7日是州庆，顺延到12月8日"),
        ("请于2026年12月7日（星期一）前办结", "deadline-day-off", "时限12月7日是州庆，顺延到12月8日"),
        ("请于2026年12月6日前办结", "deadline-day-off", "时限12月6日是星期日，顺延到12月8日"),
        ("请于州庆前，即2026年12月7日前办结", "", ""),
        ("请于2026年12月7日前办结，节假日不休息", "", ""),
        ("请于2026年12月6日（星期日）前办结", "", ""),
        ("请于2026年12月6日（周末）前办结", "", ""),
        ("请于2026年12月5日前办结", "", ""),
        ("请于2027年2月17日前办结", "", ""),
        ("计划2026年12月7日前办结", "", ""),
    ],
)
def test_an_offices_days(words: str, code: str, what: str) -> None:
    assert said(words, ARRANGED) == ([(code, what)] if code else [])


@pytest.mark.parametrize(
    ("words", "code", "what"),
    [
        (
            "请于2090年10月2日前办结",
            "deadline-day-off",
            "时限10月2日是国庆节（2090年放假安排没有公布，暂按法定节假日计），顺延到10月5日",
        ),
        ("请于2090年10月2日（国庆节）前办结", "", ""),
        (
            "务必于2090年2月17日前办结",
            "deadline-provisional",
            "2090年的放假安排没有公布，时限2月17日是否放假、调休还不能定",
        ),
    ],
)
def test_a_year_without_an_arrangement(words: str, code: str, what: str) -> None:
    assert said(words, Calendar()) == ([(code, what)] if code else [])
