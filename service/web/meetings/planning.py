"""The form of a meeting: what it holds when it is opened, what is wrong with it, and the meeting it says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from service.errors import HuicaiError
from service.papers import Meeting
from service.papers.meeting_inputs import item_of
from service.papers.office_facts import Issuer, Office
from service.registers import contacts, meetings
from service.registers.deadlines import why_moved
from service.registers.meeting_kinds import MeetingKind
from service.registers.meetings import Plan
from service.store import Session
from service.store.models_meetings import Meeting as Row
from service.store.models_meetings import Topic
from service.web.meeting_form import BULLETIN, FIELDS, MEETING, Field, Values, in_form_words, meeting_of_office
from service.web.orders import FormError
from service.wording import format_date, format_date_weekday
from service.wording.workdays import Calendar

NAME, PLACE, HOST, TIME = "meeting.name", "meeting.place", "meeting.host", "meeting.time"
PEOPLE, UNITS = "attendees", "meeting.addressees"
DAY, CLOCK, OFF = "day", "clock", "off"
_SHOWN_FIRST: Final = frozenset({NAME, PLACE, HOST, TIME, PEOPLE, UNITS, "meeting.kind"})
_OF_OFFICE: Final = ("meeting.measures", "kinds")
MORE: Final[tuple[Field, ...]] = (
    *(field for field in (*MEETING, *BULLETIN) if field.id not in _SHOWN_FIRST),
    *(FIELDS[name] for name in _OF_OFFICE),
)
"""Fields that most meetings leave as the last of their kind had them."""
_KEPT: Final = (CLOCK, PEOPLE, UNITS, *(field.id for field in MORE))
# What belongs to one meeting alone, and is not taken over by the next.
_ONCE: Final = frozenset(
    {"meeting.paper_date", "meeting.reply_by", "meeting.materials_by", "meeting.copy_number", "meeting.seats"}
)
_COUNTY: Final = re.compile(r"^.{1,8}?[县区市旗州盟]")
_FIRST_CLOCK: Final = "09:00"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a form is filled and judged by: the kind, the office's facts (None where nobody wrote them down), days off,
    and the day it is."""

    kind: MeetingKind
    office: Office | None
    calendar: Calendar
    today: date


def first_values(session: Session, at: Setting, units: Sequence[str]) -> tuple[Values, str]:
    """What the form of a new meeting holds: from its kind, the last of its kind and the office's facts, ``units`` where
    nothing else tells whom to call; and a note on its day."""
    last, proposed = meetings.latest(session, at.kind.name), meetings.next_day(session, at.kind, at.today, at.calendar)
    before = values_of(last) if last else {}
    values = {name: text for name, text in before.items() if name not in _ONCE}
    called = contacts.units(session) or list(units)
    values.setdefault(UNITS, "\n".join(called))
    values.setdefault(PEOPLE, "\n".join(at.kind.attendees))
    values.setdefault(CLOCK, _FIRST_CLOCK)
    values.setdefault(NAME, _usual_name(at))
    day = proposed.day if proposed else None
    values |= {DAY: day.isoformat() if day else "", "meeting.paper_date": _paper_date(day, at.today)}
    return values, proposed.note if proposed else f"{at.kind.name}不定期，请填写日期"


def _usual_name(at: Setting) -> str:
    found = _COUNTY.match(at.office.issuer.name) if at.office else None
    return f"{found[0]}重点项目建设{at.kind.name}" if found else at.kind.name


def _paper_date(day: date | None, today: date) -> str:
    return format_date(min(day, today) if day else today)


def values_of(row: Row) -> Values:
    """What the form of a meeting of the register holds."""
    details: Values = json.loads(row.details)
    names: Values = {NAME: row.name, PLACE: row.place, HOST: row.host, DAY: row.day.isoformat()}
    return {PEOPLE: "\n".join(json.loads(row.attendees)), **details, **names}


def on_an_uploads_form(row: Row, agenda: Sequence[Topic], today: date) -> Values:
    """What a meeting of the register puts into the form by which an upload is made into papers."""
    items = map(item_of, agenda)
    drawn_up = {"meeting.agenda": "\n".join(f"{item.what}｜{item.speaker}" for item in items)}
    values = dated(drawn_up | values_of(row), today)
    when = f"{format_date(row.day)} {values.get(CLOCK, _FIRST_CLOCK)}"
    return {name: text for name, text in {**values, TIME: when, "meeting.kind": row.kind}.items() if name in FIELDS}


def values_sent(form: Mapping[str, str]) -> Values:
    """What was typed, field by field."""
    return {name: form.get(name, "").strip() for name in (NAME, PLACE, HOST, DAY, OFF, *_KEPT)}


def plan_of(values: Values, at: Setting) -> Plan:
    """The meeting that was typed. Raises :class:`FormError`; nobody's day off is taken without their saying so."""
    day = _day(values)
    if (why := why_moved(day, at.calendar)) and not values.get(OFF):
        raise FormError(f"{why}；确实要在{format_date(day)}开，请勾选“放假也开”", DAY)
    complete = dated(values, at.today)
    paper_meeting(complete, at.kind.name, at.office or Office(Issuer(name="本单位")))
    return Plan(
        day=day,
        name=values[NAME],
        place=values[PLACE],
        host=values[HOST],
        attendees=tuple(line.strip() for line in values[PEOPLE].splitlines() if line.strip()),
        details={name: complete[name] for name in _KEPT if complete.get(name)},
    )


def dated(values: Values, today: date) -> Values:
    """The same with a 成文日期: today where none is typed, at the latest the meeting's. Raises :class:`FormError`."""
    return {**values, "meeting.paper_date": values.get("meeting.paper_date") or _paper_date(_day(values), today)}


def paper_meeting(values: Values, kind: str, office: Office) -> Meeting:
    """The meeting as its papers know it. Raises :class:`FormError`."""
    _clock(values)
    when = f"{format_date(_day(values))} {values[CLOCK]}"
    try:
        return meeting_of_office({**values, TIME: when, "meeting.kind": kind}, office)
    except HuicaiError as error:
        sentence, field = in_form_words(str(error))
        raise FormError(sentence, {TIME: DAY}.get(field, field)) from error


def day_told(text: str, calendar: Calendar) -> str:
    """What to know of a day as it is being typed: its weekday, whether it is a day off; "" for no day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return ""
    worked = calendar.why_worked(day)
    told = why_moved(day, calendar) or f"{format_date_weekday(day)}，{worked or '工作日'}"
    return f"{told}（{day.year}年的放假安排还没有公布，暂定）" if calendar.provisional(day) else told


def _day(values: Values) -> date:
    try:
        return date.fromisoformat(values.get(DAY, ""))
    except ValueError as error:
        raise FormError("请填写会议日期，如 2026-11-27", DAY) from error


def _clock(values: Values) -> None:
    try:
        datetime.strptime(values.get(CLOCK, ""), "%H:%M")
    except ValueError as error:
        raise FormError("请填写几点开会，如 9:00", CLOCK) from error
