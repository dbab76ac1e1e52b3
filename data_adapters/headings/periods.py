"""The period a heading names: "1-7月", "截至6月底", "2025年", "10月上旬", "一季度", "上年同期"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from typing import NamedTuple

from data_adapters.patterns import regex

_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")}
_TEN_DAYS = {"上": 1, "中": 2, "下": 3}
_ROC_YEARS = range(105, 131)  # 2016 to 2041: others are no years ("100年一遇")
_HALF_MONTH = 15
_YEAR_FORMS = (
    regex(r"(?<!\d)(?P<full>(?:19|20)\d{2})(?:年度?(?!期|一遇)|[.]?(?=\d{1,2}(?:-\d{0,2})?月)|(?=[计完投目任实累到]))"),
    regex(r"(?<!\d)(?:民国)?(?P<roc>1\d{2})年度?(?!期|一遇|代)"),
    regex(r"(?<!\d)(?P<short>\d{2})年度?(?=[计完投目任实累底末1-9])"),
)
_MARK = "Ｙ"  # stands where a year was cut out: full-width, so that no clean heading holds it
_UNTIL = r"(?:自?年初)?(?:截至|至|到|截)"


class Period(NamedTuple):
    """What span a heading names.

    ``kind`` is "" (none), year, range (from January to ``month``), until (up to ``month``), month, ten (days of it),
    quarter, rest (to the year's end), year_end, plan_years (a five-year plan) or other. ``month`` is 0 where it is left
    blank or none is named, ``day`` 0 unless the month is told only in part. ``year`` is 0 where none is named;
    ``offset`` is -1 for "上年".
    """

    kind: str = ""
    year: int = 0
    month: int = 0
    day: int = 0
    ten: int = 0
    offset: int = 0


def _in_month(kind: str) -> Callable[[re.Match[str]], Period]:
    def read(found: re.Match[str]) -> Period:
        groups = found.groupdict()
        day = int(groups.get("day") or 0) or (_HALF_MONTH if groups.get("half") else 0)
        return Period(kind, month=int(groups.get("month") or 0), day=day, ten=_TEN_DAYS.get(groups.get("ten") or "", 0))

    return read


def _fixed(kind: str, month: int = 0, offset: int = 0) -> Callable[[re.Match[str]], Period]:
    return lambda _found: Period(kind, month=month, offset=offset)


def _quarter(found: re.Match[str]) -> Period:
    number = int(found["quarter"])
    whole = number == 1 or found["from"] or found["end"]
    return Period("range" if whole else "quarter", month=3 * number)


def _span(found: re.Match[str]) -> Period:
    first, last = int(found["first"]), int(found["last"])
    if first == 1:
        return Period("range", month=last)
    return Period("rest" if last == 12 and first < last else "other", month=last)


# In this order: the longer form before the shorter one it holds. What is found is cut out of the heading.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...] = (
    (regex(r"[“\"]?十[一二三四五]五[”\"]?(?:规划)?(?:期间|期内|时期|末)?"), _fixed("plan_years")),
    (regex(rf"{_UNTIL}?(?:上|去|上一)年度?(?:底|末)(?:止)?"), _fixed("year_end", offset=-1)),
    (regex(rf"(?:上|去|上一)年度?同期|(?<={_MARK})同期"), _fixed("range", offset=-1)),
    (regex(rf"(?:{_UNTIL})?{_MARK}[底末](?:止)?"), _fixed("year_end")),
    (regex(r"(?<!\d)(?P<first>\d{1,2})月?份?(?:-+|至|到)(?P<last>\d{1,2})月份?(?:底|末)?(?!\d|日)"), _span),
    (
        regex(
            rf"(?:{_UNTIL}{_MARK}?(?:本|当)?|(?<!\d)1月?份?(?:-+|至|到))(?P<month>\d{{0,2}})月份?"
            r"(?:底|末|(?P<day>\d{1,2})日|(?P<half>上半月|中旬))?(?:止|前)?"
        ),
        _in_month("until"),
    ),
    (regex(r"(?<!\d)(?P<month>\d{1,2})月份?(?P<ten>[上中下])旬"), _in_month("ten")),
    (regex(r"(?<!\d)(?P<month>\d{1,2})月份?(?:底|末)(?!前)"), _in_month("until")),
    (regex(r"(?<!\d)(?P<month>\d{1,2})月份?(?:当月)?(?!底|末|\d)"), _in_month("month")),
    (regex(r"^(?P<ten>[上中下])旬$"), _in_month("ten")),
    (regex(r"上半年(?:末|底)?"), _fixed("range", 6)),
    (regex(r"下半年"), _fixed("rest", 12)),
    (regex(r"(?P<from>前|1-)?(?:第)?(?P<quarter>[1-4])季度?(?P<end>末|底)?"), _quarter),
)
_LEADING = regex(r"^截至(?=Ｙ?(?:累计|已|实际|完成|到位|支付))")
_HALF = regex(r"上半月")
_BLANK_MONTH = regex(r"[MNXxmn×某]月")
_CHINESE_YEAR = regex(r"[二一][〇零○OＯ0九][〇零一二三四五六七八九]{2}(?=年)")
_CHINESE_MONTH = regex(
    r"(?<![一二三四五六七八九十])(十[一二]|[一二三四五六七八九十])(?=月|季|(?:-|至|到)(?:十[一二]|[一二三四五六七八九十]|\d{1,2})月)"
)


def take_period(text: str, year: int) -> tuple[str, Period]:
    """A clean heading without the period it names, and that period; ``year`` (0: unknown) settles two-digit years."""
    text, found_year = _take_year(_in_digits(text), year)
    for form, read in _FORMS:
        if found := form.search(text):
            rest = text[: found.start()] + text[found.end() :]
            period = _completed(read(found), rest, found_year, found.group())
            return _without_words(rest), period
    return _without_words(text), Period("year" if found_year else "", found_year)


def _completed(period: Period, rest: str, year: int, words: str) -> Period:
    if _HALF.search(rest):
        period = period._replace(day=_HALF_MONTH)
    if period.kind == "until" and words.startswith("1"):
        period = period._replace(kind="range")
    if period.month > 12:
        return Period("other", year)
    last_day = calendar.monthrange(year or 2024, period.month)[1] if 1 <= period.month <= 12 else 31
    return period._replace(year=year, day=0 if period.day >= last_day else period.day)


def _without_words(text: str) -> str:
    return _LEADING.sub("", _HALF.sub("", text)).replace(_MARK, "").replace("()", "").strip(":,、.-")


def _take_year(text: str, year: int) -> tuple[str, int]:
    """The text with its year marked, and the first year it names (0 for none)."""
    for form in _YEAR_FORMS:
        for found in form.finditer(text):
            named = _year_of(found)
            if form.groups and "short" in form.groupindex and not (year and abs(named - year) <= 3):
                continue
            if "roc" in form.groupindex and named - 1911 not in _ROC_YEARS:
                continue
            return text[: found.start()] + _MARK + text[found.end() :], named
    return text, 0


def _year_of(found: re.Match[str]) -> int:
    groups = found.groupdict()
    if groups.get("roc"):
        return int(groups["roc"]) + 1911
    return int(groups.get("full") or 2000 + int(groups["short"]))


def _in_digits(text: str) -> str:
    """Years, months and quarters in Chinese numerals as digits, and a month left open ("1-M月") without its letter."""
    text = _CHINESE_YEAR.sub(lambda found: "".join(_DIGITS.get(c, "0") for c in found.group()), text)
    text = _CHINESE_MONTH.sub(lambda found: str(_number(found.group(1))), text)
    return _BLANK_MONTH.sub("月", text)


def _number(numeral: str) -> int:
    if numeral.startswith("十"):
        return 10 + int(_DIGITS.get(numeral[1:], "0"))
    return int(_DIGITS[numeral])
