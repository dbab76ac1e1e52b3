"""What the register knows of a ticket when one of its papers is made: as of one step, whatever came after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from service.errors import RegisterError
from service.registers import tickets
from service.registers.ticket_life import Kind, Life, after, standing_measures
from service.registers.ticket_lists import history
from service.registers.topics import TopicState
from service.store.models_meetings import Topic
from service.store.models_tickets import Ticket, TicketStep
from service.store.numbers import numbers_of

_MOVED: Final = frozenset({Kind.GRANT.name, Kind.RETURN.name})


@dataclass(frozen=True, slots=True)
class Past:
    """One step that was taken before: what, when, by which unit; of one that made a paper its number."""

    kind: Kind
    day: date
    unit: str = ""
    measure: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """A ticket on the day of a paper. ``life`` and ``past`` are of before the paper's own step; the first of the units
    leads. ``leave`` says that a meeting gave its leave to what is ordered (停建、停工、罚款).
    """

    ticket_id: int
    day: date
    project: str
    problem: str
    cause: str
    task: str
    source: str
    person: str
    leader: str
    life: Life
    past: tuple[Past, ...] = ()
    leave: bool = False

    @property
    def measures(self) -> tuple[Past, ...]:
        """The measures taken before that were not taken back: a paper must not speak of the others."""
        return tuple(self.past[place] for place in standing_measures([step.kind for step in self.past]))

    @property
    def order(self) -> Past | None:
        """The step that signed it; None for a draft."""
        return next((step for step in self.past if step.kind is Kind.SIGN), None)


def facts_now(session: Session, ticket: Ticket, day: date) -> Facts:
    """The facts for a paper made on ``day`` of a ticket as it stands."""
    return _facts(session, ticket, day, tickets.life_of(ticket), history(session, ticket.id))


def facts_before(session: Session, step: TicketStep) -> Facts:
    """The facts that the paper of a step was or should have been made from.

    Raises :class:`RegisterError` for an old step of which it is not known what the deadline was then.
    """
    ticket = session.get_one(Ticket, step.ticket_id)
    steps = history(session, ticket.id)
    before = [each for each in steps if each.id < step.id]
    life = Life(tuple(unit.name for unit in ticket.units), _first_deadline(ticket, steps))
    for each in before:
        life = after(life, tickets.step_of(each))
    return _facts(session, ticket, step.day, life, before)


def _first_deadline(ticket: Ticket, steps: Sequence[TicketStep]) -> date:
    """The deadline at signing. Steps signed by older programs do not tell it, which matters only where it was moved."""
    told = next((step.until for step in steps if step.kind == Kind.SIGN.name), None)
    if told is None and any(step.kind in _MOVED for step in steps):
        raise RegisterError(f"{tickets.called(ticket)}签发时的时限没有登记下来，后来又延过期，材料要由人补做")
    return told or ticket.deadline


def _facts(session: Session, ticket: Ticket, day: date, life: Life, steps: Sequence[TicketStep]) -> Facts:
    numbers = numbers_of(session, [step.item for step in steps if step.item])
    topic = session.get(Topic, ticket.topic_id) if ticket.topic_id else None
    return Facts(
        ticket_id=ticket.id,
        day=day,
        project=ticket.project,
        problem=ticket.problem,
        cause=ticket.cause,
        task=ticket.task,
        source=ticket.source,
        person=ticket.person,
        leader=ticket.leader,
        life=life,
        past=tuple(
            Past(
                Kind[step.kind],
                step.day,
                step.unit or life.lead,
                step.measure,
                numbers[step.item].text if step.item in numbers else "",
            )
            for step in steps
        ),
        leave=topic is not None and topic.state == TopicState.ALLOWED.name,
    )
