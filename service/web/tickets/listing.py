"""The list of tickets and its board, as their pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from service.registers import tickets
from service.registers.ticket_clock import overdue_days, standing
from service.registers.ticket_life import State
from service.registers.ticket_lists import Due, board, listed
from service.store import Session
from service.store.models_tickets import Ticket
from service.web.tickets.asked import TABS, Asked, Columns, Tab

CARDS: Final = 12
"""So many tickets a column of the board shows."""
_KINDS: Final = {
    State.DRAFT: "none",
    State.ISSUED: "note",
    State.RECEIVED: "note",
    State.ANSWERED: "warn",
    State.CLOSED: "good",
    State.WITHDRAWN: "none",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A ticket of a list. ``badge`` and ``kind`` are its mark: overdue and due today go before its state."""

    id: int
    number: str
    project: str
    problem: str
    units: tuple[str, ...]
    deadline: date
    standing: str
    badge: str
    kind: str
    is_draft: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """A tab and how many tickets it holds under the filters."""

    tab: Tab
    count: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the board: what it is, how many it holds, the first of them; ``tab`` is where all are listed."""

    label: str
    count: int
    rows: tuple[Row, ...]
    tab: str
    state: str = ""


def row(ticket: Ticket, day: date) -> Row:
    """A ticket as a list shows it on a day."""
    life = tickets.life_of(ticket)
    state = State[ticket.state]
    badge, kind = state.value, _KINDS[state]
    if life.open and life.answered is None:
        late = overdue_days(life, day)
        if late:
            badge, kind = f"逾期{late}天", "bad"
        elif ticket.deadline == day:
            badge, kind = "今天到期", "warn"
    return Row(
        id=ticket.id,
        number=ticket.number,
        project=ticket.project,
        problem=ticket.problem,
        units=life.units,
        deadline=ticket.deadline,
        standing=standing(life, day),
        badge=badge,
        kind=kind,
        is_draft=state is State.DRAFT,
    )


def rows(session: Session, asked: Asked, day: date, beyond: int, most: int) -> Sequence[Ticket]:
    """The tickets of the open tab, so many at most."""
    if asked.is_nothing(asked.tab):
        return []
    return listed(session, replace(asked.wish(day), beyond=beyond, most=most))


def counted(session: Session, asked: Asked, day: date) -> list[Counted]:
    """All tabs with their counts under the filters."""
    counts = board(session, day, asked.filters)
    return [Counted(tab, sum(many for key, many in counts.items() if _holds(tab, *key))) for tab in TABS]


def columns(session: Session, asked: Asked, day: date, how: Columns) -> list[Column]:
    """The board under the filters: by state, or by when the answer is due."""
    counts = board(session, day, asked.filters)
    found = []
    for tab, state in _by_state() if how is Columns.STATE else _by_due():
        shown = replace(tab, states=frozenset({state})) if state else tab
        count = sum(many for key, many in counts.items() if _holds(shown, *key))
        first = listed(session, replace(asked.wish(day, shown), most=CARDS)) if count else ()
        label = state.value if state else tab.label
        found.append(
            Column(label, count, tuple(row(each, day) for each in first), tab.key, state.name if state else "")
        )
    return found


def _by_state() -> list[tuple[Tab, State | None]]:
    return [(TABS[0], state) for state in State if state in TABS[0].states]


def _by_due() -> list[tuple[Tab, State | None]]:
    return [(tab, None) for tab in TABS if tab.due or tab.key == "review"]


def _holds(tab: Tab, state: State, due: Due | None) -> bool:
    return state in tab.states and (tab.due is None or tab.due is due)
