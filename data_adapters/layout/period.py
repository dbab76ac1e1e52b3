"""The period a title, a note, a sheet name or a file name states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from data_adapters.layout.area import plain
from data_adapters.patterns import regex

_NOT_PERIOD = regex(r"(?:填报|填表|报送|制表|上报|打印|更新|印发)(?:时间|日期|于)?:")
_RANGE = r"[-—–~～至到](?P<to>\d{1,2})月"
_PERIOD = regex(
    rf"(?P<year>20\d{{2}})年(?:度)?(?:[^\d]{{0,12}}?1月?{_RANGE}|[^\d]{{0,2}}?(?P<month>\d{{1,2}})月"
    r"|[^\d]{0,12}?(?P<part>前?[一二三四]季度|上半年|前三季度))?"
)
# In the name of a sheet or file only, and not as the start of a day: a date beside "填报日期" is no period.
_NAMED = regex(r"(?<!\d)(?P<year>20\d{2})[-._]?(?P<month>1[0-2]|0[1-9]|(?<=[-._])[1-9])(?![-._]?\d)")
_MONTH_ALONE = regex(rf"(?:截[至止]到?|截止|^)(?P<month>\d{{1,2}})月(?:份|底|末|$)|(?<!\d)1月?{_RANGE}")
_PARTS: Final = {"一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12, "上半年": 6}
# A year of the Republic is meant only where it is named so, or has the three digits of our days and counts on.
_ROC = regex(
    r"民[国國](\d{2,3})年|(?<![\d第])(1[01]\d)年(?=度|\d{1,2}月|\d{1,2}[-—~～至]|重[点點]|[计計][划劃畫]|[上下]半年)"
)
_DIGITS: Final = {**{char: str(n) for n, char in enumerate("〇一二三四五六七八九")}, "零": "0", "○": "0"}
_HAN_YEAR = regex(r"二[〇零○][一二三四五六七八九〇零○]{2}年")
_HAN_ROC = regex(r"(?:民[国國])?一百(?:零([一二三四五六七八九])|一十([一二三四五六七八九])?)年")
_HAN_MONTH = regex(r"(十[一二]?|[一二三四五六七八九])(?=月|至(?:十[一二]?|[二三四五六七八九])月)")


def period(notes: Sequence[str], names: Sequence[str]) -> tuple[int, int]:
    """The year and month that ``notes``, else the ``names`` of sheet and file, state; 0 where they do not.

    The first year wins, and the first month beside that year; a month alone counts once a year is known.
    """
    texts = [_in_digits(plain(note)) for note in (*notes, *names)]
    texts = [text for text in texts if not _NOT_PERIOD.match(text)]
    year = month = 0
    for text in texts:
        for found in _PERIOD.finditer(text):
            year = year or int(found["year"])
            if int(found["year"]) == year and not month:
                month = _month(found["to"] or found["month"]) or _PARTS.get((found["part"] or "")[-3:], 0)
    for name in names:
        if (named := _NAMED.search(plain(name))) and not month and year in (0, int(named["year"])):
            year, month = int(named["year"]), int(named["month"])
    if year and not month:
        alone = (_month(lone["month"] or lone["to"]) for text in texts if (lone := _MONTH_ALONE.search(text)))
        month = next(filter(None, alone), 0)
    return year, month


def _month(digits: str | None) -> int:
    number = int(digits or 0)
    return number if 1 <= number <= 12 else 0


def _in_digits(text: str) -> str:
    """A text with its years and months in Arabic digits and years of the Republic as common ones."""
    text = _HAN_YEAR.sub(lambda found: "".join(_DIGITS.get(char, char) for char in found[0]), text)
    text = _HAN_ROC.sub(lambda found: f"{2011 + _roc_rest(found)}年", text)
    text = _ROC.sub(lambda found: f"{1911 + int(found[1] or found[2])}年", text)
    return _HAN_MONTH.sub(lambda found: str(_han(found[1])), text)


def _roc_rest(found: re.Match[str]) -> int:
    """What a year of the Republic in words has over a hundred."""
    return _han(found[1]) if found[1] else 10 + (_han(found[2]) if found[2] else 0)


def _han(text: str) -> int:
    if text.startswith("十"):
        return 10 + (_han(text[1:]) if text[1:] else 0)
    return int(_DIGITS[text])
