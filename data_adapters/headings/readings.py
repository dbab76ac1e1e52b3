"""What a heading may mean by its own words and by those of the headings above it, surest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from data_adapters.headings.fields import bracketed, loosely, synonyms
from data_adapters.headings.matches import DONE, spoken
from data_adapters.headings.periods import Period, take_period
from data_adapters.headings.texts import clean, key, take_unit
from data_adapters.patterns import regex

_SUMS = ("", "小计", "合计", "总计", "金额", "数额", "投资额", "数量")
_REMARK = regex(r"[(（\[【〔]([^()（）\[\]【】〔〕]*)[)）\]】〕]")
# Words in brackets that make another column of the one before them.
_TELLING = regex(
    r"年|月|季|旬|日|率|占|比|%|计划|目标|实际|预计|力争|拟|上期|同期|意见|是否|完成|到位|支付|人|电话|开工|以来|累计|结转"
    r"|单位|个数|项数|其中|增[长减幅]"
)
_EITHER = regex(r"[/、]|或者?|\(|\)")


class Heading(NamedTuple):
    """One heading taken apart: its text without the unit, its words without the period too, the unit, the period."""

    text: str
    words: str
    unit: str
    period: Period


class Sense(NamedTuple):
    """One thing a heading may mean: how that was understood, the field, and the words it was found by."""

    kind: str
    field: str
    words: str


@lru_cache(maxsize=16384)
def take_apart(heading: str, year: int) -> Heading:
    """A heading's parts; ``year`` is the ledger's (0: unknown)."""
    text, unit = take_unit(clean(heading))
    words, period = take_period(text, year)
    return Heading(text, words, unit, period)


def whole_period(own: Heading, above: list[Heading]) -> Period:
    """The heading's own period, filled up by those above: "2025年" over "1-10月", "10月" over "上旬"."""
    period = own.period
    for other in (heading.period for heading in above):
        if period.kind in ("", "year") and other.kind not in ("", "year"):
            period = other._replace(year=period.year or other.year)
        elif period.kind == "ten" and not period.month and other.month:
            period = period._replace(month=other.month, year=period.year or other.year)
        elif not period.year and not period.offset and other.year:
            period = period._replace(year=other.year, kind=period.kind or "year")
    return period


def senses(own: Heading, above: list[Heading], period: Period) -> Iterator[Sense]:
    """What a heading may mean, surest first: what the headings above say comes before its own words alone."""
    parents = [heading.words for heading in above if heading.words]
    yield from _under(parents, own, period)
    if found := spoken(own.words, period):
        yield Sense("period", found, own.words)
    if not own.words and above and not parents and period.kind in ("range", "until", "month"):
        yield Sense("period", DONE, own.text)  # "1-9月" beside 计划, both under nothing but "2026年"
    for words in dict.fromkeys((own.text, own.words)):
        if found := _field(words):
            yield Sense("synonym", found, words)
    for words in _looser(own.words):
        if found := loosely(key(words)):
            yield Sense("loose", found, words)
    if found := _either(own.words):
        yield Sense("loose", found, own.words)


def _field(words: str) -> str:
    return (bracketed().get(words) or synonyms().get(key(words), "")) if words else ""


def _under(parents: list[str], own: Heading, period: Period) -> Iterator[Sense]:
    """Meanings of the heading together with one above it; a bare 小计 or a unit means what stands above."""
    for words in filter(None, dict.fromkeys((own.text or own.unit, own.words))):
        for parent in parents:
            if found := _field(f"{parent}>{words}") or _field(f"{parent}{words}"):
                yield Sense("parents", found, words)
    if own.words in _SUMS and parents and (found := _field(parents[0]) or spoken(parents[0], period)):
        yield Sense("parents", found, own.words)


def _looser(words: str) -> Iterator[str]:
    """The words as they are, without remarks in brackets that tell nothing, and without a digit at the end."""
    yield words
    plain = _REMARK.sub(lambda found: found.group() if _TELLING.search(found[1]) else "", words)
    yield plain
    yield re.sub(r"[1-9%]$", "", plain)


def _either(words: str) -> str:
    """The one field that "项目业主(建设单位)" or "责任单位/牵头单位" mean by each of their words, or ""."""
    parts = [part for part in _EITHER.split(words) if part]
    found = {_field(part) for part in parts}
    return found.pop() if len(parts) > 1 and len(found) == 1 else ""
