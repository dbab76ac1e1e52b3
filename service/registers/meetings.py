"""Meetings: planned by their rhythm, their agenda drawn up, held, decided; the next opens with what was decided."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
    """A meeting to be: "" or none where the kind's own name and usual attendees will do. ``details`` are texts that its
    papers say besides, by names of the caller's own."""

    day: date
    name: str = ""
    place: str = ""
    host: str = ""
    attendees: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)


def next_day(session: Session, kind: MeetingKind, today: date, calendar: Calendar = NATIONAL) -> Proposed | None:
    """The day proposed for the next meeting of a kind; None where it has no rhythm. One to come counts as the last."""
    last = latest(session, kind.name)
    return propose(kind.rhythm, last.day if last else None, today, calendar)


def proposed_day(session: Session, kind: MeetingKind, today: date, calendar: Calendar = NATIONAL) -> date:
    """The same where somebody needs a day. Raises :class:`EntryError` where the kind has no rhythm."""
    found = next_day(session, kind, today, calendar)
    if found is None:
        raise EntryError(f"{kind.name}不定期，请写明日期", command="命令行用 --day")
    return found.day


def latest(session: Session, kind: str) -> Meeting | None:
    """The last meeting of a kind that was not cancelled."""
    query = select(Meeting).where(Meeting.kind == kind, Meeting.state != CANCELLED)
    return session.scalars(query.order_by(Meeting.day.desc(), Meeting.id.desc()).limit(1)).one_or_none()


def being_prepared(session: Session) -> Sequence[Meeting]:
    """The meetings of all kinds that are being prepared, the nearest first."""
    query = select(Meeting).where(Meeting.state == PLANNED).order_by(Meeting.day, Meeting.id)
    return session.scalars(query).all()


def plan(session: Session, kind: MeetingKind, wanted: Plan, who: str, at: datetime | None = None) -> Meeting:
    """A meeting being prepared. Raises :class:`RegisterError` where one of its kind on or after that day exists."""
    before = latest(session, kind.name)
    _refuse_before(before, kind, wanted.day)
    made = Meeting(
        kind=kind.name,
        state=PLANNED,
        previous_id=before.id if before else None,
        made_by=entries.person(who),
        made_at=at or now(),
    )
    _fill(made, kind, wanted)
    session.add(made)
    session.flush()
    record(session, who, "筹备会议", called(made), meeting=made.id, day=made.day)
    return made


def revise(session: Session, meeting_id: int, kind: MeetingKind, wanted: Plan, who: str) -> Meeting:
    """Write a meeting anew while it is being prepared. Raises :class:`RegisterError` for a day out of its order."""
    meeting = being(session, meeting_id, PLANNED, "修改")
    if wanted.day != meeting.day:
        last = latest(session, kind.name)
        if last and last.id != meeting.id:
            raise RegisterError(f"{called(last)}已登记在它之后，{called(meeting)}不能改期")
        _refuse_before(session.get(Meeting, meeting.previous_id) if meeting.previous_id else None, kind, wanted.day)
    _fill(meeting, kind, wanted)
    record(session, entries.person(who), "修改会议", called(meeting), meeting=meeting.id, day=meeting.day)
    return meeting


def _refuse_before(before: Meeting | None, kind: MeetingKind, day: date) -> None:
    if before and (before.day > day or (before.day == day and kind.rhythm.regular)):
        raise RegisterError(f"{called(before)}已登记，{format_date(day)}的会议要在它之后，请核对日期")


def _fill(meeting: Meeting, kind: MeetingKind, wanted: Plan) -> None:
    meeting.name = entries.text(wanted.name, "会议名称") or kind.name
    meeting.day = wanted.day
    meeting.place = entries.text(wanted.place, "会议地点")
    meeting.host = entries.text(wanted.host, "主持人", 100)
    meeting.attendees = json.dumps(list(wanted.attendees or kind.attendees), ensure_ascii=False)
    details = {name: entries.text(text, "会议信息") for name, text in wanted.details.items()}
    meeting.details = json.dumps(details, ensure_ascii=False)


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
    last = max((topic.position for topic in agenda_of(session, meeting_id)), default=0)
    for place, topic_id in enumerate(topic_ids, start=last + 1):
        topic = topics.undecided(session, topic_id, "列入议程")
        if reason := held_back(topic, kind):
            raise RegisterError(reason)
        topic.state, topic.meeting_id, topic.position = TopicState.AGENDA.name, meeting.id, place
        record(session, entries.person(who), "列入议程", topics.called(topic), topic=topic.id, meeting=meeting.id)


def agenda_of(session: Session, meeting_id: int) -> Sequence[Topic]:
    """The topics of a meeting that it deals or dealt with, in order; those solved beforehand have left it."""
    query = select(Topic).where(Topic.meeting_id == meeting_id).order_by(Topic.position, Topic.id)
    return session.scalars(query).all()


def arrange(session: Session, meeting_id: int, topic_ids: Sequence[int], who: str) -> None:
    """Put the topics of an agenda in this order. Raises :class:`RegisterError` where they are not the ones there are:
    somebody else was quicker."""
    meeting = being(session, meeting_id, PLANNED, "排议程")
    found = {topic.id: topic for topic in agenda_of(session, meeting_id)}
    if sorted(topic_ids) != sorted(found):
        raise RegisterError(f"{called(meeting)}的议程刚才有人改过，没有重排，请看过现在的议程再排")
    for place, topic_id in enumerate(topic_ids, start=1):
        found[topic_id].position = place
    record(session, entries.person(who), "排列议程", called(meeting), meeting=meeting.id, topics=list(topic_ids))


def take_off(session: Session, meeting_id: int, topic_id: int, who: str) -> Topic:
    """Take a topic off the agenda of a meeting being prepared; it waits for another."""
    meeting = being(session, meeting_id, PLANNED, "改议程")
    topic = topics.undecided(session, topic_id, "移出议程")
    if topic.meeting_id != meeting.id:
        raise RegisterError(f"{topics.called(topic)}不在{called(meeting)}的议程上，可能刚才已经移出")
    topic.state, topic.meeting_id = TopicState.OPEN.name, None
    record(session, entries.person(who), "移出议程", topics.called(topic), topic=topic.id, meeting=meeting.id)
    return topic


def leave_out(session: Session, meeting_id: int, key: str, words: str, who: str) -> None:
    """Remember that a topic proposed for a meeting, known by a key, is not to be brought; ``words`` say what it is."""
    meeting = being(session, meeting_id, PLANNED, "改议程")
    kept: list[str] = json.loads(meeting.left_out)
    if key not in kept:
        meeting.left_out = json.dumps([*kept, key])
        record(session, entries.person(who), "提出的议题不列", called(meeting), meeting=meeting.id, topic=words)


def hold(session: Session, meeting_id: int, who: str, at: datetime | None = None) -> Meeting:
    """Write down that a meeting took place. Raises :class:`RegisterError` before its day."""
    meeting = being(session, meeting_id, PLANNED, "登记召开")
    if meeting.day > business_date(at or now()):
        raise RegisterError(f"{called(meeting)}还没有到日子，不能登记召开；改期的请先修改会议的日期")
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
        raise NoEntryError(f"没有第{meeting_id}号会议，请核对", command="huicai meetings list")
    if meeting.state != state:
        now_is, needed = STATES[meeting.state], STATES[state]
        raise RegisterError(f"{called(meeting)}现在是“{now_is}”，不能{deed}：要在“{needed}”时才能办")
    return meeting


def found(session: Session, meeting_id: int) -> Meeting:
    """A meeting of the register. Raises :class:`RegisterError` for none."""
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        raise NoEntryError(f"没有第{meeting_id}号会议，请核对", command="huicai meetings list")
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
