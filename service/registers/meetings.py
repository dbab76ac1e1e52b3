"""Meetings: planned by their rhythm, their agenda drawn up, held, decided; the next opens with what was decided."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import EntryError, NoEntryError, RegisterError
from service.registers import entries, topics
from service.registers.meeting_kinds import MeetingKind
from service.registers.rhythm import Proposed, propose
from service.registers.topics import TopicKind, TopicState
from service.store.audit import record
from service.store.clock import business_date, now
from service.store.models_meetings import Meeting, Topic
from service.wording import format_date
from service.wording.workdays import NATIONAL, Calendar

PLANNED, HELD, CANCELLED = "PLANNED", "HELD", "CANCELLED"
STATES = {PLANNED: "筹备中", HELD: "已召开", CANCELLED: "已取消"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A meeting to be: "" or none where the kind's own name and usual attendees will do."""

    day: date
    name: str = ""
    place: str = ""
    host: str = ""
    attendees: tuple[str, ...] = ()


def next_day(session: Session, kind: MeetingKind, today: date, calendar: Calendar = NATIONAL) -> Proposed | None:
    """The day proposed for the next meeting of a kind; None where it has no rhythm. One to come counts as the last."""
    last = latest(session, kind.name)
    return propose(kind.rhythm, last.day if last else None, today, calendar)


def proposed_day(session: Session, kind: MeetingKind, today: date, calendar: Calendar = NATIONAL) -> date:
    """The same where somebody needs a day. Raises :class:`EntryError` where the kind has no rhythm."""
    found = next_day(session, kind, today, calendar)
    if found is None:
        raise EntryError(f"{kind.name}不定期，请写明日期（命令行用 --day）")
    return found.day


def latest(session: Session, kind: str) -> Meeting | None:
    """The last meeting of a kind that was not cancelled."""
    query = select(Meeting).where(Meeting.kind == kind, Meeting.state != CANCELLED)
    return session.scalars(query.order_by(Meeting.day.desc(), Meeting.id.desc()).limit(1)).one_or_none()


def plan(session: Session, kind: MeetingKind, wanted: Plan, who: str, at: datetime | None = None) -> Meeting:
    """A meeting being prepared. Raises :class:`RegisterError` where one of its kind on or after that day exists."""
    before = latest(session, kind.name)
    if before and (before.day > wanted.day or (before.day == wanted.day and kind.rhythm.regular)):
        raise RegisterError(f"{called(before)}已登记，{format_date(wanted.day)}的会议要在它之后，请核对日期")
    made = Meeting(
        kind=kind.name,
        name=entries.text(wanted.name, "会议名称") or kind.name,
        day=wanted.day,
        place=entries.text(wanted.place, "会议地点"),
        host=entries.text(wanted.host, "主持人", 100),
        attendees=json.dumps(list(wanted.attendees or kind.attendees), ensure_ascii=False),
        state=PLANNED,
        previous_id=before.id if before else None,
        made_by=entries.person(who),
        made_at=at or now(),
    )
    session.add(made)
    session.flush()
    record(session, who, "筹备会议", called(made), meeting=made.id, day=made.day)
    return made


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a meeting could deal with: topics that are clear, and those held back, each with the reason."""

    ready: tuple[Topic, ...]
    held: tuple[tuple[Topic, str], ...]


def proposed_agenda(session: Session, kind: MeetingKind) -> Agenda:
    """The topics waiting, sorted into those a meeting of this kind can deal with and those held back by name."""
    told = [(topic, held_back(topic, kind)) for topic in topics.waiting(session)]
    return Agenda(tuple(topic for topic, why in told if not why), tuple((topic, why) for topic, why in told if why))


def held_back(topic: Topic, kind: MeetingKind) -> str:
    """Why a topic cannot go on the agenda of such a meeting; "" where it can."""
    if lacks := topics.lacking(topic):
        return f"{topics.called(topic)}没有填写{lacks}，问题、原因、建议齐全后才能上会"
    if TopicKind[topic.kind].needs_leave and not kind.leave:
        return f"{topics.called(topic)}是{TopicKind[topic.kind].value}事项，要由联席会议准许，不能在{kind.name}上定"
    return ""


def put_on_agenda(session: Session, meeting_id: int, kind: MeetingKind, topic_ids: Sequence[int], who: str) -> None:
    """Put topics on a meeting's agenda. Raises :class:`RegisterError` for the first that cannot go there: none does."""
    meeting = being(session, meeting_id, PLANNED, "列议程")
    for topic_id in topic_ids:
        topic = topics.undecided(session, topic_id, "列入议程")
        if reason := held_back(topic, kind):
            raise RegisterError(reason)
        topic.state, topic.meeting_id = TopicState.AGENDA.name, meeting.id
        record(session, entries.person(who), "列入议程", topics.called(topic), topic=topic.id, meeting=meeting.id)


def agenda_of(session: Session, meeting_id: int) -> Sequence[Topic]:
    """The topics of a meeting that it deals or dealt with; those solved beforehand have left it."""
    return session.scalars(select(Topic).where(Topic.meeting_id == meeting_id).order_by(Topic.id)).all()


def hold(session: Session, meeting_id: int, who: str, at: datetime | None = None) -> Meeting:
    """Write down that a meeting took place. Raises :class:`RegisterError` before its day."""
    meeting = being(session, meeting_id, PLANNED, "登记召开")
    if meeting.day > business_date(at or now()):
        raise RegisterError(f"{called(meeting)}还没有到日子，不能登记召开；改期的请取消后另行筹备")
    meeting.state = HELD
    record(session, entries.person(who), "会议召开", called(meeting), meeting=meeting.id)
    return meeting


def carry_over(session: Session, meeting_id: int, who: str) -> list[Topic]:
    """Give the topics a meeting that was held did not get to back to those waiting for the next; gives them."""
    meeting = being(session, meeting_id, HELD, "结转议题")
    left = _release(session, meeting_id)
    if left:
        ids = [topic.id for topic in left]
        record(session, entries.person(who), "结转议题", called(meeting), meeting=meeting.id, topics=ids)
    return left


def _release(session: Session, meeting_id: int) -> list[Topic]:
    left = [topic for topic in agenda_of(session, meeting_id) if topic.state == TopicState.AGENDA.name]
    for topic in left:
        topic.state, topic.meeting_id = TopicState.OPEN.name, None
    return left


def cancel(session: Session, meeting_id: int, reason: str, who: str) -> Meeting:
    """Cancel a meeting being prepared; its topics wait for another."""
    meeting = being(session, meeting_id, PLANNED, "取消")
    why = entries.text(reason, "取消的原因", required=True)
    meeting.state = CANCELLED
    _release(session, meeting_id)
    record(session, entries.person(who), "取消会议", called(meeting), meeting=meeting.id, reason=why)
    return meeting


def being(session: Session, meeting_id: int, state: str, deed: str) -> Meeting:
    """A meeting in the state a deed needs, ours alone. Raises :class:`RegisterError` for another, or none."""
    query = select(Meeting).filter_by(id=meeting_id).with_for_update().execution_options(populate_existing=True)
    meeting = session.scalars(query).one_or_none()
    if meeting is None:
        raise NoEntryError(f"没有第{meeting_id}号会议，请核对（huicai meetings list）")
    if meeting.state != state:
        now_is, needed = STATES[meeting.state], STATES[state]
        raise RegisterError(f"{called(meeting)}现在是“{now_is}”，不能{deed}：要在“{needed}”时才能办")
    return meeting


def found(session: Session, meeting_id: int) -> Meeting:
    """A meeting of the register. Raises :class:`RegisterError` for none."""
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        raise NoEntryError(f"没有第{meeting_id}号会议，请核对（huicai meetings list）")
    return meeting


def listed(session: Session, kind: str = "", most: int = 200) -> Sequence[Meeting]:
    """The meetings of a kind ("": of all), the latest first."""
    query = select(Meeting).order_by(Meeting.day.desc(), Meeting.id.desc()).limit(most)
    return session.scalars(query.where(Meeting.kind == kind) if kind else query).all()


def entered(session: Session, kind: str = "", beyond: int = 0, most: int = 50) -> Sequence[Meeting]:
    """The meetings of a kind ("": of all), the last entered first; those before ``beyond`` where that is given."""
    query = select(Meeting).order_by(Meeting.id.desc()).limit(most)
    query = query.where(Meeting.kind == kind) if kind else query
    return session.scalars(query.where(Meeting.id < beyond) if beyond else query).all()


def called(meeting: Meeting) -> str:
    """What a meeting is called in a sentence."""
    return f"{format_date(meeting.day)}的{meeting.name}"
