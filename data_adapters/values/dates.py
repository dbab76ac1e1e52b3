"""Cells → dates as far as they were written; what can be read in two ways is told, not chosen."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from data_adapters.records import MISSING, DateLike, PartialDate
from data_adapters.values.absences import nothing
from data_adapters.values.columns import fill
from data_adapters.values.date_forms import FORMS, LENGTH, RELATIVE, ROC, SHORT, SPANS, STATES, prepared
from data_adapters.values.digits import Raw, exact, quoted

_NO_DATE: Final = "{}不是能识别的日期，请写成 2026年3月5日 或 2026年3月"
_FIRST_YEAR: Final = 1949
_LAST_YEAR: Final = 2100
_SERIALS: Final = range(20_000, 80_000)  # Excel's day numbers of 1954 to 2119, where no other number is a date
_ROC_YEARS: Final = range(100, 151)  # three digits can be no other year
_UNSURE_YEARS: Final = range(80, 100)  # 98年 is 1998, or 2009 of the ROC
_ENDS: Final = {"上半年": 6, "下半年": 12, "一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12}
_LONGEST: Final = 40  # of a text that may be a date


def date(value: Raw, year: int) -> tuple[DateLike, str]:
    """A date as far as it was written, and what is wrong ("": nothing).

    A month or day without a year is of ``year`` (0: unknown). Years of the ROC count when they are called so, or have
    three digits (115年). A half year or quarter is its last month, with its words in ``part``.
    """
    if none := nothing(value):
        return none
    if isinstance(value, datetime.date):
        day = dated(value.year, value.month, value.day)
        return (day, "") if day else (MISSING, _NO_DATE.format(quoted(value)))
    if isinstance(value, str):
        return _text_date(value, year)
    if isinstance(value, bool) or not isinstance(value, float | int | Decimal):
        return MISSING, _NO_DATE.format(quoted(value))
    return _number_date(exact(value) if isinstance(value, float) else Decimal(value), year)


def _number_date(number: Decimal, year: int) -> tuple[DateLike, str]:
    if int(number) in _SERIALS:
        return _serial(int(number)), ""
    text = f"{number:f}"
    if text.endswith(".1"):  # a typed 2026.10 is the number 2026.1 too
        return MISSING, f"“{text}”分不清是1月还是10月，请写成 {text[:-2]}年1月 或 {text[:-2]}年10月"
    return _text_date(text, year)


def _serial(days: int) -> PartialDate:
    """The day of one of Excel's numbers, in a cell that lost its date format."""
    day = datetime.date(1899, 12, 30) + datetime.timedelta(days=days)
    return PartialDate(day.year, day.month, day.day)


def _text_date(value: str, year: int) -> tuple[DateLike, str]:
    if len(value) > _LONGEST:
        return MISSING, _NO_DATE.format(quoted(value))
    text = prepared(value)
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text) and int(text[:5]) in _SERIALS:
        return _serial(int(text[:5])), ""
    for word, step in RELATIVE.items():
        if text.startswith(word) and year:
            text = f"{year + step}年{text.removeprefix(word)}"
    if roc := ROC.match(text):
        if int(roc["roc"]) not in _ROC_YEARS:
            return MISSING, _NO_DATE.format(quoted(value))
        text = f"{int(roc['roc']) + 1911}{text[3:]}"
    for form in FORMS:
        if match := form.fullmatch(text):
            return _matched(match, value, year)
    return MISSING, _refusal(text, value)


def _matched(match: re.Match[str], value: str, year: int) -> tuple[DateLike, str]:
    given = match.groupdict()
    short = int(given.get("short") or 0)
    if short in _UNSURE_YEARS:
        return MISSING, f"{quoted(value)}分不清是{1900 + short}年还是民国{short}年，请写四位数的年份"
    written = given.get("y") or (str(2000 + short) if "short" in given else "")
    if not written and not year:
        return MISSING, f"{quoted(value)}没有写年份，请写成 2026年3月5日 或 2026年3月"
    part = given.get("late") or f"{given.get('part') or ''}{given.get('about') or ''}"  # 三季度末 is 9月末
    month = int(given.get("m") or _ENDS.get(given.get("part") or "", 0))
    found = dated(int(written or year), month, int(given.get("d") or 0), part)
    if found and not {given.get("m"), given.get("d")} & {"0", "00"}:
        return found, ""
    return MISSING, f"{quoted(value)}没有这一天，或年份不在 {_FIRST_YEAR}—{_LAST_YEAR} 年之间，请核对后改正"


def dated(year: int, month: int, day: int, part: str = "") -> PartialDate | None:
    """The date if there is one, of a year that a ledger may have; else None."""
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return PartialDate(year, month, day, part) if _FIRST_YEAR <= year <= _LAST_YEAR else None


def is_state(value: str) -> bool:
    """Whether a text that is no date tells how things stand instead: 未开工, 待定, 长期."""
    text = prepared(value)
    return STATES.search(text) is not None and not re.search(r"\d", text)


def _refusal(text: str, value: str) -> str:
    shown = quoted(value)
    if SHORT.fullmatch(text):
        return f"{shown}分不清是哪年哪月哪日，请写成 2026年3月5日 或 2026年3月"
    if LENGTH.fullmatch(text) or text.startswith(("开工后", "签约后")):
        return f"{shown}是一段工期，不是日期，请填到期的日期，例如 2026年6月"
    if SPANS.fullmatch(text):
        return f"{shown}是一段时间，不是一个日期，请只填本列要的那一个日期"
    if STATES.search(text):
        return f"{shown}写的是情况，不是日期，请写成 2026年3月5日 或 2026年3月；还没有定的请留空"
    return _NO_DATE.format(shown)


def dates(column: Sequence[Raw], year: int) -> tuple[list[DateLike], dict[int, str]]:
    """:func:`date` of every cell of a column, and by position what is wrong with some."""
    found: list[DateLike] = [MISSING] * len(column)
    return found, fill(found, column, range(len(column)), lambda value: date(value, year))
