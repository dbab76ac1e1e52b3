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
from service.assembly.gongwen_check.reading.roles import Role
from service.assembly.gongwen_check.rules.common import matches, replaced

_WEEKDAYS = "一二三四五六日"
_WEEKDAY = re.compile(forms.DATE.pattern + r"\s*[（(]?\s*(?P<word>星期|周|礼拜)(?P<name>[一二三四五六日天])\s*[)）]?")
_DEADLINE = re.compile(
    forms.DATE.pattern
    + r"(?P<named>[（(](?:星期|周)[一二三四五六日天][)）])?(?P<clock>[上下中]?午?\d{0,2}[:：时点]?\d{0,2}分?)"
    r"(?:之|以)?前"
)
_ASKED = re.compile(r"请|务必|须|应|不得迟于")
_PAST = re.compile(r"已|未[能完办按报]|没有|仍未|尚未|至今|，但")
_MEETING = re.compile(r"(?:定于|于)" + forms.DATE.pattern + r".{0,20}?(?:召开|举行)")
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
    """deadline-past, deadline-passed and deadline-day-off."""
    del profile
    for each, match in matches(paper, _DEADLINE):
        day = paper.day(match.groupdict())
        sentence = each.text[_sentence_start(each.text, match.start()) : match.start()]
        asked = bool(_ASKED.search(sentence)) or (paper.role(each) is Role.TABLE and paper.kind is Kind.FORM)
        if day is None or _PAST.search(each.text[match.end() :].partition("。")[0]):
            continue
        if paper.dated and day < paper.dated:
            code = "deadline-past" if asked else "deadline-passed"
            what = f"时限{match[0]}早于成文日期{paper.dated.month}月{paper.dated.day}日"
            yield Hit(code, paper.place(each), what, "请核对时限")
        elif asked and paper.day_off(day) and not match["named"]:
            what = f"时限{day.month}月{day.day}日是{paper.day_off(day)}"
            yield Hit("deadline-day-off", paper.place(each), what, "请改到工作日，或写明星期")


def _sentence_start(text: str, end: int) -> int:
    return max(text.rfind(mark, 0, end) for mark in "。；：\n") + 1


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
