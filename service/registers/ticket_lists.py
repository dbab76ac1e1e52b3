"""Tickets looked up: one by its number, lists by filters, the history of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Final

from sqlalchemy import ColumnElement, Select, case, func, or_, select, tuple_
from sqlalchemy.orm import Session

from service.errors import NoEntryError
from service.registers.ticket_life import Kind, State
from service.store.finding import holding
from service.store.models import IssuedNumber, IssuedPaper
from service.store.models_meetings import Meeting
from service.store.models_tickets import Ticket, TicketStep, TicketUnit

UNANSWERED = (State.ISSUED.name, State.RECEIVED.name)
_MOST = 10_000
_SOON: Final = timedelta(7)
_NO: Final = re.compile(r"\d{1,9}")
_WHOLE: Final = re.compile(r".+〔\d{4}〕[1-9]\d{0,8}号")
_BRACKETS: Final = str.maketrans("[(（【])）】", "〔〔〔〔〕〕〕〕")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which tickets: in these states (none named: all), of a unit that is among theirs, of an official number (or its
    figure, 15, or another part of it), of a meeting, due from a day and by a day or overdue on a day and not answered,
    signed from a day and by a day, with ``words`` in their project or problem; after the ticket ``beyond`` in the order
    of the register, of the latest first, or of the deadlines, so many at most.
    """

    states: frozenset[State] = frozenset()
    unit: str = ""
    number: str = ""
    meeting_id: int | None = None
    due_from: date | None = None
    due_by: date | None = None
    overdue_on: date | None = None
    signed_from: date | None = None
    signed_by: date | None = None
    words: str = ""
    latest_first: bool = False
    by_deadline: bool = False
    beyond: int = 0
    most: int = 100


def listed(session: Session, wish: Wish) -> Sequence[Ticket]:
    """The tickets wished for, as they were entered, the latest first or the nearest deadline first, so that a next page
    follows by ``beyond``."""
    query = select(Ticket).where(*_conditions(session, wish)).limit(min(max(wish.most, 0), _MOST))
    if wish.by_deadline:
        return session.scalars(_by_deadline(session, query, wish.beyond)).all()
    if wish.beyond:
        query = query.where(Ticket.id < wish.beyond if wish.latest_first else Ticket.id > wish.beyond)
    # Where few can be meant, they are to be found by their states and sorted: in the register's order (which a plain id
    # would make PostgreSQL go by) they are the last ones.
    order = Ticket.id + 0 if _few(wish) else Ticket.id
    return session.scalars(query.order_by(order.desc() if wish.latest_first else order)).all()


def _few(wish: Wish) -> bool:
    open_ones = bool(wish.states) and State.CLOSED not in wish.states
    return open_ones or any((wish.due_from, wish.due_by, wish.overdue_on))


def _by_deadline(session: Session, query: Select[Ticket], beyond: int) -> Select[Ticket]:
    last = session.get(Ticket, beyond) if beyond else None
    if last:
        query = query.where(tuple_(Ticket.deadline, Ticket.id) > (last.deadline, last.id))
    return query.order_by(Ticket.deadline, Ticket.id)


def how_many(session: Session, wish: Wish) -> int:
    """How many tickets there are of those wished for, on all pages."""
    return session.scalars(select(func.count()).select_from(Ticket).where(*_conditions(session, wish))).one()


def _conditions(session: Session, wish: Wish) -> Iterator[ColumnElement[bool]]:
    if wish.states:
        # Nearly all are closed in the end: then the register's order finds a page at once, an index on states does not.
        column = Ticket.state.concat("") if State.CLOSED in wish.states else Ticket.state
        yield column.in_([state.name for state in wish.states])
    if wish.unit:
        yield Ticket.id.in_(select(TicketUnit.ticket_id).where(TicketUnit.name == wish.unit))
    if wish.number:
        yield _numbered(session, wish.number)
    if wish.meeting_id is not None:
        yield Ticket.meeting_id == wish.meeting_id
    if wish.words:
        yield or_(holding(session, Ticket.project, wish.words), holding(session, Ticket.problem, wish.words))
    yield from _due(wish)
    yield from _signed(wish)


def _numbered(session: Session, said: str) -> ColumnElement[bool]:
    """Whose number is this one, has this figure, or holds these signs; 〔 may be typed as any bracket."""
    number = "".join(said.split()).translate(_BRACKETS)
    if _WHOLE.fullmatch(number):
        return Ticket.number == number
    if _NO.fullmatch(number.removesuffix("号")):
        return Ticket.number.endswith(f"〕{number.removesuffix('号')}号")
    return holding(session, Ticket.number, number)


def _due(wish: Wish) -> Iterator[ColumnElement[bool]]:
    if wish.due_from or wish.due_by or wish.overdue_on:
        yield Ticket.state.in_(UNANSWERED)
    if wish.due_from:
        yield Ticket.deadline >= wish.due_from
    if wish.due_by:
        yield Ticket.deadline <= wish.due_by
    if wish.overdue_on:
        yield Ticket.deadline < wish.overdue_on


def _signed(wish: Wish) -> Iterator[ColumnElement[bool]]:
    if wish.signed_from or wish.signed_by:
        days = (TicketStep.day >= (wish.signed_from or date.min), TicketStep.day <= (wish.signed_by or date.max))
        yield Ticket.id.in_(select(TicketStep.ticket_id).where(TicketStep.kind == Kind.SIGN.name, *days))


class Due(Enum):
    """When the answer a ticket still owes is due, seen from a day."""

    OVERDUE = "已逾期"
    TODAY = "当天到期"
    SOON = "7天内到期"
    LATER = "7天以后到期"


def due_in(wish: Wish, due: Due, day: date) -> Wish:
    """The same wish for those that owe an answer in that class, seen from ``day``."""
    bounds: dict[Due, tuple[date | None, date | None]] = {
        Due.OVERDUE: (None, day - timedelta(1)),
        Due.TODAY: (day, day),
        Due.SOON: (day + timedelta(1), day + _SOON),
        Due.LATER: (day + _SOON + timedelta(1), None),
    }
    return replace(wish, due_from=bounds[due][0], due_by=bounds[due][1])


def board(session: Session, day: date, wish: Wish | None = None) -> dict[tuple[State, Due | None], int]:
    """How many tickets there are in each state, of all or of those wished for; those that owe an answer by when it is
    due, the others under None."""
    asked = list(_conditions(session, wish)) if wish else []
    states = session.execute(select(Ticket.state, func.count()).where(*asked).group_by(Ticket.state))
    found: dict[tuple[State, Due | None], int] = {
        (State[state], None): count for state, count in states if state not in UNANSWERED
    }
    due = case(
        (Ticket.deadline < day, Due.OVERDUE.name),
        (Ticket.deadline == day, Due.TODAY.name),
        (Ticket.deadline <= day + _SOON, Due.SOON.name),
        else_=Due.LATER.name,
    )
    owing = select(Ticket.state, due, func.count()).where(Ticket.state.in_(UNANSWERED), *asked)
    counted = session.execute(owing.group_by(Ticket.state, due))
    return found | {(State[state], Due[when]): count for state, when, count in counted}


def units_named(session: Session, most: int = 500) -> Sequence[str]:
    """The units that have tickets, by name."""
    return session.scalars(select(TicketUnit.name).distinct().order_by(TicketUnit.name).limit(most)).all()


def meetings_named(session: Session, most: int = 50) -> Sequence[Meeting]:
    """The meetings that tickets came from, the latest first."""
    from_them = select(Ticket.meeting_id).where(Ticket.meeting_id == Meeting.id).exists()
    return session.scalars(select(Meeting).where(from_them).order_by(Meeting.day.desc()).limit(most)).all()


def found(session: Session, named: str) -> Ticket:
    """The ticket of an official number (安重办调〔2026〕15号) or of its place in the register (12).

    Raises :class:`RegisterError` where there is none.
    """
    word = named.strip()
    by_place = word.isascii() and word.isdigit() and len(word) < 16
    query = select(Ticket).where(Ticket.id == int(word) if by_place else Ticket.number == word)
    ticket = session.scalars(query).one_or_none() if word else None
    if ticket is None:
        raise NoEntryError(f"没有“{word}”这张调度单，请写完整的编号或登记序号", command="huicai tickets list 可以查到")
    return ticket


def history(session: Session, ticket_id: int) -> Sequence[TicketStep]:
    """The steps of a ticket, the first first."""
    return session.scalars(select(TicketStep).where(TicketStep.ticket_id == ticket_id).order_by(TicketStep.id)).all()


def owed(session: Session) -> Sequence[TicketStep]:
    """Steps whose paper has its number and was not filled and frozen yet: nothing that was signed goes without its
    paper, whatever stopped between the two. Void numbers owe none."""
    numbers = select(IssuedNumber.item).outerjoin(IssuedPaper, IssuedPaper.number_id == IssuedNumber.id)
    unfilled = numbers.where(IssuedNumber.voided_at.is_(None), IssuedPaper.id.is_(None))
    return session.scalars(select(TicketStep).where(TicketStep.item.in_(unfilled)).order_by(TicketStep.id)).all()
