"""The ladder over the register: what could be issued on a day, and its issue by a person, with its number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, lazyload

from service.errors import RegisterError
from service.registers import tickets
from service.registers.escalation import Outlook, outlook
from service.registers.ladder import Ladder, Rung
from service.registers.ticket_clock import overdue_days
from service.registers.ticket_life import Kind, State, Step
from service.registers.ticket_lists import UNANSWERED
from service.registers.tickets import Hand
from service.store.clock import business_date, now
from service.store.models_tickets import Ticket, TicketStep
from service.store.numbers import Wanted, issue, series_at
from service.wording import format_date
from service.wording.workdays import NATIONAL, Calendar


@dataclass(frozen=True, slots=True)
class Rules:
    """The ladder in force, and the office's calendar."""

    ladder: Ladder
    calendar: Calendar = NATIONAL


@dataclass(frozen=True, slots=True)
class Proposal:
    """A ticket and what the ladder says of it on the day that was asked about."""

    ticket: Ticket
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """A ticket whose answer lies with the office, for so many days: late now is whoever should look at it."""

    ticket: Ticket
    days: int
    reason: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a person could issue on a day, what is held back past its deadline, each with its reason; and the answers
    that nobody has looked at, the longest lying first. The tickets' units are looked up only while the session is open.
    """

    ready: tuple[Proposal, ...]
    held: tuple[Proposal, ...]
    unreviewed: tuple[Unreviewed, ...] = ()


def preview(session: Session, rules: Rules, day: date) -> Preview:
    """What would be issued on ``day`` if somebody did, the longest overdue first. Nothing is changed."""
    found = [
        Proposal(ticket, outlook(tickets.clock_life(ticket), rules.ladder, day, rules.calendar))
        for ticket in _near(session, rules.ladder, day)
    ]
    ready = tuple(item for item in found if item.outlook.may)
    held = tuple(item for item in found if not item.outlook.may and item.ticket.deadline < day)
    return Preview(ready, held, tuple(_unreviewed(session, day)))


def _near(session: Session, ladder: Ladder, day: date) -> Iterator[Ticket]:
    """Tickets that owe an answer, and are past their deadline or as near to it as the first step looks."""
    before = max((-(rung.overdue or 0) for rung in ladder.rungs), default=0)
    near = or_(Ticket.deadline <= day + timedelta(max(before, 0)), Ticket.measure != "")
    query = select(Ticket).where(Ticket.state.in_(UNANSWERED), near).order_by(Ticket.deadline, Ticket.id)
    yield from session.scalars(query.options(lazyload(Ticket.units)))


def _unreviewed(session: Session, day: date) -> Iterator[Unreviewed]:
    """Answers that came by a day, in time or late, and were neither accepted nor returned (docs/decisions/0007)."""
    answered = (Ticket.state == State.ANSWERED.name, Ticket.answered_on <= day)
    query = select(Ticket).where(*answered).order_by(Ticket.answered_on, Ticket.id)
    for ticket in session.scalars(query.options(lazyload(Ticket.units))):
        assert ticket.answered_on is not None, "an answered ticket has the day of its answer"
        days = (day - ticket.answered_on).days
        lies = f"已放{days}天没有审核" if days else "当天收到"
        said = f"{format_date(ticket.answered_on)}{_answered(ticket, day)}，到{format_date(day)}{lies}"
        yield Unreviewed(ticket, days, f"{said}，请办结或退回，退回后才能升级")


def _answered(ticket: Ticket, day: date) -> str:
    late = overdue_days(tickets.clock_life(ticket), day)
    return f"逾期{late}天反馈" if late else "按期反馈"


def escalate(session: Session, ticket_id: int, measure: str, hand: Hand, rules: Rules) -> tuple[Ticket, str]:
    """Issue the next step of the ladder, which must be the one the person means; gives the ticket and the number.

    Raises :class:`RegisterError` where it may not be issued that day, or another step is the next.
    """
    moment = hand.at or now()
    ticket = tickets.locked(session, ticket_id)
    wanted, rung = next_step(ticket, measure, hand.who, business_date(moment), rules)
    item = _item(session, ticket, rung.paper)
    numbered = Wanted(series_at(hand.organ, hand.series or rung.series, moment), item)
    tickets.require_fresh(session, [numbered])
    number = issue(session, [numbered], hand.who, moment)[0]
    tickets.take(session, ticket, wanted, moment, item)
    return ticket, number.text


def next_step(ticket: Ticket, measure: str, who: str, day: date, rules: Rules) -> tuple[Step, Rung]:
    """The step of the ladder a person means, and its rung. Raises :class:`RegisterError` where it may not be taken."""
    found = outlook(tickets.life_of(ticket), rules.ladder, day, rules.calendar)
    if not found.may or found.rung is None:
        raise RegisterError(f"{tickets.called(ticket)}：现在不能{measure}，{found.reason}")
    if found.rung.name != measure:
        raise RegisterError(f"{tickets.called(ticket)}：下一步是“{found.rung.name}”，不能直接{measure}；{found.reason}")
    wanted = Step(Kind.ESCALATE, who, day, found.reason, measure=measure)
    tickets.check(ticket, wanted)
    return wanted, found.rung


def _item(session: Session, ticket: Ticket, paper: str) -> str:
    """What the step's paper is filed under: a ticket may get the same kind of letter twice."""
    query = select(func.count()).where(TicketStep.ticket_id == ticket.id, TicketStep.kind == Kind.ESCALATE.name)
    return f"ticket:{ticket.id}:{paper}:{session.scalars(query).one() + 1}"
