"""Whether workbooks that should be one form are: their columns, their period and their unit of money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Final, TypeVar

from data_adapters import Reading
from data_adapters.headings import fields
from service.figures.checks.finding import Check

_SIDES: Final = ("这份", "多数")

T = TypeVar("T", bound=Hashable)


def form_questions(readings: Sequence[Reading]) -> Iterator[Check]:
    """The files that differ from most of the others in columns, period or unit of money, each with both."""
    yield from _odd(readings, "form_differs", "的表样与多数文件不同", _columns, _column_words)
    yield from _odd(readings, "period_differs", "的期间与多数文件不同", _period, lambda one, _: _period_words(one))
    yield from _odd(
        readings, "money_differs", "的金额单位与多数文件不同，已分别换算", _money, lambda one, _: "、".join(one)
    )


def _odd(
    readings: Sequence[Reading],
    code: str,
    what: str,
    trait: Callable[[Reading], T],
    words: Callable[[T, T], str],
) -> Iterator[Check]:
    traits = [trait(reading) for reading in readings]
    counts = Counter(found for found in traits if found)
    if len(counts) < 2:
        return
    usual = counts.most_common(1)[0][0]  # of equally many, that which came first
    for reading, found in zip(readings, traits, strict=True):
        if found and found != usual:
            yield Check(code, f"“{reading.file}”{what}", words(found, usual), words(usual, found), (), _SIDES)


def _columns(reading: Reading) -> tuple[str, ...]:
    found = {
        column.match.label if column.match else "".join(column.heading.split())
        for sheet in reading.sheets
        if sheet.holds
        for column in sheet.layout.columns
    }
    return tuple(sorted(found - {""}))


def _column_words(one: Sequence[str], other: Sequence[str]) -> str:
    more = [name for name in one if name not in other]
    return f"另有“{'”“'.join(more)}”" if more else "没有别的列"


def _period(reading: Reading) -> tuple[int, ...]:
    return (reading.year, reading.month) if reading.year else ()


def _period_words(period: Sequence[int]) -> str:
    year, month = period
    return f"{year}年{month}月" if month else f"{year}年"


def _money(reading: Reading) -> tuple[str, ...]:
    """The units in which a file gives its amounts, in order."""
    known = fields()
    found = {
        column.match.unit or sheet.layout.unit
        for sheet in reading.sheets
        if sheet.holds
        for column in sheet.layout.columns
        if column.match and known[column.match.field].type == "amount"
    }
    return tuple(sorted(found - {""}))
