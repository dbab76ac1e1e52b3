"""Working days against the State Council's notices for 2024, 2025 and 2026, and an office's own arrangement."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest

from service.errors import SettingsError
from service.wording.arrangement import Arrangement, parse_arrangement
from service.wording.workdays import (
    NATIONAL,
    Calendar,
    add_working_days,
    is_day_off,
    next_working_day,
    rolled,
    working_days_between,
)

#: 国办发明电〔2023〕7号, 国办发明电〔2024〕12号 and 国办发明电〔2025〕7号: first and last day off of each festival.
OFF = (
    ("2024-01-01", "2024-01-01"), ("2024-02-10", "2024-02-17"), ("2024-04-04", "2024-04-06"),
    ("2024-05-01", "2024-05-05"), ("2024-06-10", "2024-06-10"), ("2024-09-15", "2024-09-17"),
    ("2024-10-01", "2024-10-07"),
    ("2025-01-01", "2025-01-01"), ("2025-01-28", "2025-02-04"), ("2025-04-04", "2025-04-06"),
    ("2025-05-01", "2025-05-05"), ("2025-05-31", "2025-06-02"), ("2025-10-01", "2025-10-08"),
    ("2026-01-01", "2026-01-03"), ("2026-02-15", "2026-02-23"), ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"), ("2026-06-19", "2026-06-21"), ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
)  # fmt: skip
#: The weekend days the same notices have worked.
WORKED = (
    "2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29", "2024-10-12",
    "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11",
    "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
)  # fmt: skip
_ONE = timedelta(1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_every_day_of_three_years_is_as_the_notices_say() -> None:
    off = {day(first) + timedelta(step) for first, last in OFF for step in range((day(last) - day(first)).days + 1)}
    worked = set(map(day, WORKED))
    every = [day("2024-01-01") + timedelta(step) for step in range(366 + 365 + 365)]
    assert every[-1] == day("2026-12-31")
    wrong = [each for each in every if is_day_off(each) != (each in off or (each.weekday() > 4 and each not in worked))]
    assert wrong == []
    assert {each for each in every if NATIONAL.why_worked(each)} == worked


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ("2026-10-01", "国庆节"), ("2026-10-07", "国庆节假期"), ("2025-10-06", "中秋节"), ("2025-10-08", "国庆节假期"),
        ("2026-02-16", "农历除夕"), ("2026-02-23", "春节假期"), ("2026-04-06", "清明节假期"),
        ("2026-01-02", "元旦假期"),
        ("2026-12-05", "星期六"), ("2026-12-06", "星期日"), ("2026-12-07", ""), ("2026-10-10", ""),
    ],
)  # fmt: skip
def test_why(when: str, why: str) -> None:
    assert NATIONAL.why_off(day(when)) == why


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-09-30", 1, "2026-10-08"),  # over 国庆节
        ("2026-09-30", 3, "2026-10-10"),  # a Saturday worked counts
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2026-11-23", 5, "2026-11-30"),
        ("2026-11-21", 1, "2026-11-23"),  # received on a Saturday
        ("2026-10-01", 0, "2026-10-08"),
        ("2026-11-23", 0, "2026-11-23"),
        ("2025-12-31", 1, "2026-01-04"),
    ],
)
def test_terms(start: str, count: int, end: str) -> None:
    assert add_working_days(day(start), count) == day(end)


def test_a_term_of_working_days_is_no_negative_one() -> None:
    with pytest.raises(ValueError, match="负数"):
        add_working_days(day("2026-11-23"), -1)


@pytest.mark.parametrize(
    ("last", "end"),
    [("2026-10-01", "2026-10-08"), ("2026-12-05", "2026-12-07"), ("2026-10-10", "2026-10-10")],
)
def test_the_last_day_of_a_term_rolls_on(last: str, end: str) -> None:
    assert rolled(day(last)) == day(end)


def test_next() -> None:
    assert next_working_day(day("2026-09-30")) == day("2026-10-08")
    assert next_working_day(day("2026-10-09")) == day("2026-10-10")


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("2026-09-30", "2026-10-10", 3), ("2026-10-10", "2026-09-30", -3), ("2026-11-23", "2026-11-23", 0),
        ("2026-01-01", "2026-12-31", 248), ("2025-12-31", "2026-01-03", 0),
    ],
)  # fmt: skip
def test_between(start: str, end: str, count: int) -> None:
    assert working_days_between(day(start), day(end)) == count


def test_a_term_and_its_count_agree() -> None:
    start = day("2026-01-05")
    assert [working_days_between(start, add_working_days(start, count)) for count in range(200)] == list(range(200))


def test_a_year_without_a_notice_is_provisional() -> None:
    assert not any(NATIONAL.provisional(date(year, 6, 1)) for year in range(2001, 2027))
    assert NATIONAL.provisional(day("2090-06-01"))
    assert NATIONAL.why_off(day("2090-10-01")) == "国庆节"


def test_the_festivals_of_2027_are_known_before_the_notice() -> None:
    assert NATIONAL.why_off(day("2027-01-01")) == "元旦"
    assert NATIONAL.why_off(day("2027-02-05")) == "农历除夕"


OWN = """
official = [2090]
[off]
"2090-10-01至2090-10-04" = "国庆节"
2026-08-08 = "州庆"
2026-11-25 = "停电"
[work]
2090-10-07 = "国庆节调休上班"
2026-11-28 = "抢工"
"""


def test_an_offices_own_arrangement_is_laid_over() -> None:
    own = Calendar(parse_arrangement(OWN.encode(), "放假安排"))
    assert [own.why_off(day("2090-10-01") + step * _ONE) for step in range(8)] == ["国庆节"] * 4 + [""] * 3 + ["星期日"]
    assert not own.provisional(day("2090-01-01"))
    assert own.why_off(day("2090-05-01")) == ""  # whole for its year: what the office does not list is worked
    assert (own.why_off(day("2026-11-25")), own.why_worked(day("2026-11-28"))) == ("停电", "抢工")
    assert own.why_off(day("2026-10-01")) == "国庆节"
    assert add_working_days(day("2026-11-24"), 3, own) == day("2026-11-28")
    assert Calendar(Arrangement(off={day("2026-12-07"): "停工"})).why_off(day("2026-12-07")) == "停工"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("off = 3", r"\[off\]"),
        ("[off]\n2026-02-30 = '春节'", "没有“2026-02-30”这样的日期"),
        ("[off]\n'2月17日' = '春节'", "不是日期"),
        ("[off]\n2026-02-17 = 1", "写明是什么假"),
        ("[off]\n2026-02-17 = ' '", "写明是什么假"),
        ("[off]\n'2026-02-17至2026-02-10' = '春节'", "起止不对"),
        ("[off]\n'2026-02-17至2027-02-10' = '春节'", "起止不对"),
        ("[off]\n2026-02-17 = '春节'\n[work]\n2026-02-17 = '加班'", "既列为放假又列为上班"),
        ("official = 2027", r"official = \[2027\]"),
        ("holidays = []", "“holidays”不认识"),
        ("[off", "TOML"),
        (f"official = [{'9' * 5000}]", "TOML"),
        ("a." * 50_000 + "a = 1", "TOML"),
        ("\udcff", "TOML"),
    ],
)
def test_a_wrong_arrangement_is_one_sentence(text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=rf"^放假安排[^\n]*{said}[^\n]*$"):
        parse_arrangement(text.encode("utf-8", "surrogateescape"), "放假安排")


def test_holidays_are_loaded_by_the_first_question() -> None:
    words = "import sys, datetime, service.assembly.gongwen_check as c, service.wording.workdays as w; "
    words += "before = 'holidays' in sys.modules; w.is_day_off(datetime.date(2026, 1, 1)); "
    words += "print(before, 'holidays' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_a_reason_of_several_lines_becomes_one() -> None:
    found = parse_arrangement("[off]\n2027-03-06 = '''县庆\n  放假'''".encode(), "放假安排")
    assert found.off == {date(2027, 3, 6): "县庆 放假"}
