"""A heading's text without what people decorate it with: blanks, numbers, marks, brackets, units of measure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from data_adapters.patterns import regex

MONEY_UNITS = ("元", "千元", "万元", "百万元", "亿元", "美元", "万美元", "亿美元")
_MEASURES = "%|个?百分点|月|天|日|个|项|人|家|亩|公顷|平方米|平方公里|公里|米|吨"
_UNIT_NAMES = rf"(?:人民币)?({'|'.join(MONEY_UNITS)}|{_MEASURES})"
_UNIT = regex(rf"[(（\[【〔{{<《]\s*(?:(?:计量|金额)?单位\s*[:：]?\s*)?{_UNIT_NAMES}\s*[)）\]】〕}}>》]")
# Without brackets a unit of money ends the heading; 元 alone needs a mark before it ("单元" is no unit).
_GLUED = regex(
    r"(?:[/:,、]?(?:(?:计量|金额)?单位:?)?(千元|万元|百万元|亿元|万美元|亿美元)|[/:,](?:单位:?)?(元|亩|人|个))$"
)
_SHORT_UNIT = regex(r"[(（\[【〔]\s*(?:单位:)?([万亿])\s*[)）\]】〕]$")
_UNIT_ONLY = regex(rf"(?:(?:计量|金额)?单位:?)?{_UNIT_NAMES}")
_YEAR = regex(r"((?:19|20)\d{2})年(?:度)?")
_BLANKS = regex(r"[\s\u200b-\u200f\u2060\ufeff\u00ad_]+")
_MARKS = regex(r"[★☆▲△●○◆◇■□※*#§†‡√]|[①-⑳]|\[注?\d+\]|[(（]注\d*[)）]|[¹²³⁰⁴-⁹]")
_NUMBERING = regex(
    r"^(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、．](?!\d)|[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）])"
)
_OF_WHICH = regex(r"^其中[:：]?(?=.)")
_EDGES = ":：,，、;；.。·-—~!！?？|\"'“”‘’"
_BRACKETS = regex(r"[()（）\[\]【】〔〕{}<《》〈〉「」“”\"']")
_FILLERS = regex(r"[、/,;:·\-.的及和与或]")
_FORMS = (("其它", "其他"), ("帐", "账"), ("截止", "截至"), ("截至到", "截至"), ("m2", "平方米"))
# What of a synonym is no part of its key, brackets apart.
_PECULIAR = (*(form for form, _ in _FORMS), "其中", "%", "(亩)", "(天)", "No.")


def clean(heading: str) -> str:
    """A heading in one line of half-width characters, without blanks, footnote marks, numbering and 其中."""
    text = unicodedata.normalize("NFKC", _MARKS.sub("", heading))
    text = _BLANKS.sub("", text).strip(_EDGES)
    text = _OF_WHICH.sub("", _NUMBERING.sub("", text)).strip(_EDGES)
    for form, usual in _FORMS:
        text = text.replace(form, usual)
    return re.sub(r"[—–~－]", "-", text)


def take_unit(text: str) -> tuple[str, str]:
    """A clean heading without its unit, and that unit ("" where none is stated)."""
    if found := _UNIT_ONLY.fullmatch(_BRACKETS.sub("", text)):
        return "", found.group(1)
    if found := _UNIT.search(text):
        rest = text[: found.start()] + text[found.end() :]
        return rest.strip(_EDGES), found.group(1)
    if found := _SHORT_UNIT.search(text):
        return text[: found.start()].strip(_EDGES), f"{found.group(1)}元"
    if found := _GLUED.search(text):
        return text[: found.start()].strip(_EDGES), found.group(1) or found.group(2)
    return text, ""


def normalise(heading: str) -> str:
    """A heading without blanks, unit, year and width differences: what synonyms are compared by."""
    return _YEAR.sub("", take_unit(clean(heading))[0]).strip(_EDGES)


def stated_unit(heading: str) -> str:
    """The unit a heading states in brackets or at its end ("万元"), or ""."""
    return take_unit(clean(heading))[1]


def key(text: str) -> str:
    """What two spellings of one heading share: the normalised text without brackets; "甲>乙" part by part."""
    return ">".join(_BRACKETS.sub("", normalise(part)) for part in text.split(">"))


def keys(texts: Sequence[str]) -> list[str]:
    """The keys of synonyms. The table of them is loaded by every process that reads, and nearly all are their own keys
    but for brackets, so those are taken out of all at once."""
    whole = "\n".join(texts)
    found = _BRACKETS.sub("", whole).split("\n") if texts else []
    for form in _PECULIAR:
        if form in whole:
            found = [key(text) if form in text else own for text, own in zip(texts, found, strict=True)]
    return found


def loose_key(text: str) -> str:
    """What two wordings of one heading share: its key without the small words between its parts."""
    return _FILLERS.sub("", text)
