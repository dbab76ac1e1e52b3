"""Rise and fall: 增长 and 下降 for amounts in per cent, 增加 and 减少 in money, 提高 and 回落 for rates in 百分点.

The word carries the direction and the number its size, so "下降-3%" cannot come out; what rounds to nothing is 持平.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from service.wording.money import MoneyUnit, format_in
from service.wording.numbers import format_amount, points, quantize
from service.wording.traced import kept
from service.wording.values import GAP, Blank, describe, is_blank, keeps_blank, number, within_reason

NO_BASE: Final = "无同期可比数据"
NO_MONTH: Final = "无上月可比数据"
ZERO_BASE: Final = Blank("上年同期为零，不可比")
"""What a caller passes to the 同比 filter when last year's figure is 0: there is no rate, and the words say so."""
_NEGATIVE_BASE: Final = "上年同期为负数，不可比"


def yoy_phrase(value: object, places: int = 1) -> str:
    """A growth ratio against the same period last year: ``同比增长6.2%``, ``同比下降3.1%``, ``同比持平``.

    A growth of exactly 1, 2, 3 … reads ``同比增长2倍``. Every other growth stays in per cent, however large
    (``同比增长123.4%``), so that 倍 never hides a remainder and a rounded 2.0倍 is never taken for "twice"; who wants
    倍 asks for :func:`times_phrase`. A fall is never told in 倍. The gap reads ``无同期可比数据``; any other blank,
    such as :data:`ZERO_BASE`, is its own wording.
    """
    return _against(value, "同比", NO_BASE, places)


def month_phrase(value: object, places: int = 1) -> str:
    """A growth ratio against the month before: ``环比增长6.2%``; the gap reads ``无上月可比数据``."""
    return _against(value, "环比", NO_MONTH, places)


def _against(value: object, basis: str, missing: str, places: int) -> str:
    if is_blank(value):
        return kept(missing if value == GAP else str(value), value)
    return growth_phrase(value, basis, places)


@keeps_blank
def growth_phrase(value: object, basis: str = "", places: int = 1) -> str:
    """A growth ratio against any basis: ``增长6.2%``, ``较年初下降3.1%``, ``与年初持平``."""
    growth = number(value)
    rounded = points(growth, places)
    if not rounded:
        return _level(basis)
    if growth >= 1 and growth == growth.to_integral_value():
        return f"{_named(basis)}增长{growth.to_integral_value():f}倍"
    return f"{_named(basis)}{'增长' if rounded > 0 else '下降'}{rounded.copy_abs():f}%"


@keeps_blank
def times_phrase(value: object, basis: str = "", places: int = 1) -> str:
    """A growth ratio in 倍, also where it is no whole number: ``增长2倍``, ``增长1.5倍`` (to 2.5 times what was).

    What is exact is printed as it is, what is rounded keeps its places: 2.0001 is ``增长2.0倍``, 2 is ``增长2倍``.
    Less than once, and every fall, stay in per cent.
    """
    growth = number(value)
    if growth < 1:
        return growth_phrase(growth, basis, places)
    rounded = quantize(growth, places)
    shown = rounded if rounded != growth else _plain(rounded)
    return f"{_named(basis)}增长{shown:f}倍"


def _plain(value: Decimal) -> Decimal:
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()


def period_phrase(value: object, base: object, places: int = 1) -> str:
    """Two amounts, this period's and last year's, as :func:`yoy_phrase` says their growth.

    Over zero ``上年同期为零，不可比``, over less ``上年同期为负数，不可比``, over a blank ``无同期可比数据``.
    """
    return kept(str(_compared(value, base, places)), value, base)


def _compared(value: object, base: object, places: int) -> str:
    if is_blank(value):
        return str(value)
    if is_blank(base):
        return NO_BASE
    now, before = number(value), number(base)
    if before <= 0:
        return str(ZERO_BASE) if not before else _NEGATIVE_BASE
    return yoy_phrase(within_reason(now / before - 1), places)


@keeps_blank
def rate_phrase(value: object, basis: str = "", places: int = 1) -> str:
    """A difference of two ratios: ``提高3.9个百分点``, ``同比回落2.1个百分点``, ``同比持平``; never in %."""
    rounded = points(value, places)
    if not rounded:
        return _level(basis)
    return f"{_named(basis)}{'提高' if rounded > 0 else '回落'}{rounded.copy_abs():f}个百分点"


@keeps_blank
def change_phrase(value: object, basis: str = "", unit: str = "", places: int | None = None) -> str:
    """A difference: ``增加1.29亿元``, ``较上月减少350万元``, ``与上月持平``.

    It is an amount in 万元, printed in ``unit`` (万元, 亿元; by its size where none is given). Any other unit is a
    measure word and the difference a count: ``较上月增加3个``.
    """
    size = number(value).copy_abs()
    if not isinstance(unit, str):
        raise ValueError(f"单位应为文字，如“亿元”或“个”，收到的是{describe(unit)}。")
    if not unit:
        text = format_amount(size, 2 if places is None else places)
    elif unit in list(MoneyUnit):
        text = format_in(size, unit, places)
    else:
        text = f"{quantize(size, places or 0):f}"
    if not any(digit in "123456789" for digit in text):
        return _level(basis)
    counted = unit if unit and unit not in list(MoneyUnit) else ""
    return f"{_named(basis)}{'增加' if number(value) > 0 else '减少'}{text}{counted}"


def _named(basis: str) -> str:
    if not isinstance(basis, str):
        raise ValueError(f"对比说法应为文字，如“较上月”，收到的是{describe(basis)}。")
    return basis


def _level(basis: str) -> str:
    """持平: ``同比持平``, and of 较上月 or 比上月 ``与上月持平``."""
    named = _named(basis)
    return f"与{named[1:]}持平" if named[:1] in ("较", "比") else f"{named}持平"
