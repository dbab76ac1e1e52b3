"""Cells of 建设起止年限 → the two ends of a construction, as far as they were written."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Final, NamedTuple

from data_adapters.patterns import regex
from data_adapters.records import MISSING, DateLike, PartialDate
from data_adapters.values.absences import nothing
from data_adapters.values.date_forms import prepared
from data_adapters.values.digits import Raw, counted, quoted, shown
from data_adapters.values.period_ends import End, bounds, date_of, end_of, full_year


class BuildPeriod(NamedTuple):
    """When a project is built: its ends as far as written, whether it goes on (至今, 2010-), and the cell's own words.

    ``months`` is the length where one is written (18个月 is 18, 2年 is 24); 0 where none is.
    """

    start: DateLike = MISSING
    finish: DateLike = MISSING
    open: bool = False
    text: str = ""
    months: int = 0


_NO_PERIOD: Final = "{}不是能识别的建设起止年限，请写成 2026年3月—2027年12月 或 2026—2028年"
_ONE_END: Final = "{}只有一个时间，看不出是开工还是竣工，请写成 2026年3月—2027年12月"
_UNSURE: Final = "{}分不清后一个数是月份还是年份，请写成 2026年3月—2027年12月"
_LABEL: Final = regex(r"^(?:总?建设)?(?:总?工期|周期|年限|期限|期)(?:[为:约]|计划)*(?=\d|[一二两三四五六七八九十])")
_LENGTH: Final = regex(
    r"(?P<many>\d+(?:\.\d+)?|[一二两三四五六七八九十]+)(?P<kind>年半|年|个月|个?日历天|个?工作日|天)"
)
_BRACKET: Final = regex(r"([^()]+)[(,、]([^()]+?)\)?")
_NOW: Final = regex(r"[-~]?(?:至今|到今|现在|目前)$|[-~]今?$")
_LONGEST: Final = 60
_MONTHS: Final = range(1, 13)


def period(value: Raw, year: int) -> tuple[BuildPeriod, str]:
    """When a project is built, and what is wrong ("": nothing); the text is kept in any case.

    An end without a year is of the other end's year; ``year`` (0: unknown) serves where neither has one. A cell that
    Excel made a date of is told: 2009-11, typed for two years, became November 2009.
    """
    if none := nothing(value):
        return BuildPeriod(none[0], none[0]), none[1]
    kept = BuildPeriod(text=shown(value))
    if isinstance(value, datetime.date):
        return kept, f"{quoted(value)}是表格软件自动改成的日期，请把单元格设成文本后填写，例如 2026—2028年"
    if len(kept.text) > _LONGEST or isinstance(value, bool):
        return kept, _NO_PERIOD.format(quoted(value))
    found, fault = _read(_LABEL.sub("", prepared(kept.text)), year)
    if not found:
        return kept, fault.format(quoted(value))
    return BuildPeriod(found.start, found.finish, found.open, kept.text, found.months), ""


def _read(text: str, year: int) -> tuple[BuildPeriod | None, str]:
    if (months := _months(text)) is not None:
        return BuildPeriod(months=months), ""
    if match := _BRACKET.fullmatch(text):  # 2026—2028年（3年）, in either order
        for ends, length in (match.groups(), match.groups()[::-1]):
            if (months := _months(_LABEL.sub("", length))) is not None:
                found, fault = _read(ends, year)
                return (BuildPeriod(found.start, found.finish, found.open, months=months) if found else None), fault
    return _spans(re.sub(r"[至到→]", "~", _NOW.sub("~", text)).replace("~~", "~"), year)


def _months(text: str) -> int | None:
    """How many months a length has; 0 for one in days, which are no round months; None for what is no length."""
    match = _LENGTH.fullmatch(text)
    many = counted(match["many"]) if match else None
    if match is None or many is None or (match["kind"].startswith("年") and many > 100):
        return None
    months = {"年": many * 12, "年半": many * 12 + 6, "个月": many}.get(match["kind"], Decimal(0))
    return int(months) if months == int(months) else None


def _spans(text: str, year: int) -> tuple[BuildPeriod | None, str]:
    first, mark, last = text.partition("~") if "~" in text else _at_the_hyphen(text)
    start, finish = (end_of(part.replace("-", ".")) for part in (first, last))
    if (first and not start) or (last and not finish) or not (first or last):
        return None, _NO_PERIOD
    if start and not last:
        if not mark and (start.month or start.bare or not start.year):
            return None, _ONE_END
        return _built(start, None if mark else start, year)
    return _built(start, finish, year) if start is None or finish is None else _settled(start, finish, year)


def _at_the_hyphen(text: str) -> tuple[str, str, str]:
    """The two ends with a hyphen between them, where hyphens may also stand inside both (2026-3-2027-5)."""
    pieces = text.split("-")
    middle = (len(pieces) + 1) // 2 if len(pieces) != 3 else 3
    return "-".join(pieces[:middle]), "-" if len(pieces) > 1 else "", "-".join(pieces[middle:])


def _settled(start: End, finish: End, year: int) -> tuple[BuildPeriod | None, str]:
    """Both ends, a bare number among them being what the other end allows it to be."""
    if start.bare:
        start = End(month=start.bare) if finish.month and not finish.year else End(full_year(start.bare))
    if finish.bare:
        as_month = finish.bare in _MONTHS and finish.bare > start.month
        as_year = full_year(finish.bare) > start.year
        if as_month and as_year:
            return None, _UNSURE
        if as_month and not start.month:
            return None, _ONE_END  # 2026-10 is a month
        finish = End(start.year, finish.bare) if as_month else End(full_year(finish.bare))
    return _built(start, finish, year)


def _built(start: End | None, finish: End | None, year: int) -> tuple[BuildPeriod | None, str]:
    known = (start and start.year) or (finish and finish.year) or year
    first = date_of(start, known)
    last = date_of(finish, (finish and finish.year) or (start and start.year) or year)
    if first is None or last is None:
        return None, "{}里有不存在的日期，或没有写年份，请改正，例如 2026年3月—2027年12月"
    if isinstance(first, PartialDate) and isinstance(last, PartialDate) and bounds(first)[0] > bounds(last)[1]:
        return None, "{}的竣工时间早于开工时间，请核对后改正"
    return BuildPeriod(first, last, finish is None), ""
