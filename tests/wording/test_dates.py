"""Dates and times of day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.wording import (
    cumulative_period,
    format_clock,
    format_date,
    format_date_weekday,
    format_meeting_time,
    format_month,
    format_month_day,
    weekday_name,
)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("2026-11-22", "2026年11月22日"),
        ("2026-01-05", "2026年1月5日"),
        ("2026-11-27T09:00:00", "2026年11月27日"),
        ("2026-11-27 09:00", "2026年11月27日"),
        (date(2026, 7, 3), "2026年7月3日"),
        (datetime(2026, 7, 3, 23, 59), "2026年7月3日"),
        ("2024-02-29", "2024年2月29日"),
        ("2026-11", "2026年11月"),
        ("2026-01", "2026年1月"),
        ("2026", "2026年"),
        ("2026-11上旬", "2026年11月上旬"),
        ("2026底", "2026年底"),
        ("2026三季度", "2026年三季度"),
        ("2026-11-05左右", "2026年11月5日左右"),
        ("——", "——"),
    ],
)
def test_date(value: object, printed: str) -> None:
    assert format_date(value) == printed


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)))
def test_dates_have_a_full_year_and_no_leading_zeros(day: date) -> None:
    assert format_date(day) == f"{day.year}年{day.month}月{day.day}日" == format_date(day.isoformat())
    assert weekday_name(day) == f"星期{'一二三四五六日'[day.weekday()]}"
    assert format_month_day(day) == f"{day.month}月{day.day}日"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("2026-11-22", "2026年11月22日（星期日）"),
        (date(2026, 11, 27), "2026年11月27日（星期五）"),
        ("2026-11-27T23:30", "2026年11月27日（星期五）"),
    ],
)
def test_date_with_weekday(value: object, printed: str) -> None:
    assert format_date_weekday(value) == printed


@pytest.mark.parametrize(
    ("clock", "printed"),
    [
        ("00:00", "上午0:00"),
        ("09:00", "上午9:00"),
        ("11:59", "上午11:59"),
        ("12:00", "中午12:00"),
        ("12:30", "中午12:30"),
        ("13:05", "下午1:05"),
        ("14:30:59", "下午2:30"),
        ("23:59:59.999999", "下午11:59"),
    ],
)
def test_clock(clock: str, printed: str) -> None:
    assert format_clock(f"2026-11-27T{clock}") == printed
    assert format_meeting_time(f"2026-11-27 {clock}") == f"2026年11月27日（星期五）{printed}"


def test_month_and_month_day() -> None:
    assert [format_month(value) for value in ("2026-11", "2026-01-05", date(2026, 3, 1))] == [
        "2026年11月",
        "2026年1月",
        "2026年3月",
    ]
    assert [format_month_day(value) for value in ("2026-01-05", datetime(2026, 12, 31, 8, 0))] == ["1月5日", "12月31日"]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (None, "此处应为日期（如 2026-11-27、2026-11 或 2026），收到的是空值（None）。"),
        (20261127, "此处应为日期（如 2026-11-27、2026-11 或 2026），收到的是整数“20261127”。"),
        ("2026-7-3", "此处应为日期（如 2026-11-27、2026-11 或 2026），收到的是文字“2026-7-3”。"),
        ("26-07-03", "此处应为日期（如 2026-11-27、2026-11 或 2026），收到的是文字“26-07-03”。"),
        ("明天", "此处应为日期（如 2026-11-27、2026-11 或 2026），收到的是文字“明天”。"),
        ("2026-02-30", "没有这样的日期或时刻：“2026-02-30”。"),
        ("2026-13", "没有这样的日期或时刻：“2026-13”。"),
        ("0000", "没有这样的日期或时刻：“0000”。"),
        ("2026-11-27T25:00", "没有这样的日期或时刻：“2026-11-27T25:00”。"),
        (
            "2026-11-27T09:00:00Z",
            "此处应为日期（如 2026-11-27、2026-11 或 2026），收到的是文字“2026-11-27T09:00:00Z”。",
        ),
        (
            datetime(2026, 11, 27, 9, 0, tzinfo=UTC),
            "此处应为不带时区的北京时间，收到的是datetime“2026-11-27 09:00:00+00:00”。",
        ),
    ],
)
def test_what_is_not_a_date_is_refused(value: object, message: str) -> None:
    with pytest.raises(ValueError, match=r"。$") as refused:
        format_date(value)
    assert str(refused.value) == message


def test_a_date_known_too_little_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^此处应为完整日期（如 2026-11-27），收到的是文字“2026-11”。$"):
        format_date_weekday("2026-11")
    with pytest.raises(ValueError, match=r"^此处应为完整日期"):
        format_month_day("2026")
    with pytest.raises(ValueError, match=r"^此处应为至少到月的日期（如 2026-11），收到的是文字“2026”。$"):
        format_month("2026")
    for timed in (format_clock, format_meeting_time):
        with pytest.raises(
            ValueError, match=r"^此处应为日期和时刻（如 2026-11-27T09:00:00），收到的是date“2026-11-27”。$"
        ):
            timed(date(2026, 11, 27))


@pytest.mark.parametrize(
    ("month", "printed"), [(1, "2026年1月"), (2, "2026年1—2月"), (10, "2026年1—10月"), (12, "2026年1—12月")]
)
def test_cumulative_period(month: int, printed: str) -> None:
    assert cumulative_period(2026, month) == printed


@pytest.mark.parametrize(("year", "month", "what"), [(2026, 0, "月份"), (2026, 13, "月份"), (0, 3, "年份")])
def test_a_period_has_a_real_month(year: int, month: int, what: str) -> None:
    with pytest.raises(ValueError, match=f"^{what}应为1至"):
        cumulative_period(year, month)
