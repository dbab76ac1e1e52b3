"""Deadlines as days: so many working days after a day, or a day that was named; what a person should know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from service.wording import format_date, format_date_weekday
from service.wording.workdays import NATIONAL, Calendar, add_working_days, rolled


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline and what to tell whoever sets it: that it is a day off, or that the year's holidays are 暂定."""

    day: date
    notes: tuple[str, ...] = ()


def named(day: date, calendar: Calendar = NATIONAL) -> Deadline:
    """A deadline set as a day. One on a day off stays as it was set and is pointed out (民法典第二百零三条)."""
    moved = why_moved(day, calendar)
    off = f"办理时限{moved}，请核对是否改为工作日"
    return Deadline(day, (*([off] if moved else []), *_provisional((day,), calendar)))


def why_moved(day: date, calendar: Calendar = NATIONAL) -> str:
    """Why a day off is moved on and to which day: 2026年10月2日（星期五）是国庆节，顺延到…; "" for a working day."""
    why = calendar.why_off(day)
    if not why:
        return ""
    told = format_date(day) if why.startswith("星期") else format_date_weekday(day)
    return f"{told}是{why}，顺延到{format_date_weekday(rolled(day, calendar))}"


def in_working_days(start: date, count: int, calendar: Calendar = NATIONAL) -> Deadline:
    """The last of ``count`` working days after ``start``; that day itself does not count. ValueError below zero."""
    day = add_working_days(start, count, calendar)
    return Deadline(day, _provisional((start, day), calendar))


def _provisional(days: tuple[date, ...], calendar: Calendar) -> tuple[str, ...]:
    years = sorted({day.year for day in days if calendar.provisional(day)})
    if not years:
        return ()
    said = "、".join(f"{year}年" for year in years)
    return (f"{said}的放假调休安排还没有公布，{format_date(days[-1])}这个时限是暂定的，公布以后请再核对",)
