"""Headings → matches: a heading under its spanning headings, in a ledger of a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from data_adapters.headings.fields import fields, loose_synonyms, synonyms
from data_adapters.headings.matches import Match, in_period, spoken
from data_adapters.headings.periods import Period, take_period
from data_adapters.headings.scripts import simplified
from data_adapters.headings.texts import MONEY_UNITS, clean, key, loose_key, take_unit

_LONGEST = 60  # characters: what is longer is prose, not a heading
_SUMS = ("", "小计", "合计", "总计", "金额", "数额", "投资额", "数量")
_REMARK = re.compile(r"[(（\[【〔]([^()（）\[\]【】〔〕]*)[)）\]】〕]")
# Words in brackets that make another column of the one before them.
_TELLING = re.compile(
    r"年|月|季|旬|日|率|占|比|%|计划|目标|实际|预计|力争|拟|上期|同期|意见|是否|完成|到位|支付|人|电话|开工|以来|累计|结转|单位|个数|项数|不含|其中|增"
)
_EITHER = re.compile(r"[/、]|或者?|\(|\)")


@dataclass(frozen=True, slots=True)
class _Text:
    """One heading taken apart: what it says without unit, without unit and period, and these two themselves."""

    whole: str
    words: str
    unit: str
    period: Period


@lru_cache(maxsize=16384)
def recognise(parents: tuple[str, ...], heading: str, year: int) -> Match | None:
    """What ``heading`` under ``parents`` (the widest first) means in a ledger of ``year`` (0: unknown), or None.

    A heading that names another year than the ledger's is another column: what was done or planned in the year before
    has fields of its own, anything else of another year is not recognised.
    """
    if len(heading) > 4 * _LONGEST:
        return None
    found = _recognised(parents, heading, year)
    if found:
        return found
    for in_mainland_words in (False, True):
        converted = simplified("\n".join((*parents, heading)), in_mainland_words).split("\n")
        stack = (*parents, heading)
        if len(converted) == len(stack) and tuple(converted) != stack:
            found = _recognised(tuple(converted[:-1]), converted[-1], year)
        if found:
            return found
    return None


def _recognised(parents: tuple[str, ...], heading: str, year: int) -> Match | None:
    own = _take_apart(heading, year)
    above = [_take_apart(parent, year) for parent in reversed(parents)]
    if (not own.whole and not own.unit) or len(own.whole) > _LONGEST:
        return None
    period = _period(own, above)
    for kind, named, words in _readings(own, above, period):
        meant = in_period(named, period, words, year)
        meant = _of_unit(meant, own.unit) if meant else ""
        if meant:
            told = "period" if meant != named or (kind == "synonym" and own.words != own.whole) else kind
            unit = next((text.unit for text in (own, *above) if text.unit), "")
            month = period.month if not (period.offset or (year and period.year not in (0, year))) else 0
            return Match(meant, unit, month, period.day if month else 0, period.year, told)
    return None


@lru_cache(maxsize=16384)
def _take_apart(heading: str, year: int) -> _Text:
    whole, unit = take_unit(clean(heading))
    words, period = take_period(whole, year)
    return _Text(whole, words, unit, period)


def _period(own: _Text, above: list[_Text]) -> Period:
    """The heading's own period, filled up by those above: "2025年" over "1-10月", "10月" over "上旬"."""
    period = own.period
    for text in above:
        other = text.period
        if period.kind in ("", "year") and other.kind not in ("", "year"):
            period = replace(other, year=period.year or other.year)
        elif period.kind == "ten" and not period.month and other.month:
            period = replace(period, month=other.month, year=period.year or other.year)
        elif not period.year and not period.offset and other.year:
            period = replace(period, year=other.year, kind=period.kind or "year")
    return period


def _readings(own: _Text, above: list[_Text], period: Period) -> Iterator[tuple[str, str, str]]:
    """What a heading may mean, surest first: how it was understood, the field, and the words it was found by."""
    parents = [text.words for text in above if text.words]
    for words in dict.fromkeys((own.whole, own.words)):
        for parent in parents:
            for text in (f"{parent}>{words}", f"{parent}{words}"):
                if found := synonyms().get(key(text)) if words else None:
                    yield "parents", found, words
    if own.words in _SUMS and parents and (found := synonyms().get(key(parents[0]))):
        yield "parents", found, own.words
    if found := spoken(own.words, period):
        yield "period", found, own.words
    for words in dict.fromkeys((own.whole, own.words)):
        if found := synonyms().get(key(words)):
            yield "synonym", found, words
    for words in _looser(own.words):
        if found := loose_synonyms().get(loose_key(key(words))):
            yield "loose", found, words
    if found := _either(own.words):
        yield "loose", found, own.words


def _looser(words: str) -> Iterator[str]:
    """The words as they are, without remarks in brackets that tell nothing, and without a number at the end."""
    yield words
    plain = _REMARK.sub(lambda found: found.group() if _TELLING.search(found[1]) else "", words)
    yield plain
    yield plain.rstrip("0123456789%")


def _either(words: str) -> str:
    """The one field that "项目业主(建设单位)" or "责任单位/牵头单位" mean by each of their words, or ""."""
    parts = [part for part in _EITHER.split(words) if part]
    found = {synonyms().get(key(part), "") for part in parts}
    return found.pop() if len(parts) > 1 and len(found) == 1 else ""


def _of_unit(named: str, unit: str) -> str:
    """The field if its own heading's unit suits it; "完成投资（%）" is the rate, "项目（个）" the number."""
    kind = fields()[named].type
    if named == "project_name" and unit in ("个", "项"):
        return "project_count"
    if kind == "amount" and unit and unit not in MONEY_UNITS:
        return "rate_reported" if unit == "%" and named == "done_this_year_to_date" else ""
    return "" if kind in ("percent", "count", "date") and unit in MONEY_UNITS else named
