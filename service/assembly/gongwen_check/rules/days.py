"""Dates against the calendar, the paper's own date and each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from service.assembly.gongwen_check.finding import Hit
from service.assembly.gongwen_check.paper import Kind, Paper
from service.assembly.gongwen_check.profile import Profile
from service.assembly.gongwen_check.reading import forms
from service.assembly.gongwen_check.reading.model import Paragraph
from service.assembly.gongwen_check.reading.role import Role
from service.assembly.gongwen_check.rules.common import matches, replaced
from service.wording.workdays import rolled

_WEEKDAYS = "一二三四五六日"
_WEEKDAY = re.compile(forms.DATE.pattern + r"\s*[（(]?\s*(?P<word>星期|周|礼拜)(?P<name>[一二三四五六日天])\s*[)）]?")
_DEADLINE = re.compile(
    forms.DATE.pattern + r"(?:[（(][^（）()]{1,12}[)）])?(?P<clock>[上下中]?午?\d{0,2}[:：时点]?\d{0,2}分?)"
    r"(?:之|以)?前"
)
_ASKED = re.compile(r"请|务必|须|应|不得迟于")
_PAST = re.compile(r"已|未[能完办按报]|没有|仍未|尚未|至今|，但")
_MEETING = re.compile(r"(?:定于|于)" + forms.DATE.pattern + r".{0,20}?(?:召开|举行)")
_OFF_SAID = ("节假日", "休息日", "假期", "放假", "双休日", "周末")
_REPLY = re.compile("回执|报名|参会人员名单")


def real(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """date-impossible, weekday and weekday-word."""
    del profile
    for each, match in matches(paper, forms.DATE):
        if match["year"] and paper.day(match.groupdict()) is None:
            yield Hit("date-impossible", paper.place(each), f"没有“{match[0]}”这一天", "请核对日期")
    for each, match in matches(paper, _WEEKDAY):
        day = paper.day(match.groupdict())
        said = _WEEKDAYS.find(match["name"].replace("天", "日"))
        if day is not None and day.weekday() != said:
            right = f"星期{_WEEKDAYS[day.weekday()]}"
            what = f"{day.year}年{day.month}月{day.day}日是{right}，不是{match['word']}{match['name']}"
            yield Hit("weekday", paper.place(each), what, "请核对日期和星期")
        if match["word"] != "星期":
            fix = replaced(each, match, "星期", "word")
            yield Hit("weekday-word", paper.place(each), f"写成了“{match['word']}{match['name']}”", "请写“星期”", fix)


def deadlines(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """deadline-past, deadline-passed, deadline-day-off and deadline-provisional.

    A list of matters tells dates that were set before; only a form sets them.
    """
    del profile
    lists = {table.number for table in paper.document.tables if any(row.header for row in table.rows)}
    for each, match in matches(paper, _DEADLINE):
        day = paper.day(match.groupdict())
        sentence = _sentence(each.text, match)
        asked = bool(_ASKED.search(sentence.partition(match[0])[0]))
        asked = asked or (paper.role(each) is Role.TABLE and paper.kind is Kind.FORM)
        if day is None or _PAST.search(each.text[match.end() :].partition("。")[0]):
            continue
        if paper.dated and day < paper.dated:
            listed = each.cell is not None and each.cell.table in lists
            code = "deadline-past" if asked and not listed else "deadline-passed"
            what = f"时限{match[0]}早于成文日期{paper.dated.month}月{paper.dated.day}日"
            yield Hit(code, paper.place(each), what, "请核对时限")
        elif asked:
            yield from _day_off(paper, each, day, sentence)


def _sentence(text: str, match: re.Match[str]) -> str:
    """The sentence a match stands in, up to the next stop."""
    start = max(text.rfind(mark, 0, match.start()) for mark in "。；：\n") + 1
    return text[start : match.end()] + re.split("[。；\n]", text[match.end() :], maxsplit=1)[0]


def _day_off(paper: Paper, each: Paragraph, day: date, sentence: str) -> Iterator[Hit]:
    """A weekend is said by its weekday, a holiday by its name; a weekend worked in a holiday's stead is a working day.

    The last day of a term that is a holiday rolls to the next working day (民法典第二百零三条), which a reader may not
    know of.
    """
    why, provisional = paper.calendar.why_off(day), paper.calendar.provisional(day)
    known = f"（{day.year}年放假安排没有公布，暂按法定节假日计）" if provisional else ""
    said = any(word in sentence for word in _names_of(why))
    if why and not said:
        next_day = rolled(day, paper.calendar)
        what = f"时限{day.month}月{day.day}日是{why}{known}，顺延到{next_day.month}月{next_day.day}日"
        cure = "请改到工作日，或写明星期" if why.startswith("星期") else "请改到工作日，或写明是假日"
        yield Hit("deadline-day-off", paper.place(each), what, cure)
    elif provisional and not why:
        what = f"{day.year}年的放假安排没有公布，时限{day.month}月{day.day}日是否放假、调休还不能定"
        yield Hit(
            "deadline-provisional", paper.place(each), what, "公布后请核对；本单位有自己的放假安排的，检查时一并给出"
        )


def _names_of(why: str) -> tuple[str, ...]:
    """The words that say that a day is off for this reason."""
    if why.startswith("星期"):
        return (why, f"周{why[-1]}", "星期天", *_OFF_SAID)
    return (why, why.removesuffix("假期"), *_OFF_SAID)


def meetings(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """reply-after-meeting: names are asked for before the meeting; and a meeting before the paper's date."""
    del profile
    day = _meeting_day(paper)
    if day is None:
        return
    for each, match in matches(paper, _DEADLINE, paper.of(Role.BODY, Role.ANNEX, Role.REMARK)):
        asked = paper.day(match.groupdict())
        if asked and asked > day and _REPLY.search(each.text):
            what = f"报名截止{match[0]}晚于{day.month}月{day.day}日的会议"
            yield Hit("reply-after-meeting", paper.place(each), what, "请核对报名截止时间")


def _meeting_day(paper: Paper) -> date | None:
    found = (paper.day(match.groupdict()) for _, match in matches(paper, _MEETING, paper.text))
    return next((day for day in found if day), None)


def dated(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """date-future and number-year-date."""
    line = next(paper.of(Role.DATE), None)
    if line is None or paper.dated is None:
        return
    most = profile.limits["future_days"]
    if paper.today and paper.dated > paper.today + timedelta(days=most):
        what = f"成文日期比今天晚{(paper.dated - paper.today).days}天"
        yield Hit("date-future", paper.place(line), what, "请核对年份和月份")
    for each in paper.of(Role.NUMBER):
        yield from _number_year(paper, each, paper.dated)


def _number_year(paper: Paper, each: Paragraph, day: date) -> Iterator[Hit]:
    found = forms.NUMBER.search(each.text)
    if found and len(found["year"]) == 4 and int(found["year"]) != day.year:
        what = f"发文字号是{found['year']}年，成文日期是{day.year}年"
        yield Hit("number-year-date", paper.place(each), what, "请核对年份")
