"""Working days in China: weekends, the State Council's holidays and the weekends worked in their stead (调休).

The days are those of the ``holidays`` library, which holds the State Council's yearly notices on them
(国务院办公厅关于部分节假日安排的通知). For a year without a notice it knows only the statutory days
(《全国年节及纪念日放假办法》), no 调休: such a year is provisional (暂定), and a face says so.
An office may lay its own arrangement over it. The library is loaded by the first question.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Final

from service.wording.arrangement import Arrangement

_WEEKEND: Final = {5: "星期六", 6: "星期日"}
_ONE: Final = timedelta(1)


@dataclass(frozen=True, slots=True)
class _Year:
    """A year's days off with their names, the weekend days worked, and whether a notice arranged them."""

    off: Mapping[date, str]
    work: frozenset[date]
    official: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """The national calendar with an office's own arrangement, if any, laid over it."""

    own: Arrangement = field(default_factory=Arrangement)

    def why_off(self, day: date) -> str:
        """Why nobody works on a day: “国庆节”, “春节假期” (补假, 调休), “星期六”; "" for a working day."""
        if day in self.own.off or day in self.own.work:
            return self.own.off.get(day, "")
        year = self._year(day)
        if day in year.work:
            return ""
        return year.off.get(day) or _WEEKEND.get(day.weekday(), "")

    def why_worked(self, day: date) -> str:
        """Why a weekend day is worked: “调休上班”, or the office's own reason; "" for any other day."""
        worked = day.weekday() in _WEEKEND and not self.why_off(day)
        return self.own.work.get(day, "调休上班") if worked else ""

    def provisional(self, day: date) -> bool:
        """Whether the year's days off are not arranged yet, so that the answer for this day may change (暂定).

        The notice for a year may also move the last days of December before it.
        """
        return not self._year(day).official

    def _year(self, day: date) -> _Year:
        return _Year({}, frozenset(), True) if day.year in self.own.official else _national(day.year)


NATIONAL: Final = Calendar()


def is_day_off(day: date, calendar: Calendar = NATIONAL) -> bool:
    """Whether nobody works on the day."""
    return bool(calendar.why_off(day))


def rolled(day: date, calendar: Calendar = NATIONAL) -> date:
    """The last day of a term: the day itself, or the next working day after a day off (民法典第二百零三条)."""
    while calendar.why_off(day):
        day += _ONE
    return day


def next_working_day(day: date, calendar: Calendar = NATIONAL) -> date:
    """The first working day after the day."""
    return rolled(day + _ONE, calendar)


def add_working_days(day: date, count: int, calendar: Calendar = NATIONAL) -> date:
    """The last day of a term of ``count`` working days; the day it starts from does not count (民法典第二百零一条).

    A count of 0 is the day itself, rolled. Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError(f"工作日数不能是负数，收到的是{count}")
    for _ in range(count):
        day = next_working_day(day, calendar)
    return rolled(day, calendar)


def working_days_between(start: date, end: date, calendar: Calendar = NATIONAL) -> int:
    """How many working days lie behind ``start`` up to and with ``end``; negative where ``end`` comes first."""
    if end < start:
        return -working_days_between(end, start, calendar)
    days = (start + timedelta(step) for step in range(1, (end - start).days + 1))
    return sum(not calendar.why_off(day) for day in days)


@cache
def _national(year: int) -> _Year:
    # Takes as long as a short command: loaded when a day is asked for.
    from holidays import country_holidays  # noqa: PLC0415

    found = country_holidays("CN", years=year, language="zh_CN")
    named = {day: name for day, name in found.items() if day.year == year}
    worked = frozenset(day for day in found.weekend_workdays if day.year == year)
    off = {day: _holiday(day, named, worked) if "（" in name else name for day, name in named.items()}
    return _Year(off, worked, bool(worked))


def _holiday(day: date, named: Mapping[date, str], worked: frozenset[date]) -> str:
    """Of which festival a day of 补假 or 调休 is: the one with most days in its row of days off."""

    def row(step: timedelta) -> Iterator[date]:
        other = day
        while other in named or (other.weekday() in _WEEKEND and other not in worked):
            yield other
            other += step

    names = [named[other] for other in (*row(-_ONE), *row(_ONE)) if "（" not in named.get(other, "（")]
    return f"{Counter(names).most_common(1)[0][0]}假期" if names else "节假日"
