"""From one to another."""

from __future__ import annotations

from datetime import date

import pytest

from service.wording import (
    GAP,
    cumulative,
    day_span,
    half_year_name,
    month_span,
    percent_span,
    quarter_name,
    wan_span,
    yi_span,
)


@pytest.mark.parametrize(
    ("first", "last", "year", "printed"),
    [
        ("2026-07-03", "2026-07-05", False, "7月3日至5日"),
        ("2026-07-03", "2026-07-05", True, "2026年7月3日至5日"),
        ("2026-07-30", "2026-08-02", False, "7月30日至8月2日"),
        ("2026-12-30", "2027-01-02", False, "2026年12月30日至2027年1月2日"),
        ("2026-12-03", "2027-12-03", True, "2026年12月3日至2027年12月3日"),
        (date(2026, 7, 3), "2026-07-03T18:00", False, "7月3日"),
        ("2026-07-03", GAP, True, "2026年7月3日至——"),
        (GAP, "2026-07-03", True, "——"),
    ],
)
def test_days(first: object, last: object, year: bool, printed: str) -> None:
    assert day_span(first, last, year=year) == printed


@pytest.mark.parametrize(
    ("first", "last", "printed"),
    [
        ("2026-03", "2026-06", "2026年3—6月"),
        ("2026-03-31", date(2026, 3, 1), "2026年3月"),
        ("2025-11", "2026-02", "2025年11月—2026年2月"),
        ("2025-11", GAP, "2025年11月至——"),
    ],
)
def test_months(first: object, last: object, printed: str) -> None:
    assert month_span(first, last) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("2026-10", "2026年1—10月"),
        ("2026-01", "2026年1月"),
        ("2026-08上半月", "2026年1至8月上半月"),
        ("2026-01上半月", "2026年1月上半月"),
        ("2026-08-20", "2026年1月1日至8月20日"),
        ("2026-01-01", "2026年1月1日"),
        (date(2028, 2, 29), "2028年1—2月"),
        ("2028-02-28", "2028年1月1日至2月28日"),
        (GAP, "——"),
    ],
)
def test_up_to(value: object, printed: str) -> None:
    assert cumulative(value) == printed


@pytest.mark.parametrize(
    ("month", "quarter", "half"), [(1, "一", "上"), (3, "一", "上"), (6, "二", "上"), (7, "三", "下"), (12, "四", "下")]
)
def test_parts_of_the_year(month: int, quarter: str, half: str) -> None:
    assert quarter_name(f"2026-{month:02d}") == f"{quarter}季度"
    assert quarter_name(date(2026, month, 9), year=True) == f"2026年{quarter}季度"
    assert half_year_name(f"2026-{month:02d}") == f"{half}半年"
    assert half_year_name(f"2026-{month:02d}", year=True) == f"2026年{half}半年"


def test_numbers_repeat_their_unit() -> None:
    assert percent_span("0.15", "0.3", 0) == "15%～30%"
    assert percent_span("0.63", "0.68") == "63.0%～68.0%"
    assert percent_span("-0.05", "0.05", 0) == "-5%～5%"
    assert wan_span(13, 17) == "13万元～17万元"
    assert yi_span(90_000, 160_000, 0) == "9亿元～16亿元"


def test_ends_that_print_alike_are_one_and_a_blank_end_is_seen() -> None:
    assert percent_span("0.15001", "0.15002") == "15.0%"
    assert wan_span(13, GAP) == "13万元～——"
    assert wan_span(GAP, 17) == "——"


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (day_span, "2026-07-05", "2026-07-03"),
        (month_span, "2026-07", "2026-06"),
        (percent_span, "0.3", "0.15"),
        (wan_span, 17, 13),
        (yi_span, 17, "13.5"),
    ],
)
def test_ends_turned_round_are_told(span: object, first: object, last: object) -> None:
    assert callable(span)
    with pytest.raises(ValueError, match=r"^起止颠倒：从.+到.+，请核对。$"):
        span(first, last)
