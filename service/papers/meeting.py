"""The meeting file (``meeting.toml``): one meeting, who calls it, who comes; checked before anything is printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.config import file_bytes, load, toml_table
from service.errors import SettingsError
from service.papers.given_items import given_items
from service.papers.grades import GRADE_KEYS, NO_GRADES, Grades, grades_given
from service.papers.meeting_items import AgendaItem
from service.papers.office_facts import FILE, Issuer, Office, issuer_from, kinds_from, office_if_any
from service.papers.sections import Section, refuse_unknown

if TYPE_CHECKING:
    from service.figures.scoring import Given


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

    @property
    def office(self) -> Office:
        """What the meeting file says of the office."""
        return Office(self.issuer, self.kinds, self.approved_by, self.measures, self.bulletin_addressees)


_TABLES = frozenset({"meeting", "issuer", "attendees", "kinds", "given"})
_NOT_KEYS = frozenset({"items", "issuer", "grades", *_TABLES})
_MEETING_KEYS = (frozenset(item.name for item in fields(Meeting)) - _NOT_KEYS) | GRADE_KEYS | {"agenda"}
_MOST_COPIES = 999


def load_meeting(path: Path) -> Meeting:
    """Read a meeting file. One without [issuer] is of the office whose facts stand in the data home.

    Raises :class:`SettingsError` in one sentence with the file, table and key at fault.
    """
    data = file_bytes(path, f"会议文件“{path}”")
    table = toml_table(data, f"会议文件“{path.name}”")
    return meeting_from(table, path.name, None if "issuer" in table else office_if_any(load()))


def meeting_from(table: Mapping[str, Any], where: str, office: Office | None = None) -> Meeting:
    """A meeting from the tables of its file (or of a form); ``where`` names the source in error sentences.

    ``office`` stands in for an [issuer] that is not there, and then for what else of the office is not stated.
    """
    refuse_unknown(table, _TABLES, where)
    meeting = Section(table, "meeting", _MEETING_KEYS, where)
    issuer = _issuer(table, where, office)
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
        kinds=kinds_from(table, where),
        expected_units=_names(meeting.texts("expected_units")),
        scheme=meeting.text("scheme"),
        given=given_items(table, where),
        grades=grades_given({key: meeting.text(key) for key in GRADE_KEYS}, where),
        issuer=issuer,
    )
    _check_order(result, where)
    return _completed(result, office) if office and "issuer" not in table else result


def _issuer(table: Mapping[str, Any], where: str, office: Office | None) -> Issuer:
    if "issuer" in table:
        return issuer_from(table, where)
    if office is None:
        raise SettingsError(f"{where}：缺少 [issuer] 一节，请对照样例补上，或在数据目录的 {FILE} 里填写发文信息")
    return office.issuer


def _completed(meeting: Meeting, office: Office) -> Meeting:
    return replace(
        meeting,
        kinds=meeting.kinds or office.kinds,
        approved_by=meeting.approved_by or office.approved_by,
        measures=meeting.measures or office.measures,
        bulletin_addressees=meeting.bulletin_addressees or office.bulletin_addressees,
    )


def _names(typed: tuple[str, ...]) -> tuple[str, ...]:
    """Units one by one, however they were typed: several on a line, with a closing mark."""
    parts = (part.strip(" 　：:。.") for text in typed for part in re.split(r"[、，,；;\n]", text))
    return tuple(part for part in parts if part)


def _attendees(table: Mapping[str, Any], where: str) -> tuple[tuple[str, str], ...]:
    rows = table.get("attendees", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SettingsError(f"{where}：参会人员应写成 [[attendees]] 小节，每节有 category 和 people 两项")
    found = []
    for row in rows:
        section = Section({"attendees": row}, "attendees", frozenset({"category", "people"}), where)
        found.append((section.text("category"), section.text("people", required=True)))
    return tuple(found)


def _check_order(meeting: Meeting, where: str) -> None:
    if meeting.time.date() < meeting.paper_date:
        raise SettingsError(f"{where}：会议时间早于成文日期 {meeting.paper_date}，请核对 time 和 paper_date")
    ends = (("报名截止时间（reply_by）", meeting.reply_by), ("材料报送截止时间（materials_by）", meeting.materials_by))
    for label, end in ends:
        if end and end >= meeting.time:
            raise SettingsError(f"{where}：{label}不早于会议时间，请核对")
        if end and end.date() < meeting.paper_date:
            raise SettingsError(f"{where}：{label}早于成文日期 {meeting.paper_date}，请核对")
