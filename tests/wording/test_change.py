"""Comparisons in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.wording import GAP, NO_BASE, ZERO_BASE, Blank, compare_phrase, schedule_phrase, yoy_phrase


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        (Decimal("629.0") / Decimal("647.4") - Decimal(10) / 12, 1, "超序时进度13.8个百分点"),
        ("-0.066", 1, "滞后序时进度6.6个百分点"),
        ("-0.06645", 2, "滞后序时进度6.65个百分点"),
        (0, 1, "与序时进度持平"),
        ("0.00049", 1, "与序时进度持平"),
        ("-0.00049", 1, "与序时进度持平"),
        ("-0.0005", 1, "滞后序时进度0.1个百分点"),
        ("0.004", 0, "与序时进度持平"),
        (1, 0, "超序时进度100个百分点"),
        (GAP, 1, "——"),
    ],
)
def test_schedule(value: object, places: int, printed: str) -> None:
    assert schedule_phrase(value, places) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("0.023", "高于全市平均水平2.3个百分点"),
        ("-0.023", "低于全市平均水平2.3个百分点"),
        ("-0.0002", "与全市平均水平持平"),
        (GAP, "——"),
    ],
)
def test_compare(value: object, printed: str) -> None:
    assert compare_phrase(value, "全市平均水平") == printed


@pytest.mark.parametrize("reference", ["", " ", None, 3])
def test_a_comparison_names_what_it_compares_with(reference: str) -> None:
    with pytest.raises(ValueError, match=r"^比较对象应为非空文字，收到的是"):
        compare_phrase("0.1", reference)


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        ("0.062", 1, "同比增长6.2%"),
        ("-0.031", 1, "同比下降3.1%"),
        (Decimal("153.34") / Decimal("160.30") - 1, 2, "同比下降4.34%"),
        (Decimal(275) / 210 - 1, 1, "同比增长31.0%"),
        (0, 1, "同比持平"),
        ("-0.0004", 1, "同比持平"),
        ("0.0005", 1, "同比增长0.1%"),
        ("0.9996", 1, "同比增长100.0%"),
        (1, 1, "同比增长1倍"),
        (Decimal("2.000"), 1, "同比增长2倍"),
        (Decimal("1E+1"), 1, "同比增长10倍"),
        ("2.0001", 1, "同比增长200.0%"),
        ("1.5", 1, "同比增长150.0%"),
        ("1.234", 1, "同比增长123.4%"),
        (-1, 1, "同比下降100.0%"),
        (-2, 1, "同比下降200.0%"),
        (GAP, 1, NO_BASE),
        ("——", 1, "无同期可比数据"),
        (ZERO_BASE, 1, "上年同期为零，不可比"),
        (Blank("新设单位"), 1, "新设单位"),
    ],
)
def test_year_on_year(value: object, places: int, printed: str) -> None:
    assert yoy_phrase(value, places) == printed


@pytest.mark.parametrize("value", [None, True, 0.5, "增长", Decimal("NaN")])
def test_year_on_year_refuses_what_is_no_number(value: object) -> None:
    with pytest.raises(ValueError, match=r"^此处应为数值.*收到的是.*。$"):
        yoy_phrase(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-50, max_value=50))
def test_no_phrase_shows_a_minus_sign(value: Decimal) -> None:
    phrases = schedule_phrase(value) + compare_phrase(value, "全省") + yoy_phrase(value)
    assert "-" not in phrases
    assert "+" not in phrases
