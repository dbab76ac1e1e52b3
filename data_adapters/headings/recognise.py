"""Headings → matches: a heading under its spanning headings, in a ledger of a year."""

from __future__ import annotations

from functools import lru_cache

from data_adapters.headings.fields import fields
from data_adapters.headings.matches import Match, in_period
from data_adapters.headings.periods import Period
from data_adapters.headings.readings import Heading, Sense, senses, take_apart, whole_period
from data_adapters.headings.scripts import simplified
from data_adapters.headings.texts import MONEY_UNITS
from data_adapters.patterns import regex

_LONGEST = 60  # characters: what is longer is prose, not a heading
_LONGEST_RAW = 240  # the same with the blanks people set words apart by
# "填报单位：" beside "填报时间：" stands above a table, to be filled in.
_FORM_NOTE = regex(r"(?:填报|填表|上报|报送|制表|报告|汇报|审核).{0,6}[:：]$")


@lru_cache(maxsize=16384)
def recognise(parents: tuple[str, ...], heading: str, year: int) -> Match | None:
    """What ``heading`` under ``parents`` (the widest first) means in a ledger of ``year`` (0: unknown), or None.

    A heading that names another year than the ledger's is another column: what was done or planned in the year before
    has fields of its own, anything else of another year is not recognised.
    """
    if len(heading) > _LONGEST_RAW or _FORM_NOTE.match(heading.strip()):
        return None
    stack = (*parents, heading)
    found = _recognised(stack, year)
    for in_mainland_words in (False, True):
        converted = tuple(simplified(text, in_mainland_words) for text in stack) if not found else stack
        if converted != stack:
            found = _recognised(converted, year)
    return found


def _recognised(stack: tuple[str, ...], year: int) -> Match | None:
    own, *above = (take_apart(text, year) for text in reversed(stack))
    if not (own.text or own.unit) or len(own.text) > _LONGEST:
        return None
    period = whole_period(own, above)
    for sense in senses(own, above, period):
        if meant := _meant(sense, own, period, year):
            unit = next((part.unit for part in (own, *above) if part.unit), "")
            month = 0 if period.offset or (year and period.year not in (0, year)) else period.month
            day = period.day if month else 0
            return Match(meant, unit, month, day, period.year, _kind(sense, own, meant))
    return None


def _meant(sense: Sense, own: Heading, period: Period, year: int) -> str:
    """The field a sense is in the period named and with the heading's own unit, or ""."""
    named = sense.field
    if named == "content_scale" and own.period.kind == "year":
        named = "milestone_plan"  # what is to be built in one year
    if own.period.offset and sense.words == own.text:
        return _of_unit(named, own.unit)  # "上年同期" is part of the synonym
    meant = in_period(named, period, sense.words, year)
    return _of_unit(meant, own.unit) if meant else ""


def _kind(sense: Sense, own: Heading, meant: str) -> str:
    """How it was understood; a period cut out of the heading's own text made it a pattern."""
    return "period" if meant != sense.field or (sense.kind == "synonym" and sense.words != own.text) else sense.kind


def _of_unit(named: str, unit: str) -> str:
    """The field the unit makes of it: "完成投资（%）" is the rate, "项目（个）" the number; "" for none."""
    in_money = unit in MONEY_UNITS
    if named == "project_name" and unit in ("个", "项"):
        return "project_count"
    if named == "milestone_plan" and in_money:
        return "plan_this_year"
    if named == "done_this_year_to_date" and unit == "%":
        return "rate_reported"
    kind = fields()[named].type
    if kind == "amount" and unit and not in_money:
        return ""
    return "" if kind in ("percent", "count", "date") and in_money else named
