"""How often a kind of meeting is held, as a person writes it (每周五, 每月25日), and which day is next."""

from __future__ import annotations

import calendar as months
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from service.registers.deadlines import why_moved
from service.wording.workdays import NATIONAL, Calendar, rolled

FORMS: Final = "可以写“每周五”“每月25日”“每季度第3个月25日”“每年6月25日、12月25日”“不定期”"
_WEEKDAYS: Final = "一二三四五六日"
_WEEKLY: Final = re.compile(r"每周([一二三四五六日])")
_MONTHLY: Final = re.compile(r"每月(\d{1,2})日")
_QUARTERLY: Final = re.compile(r"每季度第([123])个月(\d{1,2})日")
_YEARLY: Final = re.compile(r"每年((?:\d{1,2}月\d{1,2}日、?)+)")
_YEAR: Final = 365


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A weekday (0: Monday), or days of the year (month, day); neither for 不定期."""

    weekday: int | None = None
    days: tuple[tuple[int, int], ...] = ()

    @property
    def length(self) -> int:
        """About how many days lie between two meetings."""
        return 7 if self.weekday is not None else _YEAR // max(len(self.days), 1)

    @property
    def regular(self) -> bool:
        """Whether it says any day at all."""
        return self.weekday is not None or bool(self.days)

    def following(self, day: date) -> Iterator[date]:
        """The days it falls on after ``day``, for years; none for 不定期. The 31st is a short month's last day."""
        if self.weekday is not None:
            first = day + timedelta((self.weekday - day.weekday() - 1) % 7 + 1)
            yield from (first + timedelta(7 * step) for step in range(520))
        for year in range(day.year, day.year + 10) if self.days else ():
            for month, number in self.days:
                found = date(year, month, min(number, months.monthrange(year, month)[1]))
                if found > day:
                    yield found


@dataclass(frozen=True, slots=True)
class Proposed:
    """The day proposed, and why it is not the rhythm's own, "" where it is."""

    day: date
    note: str = ""


def read_rhythm(text: str) -> Rhythm:
    """A rhythm as it is written in the settings. Raises ValueError, in Chinese, for one that cannot be read."""
    word = re.sub(r"\s", "", text)
    if word == "不定期":
        return Rhythm()
    if match := _WEEKLY.fullmatch(word):
        return Rhythm(weekday=_WEEKDAYS.index(match[1]))
    if match := _MONTHLY.fullmatch(word):
        days = [(month, int(match[1])) for month in range(1, 13)]
    elif match := _QUARTERLY.fullmatch(word):
        days = [(month, int(match[2])) for month in range(int(match[1]), 13, 3)]
    elif match := _YEARLY.fullmatch(word):
        days = sorted((int(month), int(day)) for month, day in re.findall(r"(\d+)月(\d+)日", match[1]))
    else:
        raise ValueError(f"“{text}”读不懂，{FORMS}")
    if not all(map(_is_a_day, days)):
        raise ValueError(f"“{text}”里没有这样的日子，{FORMS}")
    return Rhythm(days=tuple(days))


def _is_a_day(found: tuple[int, int]) -> bool:
    """Whether a month may have the day; a 31st is kept for short months too, where it means the last day."""
    return 1 <= found[0] <= 12 and 1 <= found[1] <= 31


def propose(rhythm: Rhythm, last: date | None, today: date, calendar: Calendar = NATIONAL) -> Proposed | None:
    """The next meeting from ``today`` on and after the last one, moved on from a day off; None for 不定期.

    A day less than half a rhythm after the last meeting is passed over: that one was itself moved, and stands for it.
    """
    for day in rhythm.following(max(last or today, today) - timedelta(1)):
        moved = rolled(day, calendar)
        if last and (moved - last).days * 2 < rhythm.length:
            continue
        if moved == day:
            return Proposed(day)
        return Proposed(moved, why_moved(day, calendar))
    return None
