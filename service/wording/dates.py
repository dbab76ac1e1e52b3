"""Dates and times as official papers print them: Arabic, full year, no leading zero (GB/T 9704-2012, 7.3.5.4)."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

from service.wording.values import describe, keeps_blank, whole

_ISO: Final = re.compile(
    r"[0-9]{4}(?P<month>-[0-9]{2}(?P<day>-[0-9]{2}(?P<clock>[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)?)?)?"
)
# The part of a year or month that a ledger names ("2026-06上旬"): 年月日 prints it, no other form has room for it.
_PART: Final = re.compile(r"(.*[0-9])((?:初|[上中下]旬|中|底|末|内|左右|[上下]半年|[一二三四]季度)+)", re.DOTALL)
_NOON: Final = 12


class Precision(IntEnum):
    """How much of a moment is known; each step contains the ones before."""

    YEAR = 1
    MONTH = 2
    DAY = 3
    MINUTE = 4


_PATTERNS: Final = {Precision.YEAR: "y年", Precision.MONTH: "y年M月", Precision.DAY: "y年M月d日"}
_WANTED: Final = {
    Precision.YEAR: "日期（如 2026-11-27、2026-11 或 2026）",
    Precision.MONTH: "至少到月的日期（如 2026-11）",
    Precision.DAY: "完整日期（如 2026-11-27）",
    Precision.MINUTE: "日期和时刻（如 2026-11-27T09:00:00）",
}


class Moment(NamedTuple):
    """A point in time and how much of it is known; what is not known stands at its lowest value."""

    when: datetime
    known: Precision


def moment(value: object, need: Precision) -> Moment:
    """A date, a datetime without zone, or ISO text as a :class:`Moment`; ValueError if it is not, or less than needed.

    A time with a zone is refused: papers are dated in Beijing time, and printing another zone's day is a wrong date.
    """
    found = _from_text(value) if isinstance(value, str) else _from_object(value)
    if found is None or found.known < need:
        raise ValueError(f"此处应为{_WANTED[need]}，收到的是{describe(value)}。")
    if found.when.tzinfo is not None:
        raise ValueError(f"此处应为不带时区的北京时间，收到的是{describe(value)}。")
    return found


def _from_object(value: object) -> Moment | None:
    if isinstance(value, datetime):
        return Moment(value, Precision.MINUTE)
    if isinstance(value, date):
        return Moment(datetime.combine(value, time.min), Precision.DAY)
    return None


def _from_text(text: str) -> Moment | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    known = Precision(1 + sum(part is not None for part in match.groups()))
    complete = text + {Precision.YEAR: "-01-01", Precision.MONTH: "-01"}.get(known, "")
    try:
        return Moment(datetime.fromisoformat(complete), known)
    except ValueError as error:
        raise ValueError(f"没有这样的日期或时刻：“{text}”。") from error


@lru_cache(maxsize=4096)  # a batch bears some dozens of days
def _by_babel(day: date, pattern: str) -> str:
    # Loaded by the first date: a run that prints none should not pay for it.
    from babel.dates import format_date as babel_date  # noqa: PLC0415

    from service.wording.locale import ZH  # noqa: PLC0415

    return babel_date(day, pattern, locale=ZH)


def weekday_name(day: date) -> str:
    """The weekday of ``day``: ``星期五``."""
    return _by_babel(day, "EEEE")


@keeps_blank
def format_date(value: object) -> str:
    """``2026年11月22日``; of a partial date what is known: ``2026年11月``, ``2026年``, ``2026年11月上旬``."""
    named = _PART.fullmatch(value) if isinstance(value, str) else None
    found = moment(named[1] if named else value, Precision.YEAR)
    printed = _by_babel(found.when, _PATTERNS[min(found.known, Precision.DAY)])
    return printed + (named[2] if named else "")


@keeps_blank
def format_date_weekday(value: object) -> str:
    """``2026年11月22日（星期日）``; needs a full date."""
    return _by_babel(moment(value, Precision.DAY).when, "y年M月d日（EEEE）")


@keeps_blank
def format_month(value: object) -> str:
    """``2026年11月``; needs the month."""
    return _by_babel(moment(value, Precision.MONTH).when, "y年M月")


@keeps_blank
def format_month_day(value: object) -> str:
    """``11月22日``; needs a full date."""
    return _by_babel(moment(value, Precision.DAY).when, "M月d日")


@keeps_blank
def format_clock(value: object) -> str:
    """``上午9:00``, ``中午12:00`` (until 12:59), ``下午2:30``; needs a time of day, drops its seconds."""
    when = moment(value, Precision.MINUTE).when
    if when.hour == _NOON:
        return f"中午12:{when.minute:02d}"
    half, hour = ("上午", when.hour) if when.hour < _NOON else ("下午", when.hour - _NOON)
    return f"{half}{hour}:{when.minute:02d}"


@keeps_blank
def format_meeting_time(value: object) -> str:
    """``2026年11月27日（星期五）上午9:00``; needs a date with a time of day."""
    when = moment(value, Precision.MINUTE).when
    return f"{format_date_weekday(when)}{format_clock(when)}"


def cumulative_period(year: int, month: int) -> str:
    """The period from January to ``month``: ``2026年1—10月``; January alone is ``2026年1月``."""
    year, month = whole(year, "年份", date.min.year, date.max.year), whole(month, "月份", 1, 12)
    return f"{year}年1月" if month == 1 else f"{year}年1—{month}月"
