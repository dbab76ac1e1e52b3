"""What a meeting decides, and what became of what earlier ones decided."""

from __future__ import annotations

from pydantic import Field

from service.registers import decisions, meetings
from service.registers.as_json import kept_json
from service.registers.decisions import Decided
from service.registers.roles import May, require
from service.store import Session
from service.store.answers import Answer
from service.store.clock import business_date, now
from service.web.api.call import Call
from service.web.api.endpoints import Endpoints
from service.web.api.meetings import DecisionTold, decision_told
from service.web.api.tickets import OrderSent
from service.web.api.types import Day, Needed, OnDay, Row, Sent, Told

api = Endpoints("会议决定")


class DecidedSent(Sent):
    """A decision."""

    text: Needed = Field(description="决定事项")
    topic: Row | None = Field(None, description="是哪个议题的决定")
    leave: bool | None = Field(None, description="停建、停工、罚款事项：准许或不准许")
    order: OrderSent | None = Field(None, description="要办的：草拟成调度单")


class DecisionMade(DecisionTold):
    """A decision just written down."""

    notes: list[str] = Field(description="要留意的，如时限落在放假日")


class KeptTold(Told):
    """A decision of an earlier meeting and what became of it."""

    meeting: str
    text: str
    number: str = Field(description="调度单的编号")
    standing: str
    open: bool = Field(description="还没有办结")


class OpeningTold(Told):
    """What a meeting opens with."""

    meeting: str
    day: Day
    decisions: list[KeptTold]


@api.get(
    "/meetings/<row:meeting>/opening", "开会先对账：以前定的每件事现在怎样", May.READ, asked=OnDay, told=OpeningTold
)
def show_opening(call: Call, asked: OnDay, meeting: int) -> OpeningTold:
    """All that the last one decided, and what older ones decided that is open."""
    on = asked.day or business_date(now())
    with call.store.read() as session:
        found = meetings.found(session, meeting)
        kept = [KeptTold.model_validate(kept_json(item)) for item in decisions.opening(session, found, on)]
    return OpeningTold(meeting=meetings.called(found), day=on, decisions=kept)


@api.post(
    "/meetings/<row:meeting>/decisions",
    "登记一项决定；写了 order 的草拟成调度单",
    May.PLAN_MEETING,
    asked=DecidedSent,
    told=DecisionMade,
    note="写了 order 的还需要“草拟调度单”",
)
def decide(call: Call, asked: DecidedSent, meeting: int) -> Answer:
    """Of a meeting that was held."""
    until = order = None
    if asked.order:
        require(call.who, May.DRAFT_TICKET)
        until = asked.order.until(call)
        order = asked.order.order(until)
    decided = Decided(text=asked.text, topic_id=asked.topic, order=order, leave=asked.leave)

    def deed(session: Session) -> DecisionMade:
        made = decisions.decide(session, meeting, decided, call.name)
        return DecisionMade(**decision_told(made).model_dump(), notes=list(until.notes) if until else [])

    return call.write(deed)
