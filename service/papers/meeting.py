"""The meeting file (``meeting.toml``): one meeting, who calls it, who comes; checked before anything is printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from service.config import file_bytes, toml_table
from service.errors import SettingsError
from service.figures.scoring import Given
from service.papers.authority import authority
from service.papers.authority_rules import OTHERS
from service.papers.bodies import LEVELS
from service.papers.given_items import given_items
from service.papers.grades import GRADE_KEYS, NO_GRADES, Grades, grades_given
from service.papers.meeting_items import AgendaItem, agenda_items
from service.wording import parse_meeting_time, weekday_name


@dataclass(frozen=True, slots=True)
class Issuer:
    """The office that issues the papers (发文机关).

    ``short`` is its 机关代字, e.g. 安重办; ``basis`` the clause of the rules its accountability notices stand on.
    ``kind`` (``authority.toml``) and ``level`` (省, 市, 县, 乡) are what its name does not tell rightly, else empty.
    """

    name: str
    short: str = ""
    contact: str = ""
    phone: str = ""
    copy_to: tuple[str, ...] = ()
    supervisors: str = ""
    basis: str = ""
    kind: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting. Its moments are Beijing time without a zone; ``paper_date`` is the 成文日期.

    ``leave`` says how to ask for leave, ``stand_in`` who may come instead, ``reply_way`` where the reply form goes;
    ``copies`` is how many copies of a unit's report are wanted (0: not said); ``seats`` are rows of the seating plan.
    ``measures`` are what accountability notices impose or propose; ``kinds`` are kinds of bodies stated by name.
    ``expected_units`` should send the weekly return; ``scheme`` is the 考核办法 and ``given`` what people enter for it.
    """

    kind: str
    name: str
    time: datetime
    place: str
    host: str
    paper_date: date
    issuer: Issuer
    reply_by: datetime | None = None
    approved_by: str = ""
    reply_way: str = ""
    leave: str = ""
    stand_in: str = ""
    dress: str = ""
    copies: int = 0
    materials_by: datetime | None = None
    items: tuple[AgendaItem, ...] = ()
    seats: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    bulletin_addressees: str = ""
    requirements: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()
    attendees: tuple[tuple[str, str], ...] = ()
    measures: tuple[str, ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    expected_units: tuple[str, ...] = ()
    scheme: str = ""
    given: Mapping[str, Mapping[str, Given]] = field(default_factory=dict)
    grades: Grades = NO_GRADES

    @property
    def agenda(self) -> tuple[str, ...]:
        """What is dealt with, item by item."""
        return tuple(item.what for item in self.items)


BEIJING = timezone(timedelta(hours=8))  # China keeps one time all year; no zone database is needed offline
_TABLES = frozenset({"meeting", "issuer", "attendees", "kinds", "given"})
_ISSUER_KEYS = frozenset(item.name for item in fields(Issuer))
_NOT_KEYS = frozenset({"items", "issuer", "grades", *_TABLES})
_MEETING_KEYS = (frozenset(item.name for item in fields(Meeting)) - _NOT_KEYS) | GRADE_KEYS | {"agenda"}
_MOST_COPIES = 999


def load_meeting(path: Path) -> Meeting:
    """Read a meeting file. Raises :class:`SettingsError` in one sentence with the file, table and key at fault."""
    data = file_bytes(path, f"会议文件“{path}”")
    return meeting_from(toml_table(data, f"会议文件“{path.name}”"), path.name)


def meeting_from(table: Mapping[str, Any], where: str) -> Meeting:
    """A meeting from the tables of its file (or of a form); ``where`` names the source in error sentences."""
    _refuse_unknown(table, _TABLES, where)
    meeting = _Section(table, "meeting", _MEETING_KEYS, where)
    result = Meeting(
        kind=meeting.text("kind"),
        name=meeting.text("name", required=True),
        time=meeting.moment("time"),
        place=meeting.text("place", required=True),
        host=meeting.text("host"),
        paper_date=meeting.day("paper_date"),
        reply_by=meeting.moment_if_given("reply_by"),
        approved_by=meeting.text("approved_by"),
        reply_way=meeting.text("reply_way"),
        leave=meeting.text("leave"),
        stand_in=meeting.text("stand_in"),
        dress=meeting.text("dress"),
        copies=meeting.count("copies", _MOST_COPIES),
        materials_by=meeting.moment_if_given("materials_by"),
        items=meeting.items("agenda"),
        seats=meeting.texts("seats"),
        addressees=_names(meeting.texts("addressees")),
        bulletin_addressees=meeting.text("bulletin_addressees"),
        requirements=meeting.texts("requirements"),
        next_steps=meeting.texts("next_steps"),
        attendees=_attendees(table, where),
        measures=meeting.texts("measures"),
        kinds=_kinds(table, where),
        expected_units=_names(meeting.texts("expected_units")),
        scheme=meeting.text("scheme"),
        given=given_items(table, where),
        grades=grades_given({key: meeting.text(key) for key in GRADE_KEYS}, where),
        issuer=_issuer(table, where),
    )
    _check_order(result, where)
    return result


def _issuer(table: Mapping[str, Any], where: str) -> Issuer:
    issuer = _Section(table, "issuer", _ISSUER_KEYS, where)
    return Issuer(
        name=issuer.text("name", required=True),
        short=issuer.text("short"),
        contact=issuer.text("contact"),
        phone=issuer.text("phone"),
        copy_to=issuer.texts("copy_to"),
        supervisors=issuer.text("supervisors"),
        basis=issuer.text("basis"),
        kind=issuer.choice("kind", _kind_names()),
        level=issuer.choice("level", tuple(LEVELS)),
    )


def in_beijing(moment: datetime) -> datetime:
    """A moment as Beijing's clocks show it, without a zone. OverflowError at the ends of the calendar."""
    return (moment.astimezone(BEIJING) if moment.tzinfo else moment).replace(tzinfo=None)


def _names(typed: tuple[str, ...]) -> tuple[str, ...]:
    """Units one by one, however they were typed: several on a line, with a closing mark."""
    parts = (part.strip(" 　：:。.") for text in typed for part in re.split(r"[、，,；;\n]", text))
    return tuple(part for part in parts if part)


def _refuse_unknown(table: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    for key in table:
        if key not in known:
            raise SettingsError(f"{where}：不认识“{key}”这一项，可用的有：{'、'.join(sorted(known))}")


def _attendees(table: Mapping[str, Any], where: str) -> tuple[tuple[str, str], ...]:
    rows = table.get("attendees", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SettingsError(f"{where}：参会人员应写成 [[attendees]] 小节，每节有 category 和 people 两项")
    found = []
    for row in rows:
        section = _Section({"attendees": row}, "attendees", frozenset({"category", "people"}), where)
        found.append((section.text("category"), section.text("people", required=True)))
    return tuple(found)


def _kind_names() -> tuple[str, ...]:
    return (*(kind.name for kind in authority().kinds), OTHERS)


def _kinds(table: Mapping[str, Any], where: str) -> tuple[tuple[str, str], ...]:
    """Kinds of bodies stated by name: the table [kinds], e.g. "鹿鸣片区" = "乡镇"."""
    if "kinds" not in table:
        return ()
    if not isinstance(table["kinds"], dict):
        raise SettingsError(f'{where}：[kinds] 应写成一个单位一行，如 "鹿鸣片区" = "乡镇"')
    section = _Section(table, "kinds", frozenset(table["kinds"]), where)
    return tuple((name, section.choice(name, _kind_names())) for name in section.table)


def _check_order(meeting: Meeting, where: str) -> None:
    if meeting.time.date() < meeting.paper_date:
        raise SettingsError(f"{where}：会议时间早于成文日期 {meeting.paper_date}，请核对 time 和 paper_date")
    ends = (("报名截止时间（reply_by）", meeting.reply_by), ("材料报送截止时间（materials_by）", meeting.materials_by))
    for label, end in ends:
        if end and end >= meeting.time:
            raise SettingsError(f"{where}：{label}不早于会议时间，请核对")
        if end and end.date() < meeting.paper_date:
            raise SettingsError(f"{where}：{label}早于成文日期 {meeting.paper_date}，请核对")


class _Section:
    """One table of the file, read key by key; every fault is a sentence that names the key."""

    def __init__(self, tables: Mapping[str, Any], name: str, known: frozenset[str], where: str) -> None:
        table = tables.get(name)
        if not isinstance(table, dict):
            raise SettingsError(f"{where}：缺少 [{name}] 一节，请对照样例补上")
        self.table: Mapping[str, Any] = table
        self.where = f"{where} [{name}]"
        _refuse_unknown(table, known, self.where)

    def _fail(self, key: str, cause: str) -> SettingsError:
        return SettingsError(f"{self.where} {key}：{cause}")

    def text(self, key: str, *, required: bool = False) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str):
            raise self._fail(key, "应为加引号的文字")
        if required and not value.strip():
            raise self._fail(key, "没有填写，请补上")
        return value.strip()

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self.text(key)
        if value and value not in allowed:
            raise self._fail(key, f"写的“{value}”不认识，可用的有：{'、'.join(allowed)}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._fail(key, "应为方括号括起的文字列表")
        return tuple(item.strip() for item in value if item.strip())

    def items(self, key: str) -> tuple[AgendaItem, ...]:
        try:
            return agenda_items(self.texts(key))
        except ValueError as error:
            raise self._fail(key, str(error)) from error

    def count(self, key: str, most: int) -> int:
        value = self.table.get(key, "")
        words = str(value).strip()
        if isinstance(value, bool) or (words and not (words.isdecimal() and len(words) < 9 and 0 < int(words) <= most)):
            raise self._fail(key, f"“{value}”应为1到{most}的整数")
        return int(words or 0)

    def moment_if_given(self, key: str) -> datetime | None:
        return self.moment(key) if key in self.table else None

    def moment(self, key: str) -> datetime:
        value = self.table.get(key, "")
        if isinstance(value, datetime):
            try:
                return in_beijing(value)
            except OverflowError as error:
                raise self._fail(key, f"“{value}”换算成北京时间后超出日历范围，请核对") from error
        try:
            when, stated = parse_meeting_time(self._words(key, "2026年11月27日（星期五）上午9:00"))
        except ValueError as error:
            raise self._fail(key, str(error)) from error
        self._check_weekday(key, when, stated)
        return when

    def day(self, key: str) -> date:
        value = self.table.get(key, "")
        if isinstance(value, date):
            return self.moment(key).date() if isinstance(value, datetime) else value
        text = self._words(key, "2026年11月23日")
        try:
            # A date is a moment without its clock: one reader serves both.
            when, stated = parse_meeting_time(f"{text} 0:00")
        except ValueError as error:
            raise self._fail(key, f"“{text}”不是能识别的日期，请写成 2026年11月23日") from error
        self._check_weekday(key, when, stated)
        return when.date()

    def _words(self, key: str, example: str) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str):
            raise self._fail(key, f"“{value}”不能识别，请写成 {example}")
        if not value.strip():
            raise self._fail(key, f"没有填写，请写成 {example}")
        return value.strip()

    def _check_weekday(self, key: str, when: datetime, stated: str | None) -> None:
        actual = weekday_name(when.date())
        if stated and stated != actual:
            day = f"{when.year}年{when.month}月{when.day}日"
            raise self._fail(key, f"{day}是{actual}，写的是{stated}，请核对日期和星期")
