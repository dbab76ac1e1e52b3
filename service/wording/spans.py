"""From one to another: days, months, quarters, rates and amounts (GB/T 15835-2011, 5.1.4; GB/T 15834-2011, 4.13)."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from typing import Final

from service.wording.dates import Moment, Precision, cumulative_period, moment
from service.wording.numbers import chinese_ordinal, format_percent, format_wan, format_yi
from service.wording.values import describe, is_blank, keeps_blank, number

WAVE: Final = "～"
"""浪纹线 between numbers: full width, for a half-width one is a slip of the keyboard."""
_HALF: Final = "上半月"


def _ends(first: object, last: object, need: Precision) -> tuple[Moment, Moment]:
    start, end = moment(first, need), moment(last, need)
    if end.when < start.when:
        raise ValueError(f"起止颠倒：从{describe(first)}到{describe(last)}，请核对。")
    return start, end


@keeps_blank
def day_span(first: object, last: object, *, year: bool = False) -> str:
    """``7月3日至5日``, ``7月3日至8月5日``; with ``year`` ``2026年7月3日至5日``; over New Year always with both years.

    One and the same day is that day alone. ValueError: less than a day, or the last before the first.
    """
    start = moment(first, Precision.DAY).when
    if is_blank(last):
        return f"{f'{start.year}年' if year else ''}{start.month}月{start.day}日至{last}"
    end = _ends(first, last, Precision.DAY)[1].when
    named = year or start.year != end.year
    begin = f"{f'{start.year}年' if named else ''}{start.month}月{start.day}日"
    if start.date() == end.date():
        return begin
    finish = f"{end.day}日"
    if (start.year, start.month) != (end.year, end.month):
        finish = f"{end.month}月{finish}"
    return f"{begin}至{f'{end.year}年' if start.year != end.year else ''}{finish}"


@keeps_blank
def month_span(first: object, last: object) -> str:
    """``2026年3—6月``, ``2025年11月—2026年2月``; one and the same month is ``2026年3月``."""
    start = moment(first, Precision.MONTH).when
    if is_blank(last):
        return f"{start.year}年{start.month}月至{last}"
    end = _ends(f"{start:%Y-%m}", f"{moment(last, Precision.MONTH).when:%Y-%m}", Precision.MONTH)[1].when
    if start.year != end.year:
        return f"{start.year}年{start.month}月—{end.year}年{end.month}月"
    return f"{start.year}年{start.month}{f'—{end.month}' if end.month != start.month else ''}月"


@keeps_blank
def cumulative(value: object) -> str:
    """January up to a month, half a month or a day: ``2026年1—8月``, ``2026年1至8月上半月``, ``2026年1月1日至8月20日``.

    Takes what a period is written as: ``2026-08``, ``2026-08上半月``, ``2026-08-20``, or a date. The last day of a
    month is the month.
    """
    half = isinstance(value, str) and value.endswith(_HALF)
    found = moment(str(value).removesuffix(_HALF) if half else value, Precision.MONTH)
    when = found.when
    if half:
        return f"{when.year}年{'1至' if when.month > 1 else ''}{when.month}月{_HALF}"
    if found.known == Precision.MONTH or when.day == calendar.monthrange(when.year, when.month)[1]:
        return cumulative_period(when.year, when.month)
    return day_span(f"{when.year:04d}-01-01", when.date(), year=True)


@keeps_blank
def quarter_name(value: object, *, year: bool = False) -> str:
    """The quarter a month lies in: ``一季度``, with ``year`` ``2026年一季度``."""
    when = moment(value, Precision.MONTH).when
    return f"{f'{when.year}年' if year else ''}{chinese_ordinal((when.month + 2) // 3)}季度"


@keeps_blank
def half_year_name(value: object, *, year: bool = False) -> str:
    """The half of the year a month lies in: ``上半年``, ``下半年``, with ``year`` ``2026年上半年``."""
    when = moment(value, Precision.MONTH).when
    return f"{f'{when.year}年' if year else ''}{'上' if when.month <= 6 else '下'}半年"


@keeps_blank
def percent_span(low: object, high: object, places: int = 1) -> str:
    """Two ratios as ``15.0%～30.0%``: the sign stands with both."""
    return _span(low, high, places, format_percent)


@keeps_blank
def wan_span(low: object, high: object, places: int = 0) -> str:
    """Two amounts in 万元 as ``13万元～17万元``: the unit stands with both."""
    return _span(low, high, places, format_wan)


@keeps_blank
def yi_span(low: object, high: object, places: int = 2) -> str:
    """Two amounts in 万元 printed in 亿元: ``9.00亿元～16.00亿元``."""
    return _span(low, high, places, format_yi)


def _span(low: object, high: object, places: int, printed: Callable[[object, int], str]) -> str:
    if not is_blank(high) and number(high) < number(low):
        raise ValueError(f"起止颠倒：从{describe(low)}到{describe(high)}，请核对。")
    first, last = printed(low, places), printed(high, places)
    return first if first == last else f"{first}{WAVE}{last}"
