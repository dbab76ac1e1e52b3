"""Comparisons in official wording: a difference of rates is told in 百分点, never in %."""

from __future__ import annotations

from decimal import Decimal

from service.wording.numbers import points
from service.wording.values import keeps_blank, words


@keeps_blank
def schedule_phrase(value: object, places: int = 1) -> str:
    """A gap to the time schedule: ``超序时进度13.8个百分点``, ``滞后序时进度6.6个百分点``, ``与序时进度持平``."""
    return _against(points(value, places), "超", "滞后", "序时进度")


@keeps_blank
def compare_phrase(value: object, reference: str, places: int = 1) -> str:
    """A gap to a named rate: ``高于全市平均水平2.3个百分点``, ``低于…``, ``与全市平均水平持平``."""
    return _against(points(value, places), "高于", "低于", words(reference, "比较对象"))


def _against(rounded: Decimal, above: str, below: str, reference: str) -> str:
    if not rounded:
        return f"与{reference}持平"
    return f"{above if rounded > 0 else below}{reference}{rounded.copy_abs():f}个百分点"
