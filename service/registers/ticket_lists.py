"""Tickets looked up: one by its number, lists by filters, the history of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from service.errors import NoEntryError
from service.registers.ticket_life import State
from service.store.models import IssuedNumber, IssuedPaper
from service.store.models_tickets import Ticket, TicketStep, TicketUnit

_UNANSWERED = (State.ISSUED.name, State.RECEIVED.name)
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Wish:
    """Which tickets: in these states (none named: all), of a unit that is among theirs, of a meeting, due on or before
    a day, overdue on a day; after the ticket ``beyond`` in the order of the register, so many at most."""

    states: frozenset[State] = frozenset()
    unit: str = ""
    meeting_id: int | None = None
    due_by: date | None = None
    overdue_on: date | None = None
    beyond: int = 0
    most: int = 100


def listed(session: Session, wish: Wish) -> Sequence[Ticket]:
    """The tickets wished for, in the order they were entered, so that a next page follows by ``beyond``."""
    query = select(Ticket).where(Ticket.id > wish.beyond).order_by(Ticket.id).limit(min(max(wish.most, 0), _MOST))
    if wish.states:
        query = query.where(Ticket.state.in_([state.name for state in wish.states]))
    if wish.unit:
        query = query.where(Ticket.id.in_(select(TicketUnit.ticket_id).where(TicketUnit.name == wish.unit)))
    if wish.meeting_id is not None:
        query = query.where(Ticket.meeting_id == wish.meeting_id)
    return session.scalars(_by_day(query, wish)).all()


def _by_day(query: Select[Ticket], wish: Wish) -> Select[Ticket]:
    if wish.due_by:
        query = query.where(Ticket.deadline <= wish.due_by, Ticket.state.in_(_UNANSWERED))
    if wish.overdue_on:
        query = query.where(Ticket.deadline < wish.overdue_on, Ticket.state.in_(_UNANSWERED))
    return query


def found(session: Session, named: str) -> Ticket:
    """The ticket of an official number (安重办调〔2026〕15号) or of its place in the register (12).

    Raises :class:`RegisterError` where there is none.
    """
    word = named.strip()
    by_place = word.isascii() and word.isdigit() and len(word) < 16
    query = select(Ticket).where(Ticket.id == int(word) if by_place else Ticket.number == word)
    ticket = session.scalars(query).one_or_none() if word else None
    if ticket is None:
        raise NoEntryError(f"没有“{word}”这张调度单，请写完整的编号或登记序号（huicai tickets list 可以查到）")
    return ticket


def history(session: Session, ticket_id: int) -> Sequence[TicketStep]:
    """The steps of a ticket, the first first."""
    return session.scalars(select(TicketStep).where(TicketStep.ticket_id == ticket_id).order_by(TicketStep.id)).all()


def owed(session: Session) -> Sequence[TicketStep]:
    """Steps whose paper has its number and was not filled and frozen yet: nothing that was signed goes without its
    paper, whatever stopped between the two. Void numbers owe none."""
    query = (
        select(TicketStep)
        .join(IssuedNumber, IssuedNumber.item == TicketStep.item)
        .outerjoin(IssuedPaper, IssuedPaper.item == TicketStep.item)
        .where(IssuedNumber.voided_at.is_(None), IssuedPaper.id.is_(None))
        .order_by(TicketStep.id)
    )
    return session.scalars(query).all()
