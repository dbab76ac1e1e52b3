"""A heading with those above it as one text that stays the same from month to month and from year to year."""

from __future__ import annotations

from data_adapters.headings.periods import Period, take_period
from data_adapters.headings.scripts import simplified
from data_adapters.headings.texts import clean, take_unit
from data_adapters.patterns import regex

UNDER = ">"
_TOLD = regex(r"〔[^〕]*〕$")
_KINDS = {
    "range": "年初起",
    "until": "截至某月",
    "month": "某月",
    "ten": "某旬",
    "quarter": "某季",
    "rest": "至年底",
    "year_end": "年底",
    "plan_years": "五年",
    "other": "某几个月",
}
_YEARS = {-1: "上年", 0: "", 1: "下年"}


def canonical(path: str, year: int = 0) -> str:
    """The path of a heading in a ledger of ``year`` without unit and blanks, its period told relative to the ledger's.

    "投资 > 2025年1-10月实绩（万元）" is "投资>实绩〔上年年初起〕" in 2026. A path that is canonical already stays.
    """
    return UNDER.join(_canonical(part, year) for part in path.split(UNDER))


def _canonical(heading: str, year: int) -> str:
    if _TOLD.search(heading):
        return heading
    words, period = take_period(take_unit(clean(simplified(heading)))[0], year)
    told = _told(period, year)
    return f"{words}〔{told}〕" if told else words


def _told(period: Period, year: int) -> str:
    offset = period.offset or (period.year - year if period.year and year else 0)
    return _YEARS.get(offset, f"{offset:+d}年") + _KINDS.get(period.kind, "")
