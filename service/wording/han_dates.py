"""Dates and times in Han numerals, as tables keep them, and by the 24-hour clock (GB/T 15835-2011, 4.2; GB/T 7408)."""

from __future__ import annotations

from typing import Final

from service.wording.dates import Precision, moment
from service.wording.numbers import chinese_ordinal
from service.wording.values import keeps_blank

_YEAR_DIGITS: Final = "〇一二三四五六七八九"
"""A year is a code, read digit by digit: 〇 (U+3007), never 零, ○ or the letter O."""


@keeps_blank
def format_han_date(value: object) -> str:
    """``二〇二六年十一月二十二日``; of a partial date what is known: ``二〇二六年十一月``, ``二〇二六年``."""
    found = moment(value, Precision.YEAR)
    year = "".join(_YEAR_DIGITS[int(digit)] for digit in f"{found.when.year:04d}")
    month = f"{chinese_ordinal(found.when.month)}月" if found.known >= Precision.MONTH else ""
    day = f"{chinese_ordinal(found.when.day)}日" if found.known >= Precision.DAY else ""
    return f"{year}年{month}{day}"


@keeps_blank
def format_date_short(value: object) -> str:
    """``2026-11-05``, for tables; only a whole date may be written so."""
    return moment(value, Precision.DAY).when.date().isoformat()


@keeps_blank
def format_clock_24(value: object) -> str:
    """``14:30`` by the 24-hour clock; needs a time of day, drops its seconds."""
    return f"{moment(value, Precision.MINUTE).when:%H:%M}"


@keeps_blank
def format_clock_words(value: object) -> str:
    """``14时30分``, ``9时05分``, on the hour ``9时``; needs a time of day, drops its seconds."""
    when = moment(value, Precision.MINUTE).when
    return f"{when.hour}时{f'{when.minute:02d}分' if when.minute else ''}"
