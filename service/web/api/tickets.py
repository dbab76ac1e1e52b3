"""Tickets: drafted, signed, taken step by step, listed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from service.registers import ticket_lists, tickets
from service.registers.as_json import step_json, ticket_json
from service.registers.deadlines import Deadline, in_working_days, named
from service.registers.office_rules import calendar_of
from service.registers.roles import May
from service.registers.ticket_life import Kind, State
from service.registers.tickets import Order
from service.store import Session
from service.store.answers import Answer
from service.store.clock import business_date, now
from service.store.models_tickets import Ticket
from service.web.api.call import Call
from service.web.api.endpoints import Endpoints
from service.web.api.faults import CheckError
from service.web.api.types import (
    WHOLE,
    Day,
    Needed,
    NeededName,
    Next,
    OnDay,
    Paged,
    Row,
    Search,
    Sent,
    Told,
    Words,
    next_of,
)

api = Endpoints("调度单")
Days = Annotated[int, Field(ge=1, le=250), WHOLE]


class TicketsAsked(Paged, OnDay):
    """Which tickets to list."""

    state: list[State] = Field([], description="只看这些状态，可写几次", max_length=len(State))
    unit: Search = Field("", description="只看这个责任单位的（牵头或配合）")
    number: Search = Field("", description="只看这个编号的，如 安重办调〔2026〕15号，也可以只写 15")
    meeting: Row | None = Field(None, description="只看这次会议交办的")
    due_by: Day | None = Field(None, description="只看到这一天该反馈而没有反馈的")
    overdue: bool = Field(False, description="只看逾期没有反馈的")


class OrderSent(Sent):
    """What is ordered of whom by when."""

    problem: Needed = Field(description="存在问题")
    task: Needed = Field(description="交办事项")
    units: tuple[NeededName, ...] = Field(description="责任单位，第一个牵头", min_length=1, max_length=50)
    deadline: Day | None = Field(None, description="办理时限；与 working_days 写一样")
    working_days: Days | None = Field(None, description="或者：今天起几个工作日")
    project: Words = Field("", description="项目名称")
    cause: Words = Field("", description="问题原因")
    source: Words = Field("", description="事项来源，如 第10周周报")
    person: str = Field("", description="责任人", max_length=100)
    leader: str = Field("", description="包联领导", max_length=100)

    def until(self, call: Call) -> Deadline:
        """The deadline, and what to know of it. Raises :class:`CheckError` unless it is given in one way."""
        if (self.deadline is None) == (self.working_days is None):
            raise CheckError("办理时限请用 deadline 或 working_days 写一样", "deadline")
        calendar = calendar_of(call.settings)
        if self.deadline:
            return named(self.deadline, calendar)
        return in_working_days(business_date(now()), self.working_days or 0, calendar)

    def order(self, deadline: Deadline, **more: Any) -> Order:
        """The same as the registers know it."""
        words = {name: getattr(self, name) for name in ("project", "cause", "source", "person", "leader")}
        return Order(problem=self.problem, task=self.task, units=self.units, deadline=deadline.day, **(words | more))


class TicketTold(Told):
    """A ticket and where it stands on the day."""

    id: int = Field(description="登记序号")
    number: str = Field(description="编号；草稿没有，为空")
    project: str
    problem: str
    cause: str
    task: str
    source: str
    person: str
    leader: str
    units: list[str] = Field(description="责任单位，第一个牵头")
    deadline: Day = Field(description="现在的办理时限")
    state: State = Field(description="走到哪一步")
    standing: str = Field(description="用一句话说，如 已签收，逾期3天，已督办")
    overdue_days: int = Field(description="逾期天数，没有逾期为 0")
    overdue: bool = Field(description="是否逾期没有反馈")
    possible: list[Kind] = Field(description="现在可以走的步骤")


class StepTold(Told):
    """A step that was taken."""

    kind: Kind
    who: str = Field(description="经办人")
    day: Day = Field(description="发生在哪一天")
    at: datetime = Field(description="登记的时刻（UTC）")
    unit: str
    until: Day | None = Field(description="新时限")
    measure: str = Field(description="升级的是哪一步，如 督办")
    note: str
    paper: str | None = Field(description="它的文书在存档里的名称，用于 /papers?item=；没有文书的为 null")


class TicketWhole(TicketTold):
    """A ticket with all its steps."""

    steps: list[StepTold]


class Drafted(Told):
    """A draft, and what to know of its deadline."""

    ticket: TicketTold
    notes: list[str] = Field(description="要留意的，如时限落在放假日")


class TicketList(Told):
    """A page of tickets."""

    items: list[TicketTold]
    next: Next


@api.get("/tickets", "列出调度单", May.READ, asked=TicketsAsked, told=TicketList)
def list_tickets(call: Call, asked: TicketsAsked) -> TicketList:
    """By the order of the register."""
    on = asked.day or business_date(now())
    wish = ticket_lists.Wish(
        states=frozenset(asked.state),
        unit=asked.unit,
        number=asked.number,
        meeting_id=asked.meeting,
        due_by=asked.due_by,
        overdue_on=on if asked.overdue else None,
        beyond=asked.beyond,
        most=asked.most,
    )
    with call.store.read() as session:
        found = ticket_lists.listed(session, wish)
    more = next_of([each.id for each in found], asked.most)
    return TicketList(items=[told(ticket, asked.day) for ticket in found], next=more)


@api.post("/tickets", "草拟调度单", May.DRAFT_TICKET, asked=OrderSent, told=Drafted)
def draft_ticket(call: Call, asked: OrderSent) -> Answer:
    """No number yet."""
    until = asked.until(call)
    return call.write(lambda session: _drafted(tickets.draft(session, asked.order(until), call.name), until))


@api.put("/tickets/<row:ticket>", "修改草稿", May.DRAFT_TICKET, asked=OrderSent, told=Drafted, once=True)
def amend_ticket(call: Call, asked: OrderSent, ticket: int) -> Answer:
    """The meeting and topic it came from stay."""
    until = asked.until(call)

    def deed(session: Session) -> Drafted:
        before = tickets.locked(session, ticket)
        order = asked.order(until, meeting_id=before.meeting_id, topic_id=before.topic_id)
        return _drafted(tickets.amend(session, ticket, order, call.name), until)

    return call.write(deed)


def _drafted(ticket: Ticket, until: Deadline) -> Drafted:
    return Drafted(ticket=told(ticket), notes=list(until.notes))


@api.get("/tickets/<row:ticket>", "一张调度单和它走过的每一步", May.READ, asked=OnDay, told=TicketWhole)
def show_ticket(call: Call, asked: OnDay, ticket: int) -> TicketWhole:
    """With the steps it can take now."""
    with call.store.read() as session:
        return whole(session, ticket_lists.found(session, str(ticket)), asked.day)


def told(ticket: Ticket, day: Any = None) -> TicketTold:
    """A ticket as it is told."""
    return TicketTold.model_validate(ticket_json(ticket, day or business_date(now())))


def whole(session: Session, ticket: Ticket, day: Any = None) -> TicketWhole:
    """A ticket with its steps."""
    steps = [step_json(step) for step in ticket_lists.history(session, ticket.id)]
    return TicketWhole.model_validate({**ticket_json(ticket, day or business_date(now())), "steps": steps})
