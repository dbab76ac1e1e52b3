"""Amounts, rates, points and ordinals: what is printed, value by value."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext

import pytest
from babel.numbers import format_decimal
from babel.numbers import format_percent as format_percent_by_babel
from hypothesis import given
from hypothesis import strategies as st

from service.wording import (
    chinese_ordinal,
    format_amount,
    format_percent,
    format_points,
    format_wan,
    format_yi,
    quantize,
    schedule_phrase,
    yoy_phrase,
)
from service.wording.locale import ZH

NINES = "9" * 40


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        ("0.125", 2, "0.13"),
        ("-0.125", 2, "-0.13"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("1.5", 0, "2"),
        ("97.155", 2, "97.16"),
        ("97.1549999999999999999999999999999999", 2, "97.15"),
        (0, 1, "0.0"),
        ("-0.04", 1, "0.0"),
        ("-0.05", 1, "-0.1"),
        (Decimal("-0"), 0, "0"),
        (Decimal("0E+50"), 2, "0.00"),
        (Decimal("1E-999999999"), 2, "0.00"),
        (NINES[:39] + ".5", 0, "1" + "0" * 39),
        (NINES, 0, NINES),
        ("1e3", 0, "1000"),
        ("+7", 0, "7"),
    ],
)
def test_quantize_rounds_half_up_and_never_prints_minus_zero(value: object, places: int, printed: str) -> None:
    assert str(quantize(value, places)) == printed


@given(st.integers(-(10**24), 10**24), st.integers(0, 8), st.integers(0, 8))
def test_quantize_equals_integer_arithmetic(digits: int, scale: int, places: int) -> None:
    rounded = quantize(Decimal(digits).scaleb(-scale), places)
    units = abs(digits) * 10**places
    half_up = (2 * units + 10**scale) // (2 * 10**scale)
    assert rounded.as_tuple().exponent == -places
    assert rounded.scaleb(places) == (half_up if digits >= 0 else -half_up)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12))
def test_digits_equal_babels(value: Decimal) -> None:
    with localcontext(rounding=ROUND_HALF_UP, prec=60):
        grouped = format_decimal(quantize(value, 2), format="#,##0.00", locale=ZH)
        plain = format_decimal(quantize(value, 2), format="0.00", locale=ZH)
        percent = format_percent_by_babel(quantize(value / 100, 3), format="0.0%", locale=ZH)
    assert format_wan(value, 2, grouping=True, unit=False) == grouped
    assert format_wan(value, 2, unit=False) == plain
    assert format_percent(quantize(value / 100, 3)) == percent


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        (12900, 2, "1.29亿元"),
        ("12900", 1, "1.3亿元"),
        (Decimal("1740000"), 0, "174亿元"),
        (0, 2, "0.00亿元"),
        (-32000, 1, "-3.2亿元"),
        (49, 2, "0.00亿元"),
        (50, 2, "0.01亿元"),
        (-49, 2, "0.00亿元"),
        (500, 1, "0.1亿元"),
        (10**39, 2, "1" + "0" * 35 + ".00亿元"),
    ],
)
def test_yi(value: object, places: int, printed: str) -> None:
    assert format_yi(value, places) == printed
    assert format_yi(value, places, unit=False) == printed.removesuffix("亿元")


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (12900, "1.29亿元"),
        (10000, "1.00亿元"),
        ("9999.994", "9999.99万元"),
        ("9999.995", "1.00亿元"),  # the unit is that of what is printed, not of what was computed
        (3500, "3500万元"),
        ("4310.5", "4310.50万元"),
        (0, "0万元"),
        (-25000, "-2.50亿元"),
        ("——", "——"),
    ],
)
def test_amount_in_the_unit_of_its_size(value: object, printed: str) -> None:
    assert format_amount(value) == printed


@pytest.mark.parametrize(
    ("value", "places", "grouping", "printed"),
    [
        (12900, 0, False, "12900万元"),
        (12900, 0, True, "12,900万元"),
        ("54583.005", 2, True, "54,583.01万元"),
        ("-1234.5", 0, True, "-1,235万元"),
        ("-0.4", 0, False, "0万元"),
        ("0.5", 0, False, "1万元"),
        (999, 0, True, "999万元"),
        ("0.46", 2, False, "0.46万元"),
    ],
)
def test_wan(value: object, places: int, grouping: bool, printed: str) -> None:
    assert format_wan(value, places, grouping=grouping) == printed
    assert format_wan(value, places, grouping=grouping, unit=False) == printed.removesuffix("万元")


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        ("0.2667", 1, "26.7%"),
        (Decimal("629.0") / Decimal("647.4"), 1, "97.2%"),
        (Decimal("629.0") / Decimal("647.4"), 2, "97.16%"),
        (Decimal("10.3") / 174, 2, "5.92%"),
        (1, 1, "100.0%"),
        ("1.5147", 2, "151.47%"),
        (0, 1, "0.0%"),
        ("-0.021", 1, "-2.1%"),
        ("-0.0004", 1, "0.0%"),
        ("0.0005", 1, "0.1%"),
        ("0.125", 0, "13%"),
    ],
)
def test_percent(value: object, places: int, printed: str) -> None:
    assert format_percent(value, places) == printed
    assert format_percent(value, places, unit=False) == printed.removesuffix("%")


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        (Decimal("629.0") / Decimal("647.4") - Decimal(10) / 12, 1, "+13.8个百分点"),
        ("-0.0664", 1, "-6.6个百分点"),
        (Decimal("10.3") / 174 - Decimal(1) / 12, 2, "-2.41个百分点"),
        (0, 1, "0.0个百分点"),
        ("0.0004", 1, "0.0个百分点"),
        ("-0.0004", 1, "0.0个百分点"),
        ("-0.0005", 1, "-0.1个百分点"),
        ("0.004", 0, "0个百分点"),
    ],
)
def test_points(value: object, places: int, printed: str) -> None:
    assert format_points(value, places) == printed
    assert format_points(value, places, unit=False) == printed.removesuffix("个百分点")


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        ("21", "二十一"),
        (Decimal("99"), "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (115, "一百一十五"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1100, "一千一百"),
        (3052, "三千零五十二"),
        (9999, "九千九百九十九"),
    ],
)
def test_ordinal(value: object, printed: str) -> None:
    assert chinese_ordinal(value) == printed


def test_every_ordinal_reads_back_to_its_number() -> None:
    def read(text: str) -> int:
        total, digit = 0, 0
        for char in text:
            if char in "十百千":
                total += (digit or 1) * 10 ** (1 + "十百千".index(char))
                digit = 0
            else:
                digit = "零一二三四五六七八九".index(char)
        return total + digit

    assert [read(chinese_ordinal(number)) for number in range(1, 10_000)] == list(range(1, 10_000))


@pytest.mark.parametrize("value", [0, -1, 10_000, "1.5", "三"])
def test_an_ordinal_is_a_whole_number_from_1_to_9999(value: object) -> None:
    with pytest.raises(ValueError, match=r"^中文序号应为1至9999的整数，收到的是"):
        chinese_ordinal(value)


@pytest.mark.parametrize(
    ("value", "came"),
    [
        (None, "空值（None）"),
        (True, "真假值“True”"),
        (0.1, "浮点数“0.1”"),
        (float("nan"), "浮点数“nan”"),
        ("", "空白文字"),
        (" 12", "文字“ 12”"),
        ("12,900", "文字“12,900”"),
        ("１２", "文字“１２”"),
        ("1_000", "文字“1_000”"),
        ("未报", "文字“未报”"),
        ("—", "文字“—”"),
        ("nan", "文字“nan”"),
        ("1e9999", "文字“1e9999”"),
        ([1], "list“[1]”"),
        ("长" * 50, f"文字“{'长' * 40}……”"),
    ],
)
def test_what_is_not_a_number_is_refused_in_one_sentence(value: object, came: str) -> None:
    with pytest.raises(ValueError, match=r"。$") as refused:
        format_yi(value)
    assert str(refused.value) == f"此处应为数值（整数、小数或数字文字，如“12900.5”），收到的是{came}。"


@pytest.mark.parametrize(
    ("value", "start"),
    [
        (Decimal("NaN"), "此处应为数值，收到的是无法计算的小数“NaN”。"),
        (Decimal("-Infinity"), "此处应为数值，收到的是无法计算的小数“-Infinity”。"),
        (10**40, "数值过大，整数部分不得超过40位，收到的是整数“1000"),
        ("1e40", "数值过大，整数部分不得超过40位，收到的是文字“1e40”。"),
    ],
)
def test_what_cannot_be_computed_is_refused(value: object, start: str) -> None:
    with pytest.raises(ValueError, match=r"。$") as refused:
        quantize(value, 1)
    assert str(refused.value).startswith(start)


@pytest.mark.parametrize("places", [-1, 11, 1.5, "x", None, True])
def test_places_are_a_whole_number_from_0_to_10(places: int) -> None:
    with pytest.raises(ValueError, match=r"^小数位数应为0至10的整数，收到的是"):
        format_percent("0.5", places)


def test_the_callers_decimal_context_changes_nothing() -> None:
    def printed() -> list[str]:
        return [
            format_yi("123456789.5", 4),
            format_wan("1234567.895", 2, grouping=True),
            format_percent("0.97155", 2),
            format_points("-0.123456", 3),
            schedule_phrase("0.123456", 3),
            yoy_phrase("-0.123456", 3),
        ]

    usual = printed()
    with localcontext(prec=2, rounding=ROUND_DOWN):
        assert printed() == usual
