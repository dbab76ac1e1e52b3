"""The written forms the check knows: dates, numbers of documents, levels of headings, labels of the parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

HAN: Final = "一-鿿㐀-䶿"
_CHINESE: Final = "一二三四五六七八九十"
_YEAR_DIGITS: Final = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {
    "○": "0", "零": "0", "O": "0", "Ｏ": "0", "０": "0", "◯": "0"}  # fmt: skip

#: A date in running text; the year may be left out where the paper's own year is meant.
DATE: Final = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
#: A whole paragraph that is a date, in whatever form.
DATE_LINE: Final = re.compile(
    r"(?P<year>\d{2,4}|[〇○◯零OＯ一二三四五六七八九]{4})\s*[年./\-．]\s*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[月./\-．]"
    r"\s*(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?"
)
#: 发文字号 in whatever form; the parts around the year are kept to be checked.
NUMBER: Final = re.compile(
    rf"(?P<word>[{HAN}]{{2,15}}?|——)\s*(?P<open>[〔\[(（【{{]?)\s*(?P<year>\d{{2,4}})\s*年?(?P<close>[〕\])）】}}]?)\s*"
    r"(?P<ordinal>第?)\s*(?P<serial>\d*)[ 　\u2002\u2003_×xX]*号"
)
ANNEX_LABEL: Final = re.compile(r"附\s*件\s*(?P<number>\d{0,2}|[一二三四五六七八九十]{1,2})\s*(?P<end>[：:．.、]?)")
ANNEX_NOTE: Final = re.compile(r"附\s*件\s*(?P<colon>[：:])")
NOTE_ITEM: Final = re.compile(r"\s*(?P<number>\d{1,2})(?P<dot>[.．、）)]?)\s*(?P<name>.*)", re.DOTALL)
COPIES: Final = re.compile(r"(?P<label>抄\s*[送报]|分\s*送)\s*(?P<colon>[：:]?)(?P<names>.*)", re.DOTALL)
#: The foot of a bulletin (简报的报尾).
FOOT: Final = re.compile(r"[报送发]\s*[：:].*|（?共印.{1,12}份）?", re.DOTALL)
#: The number of a bulletin or of minutes: “第3期（总第12期）”.
ISSUE: Final = re.compile(r"[（(]?第[\s　\d一二三四五六七八九十百〇]*期[）)]?(?:[（(]总第[\s　\d]*期[）)])?")
#: Who compiles a bulletin, and on its right the day.
COMPILED: Final = re.compile(r"(?P<by>\S{2,40})[\s　]+(?P<date>\d{2,4}[年./-]\d{1,2}[月./-]\d{1,2}日?)")
#: Who was at the meeting, in minutes (GB/T 9704-2012, 10.3).
ATTENDANCE: Final = re.compile(
    r"(?P<label>(?:出\s*席|请\s*假|缺\s*席|列\s*席|参\s*加|主持人?|记\s*录)(?:人员?)?)(?P<colon>[：:]?)"
)
PRINTED: Final = re.compile(
    r"(?P<by>.*?)[\s　]{0,60}(?P<date>\d{2,4}[年./-]\d{1,2}[月./-]\d{1,2}日?)[\s　]*(?P<word>印发|印)?", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number a paragraph begins with: its level from 1 to 4, its value, how it is written, how it should be."""

    level: int
    value: int
    written: str
    right: str


_LEVELS: Final = (
    (1, re.compile(rf"(?P<n>[{_CHINESE}]{{1,3}})(?P<end>[、.．,，：:])\s*"), "{n}、"),
    (2, re.compile(rf"[（(](?P<n>[{_CHINESE}]{{1,3}})[）)][、.．,，：:]?\s*"), "（{n}）"),
    (4, re.compile(r"[（(](?P<n>\d{1,2})[）)][、.．,，：:]?\s*"), "（{n}）"),
    (3, re.compile(r"(?P<n>\d{1,2})(?P<end>[、．,，]|[.](?![\d]))\s*"), "{n}."),
)


def numbered(text: str) -> Numbered | None:
    """The heading number a text begins with; None without one."""
    for level, form, right in _LEVELS:
        match = form.match(text)
        if match:
            value = chinese_value(match["n"]) if level < 3 else int(match["n"])
            return Numbered(level, value, match[0].rstrip(), right.format(n=match["n"]))
    return None


def chinese_value(digits: str) -> int:
    """一 to 九十九 as a number; 0 for anything else."""
    head, ten, tail = digits.rpartition("十")
    values = [0 if not part else _CHINESE.find(part) + 1 for part in (head, tail)]
    if len(head) > 1 or len(tail) > 1 or (tail and not values[1]):
        return 0
    return (values[0] or 1) * 10 + values[1] if ten else values[1]


def line_date(text: str) -> date | None:
    """The day a line that is a date means, whatever its form; None where there is no such day."""
    match = DATE_LINE.fullmatch(text)
    if match is None:
        return None
    year = "".join(_YEAR_DIGITS.get(char, char) for char in match["year"])
    month, day = (int(part) if part.isdecimal() else chinese_value(part) for part in (match["month"], match["day"]))
    return day_of(int(year) if len(year) == 4 else 2000 + int(year[-2:]), month, day)


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def squeezed(text: str) -> str:
    """The text without any blanks."""
    return "".join(text.split())


def unit_names(text: str) -> list[str]:
    """The bodies a line of 主送 or 抄送 names, one by one."""
    return [name for name in re.split(r"[、，,；;。：:\s]+", text) if name]
