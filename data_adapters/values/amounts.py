"""Cells → amounts in 万元, exact; what is no amount, or not exactly one, is told and never guessed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from data_adapters.patterns import regex
from data_adapters.records import MISSING, Amount
from data_adapters.values.absences import nothing
from data_adapters.values.columns import exact_numbers, fill
from data_adapters.values.digits import (
    LARGEST,
    NUMERALS,
    Raw,
    counted,
    exact,
    parted,
    plain,
    quoted,
    written,
)
from data_adapters.values.refusals import foreign, refusal

WAN: Final = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "十万元": Decimal(10),
    "百万元": Decimal(100),
    "千万元": Decimal(1000),
    "亿元": Decimal(10_000),
    "万": Decimal(1),
    "亿": Decimal(10_000),
}
"""How many 万元 one of a unit is. Foreign money is not here: no rate is ours to choose."""

_CLEAN: Final = regex(r"\d{1,15}(?:\.\d{1,12})?")
_MONEY: Final = regex(
    r"(?:约|人民币|RMB|CNY|¥)*(?P<sign>[+-]?)(?:¥)?(?P<number>[\d,.]+)"
    r"(?P<unit>亿元|百万元|万元|千元|元|亿|万|圆|)(?:人民币)?[整正]?",
    re.IGNORECASE,
)
_BRACKETED_UNIT: Final = regex(r"\((亿元|百万元|万元|千元|元)\)$")
_COUNTED: Final = regex(
    rf"(?:约|人民币|¥)*(?P<sign>[负-]?)(?P<number>[\d,.{NUMERALS}]+)(?P<unit>[元圆圓]?)(?:人民币)?[整正]?"
)
_POWER: Final = regex(r"[+-]?\d(?:\.\d+)?E[+-]\d{2}", re.IGNORECASE)  # as programs write it; 1e5 may be a code
_NEGATIVE: Final = regex(r"\(([^-()]+(?:\([^-()]+\))?)\)|([^-]+)-")
_MOST_DIGITS: Final = 28  # that decimal arithmetic keeps
_LONGEST: Final = 60  # of a text that may be an amount


def amount(value: Raw, unit: str) -> tuple[Amount, str]:
    """An amount in 万元 from a cell of a column in ``unit`` ("" counts as 万元, the caller says so), and what is wrong.

    A unit in the cell itself goes before the column's. What is wrong is a Chinese sentence, "" where nothing is; an
    amount that is called approximate (约5000) is given, and questioned.
    """
    if none := nothing(value):
        return none
    if isinstance(value, str):
        return _text_amount(value, unit)
    if isinstance(value, datetime.date):
        return MISSING, f"{quoted(value)}是日期格式，请把单元格改回数字格式后重新填写金额"
    if isinstance(value, bool) or not isinstance(value, float | int | Decimal):
        return MISSING, f"{quoted(value)}不是金额，请填数字"
    number = exact(value) if isinstance(value, float) else Decimal(value)
    return _in_wan(number, "", unit, value)


def _in_wan(number: Decimal, own_unit: str, unit: str, value: Raw) -> tuple[Amount, str]:
    factor = WAN.get(own_unit or unit or "万元")
    if factor is None:
        cure = "请按当时汇率换算成人民币万元后填写" if foreign(unit) else "请改用万元或亿元"
        return MISSING, f"金额单位“{unit}”无法换算成万元，{cure}"
    digits = "".join(map(str, number.as_tuple().digits)).rstrip("0")
    if abs(number) >= LARGEST or len(digits) > _MOST_DIGITS:
        return MISSING, f"{quoted(value)}超过 15 位有效数字，Excel 已丢失精度，请核对原数"
    return number * factor + 0, ""


def _text_amount(value: str, unit: str) -> tuple[Amount, str]:
    text = plain(value)
    found = None if len(text) > _LONGEST or parted(value) else _signed(text)
    if found is None:
        return MISSING, refusal(value)
    number, own_unit = found
    amount_found, fault = _in_wan(number, own_unit, unit, value)
    if text.startswith("约") and not fault:
        fault = f"{quoted(value)}是约数，已按去掉“约”字的数读取，请改填准确的数"
    return amount_found, fault


def _signed(text: str) -> tuple[Decimal, str] | None:
    """A number and its own unit; brackets around, or a minus behind, make it negative."""
    if match := _NEGATIVE.fullmatch(text):
        found = _unsigned(match.group(1) or match.group(2))
        return (-found[0], found[1]) if found and "+" not in text else None
    return _unsigned(text)


def _unsigned(text: str) -> tuple[Decimal, str] | None:
    text = _BRACKETED_UNIT.sub(r"\1", text)
    if _POWER.fullmatch(text):
        return Decimal(text), ""
    if match := _MONEY.fullmatch(text):
        number = written(match["number"])
        own_unit = match["unit"].replace("圆", "元")
    elif match := _COUNTED.fullmatch(text):
        number = counted(match["number"])
        if number is not None and (match["unit"] or set(match["number"]) & set("万亿萬億")):
            number, own_unit = number.scaleb(-4), "万元"
        else:
            own_unit = ""
    else:
        return None
    if number is None:
        return None
    return (-number if match["sign"] in ("-", "负") else number), own_unit


def amounts(column: Sequence[Raw], unit: str) -> tuple[list[Amount], dict[int, str]]:
    """:func:`amount` of every cell of a column, and by position what is wrong with some."""
    factor = WAN.get(unit or "万元")
    found, left = exact_numbers(column, factor)
    if factor is not None:
        clean = {place: text for place in left if type(text := column[place]) is str and _CLEAN.fullmatch(text)}
        for place, text in clean.items():
            found[place] = Decimal(text) * factor
        left = [place for place in left if place not in clean]
    return found, fill(found, column, left, lambda value: amount(value, unit))
