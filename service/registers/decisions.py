"""What meetings decide: leave given or not, orders that become tickets, and their state when the next meeting opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, lazyload

from service.errors import EntryError, NoEntryError, RegisterError
from service.registers import entries, meetings, tickets, topics
from service.registers.ticket_clock import standing
from service.registers.topics import TopicKind, TopicState
from service.store.audit import record
from service.store.clock import now
from service.store.models_meetings import Decision, Meeting, Topic
from service.store.models_tickets import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was decided: of which topic (None: of none), in words, ordered of whom; for 停建、停工、罚款 ``leave``."""

    text: str
    topic_id: int | None = None
    order: tickets.Order | None = None
    leave: bool | None = None


def decide(session: Session, meeting_id: int, decided: Decided, who: str, at: datetime | None = None) -> Decision:
    """Write a decision of a meeting that was held down; what is ordered becomes a draft ticket of that meeting.

    Raises :class:`RegisterError` for a topic that was not on its agenda, or a matter of leave without a yes or no.
    """
    meeting = meetings.being(session, meeting_id, meetings.HELD, "登记决定")
    words = entries.text(decided.text, "决定事项", required=True)
    topic = _settled(session, meeting, decided) if decided.topic_id is not None else None
    ticket = _ordered(session, meeting, decided, who, at) if decided.order else None
    made = Decision(
        meeting_id=meeting.id,
        topic_id=topic.id if topic else None,
        ticket_id=ticket.id if ticket else None,
        text=words,
        made_by=entries.person(who),
        made_at=at or now(),
    )
    session.add(made)
    session.flush()
    told = {"topic": made.topic_id, "ticket": made.ticket_id, "text": words}
    record(session, who, "会议决定", meetings.called(meeting), meeting=meeting.id, **told)
    return made


def _settled(session: Session, meeting: Meeting, decided: Decided) -> Topic:
    assert decided.topic_id is not None
    topic = topics.undecided(session, decided.topic_id, "登记决定")
    if topic.meeting_id != meeting.id:
        raise RegisterError(f"{topics.called(topic)}不在{meetings.called(meeting)}的议程上，不能作为它的决定")
    kind = TopicKind[topic.kind]
    if kind.needs_leave and decided.leave is None:
        raise EntryError(f"{topics.called(topic)}是{kind.value}事项，请写明准许还是不准许")
    state = TopicState.DECIDED
    if kind.needs_leave:
        state = TopicState.ALLOWED if decided.leave else TopicState.DENIED
    topic.state, topic.settled_on, topic.solution = state.name, meeting.day, entries.text(decided.text, "决定事项")
    return topic


def _ordered(session: Session, meeting: Meeting, decided: Decided, who: str, at: datetime | None) -> Ticket:
    assert decided.order
    order = replace(decided.order, meeting_id=meeting.id, topic_id=decided.topic_id)
    if not order.source:
        order = replace(order, source=f"{meetings.called(meeting)}决定事项")
    return tickets.draft(session, order, who, at)


def require_leave(session: Session, topic_id: int) -> Topic:
    """The topic of a 停建、停工、罚款 whose notice may go out. Raises :class:`RegisterError` for one without leave."""
    topic = session.get(Topic, topic_id)
    if topic is None or not TopicKind[topic.kind].needs_leave:
        raise NoEntryError(f"第{topic_id}号议题不是停建、停工、罚款事项，请核对")
    if topic.state != TopicState.ALLOWED.name:
        kind, state = TopicKind[topic.kind].value, TopicState[topic.state].value
        raise RegisterError(f"{topics.called(topic)}现在是“{state}”，{kind}通知要先经联席会议准许才能发")
    return topic


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision and what became of it, in words. The ticket's units are looked up only while the session is open."""

    decision: Decision
    meeting: Meeting
    ticket: Ticket | None
    standing: str
    open: bool


def opening(session: Session, meeting: Meeting, day: date) -> list[Kept]:
    """What a meeting opens with: all that the last one of its kind decided, and what older ones decided that is open.

    The newest meeting comes first (当面打开清单，当面对照收账).
    """
    unsettled = select(Ticket.id).where(Ticket.state.in_(tickets.UNSETTLED))
    query = (
        select(Decision, Meeting, Ticket)
        .join(Meeting, Meeting.id == Decision.meeting_id)
        .outerjoin(Ticket, Ticket.id == Decision.ticket_id)
        .where(Meeting.kind == meeting.kind, Meeting.id != meeting.id, Meeting.day <= meeting.day)
        .where(or_(Decision.meeting_id == meeting.previous_id, Decision.ticket_id.in_(unsettled)))
        .order_by(Meeting.day.desc(), Decision.id)
        .options(lazyload(Ticket.units))
    )
    return [_kept(decision, of, ticket, day) for decision, of, ticket in session.execute(query)]


def _kept(decision: Decision, meeting: Meeting, ticket: Ticket | None, day: date) -> Kept:
    if ticket is None:
        return Kept(decision, meeting, None, "只作记录，没有交办", open=False)
    unsettled = ticket.state in tickets.UNSETTLED
    return Kept(decision, meeting, ticket, standing(tickets.clock_life(ticket), day), open=unsettled)


def decisions_of(session: Session, meeting_id: int) -> Sequence[Decision]:
    """What a meeting decided, in order."""
    return session.scalars(select(Decision).where(Decision.meeting_id == meeting_id).order_by(Decision.id)).all()
