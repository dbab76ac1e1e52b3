"""Meetings: planned by their rhythm, their agenda, held, decided; what the next opens with."""

from __future__ import annotations

import json

from pydantic import Field

from service.registers import decisions, meetings
from service.registers.meeting_kinds import MeetingKind, kind_of
from service.registers.meetings import Plan
from service.registers.office_rules import calendar_of, kinds_of
from service.registers.roles import May
from service.store import Session
from service.store.answers import Answer
from service.store.clock import business_date, now
from service.store.models_meetings import Decision, Meeting
from service.web.api.call import Call
from service.web.api.endpoints import Endpoints
from service.web.api.topics import TopicTold
from service.web.api.topics import told as topic_told
from service.web.api.types import (
    Backwards,
    Day,
    Name,
    Needed,
    NeededName,
    Next,
    OnDay,
    Row,
    Search,
    Sent,
    Told,
    Words,
    next_of,
)

api = Endpoints("会议")


class MeetingKindTold(Told):
    """A kind of meeting."""

    name: str
    rhythm: str = Field(description="节奏，如 每周五")
    attendees: list[str] = Field(description="通常参会的")
    pack: str = Field(description="用哪一套材料")
    leave: bool = Field(description="能不能准许停建、停工、罚款")
    next_day: Day | None = Field(description="下一次建议的日子；不定期的为 null")
    next_note: str = Field(description="为什么不是节奏本来的日子，如碰到放假")


class MeetingKindList(Told):
    """The kinds of meetings."""

    items: list[MeetingKindTold]


class MeetingsAsked(Backwards):
    """Which meetings to list."""

    kind: Search = Field("", description="只看这一类会议")


class PlanSent(Sent):
    """A meeting to be."""

    kind: NeededName = Field(description="会议类别，见 /meeting-kinds", examples=["周调度会"])
    day: Day | None = Field(None, description="哪一天，默认按节奏建议的日子")
    name: Words = Field("", description="会议名称，默认就是类别")
    place: Words = Field("", description="会议地点")
    host: str = Field("", description="主持人", max_length=100)
    attendees: tuple[Name, ...] = Field((), description="参会的，默认按类别", max_length=200)


class MeetingTold(Told):
    """A meeting."""

    id: int
    kind: str
    name: str
    day: Day
    place: str
    host: str
    attendees: list[str]
    state: str = Field(description="筹备中、已召开、已取消")
    previous: int | None = Field(description="前一次同类会议")


class MeetingList(Told):
    """A page of meetings, the last entered first."""

    items: list[MeetingTold]
    next: Next


class DecisionTold(Told):
    """What a meeting decided."""

    id: int
    text: str
    topic: int | None
    ticket: int | None = Field(description="草拟的调度单的登记序号")


class MeetingWhole(MeetingTold):
    """A meeting with its agenda and decisions."""

    agenda: list[TopicTold]
    decisions: list[DecisionTold]


class AgendaSent(Sent):
    """Topics to be put on the agenda."""

    topics: tuple[Row, ...] = Field(description="议题序号", min_length=1, max_length=200)


class CancelSent(Sent):
    """Why a meeting is cancelled."""

    reason: Needed = Field(description="取消的原因")


@api.get("/meeting-kinds", "会议类别，和每类下一次建议的日子", May.READ, asked=OnDay, told=MeetingKindList)
def list_kinds(call: Call, asked: OnDay) -> MeetingKindList:
    """From the day asked for on."""
    on, calendar = asked.day or business_date(now()), calendar_of(call.settings)
    with call.store.read() as session:
        found = [(kind, meetings.next_day(session, kind, on, calendar)) for kind in kinds_of(call.settings).values()]
    return MeetingKindList(
        items=[
            MeetingKindTold(
                name=kind.name,
                rhythm=kind.written,
                attendees=list(kind.attendees),
                pack=kind.pack,
                leave=kind.leave,
                next_day=proposed.day if proposed else None,
                next_note=proposed.note if proposed else "",
            )
            for kind, proposed in found
        ]
    )


@api.get("/meetings", "登记过的会议，后登记的在前", May.READ, asked=MeetingsAsked, told=MeetingList)
def list_meetings(call: Call, asked: MeetingsAsked) -> MeetingList:
    """The last entered first."""
    with call.store.read() as session:
        found = meetings.entered(session, asked.kind, asked.beyond, asked.most)
    more = next_of([each.id for each in found], asked.most)
    return MeetingList(items=[told(meeting) for meeting in found], next=more)


@api.post("/meetings", "筹备一次会议", May.PLAN_MEETING, asked=PlanSent, told=MeetingTold)
def plan_meeting(call: Call, asked: PlanSent) -> Answer:
    """By its rhythm where no day is given."""
    kind = kind_of(kinds_of(call.settings), asked.kind)
    calendar = calendar_of(call.settings)

    def deed(session: Session) -> MeetingTold:
        words = {name: getattr(asked, name) for name in ("name", "place", "host", "attendees")}
        plan = Plan(day=asked.day or meetings.proposed_day(session, kind, business_date(now()), calendar), **words)
        return told(meetings.plan(session, kind, plan, call.name))

    return call.write(deed)


@api.get("/meetings/<row:meeting>", "一次会议，连同议程和决定", May.READ, told=MeetingWhole)
def show_meeting(call: Call, meeting: int) -> MeetingWhole:
    """All of it."""
    with call.store.read() as session:
        return _whole(session, meetings.found(session, meeting))


@api.post(
    "/meetings/<row:meeting>/agenda",
    "把议题列入议程",
    May.PLAN_MEETING,
    asked=AgendaSent,
    told=MeetingWhole,
    status=200,
)
def put_on_agenda(call: Call, asked: AgendaSent, meeting: int) -> Answer:
    """All of them, or none."""

    def deed(session: Session) -> MeetingWhole:
        found = meetings.found(session, meeting)
        meetings.put_on_agenda(session, meeting, _kind(call, found), asked.topics, call.name)
        return _whole(session, found)

    return call.write(deed)


@api.post("/meetings/<row:meeting>/hold", "登记会议已经召开", May.PLAN_MEETING, told=MeetingWhole, status=200)
def hold_meeting(call: Call, meeting: int) -> Answer:
    """From its day on."""
    return call.write(lambda session: _whole(session, meetings.hold(session, meeting, call.name)))


@api.post(
    "/meetings/<row:meeting>/cancel",
    "取消会议，议题另候",
    May.PLAN_MEETING,
    asked=CancelSent,
    told=MeetingWhole,
    status=200,
)
def cancel_meeting(call: Call, asked: CancelSent, meeting: int) -> Answer:
    """Its topics wait for another."""
    return call.write(lambda session: _whole(session, meetings.cancel(session, meeting, asked.reason, call.name)))


@api.post(
    "/meetings/<row:meeting>/carry-over", "会上没有议到的议题结转下次", May.PLAN_MEETING, told=MeetingWhole, status=200
)
def carry_over(call: Call, meeting: int) -> Answer:
    """Back to those waiting."""

    def deed(session: Session) -> MeetingWhole:
        meetings.carry_over(session, meeting, call.name)
        return _whole(session, meetings.found(session, meeting))

    return call.write(deed)


def told(meeting: Meeting) -> MeetingTold:
    """A meeting as it is told."""
    names = ("id", "kind", "name", "day", "place", "host")
    return MeetingTold(
        **{name: getattr(meeting, name) for name in names},
        attendees=json.loads(meeting.attendees),
        state=meetings.STATES[meeting.state],
        previous=meeting.previous_id,
    )


def _whole(session: Session, meeting: Meeting) -> MeetingWhole:
    return MeetingWhole(
        **told(meeting).model_dump(),
        agenda=[topic_told(topic) for topic in meetings.agenda_of(session, meeting.id)],
        decisions=[decision_told(each) for each in decisions.decisions_of(session, meeting.id)],
    )


def decision_told(made: Decision) -> DecisionTold:
    """A decision as it is told."""
    return DecisionTold(id=made.id, text=made.text, topic=made.topic_id, ticket=made.ticket_id)


def _kind(call: Call, meeting: Meeting) -> MeetingKind:
    return kind_of(kinds_of(call.settings), meeting.kind)
