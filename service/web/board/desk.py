"""What waits on the office's desk today: tickets by when their answers are due, answers, papers, the next meetings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from service.registers import meetings
from service.registers.meeting_kinds import MeetingKind
from service.registers.meetings import PLANNED
from service.registers.rhythm import propose
from service.registers.ticket_life import State
from service.registers.ticket_lists import Due, Wish, board, listed
from service.store import Store
from service.store.due import how_many_due
from service.store.models_meetings import Meeting
from service.store.models_tickets import Ticket
from service.wording.workdays import Calendar

_MOST: Final = 8
_MEETINGS: Final = 3


@dataclass(frozen=True, slots=True)
class Count:
    """A number on the board, of what, and how it is marked where it is not 0 (warn, bad, note); ``endpoint`` lists what
    it counts, under ``tab``."""

    label: str
    number: int
    kind: str
    tab: str | None = None
    endpoint: str = "tickets.index"


@dataclass(frozen=True, slots=True)
class Coming:
    """The next meeting of a kind: its name and day, its number where it is being prepared, and why the day is not the
    usual."""

    kind: str
    name: str
    day: date
    meeting: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Numbers, the tickets overdue or due today (eight, the longest overdue first), and the next three meetings."""

    today: date
    counts: tuple[Count, ...]
    pressing: Sequence[Ticket]
    meetings: tuple[Coming, ...]


def desk(store: Store, today: date, kinds: Mapping[str, MeetingKind], calendar: Calendar) -> Desk:
    """What waits on a day."""
    with store.read() as session:
        states = board(session, today)
        unfilled = how_many_due(session)
        pressing = listed(session, Wish(due_by=today, by_deadline=True, most=_MOST))
        last = {name: meetings.latest(session, name) for name in kinds}
    due = {when: sum(count for (_, at), count in states.items() if at is when) for when in Due}
    counts = (
        Count("已逾期", due[Due.OVERDUE], "bad", "overdue"),
        Count("今天到期", due[Due.TODAY], "warn", "today"),
        Count("7天内到期", due[Due.SOON], "note", "soon"),
        Count("已反馈，待审核", states.get((State.ANSWERED, None), 0), "note", "review"),
        Count("已签发，材料没有做完", unfilled, "bad", endpoint="owed.index"),
    )
    coming = [found for kind in kinds.values() if (found := _coming(kind, last[kind.name], today, calendar))]
    return Desk(today, counts, pressing, tuple(sorted(coming, key=lambda item: item.day)[:_MEETINGS]))


def _coming(kind: MeetingKind, last: Meeting | None, today: date, calendar: Calendar) -> Coming | None:
    if last and last.state == PLANNED and last.day >= today:
        return Coming(kind.name, last.name, last.day, last.id, "")
    found = propose(kind.rhythm, last.day if last else None, today, calendar)
    return Coming(kind.name, kind.name, found.day, None, found.note) if found else None
