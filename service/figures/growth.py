"""Growth against the same period of last year (同比) or the period before (环比), and against a given rate."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from data_adapters import MISSING, NOT_APPLICABLE, Record
from service.figures.figure import Figure, Unit, difference, from_record, name_of, quotient, summed, total
from service.figures.progress import Progress, total_of

_ONE: Final = Decimal(1)


def growth(now: Figure, base: Figure, label: str, basis: str = "") -> Figure:
    """``now ÷ base − 1`` as a ratio named ``label``; absent, with the reason in words, over a zero or missing base.

    ``basis`` is added to the formula in brackets: what was compared.
    """
    if base.known and base.number <= 0:
        why = "为负数，不可比" if base.number else "为零，不可比"
        return Figure(NOT_APPLICABLE, Unit.RATIO, label, (base,), f"{base.formula}{why}")
    ratio = quotient(now, base, label)
    if not ratio.known:
        return Figure(ratio.value, Unit.RATIO, label, (ratio,), ratio.reason)
    formula = f"{label} = {now.formula} ÷ {base.formula} − 1{f'（{basis}）' if basis else ''}"
    return Figure(ratio.number - _ONE, Unit.RATIO, formula, (now, base))


def year_on_year(parts: Iterable[Progress]) -> Figure:
    """同比 = 本期 ÷ 上年同期 − 1 over the parts that give both; absent, with the reason, over no or a zero base."""
    pairs = [
        part for part in parts if part.done_value.__class__ is Decimal and part.last_year_value.__class__ is Decimal
    ]
    now = total_of(pairs, "done", summed([part.done_value for part in pairs]), "本期完成投资")
    base = total_of(pairs, "last_year", summed([part.last_year_value for part in pairs]), "上年同期完成投资")
    if not pairs:
        return Figure(base.value, Unit.RATIO, "同比", (), "无同期可比数据")
    if not base.number:
        return Figure(NOT_APPLICABLE, Unit.RATIO, "同比", (base,), "上年同期为零，不可比")
    return growth(now, base, "同比", f"{len(pairs)} 项可比")


def month_on_month(parts: Iterable[Progress]) -> Figure:
    """环比 = 本月 ÷ 上月 − 1 over the parts that give both months; absent, with the reason, where none does."""
    records = [part.record for part in parts if part.record]
    both = [(_month(item, "done_this_month", "本月"), _month(item, "done_last_month", "上月")) for item in records]
    pairs = [pair for pair in both if pair[0].known and pair[1].known]
    if not pairs:
        return Figure(MISSING, Unit.RATIO, "环比", (), "无上月可比数据")
    now = total((pair[0] for pair in pairs), "本月完成投资")
    base = total((pair[1] for pair in pairs), "上月完成投资")
    return growth(now, base, "环比", f"{len(pairs)} 项可比")


def _month(record: Record, field: str, month: str) -> Figure:
    return from_record(record, field, f"{month}完成投资")


def times(figure: Figure) -> Figure:
    """A growth as 增长N倍: the growth ratio itself, said only of a growth of at least once; else NOT_APPLICABLE.

    Growth from 1 to 3 is 增长2倍; a fall is never told in 倍 (gongwen.md §2.2).
    """
    if figure.known and figure.number < _ONE:
        return Figure(NOT_APPLICABLE, Unit.TIMES, figure.formula, figure.origin, "增长不到1倍，用百分数表述")
    return Figure(figure.value, Unit.TIMES, figure.formula, figure.origin, figure.reason)


def above(rate: Figure, given: Figure) -> Figure:
    """``rate`` above a given rate (全市, 全省) in 百分点; absent with the reason where either is."""
    name = name_of(rate.formula)
    return difference(rate, given, f"{name}高于{given.formula}", Unit.POINTS)


def given_rate(name: str, percent: Decimal) -> Figure:
    """A rate somebody gave by hand, in per cent, such as 全市平均; it has no cells."""
    return Figure(percent / 100, Unit.RATIO, name)
