"""Amounts, rates and ordinals as an official paper prints them (GB/T 15835-2011: half-width digits, leading 0).

Python writes the digits, four times as fast as Babel would; tests hold every form equal to Babel's for zh_CN.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import cache
from typing import Final

from service.wording.values import MAX_INTEGER_DIGITS, keeps_blank, number, whole

MAX_PLACES: Final = 10
_WAN_TO_YI: Final = -4
_WAN_IN_YI: Final = 10_000
_RATIO_TO_PERCENT: Final = 2
# Room for every digit that number() lets in, so that quantize never meets its limit and never rounds twice.
_EXACT: Final = Context(prec=2 * MAX_INTEGER_DIGITS, rounding=ROUND_HALF_UP, traps=[InvalidOperation])

_DIGITS: Final = "零一二三四五六七八九"
_RANKS: Final = ("", "十", "百", "千")
_HIGHEST_ORDINAL: Final = 9999


@cache
def _unit(places: int) -> Decimal:
    return Decimal((0, (1,), -places))


def quantize(value: object, places: int, power: int = 0) -> Decimal:
    """``value`` × 10^``power`` with ``places`` decimals, rounded half up (四舍五入) once, away from zero; never -0.

    This is the only place of the service where a figure is rounded. ValueError: not a number, or places outside 0…10.
    """
    if type(places) is not int or not 0 <= places <= MAX_PLACES:
        places = whole(places, "小数位数", 0, MAX_PLACES)
    rounded = number(value).quantize(_unit(places + power), context=_EXACT).scaleb(power, context=_EXACT)
    return rounded if rounded else rounded.copy_abs()


@keeps_blank
def format_yi(value: object, places: int = 2, *, unit: bool = True) -> str:
    """An amount in 万元 printed in 亿元: 12900 is ``1.29亿元``."""
    return f"{quantize(value, places, _WAN_TO_YI):f}{'亿元' if unit else ''}"


@keeps_blank
def format_wan(value: object, places: int = 0, *, grouping: bool = False, unit: bool = True) -> str:
    """An amount in 万元: ``12900万元``, with ``grouping`` ``12,900万元`` (千分撇, one habit per paper)."""
    return f"{quantize(value, places):{',f' if grouping else 'f'}}{'万元' if unit else ''}"


@keeps_blank
def format_amount(value: object, places: int = 2) -> str:
    """An amount in 万元 in the unit its size asks for: 亿元 from one 亿 on, else 万元; ``3500万元``, ``1.29亿元``.

    万元 keep decimals only where there are some: whole 万元 are printed whole.
    """
    if abs(quantize(value, places)) >= _WAN_IN_YI:
        return format_yi(value, places)
    whole_wan = quantize(value, 0) == quantize(value, places)
    return format_wan(value, 0 if whole_wan else places)


@keeps_blank
def format_percent(value: object, places: int = 1, *, unit: bool = True) -> str:
    """A ratio in per cent: Decimal("0.2667") is ``26.7%``. Rates above 100 % are normal and never clamped."""
    return f"{quantize(value, places, _RATIO_TO_PERCENT):f}{'%' if unit else ''}"


def points(value: object, places: int) -> Decimal:
    """A difference of two ratios in 百分点, rounded: the sign of what is printed, not of what was computed."""
    return quantize(value, places, _RATIO_TO_PERCENT)


@keeps_blank
def format_points(value: object, places: int = 1, *, unit: bool = True) -> str:
    """A difference of two ratios with its sign: ``+13.8个百分点``, ``-6.6个百分点``, ``0.0个百分点``."""
    rounded = points(value, places)
    return f"{'+' if rounded > 0 else ''}{rounded:f}{'个百分点' if unit else ''}"


@keeps_blank
def chinese_ordinal(value: object) -> str:
    """The Han numeral of a heading or a list item from 1 to 9999: 一, 十, 二十一, 一百零一. ValueError outside."""
    left = whole(value, "中文序号", 1, _HIGHEST_ORDINAL)
    text, rank, zero = "", 0, False
    while left:
        left, digit = divmod(left, 10)
        if digit:
            text = f"{_DIGITS[digit]}{_RANKS[rank]}{_DIGITS[0] if zero else ''}{text}"
        # A run of zeros is read once, and only between two digits that are spoken.
        zero = digit == 0 and text != ""
        rank += 1
    return text[1:] if text.startswith("一十") else text
