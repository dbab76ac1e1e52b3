"""Dates in Han numerals and in tables, and the two ways to write a time by 24 hours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from service.wording import GAP, format_clock_24, format_clock_words, format_date_short, format_han_date


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("2026-11-22", "二〇二六年十一月二十二日"),
        (date(2010, 10, 10), "二〇一〇年十月十日"),
        (datetime(2000, 1, 31, 9, 0), "二〇〇〇年一月三十一日"),
        ("2026-11", "二〇二六年十一月"),
        ("2026", "二〇二六年"),
        (GAP, "——"),
    ],
)
def test_han_date(value: object, printed: str) -> None:
    assert format_han_date(value) == printed
    assert not set(printed) & set("零○OＯ")


@pytest.mark.parametrize(
    ("wording", "value", "printed"),
    [
        (format_date_short, "2026-11-05", "2026-11-05"),
        (format_date_short, datetime(2026, 1, 2, 3, 4), "2026-01-02"),
        (format_date_short, date(987, 1, 2), "0987-01-02"),
        (format_clock_words, "2026-11-27T14:30", "14时30分"),
        (format_clock_words, "2026-11-27T09:05:59", "9时05分"),
        (format_clock_words, "2026-11-27T00:00", "0时"),
        (format_clock_24, "2026-11-27T09:05", "09:05"),
        (format_clock_24, "2026-11-27T14:30:59", "14:30"),
        (format_clock_24, GAP, "——"),
    ],
)
def test_short_forms(wording: Callable[[object], str], value: object, printed: str) -> None:
    assert wording(value) == printed


@pytest.mark.parametrize(
    ("wording", "value"),
    [(format_date_short, "2026-11"), (format_clock_24, "2026-11-27"), (format_clock_words, date(2026, 11, 27))],
)
def test_less_than_is_needed_is_refused(wording: Callable[[object], str], value: object) -> None:
    with pytest.raises(ValueError, match=r"^此处应为.+，收到的是.+。$"):
        wording(value)
