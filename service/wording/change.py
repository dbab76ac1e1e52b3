"""Comparisons in official wording: a difference of rates is 百分点, never %; a fall is 下降 x%, never 增长 -x%."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from service.wording.numbers import points
from service.wording.values import GAP, Blank, is_blank, keeps_blank, number, words

NO_BASE: Final = "无同期可比数据"
ZERO_BASE: Final = Blank("上年同期为零，不可比")
"""What a caller passes to the 同比 filter when last year's figure is 0: there is no rate, and the words say so."""


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


def yoy_phrase(value: object, places: int = 1) -> str:
    """A growth ratio against the same period last year: ``同比增长6.2%``, ``同比下降3.1%``, ``同比持平``.

    A growth of exactly 1, 2, 3 … reads ``同比增长2倍``. Every other growth stays in per cent, however large
    (``同比增长123.4%``), so that 倍 never hides a remainder and a rounded 2.0倍 is never taken for "twice". A fall is
    never told in 倍. The gap reads ``无同期可比数据``; any other blank, such as :data:`ZERO_BASE`, is its own wording.
    """
    if is_blank(value):
        return NO_BASE if value == GAP else str(value)
    growth = number(value)
    rounded = points(growth, places)
    if not rounded:
        return "同比持平"
    if growth >= 1 and growth == growth.to_integral_value():
        return f"同比增长{growth.to_integral_value():f}倍"
    return f"同比{'增长' if rounded > 0 else '下降'}{rounded.copy_abs():f}%"
