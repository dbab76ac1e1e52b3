"""Headings → field ids: synonyms from ``headings.toml``, and patterns for headings that carry a period."""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_UNIT = re.compile(
    r"[(（\[【]\s*(?:单位\s*[:：]?\s*)?(元|千元|万元|亿元|百万元|万美元|亿美元|%|百分点|月|天|个)\s*[)）\]】]"
)
_YEAR = re.compile(r"((?:19|20)\d{2})年(?:度)?")
_UP_TO_YEAR_END = re.compile(
    r"^(?:自?开工)?(?:累计)?(?:至|截至|截止|截止到|到)?(?P<year>(?:19|20)\d{2})年底(?:止)?(?:已)?(?:累计)?(?:已)?完成(?:总)?投资(?:额)?$"
)
_RANGE = re.compile(
    r"^(?:年初)?(?:(?:1|一)[-—–~～至到](?P<to>\d{0,2})月份?|(?:截至|截止|截止到|至)(?P<end>\d{1,2})月(?:底|末|份)?)"
    r"(?:(?P<day>\d{1,2})日)?(?:止)?(?:已|累计|实际|共)*(?:完成|投资)(?:总)?(?:投资)?(?:额)?$"
)
_ONE_MONTH = re.compile(r"^(?P<month>\d{1,2})月份?(?:当月|实际)?完成(?:投资)?(?:额)?$")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the domain: its id, canonical Chinese label and type (text, amount, percent or date)."""

    id: str
    label: str
    type: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What a heading means: a field id, the unit it states and the month it runs to ("" and 0 where it does not)."""

    field: str
    unit: str
    month: int = 0

    @property
    def label(self) -> str:
        """The field's canonical Chinese label."""
        return fields()[self.field].label


@cache
def fields() -> dict[str, Field]:
    """All fields by id, as ``headings.toml`` lists them."""
    table = tomllib.loads((Path(__file__).parent / "headings.toml").read_text(encoding="utf-8"))
    return {
        key: Field(key, entry["label"], entry.get("type", "text"), tuple(entry["synonyms"]))
        for key, entry in table.items()
    }


@cache
def _synonyms() -> dict[str, str]:
    return {normalise(synonym): field.id for field in fields().values() for synonym in (*field.synonyms, field.label)}


def normalise(heading: str) -> str:
    """A heading without blanks, unit, year and width differences: what synonyms are compared by."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", heading))
    text = _UNIT.sub("", text)
    return _YEAR.sub("", text).strip(":：,，、*")


def stated_unit(heading: str) -> str:
    """The unit a heading states in brackets ("万元"), or ""."""
    found = _UNIT.search(re.sub(r"\s+", "", unicodedata.normalize("NFKC", heading)))
    return found.group(1) if found else ""


def recognise(parents: tuple[str, ...], heading: str, year: int) -> Match | None:
    """What ``heading`` under ``parents`` means in a ledger of ``year`` (0 where unknown), or None.

    A heading that names another year than the ledger's is another column and is not recognised, except for what was
    done up to the end of the year before.
    """
    unit = next((found for found in map(stated_unit, (heading, *reversed(parents))) if found), "")
    text = _UNIT.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", heading)))
    if match := _UP_TO_YEAR_END.match(text):
        before = not year or int(match["year"]) == year - 1
        return Match("cum_to_prev_year_end", unit) if before else None
    plain = normalise(text)
    stated_year = next((int(found[1]) for text in (text, *reversed(parents)) if (found := _YEAR.search(text))), year)
    if year and stated_year != year:
        last_year = stated_year == year - 1 and _RANGE.match(plain)
        return Match("done_last_year_same_period", unit) if last_year else None
    if match := _RANGE.match(plain):
        return Match("done_this_year_to_date", unit, int(match["to"] or match["end"] or 0))
    if match := _ONE_MONTH.match(plain):
        return Match("done_this_month", unit, int(match["month"]))
    table = _synonyms()
    names = (*(f"{normalise(parent)}>{plain}" for parent in reversed(parents)), plain)
    field = next((table[name] for name in names if name in table), None)
    return Match(field, unit) if field else None


def ledger_year(headings: Iterable[str]) -> int:
    """The year a ledger is of by its headings alone, "至2025年底" naming 2026; 0 for none.

    A heading of what was done ("2026年1-10月完成投资") tells it better than one of a plan, and of several the latest.
    """
    years: list[int] = [0]
    years_done: list[int] = []
    for heading in headings:
        plain = _UNIT.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", heading)))
        if match := _UP_TO_YEAR_END.match(plain):
            years.append(int(match["year"]) + 1)
        elif found := _YEAR.search(plain):
            (years_done if _RANGE.match(normalise(plain)) else years).append(int(found[1]))
    return max(years_done or years)


def nearest(heading: str) -> list[str]:
    """Up to three canonical labels that look like an unrecognised heading, best first."""
    table = _synonyms()
    close = difflib.get_close_matches(normalise(heading), table, n=6, cutoff=0.5)
    return list(dict.fromkeys(fields()[table[name]].label for name in close))[:3]
