"""One end of a construction's period, as it is written."""

from __future__ import annotations

from typing import Final, NamedTuple

from data_adapters.patterns import regex
from data_adapters.records import MISSING, DateLike, PartialDate
from data_adapters.values.dates import dated


class End(NamedTuple):
    """One end as written; ``bare`` is a number alone, which the other end must make a month or a year."""

    year: int = 0
    month: int = 0
    day: int = 0
    part: str = ""
    bare: int = 0


_PART: Final = r"(?P<part>[底末初]|[上中下]旬|上半年|下半年)?"
_ENDS: Final = (
    regex(r"(?P<bare>\d{1,2})"),
    regex(rf"(?P<y>\d{{2,4}})[./年](?P<m>\d{{1,2}})(?:月份?|[./](?=\d))?(?:(?P<d>\d{{1,2}})[日号]?)?{_PART}"),
    regex(rf"(?P<y>\d{{2,4}})(?:年度?)?{_PART}"),
    regex(rf"(?P<m>\d{{1,2}})月份?(?:(?P<d>\d{{1,2}})[日号])?{_PART}"),
)


def end_of(text: str) -> End | None:
    """The end that a text says, or None where it says none."""
    for form in _ENDS:
        if match := form.fullmatch(text):
            given = match.groupdict()
            year, month, day, bare = (int(given.get(name) or 0) for name in ("y", "m", "d", "bare"))
            return End(full_year(year), month, day, given.get("part") or "", bare)
    return None


def full_year(year: int) -> int:
    """A year of two digits is of 1980 to 2079, one of three is of the ROC."""
    if 0 < year < 100:
        return year + (1900 if year >= 80 else 2000)
    return year + 1911 if 100 <= year < 1000 else year


def date_of(end: End | None, year: int | None) -> DateLike | None:
    """MISSING for an end that is not written, None for one that cannot be."""
    return MISSING if end is None else dated(end.year or year or 0, end.month, end.day, end.part)


def bounds(day: PartialDate) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """The first and the last day that a date as far as written may be."""
    return (day.year, day.month or 1, day.day or 1), (day.year, day.month or 12, day.day or 31)
