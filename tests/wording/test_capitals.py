"""大写金额: the regulation's own examples, its rules on 零 and 整, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.wording import GAP, format_capitals

# 支付结算办法, 附一, 第四条: each amount with every form the rule permits; the first is ours.
REGULATION = {
    "1409.50": ("壹仟肆佰零玖元伍角", "壹仟肆佰零玖元伍角整", "壹仟肆佰零玖元伍角正"),
    "6007.14": ("陆仟零柒元壹角肆分",),
    "1680.32": ("壹仟陆佰捌拾元零叁角贰分", "壹仟陆佰捌拾元叁角贰分"),
    "107000.53": ("壹拾万柒仟元零伍角叁分", "壹拾万零柒仟元伍角叁分"),
    "16409.02": ("壹万陆仟肆佰零玖元零贰分",),
    "325.04": ("叁佰贰拾伍元零肆分",),
}
VALUES = {char: place for place, char in enumerate("零壹贰叁肆伍陆柒捌玖")}
RANKS = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize("amount", REGULATION)
def test_the_regulations_examples(amount: str) -> None:
    assert format_capitals(amount, "元") == f"人民币{REGULATION[amount][0]}"
    assert all(read_back(form) == Decimal(amount) for form in REGULATION[amount])


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (0, "元", "零元整"),
        ("0.05", "元", "伍分"),
        ("0.50", "元", "伍角"),
        ("0.53", "元", "伍角叁分"),
        ("1.05", "元", "壹元零伍分"),
        (10, "元", "壹拾元整"),
        (15, "元", "壹拾伍元整"),
        ("10.50", "元", "壹拾元零伍角"),
        (10_0000, "元", "壹拾万元整"),
        (100_0500, "元", "壹佰万零伍佰元整"),
        (100_5000, "元", "壹佰万伍仟元整"),
        (1_0000_0001, "元", "壹亿零壹元整"),
        (1_0010_0000, "元", "壹亿零壹拾万元整"),
        (10_5000_0000, "元", "壹拾亿伍仟万元整"),
        (1_2000_0000_0000, "元", "壹万贰仟亿元整"),
        (1_0000_0000_0000, "元", "壹万亿元整"),
        ("9999999999999999.99", "元", "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        (12_900, "万元", "壹亿贰仟玖佰万元整"),
        ("0.000001", "万元", "壹分"),
        ("1.2345", "万元", "壹万贰仟叁佰肆拾伍元整"),
    ],
)
def test_zeros_and_the_end(value: object, unit: str, printed: str) -> None:
    assert format_capitals(value, unit, prefix=False) == printed


def test_a_blank_stays_a_blank() -> None:
    assert format_capitals(GAP, "元") == GAP


@pytest.mark.parametrize(
    ("value", "unit", "message"),
    [
        (1, "", r"^大写金额要写明单位，如 大写金额\(\"元\"\) 或 大写金额\(\"万元\"\)，收到的是空白文字。$"),
        (1, "亿元", "收到的是文字“亿元”"),
        (-1, "元", "^大写金额不能是负数，收到的是整数“-1”。$"),
        ("0.005", "元", "有不足1分的零数，请先确定到分"),
        ("1.0000001", "万元", "有不足1分的零数"),
        ("0.01" + "0" * 60 + "1", "元", "有不足1分的零数"),
        (10**16, "元", "^大写金额应小于1亿亿元"),
        (10**12, "万元", "^大写金额应小于1亿亿元"),
        ("12,900", "元", "^此处应为数值"),
    ],
)
def test_what_is_refused(value: object, unit: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        format_capitals(value, unit)


@given(st.decimals(min_value=0, max_value=Decimal("9999999999999999.99"), places=2))
def test_reading_it_back_gives_the_amount(amount: Decimal) -> None:
    text = format_capitals(amount, "元", prefix=False)
    assert read_back(text) == amount
    assert "零零" not in text
    assert "零元" not in text or text == "零元整"
    assert text.endswith("整") == (amount == amount.to_integral_value())


def read_back(text: str) -> Decimal:
    """The amount a text in capitals names, by an evaluator of its own."""
    yuan, mark, rest = text.rstrip("整正").partition("元")
    if not mark:
        yuan, rest = "", yuan
    cents, digit = 0, 0
    for char in rest:
        digit = VALUES.get(char, digit)
        cents += {"角": 10, "分": 1}.get(char, 0) * digit
    return Decimal(_whole(yuan)) + Decimal(cents) / 100


def _whole(text: str) -> int:
    for name, size in (("亿", 10**8), ("万", 10**4)):
        high, mark, low = text.rpartition(name) if name == "亿" else text.partition(name)
        if mark:
            return _whole(high) * size + _whole(low)
    total = digit = 0
    for char in text:
        if char in RANKS:
            total, digit = total + digit * RANKS[char], 0
        else:
            digit = VALUES[char]
    return total + digit
