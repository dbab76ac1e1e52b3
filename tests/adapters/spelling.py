"""The many ways in which one amount or one date is written."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from data_adapters import MISSING, Absent
from data_adapters.records import Amount, DateLike

Draw = Callable[[st.SearchStrategy[Any]], Any]
_NOTHING: Final = {
    "missing": ("", "未报", "*", "xx", "  ", "未上报"),
    "not_applicable": ("—", "/", "无", "不适用", "——"),
}
_WIDE: Final = {ord(char): ord(char) + 0xFEE0 for char in "0123456789.,-"}
_NUMERALS: Final = "〇一二三四五六七八九"


def spelt_amount(draw: Draw, amount: Amount, unit: str, factor: Decimal, typed: bool) -> Any:
    """An amount in 万元 as a cell of a column in ``unit``, one of which is ``factor`` 万元."""
    if isinstance(amount, Absent):
        return draw(st.sampled_from(_NOTHING[amount.value]))
    number = (amount / factor).normalize()
    plain = f"{number:f}"
    ways: list[Any] = [
        plain,
        f"{number:,f}",
        plain.translate(_WIDE),
        f" {plain} ",
        f"{plain}{unit}",
        f"{amount.normalize():f}万元",
    ]
    if number < 0:
        ways.append(f"（{-number:f}）")
    if typed:
        ways += [float(number)] * len(ways)
    return draw(st.sampled_from(ways))


def spelt_date(draw: Draw, date: DateLike, typed: bool) -> Any:
    """A date as far as it is known, as a cell of a ledger of 2026."""
    if isinstance(date, Absent):
        return draw(st.sampled_from(_NOTHING[date.value])) if date is MISSING else "—"
    year, month, day = date.year, date.month, date.day
    if not month:
        return f"{year}年{date.part}"
    if not day:
        han = "".join(_NUMERALS[int(digit)] for digit in str(year))
        ways = [f"{year}年{month}月{date.part}", f"{han}年{_han(month)}月{date.part}"]
        return draw(st.sampled_from(ways if date.part else [*ways, f"{year}.{month:02d}", f"{year}-{month:02d}"]))
    ways = [
        f"{year}年{month}月{day}日",
        f"{year}.{month}.{day}",
        f"{year}-{month:02d}-{day:02d}",
        f"{year}/{month}/{day}",
    ]
    return draw(st.sampled_from([*ways, datetime.date(year, month, day)] if typed else ways))


def _han(month: int) -> str:
    return ("十" if month >= 10 else "") + (_NUMERALS[month % 10] if month % 10 else "")
