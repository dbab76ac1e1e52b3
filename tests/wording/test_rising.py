"""Rise and fall in words: never a sign beside a word of direction, never % for a difference of rates."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.wording import (
    GAP,
    ZERO_BASE,
    change_phrase,
    compare_phrase,
    growth_phrase,
    month_phrase,
    period_phrase,
    rate_phrase,
    schedule_phrase,
    times_phrase,
    yoy_phrase,
)


@pytest.mark.parametrize(
    ("value", "basis", "printed"),
    [
        ("0.062", "", "增长6.2%"),
        ("-0.03", "", "下降3.0%"),
        ("-0.03", "较年初", "较年初下降3.0%"),
        ("0.0004", "较年初", "与年初持平"),
        ("0.0004", "比上年", "与上年持平"),
        (0, "", "持平"),
        (2, "较年初", "较年初增长2倍"),
    ],
)
def test_growth(value: object, basis: str, printed: str) -> None:
    assert growth_phrase(value, basis) == printed


def test_against_the_month_before() -> None:
    values = ["0.062", "-0.031", 0, 1, GAP, ZERO_BASE]
    assert [month_phrase(value) for value in values] == [
        *("环比增长6.2%", "环比下降3.1%", "环比持平", "环比增长1倍", "无上月可比数据", "上年同期为零，不可比")
    ]


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (1, "增长1倍"),
        ("1.5", "增长1.5倍"),
        ("2.50", "增长2.5倍"),
        ("10", "增长10倍"),
        ("1.234", "增长1.2倍"),
        ("2.0001", "增长2.0倍"),
        ("0.99", "增长99.0%"),
        ("0.9999", "增长100.0%"),
        ("-1.5", "下降150.0%"),
        (0, "持平"),
        (GAP, "——"),
    ],
)
def test_times(value: object, printed: str) -> None:
    assert times_phrase(value) == printed
    assert times_phrase("1.25", "同比", 2) == "同比增长1.25倍"


@pytest.mark.parametrize(
    ("now", "base", "printed"),
    [
        ("153.34", "160.30", "同比下降4.3%"),
        (275, 210, "同比增长31.0%"),
        (300, 100, "同比增长2倍"),
        (5000, 0, "上年同期为零，不可比"),
        (0, 0, "上年同期为零，不可比"),
        (5000, -1, "上年同期为负数，不可比"),
        (5000, GAP, "无同期可比数据"),
        (GAP, 5000, "——"),
        (0, 5000, "同比下降100.0%"),
        (1, "0." + "0" * 60 + "1", "过大（请核对台账）"),
    ],
)
def test_two_periods(now: object, base: object, printed: str) -> None:
    assert period_phrase(now, base) == printed


@pytest.mark.parametrize(
    ("value", "basis", "printed"),
    [
        (Decimal("0.911") - Decimal("0.872"), "同比", "同比提高3.9个百分点"),
        ("-0.021", "", "回落2.1个百分点"),
        ("-0.0004", "同比", "同比持平"),
        ("-0.0004", "较上月", "与上月持平"),
    ],
)
def test_rates(value: object, basis: str, printed: str) -> None:
    assert rate_phrase(value, basis) == printed


@pytest.mark.parametrize(
    ("value", "basis", "unit", "printed"),
    [
        (12_900, "", "", "增加1.29亿元"),
        (-350, "较上月", "", "较上月减少350万元"),
        (-350, "较上月", "亿元", "较上月减少0.04亿元"),
        (-12_900, "", "万元", "减少12900万元"),
        (3, "较上月", "个", "较上月增加3个"),
        (-3, "同比", "个项目", "同比减少3个项目"),
        ("0.001", "较上月", "", "与上月持平"),
        ("0.4", "", "个", "持平"),
        (40, "较上月", "亿元", "与上月持平"),
        (GAP, "", "", "——"),
    ],
)
def test_differences(value: object, basis: str, unit: str, printed: str) -> None:
    assert change_phrase(value, basis, unit) == printed


def test_what_rounds_to_a_hundred_says_so() -> None:
    assert schedule_phrase("-0.9995") == "滞后序时进度100.0个百分点"
    assert schedule_phrase("-0.99949") == "滞后序时进度99.9个百分点"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-50, max_value=50), st.sampled_from(["", "较上月"]))
def test_no_phrase_bears_a_sign_or_two_directions(value: Decimal, basis: str) -> None:
    for phrase in (
        *(growth_phrase(value, basis), times_phrase(value, basis), rate_phrase(value, basis)),
        *(change_phrase(value, basis), change_phrase(value, basis, "亿元"), change_phrase(value, basis, "个")),
        *(schedule_phrase(value), compare_phrase(value, "全省"), yoy_phrase(value), month_phrase(value)),
    ):
        assert not set("-−+") & set(phrase)
        told = [
            word
            for word in ("增长", "下降", "增加", "减少", "提高", "回落", "高于", "低于", "超", "滞后", "持平")
            if word in phrase
        ]
        assert len(told) == 1
        assert (told == ["持平"]) != any(digit in "123456789" for digit in phrase)
