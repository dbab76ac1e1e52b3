"""Cells → percentages as typed, and whether they bore a sign of their own."""

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

_TYPED: Final = regex(r"约?(?P<sign>[+-]?)(?P<number>[\d,.]+)(?P<unit>%|‰|个百分点|个点)?(?P<rising>[↑⬆])?")
_TENTHS: Final = regex(rf"([{NUMERALS}\d])成([{NUMERALS}\d])?")
_HUNDREDTHS: Final = regex(rf"([负-]?)百分之([\d.{NUMERALS}]+)")
_NEGATIVE: Final = regex(r"\(([^-+()]+)\)|([^-+]+)-")
_INEXACT: Final = regex(r"近|超|逾|余|多|不低于|不足|左右|以上|以下|以内|[<>≥≤±]")
_LONGEST: Final = 40  # of a text that may be a percentage
_UNITS: Final = {"‰": -3, "": 0}  # every other unit counts hundredths


def percent(value: Raw) -> tuple[Amount, bool, str]:
    """A percentage as typed, whether it bore its own sign (so it is a ratio already), and what is wrong ("": nothing).

    97%, 百分之九十七, 九成七 and 97个百分点 are the ratio 0.97; 97 and 0.97 stay as they are: only the column tells.
    """
    if none := nothing(value):
        return none[0], False, none[1]
    if isinstance(value, str):
        found = None if len(value) > _LONGEST or parted(value) else _ratio(plain(value))
        if found is None or abs(found[0]) >= LARGEST:
            return MISSING, False, _refusal(value)
        return *found, ""
    if isinstance(value, datetime.date):
        return MISSING, False, f"{quoted(value)}是日期格式，请把单元格改回百分比或数字格式后重新填写"
    if isinstance(value, bool) or not isinstance(value, float | int | Decimal):
        return MISSING, False, f"{quoted(value)}不是百分数，请填数字，例如 97.2"
    return (exact(value) if isinstance(value, float) else Decimal(value)), False, ""


def _ratio(text: str) -> tuple[Decimal, bool] | None:
    if match := _NEGATIVE.fullmatch(text):
        found = _ratio(match.group(1) or match.group(2))
        return (-found[0], found[1]) if found else None
    if match := _TENTHS.fullmatch(text):
        tenths, hundredths = counted(match.group(1)), counted(match.group(2) or "0")
        return None if tenths is None or hundredths is None else (tenths / 10 + hundredths / 100, True)
    if match := _HUNDREDTHS.fullmatch(text):
        number = counted("一百" if match.group(2) == "百" else match.group(2))
        return None if number is None else ((-number if match.group(1) else number) / 100, True)
    match = _TYPED.fullmatch(text)
    number = written(match["number"]) if match else None
    if match is None or number is None:
        return None
    unit = match["unit"] or ""
    number = number.scaleb(_UNITS.get(unit, -2)) + 0
    return (-number + 0 if match["sign"] == "-" else number), bool(unit)


def _refusal(value: str) -> str:
    text, shown = plain(value)[:_LONGEST], quoted(value)
    if "↓" in text or "⬇" in text:
        return f"{shown}里的箭头看不出是下降还是负数，请只填数字，负数请写成 -3.5%"
    if any(char.isdigit() for char in text):
        if _INEXACT.search(text):
            return f"{shown}不是确数，请填准确的数，例如 97.2"
        if parted(value) or len(re.findall(r"\d[\d.,]*", text)) > 1:
            return f"{shown}里不止一个数，请只留一个，例如 97.2"
    return f"{shown}不是百分数，请填数字，例如 97.2"


def percents(column: Sequence[Raw]) -> tuple[list[Amount], set[int], dict[int, str]]:
    """:func:`percent` of every cell of a column, the positions that bore a sign, and by position what is wrong."""
    bearing: set[Raw] = set()

    def read(value: Raw) -> tuple[Amount, str]:
        number, sign, fault = percent(value)
        if sign:
            bearing.add(value)
        return number, fault

    found, odd = exact_numbers(column, Decimal(1))
    faults = fill(found, column, odd, read)
    return found, {place for place in odd if isinstance(column[place], str) and column[place] in bearing}, faults
