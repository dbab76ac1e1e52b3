"""Each step of a ticket's life as an address of its own, with what that step needs and no more."""

from __future__ import annotations

from pydantic import Field

from service.registers import tickets
from service.registers.roles import May, require, step_needs
from service.registers.ticket_life import Kind, State, Step
from service.store import Session
from service.store.answers import Answer
from service.store.clock import business_date, now
from service.web.api.call import Call
from service.web.api.endpoints import Endpoints
from service.web.api.tickets import TicketWhole, whole
from service.web.api.types import Day, Name, Needed, Sent, Words

api = Endpoints("调度单的步骤")
_WORDS = ("note", "unit", "until")


class StepSent(Sent):
    """What every step tells."""

    day: Day | None = Field(None, description="发生在哪一天，默认今天；不能是将来，不能早于上一步")


class Received(StepSent):
    """签收."""

    unit: Name = Field("", description="哪个责任单位，默认牵头")
    note: Words = Field("", description="说明")


class Answered(StepSent):
    """反馈."""

    note: Needed = Field(description="办理情况")
    unit: Name = Field("", description="哪个责任单位，默认牵头")


class Returned(StepSent):
    """退回."""

    note: Needed = Field(description="退回的理由")
    until: Day | None = Field(None, description="重新报送的时限，不写则不变")


class ExtensionAsked(StepSent):
    """申请延期."""

    note: Needed = Field(description="延期的理由")
    until: Day = Field(description="申请的新时限，晚于现时限")


class Granted(StepSent):
    """准予延期."""

    note: Words = Field("", description="批复意见")


class Reasoned(StepSent):
    """不准延期, 办结, 撤回, 撤销: what cannot go without words."""

    note: Needed = Field(description="不准的理由、销号意见，或撤回、撤销的理由")


@api.post("/tickets/<row:ticket>/receive", "签收", May.RECORD_STEPS, asked=Received, told=TicketWhole, status=200)
def receive(call: Call, asked: Received, ticket: int) -> Answer:
    """A unit has it."""
    return _taken(call, ticket, Kind.RECEIVE, asked)


@api.post("/tickets/<row:ticket>/answer", "反馈", May.RECORD_STEPS, asked=Answered, told=TicketWhole, status=200)
def answer(call: Call, asked: Answered, ticket: int) -> Answer:
    """A unit tells what it did."""
    return _taken(call, ticket, Kind.ANSWER, asked)


@api.post("/tickets/<row:ticket>/return", "退回反馈", May.DECIDE_STEPS, asked=Returned, told=TicketWhole, status=200)
def return_answer(call: Call, asked: Returned, ticket: int) -> Answer:
    """The answer was none."""
    return _taken(call, ticket, Kind.RETURN, asked)


@api.post(
    "/tickets/<row:ticket>/extension", "申请延期", May.RECORD_STEPS, asked=ExtensionAsked, told=TicketWhole, status=200
)
def ask_extension(call: Call, asked: ExtensionAsked, ticket: int) -> Answer:
    """The lead wishes for more time."""
    return _taken(call, ticket, Kind.ASK, asked)


@api.post(
    "/tickets/<row:ticket>/extension/grant", "准予延期", May.DECIDE_STEPS, asked=Granted, told=TicketWhole, status=200
)
def grant_extension(call: Call, asked: Granted, ticket: int) -> Answer:
    """It gets it."""
    return _taken(call, ticket, Kind.GRANT, asked)


@api.post(
    "/tickets/<row:ticket>/extension/refuse", "不准延期", May.DECIDE_STEPS, asked=Reasoned, told=TicketWhole, status=200
)
def refuse_extension(call: Call, asked: Reasoned, ticket: int) -> Answer:
    """It does not."""
    return _taken(call, ticket, Kind.REFUSE, asked)


@api.post("/tickets/<row:ticket>/close", "办结", May.DECIDE_STEPS, asked=Reasoned, told=TicketWhole, status=200)
def close(call: Call, asked: Reasoned, ticket: int) -> Answer:
    """Somebody vouches that it is done."""
    return _taken(call, ticket, Kind.CLOSE, asked)


@api.post(
    "/tickets/<row:ticket>/recall",
    "撤回最后发出的升级步骤；编号作废，留在登记簿里",
    May.VOID_NUMBER,
    asked=Reasoned,
    told=TicketWhole,
    status=200,
)
def recall(call: Call, asked: Reasoned, ticket: int) -> Answer:
    """The measure was issued wrongly."""
    return _taken(call, ticket, Kind.RECALL, asked)


@api.post(
    "/tickets/<row:ticket>/withdraw",
    "撤销；已签发的，编号作废，留在登记簿里",
    May.READ,
    asked=Reasoned,
    told=TicketWhole,
    status=200,
    note="撤销草稿需要“草拟调度单”，撤销已签发的需要“撤销和作废编号”",
)
def withdraw(call: Call, asked: Reasoned, ticket: int) -> Answer:
    """Who may depends on whether it was signed."""
    return _taken(call, ticket, Kind.WITHDRAW, asked)


def _taken(call: Call, ticket: int, kind: Kind, asked: StepSent) -> Answer:
    told = {name: getattr(asked, name) for name in _WORDS if name in type(asked).model_fields}
    wanted = Step(kind, call.name, asked.day or business_date(now()), **told)

    def deed(session: Session) -> TicketWhole:
        is_draft = tickets.locked(session, ticket).state == State.DRAFT.name
        require(call.who, step_needs(kind, is_draft=is_draft))
        return whole(session, tickets.step(session, ticket, wanted))

    return call.write(deed)
