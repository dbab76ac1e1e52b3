"""A year of the county, and everything consistent at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from sqlalchemy import select

from service.assembly import CompiledTemplate, compile_template
from service.papers import find
from service.papers.own import sample_of
from service.registers import ticket_lists
from service.registers.differences import difference
from service.registers.ticket_clock import overdue_days
from service.registers.ticket_life import Kind, Life, State, Step, after
from service.registers.ticket_lists import Wish
from service.registers.ticket_rules import refusal
from service.registers.tickets import life_of
from service.registers.topics import TopicState, waiting
from service.store import Store
from service.store.audit_check import verify
from service.store.frozen import Leaving, freeze, keep, proof
from service.store.models import AuditEntry, IssuedNumber, IssuedPaper
from service.store.models_meetings import Topic
from service.store.models_tickets import Ticket, TicketStep
from service.store.models_uploads import Snapshot
from service.store.number_report import report
from service.store.numbers import numbers_of
from service.wording import FILTERS
from service.wording.values import Blank
from tests.registers.county_year import County
from tests.registers.orders import RULES

MEETINGS, MONTHS = 52, 12


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)  # a minute; PostgreSQL has every other test here
def test_a_year_of_the_county(store: Store) -> None:
    county = County(store, MEETINGS)
    county.live()
    assert (len(county.held), len(county.snapshots)) == (MEETINGS, MONTHS)
    assert sum(county.opened[1:]) > MEETINGS
    tickets_add_up(store)
    numbers_are_whole(store)
    the_ladder_was_climbed_rung_by_rung(store)
    topics_and_snapshots_are_in_order(store, county)
    papers_come_again_byte_for_byte(store)
    assert verify(store).faults == ()


def tickets_add_up(store: Store) -> None:
    """Every ticket is what its steps add up to, each of which was legal; those never answered are with 问责."""
    with store.read() as session:
        found = ticket_lists.listed(session, Wish(most=10_000))
        assert 550 <= len(found) <= 680
        for ticket in found:
            steps = ticket_lists.history(session, ticket.id)
            life = Life(tuple(unit.name for unit in ticket.units), first_deadline(ticket, steps))
            for each in steps:
                step = Step(Kind[each.kind], each.who, each.day, each.note, each.unit, each.until, each.measure)
                assert refusal(life, step) == ""
                life = after(life, step)
            assert life == life_of(ticket)
        states = Counter(ticket.state for ticket in found)
        assert set(states) == {State.CLOSED.name, State.RECEIVED.name}
        left = [ticket for ticket in found if ticket.state == State.RECEIVED.name]
        assert len(left) >= 15
        assert {ticket.measure for ticket in left} == {"问责"}
        assert min(overdue_days(life_of(ticket), date(2027, 6, 1)) for ticket in left) > 30


def first_deadline(ticket: Ticket, steps: Sequence[TicketStep]) -> date:
    """The deadline at signing: a granted wish moved it on by ten days, a refused one did not."""
    granted = [step for step in steps if step.kind == Kind.GRANT.name]
    asked = [step for step in steps if step.kind == Kind.ASK.name]
    if not granted:
        return ticket.deadline
    assert asked[0].until is not None
    return date.fromordinal(asked[0].until.toordinal() - 10)


def numbers_are_whole(store: Store) -> None:
    """Each series from 1 to its last; every number has its step, and every step that makes a paper its number."""
    with store.read() as session:
        series = report(session)
        assert {(each.sign, each.year) for each in series} >= {
            (f"安重办{word}", 2026) for word in ("调", "督函", "约函", "通", "责")
        }
        assert all(each.sound and each.issued == each.last for each in series)
        items = Counter(session.scalars(select(IssuedNumber.item)))
        steps = Counter(session.scalars(select(TicketStep.item).where(TicketStep.item.is_not(None))))
        assert items == steps
        signed = session.scalars(select(AuditEntry.seq).where(AuditEntry.action == "调度单签发")).all()
        assert len(signed) == len(session.scalars(select(Ticket.id)).all())


def the_ladder_was_climbed_rung_by_rung(store: Store) -> None:
    names = list(RULES.ladder.names())
    with store.read() as session:
        steps = session.scalars(select(TicketStep).order_by(TicketStep.ticket_id, TicketStep.id)).all()
    climbed: dict[int, list[tuple[str, date]]] = {}
    for step in steps:
        if step.kind == Kind.ESCALATE.name:
            climbed.setdefault(step.ticket_id, []).append((step.measure, step.day))
        elif step.kind == Kind.GRANT.name:
            climbed[step.ticket_id] = []
    for taken in climbed.values():
        assert [name for name, _ in taken] == names[: len(taken)]
        days = [day for _, day in taken]
        assert days == sorted(set(days))
    assert Counter(len(taken) for taken in climbed.values())[len(names)] >= 15


def papers_come_again_byte_for_byte(store: Store) -> None:
    """The papers of 问责 and of every tenth order, filled from what the steps left, frozen, and made again."""
    with store.read() as session:
        steps = [step for step in ticket_lists.owed(session) if step.measure == "问责" or step.ticket_id % 10 == 0]
        numbers = numbers_of(session, [step.item for step in steps if step.item])
        before = len(ticket_lists.owed(session))
    for step in steps:
        assert step.item
        paper = find(step.item.split(":")[2])
        template, data = paper.template.read_bytes(), dict(sample_of(paper))
        data["文号"] = numbers[step.item].text
        kept = keep(store.files, render(template, data), template, data, {"Blank": Blank})
        with store.write() as session:
            leaving = Leaving(step.item, paper.id, f"{paper.title}.docx", kept, {"单位": "安重办"})
            freeze(session, store.files, leaving, step.who, session.merge(numbers[step.item]))
    with store.read() as session:
        frozen = session.scalars(select(IssuedPaper)).all()
        assert len(ticket_lists.owed(session)) == before - len(steps)
    assert len(frozen) == len(steps) > 100
    assert {proof(store, paper, render, {"Blank": Blank}) for paper in frozen} == {""}


def render(template: bytes, data: Mapping[str, Any]) -> bytes:
    return press(template).render(data)


@cache
def press(template: bytes) -> CompiledTemplate:
    return compile_template(template, filters=FILTERS)


def topics_and_snapshots_are_in_order(store: Store, county: County) -> None:
    with store.read() as session:
        states = Counter(session.scalars(select(Topic.state)))
        assert states[TopicState.SOLVED.name] == MEETINGS
        assert all(not topic.cause or topic.kind == "FINE" for topic in waiting(session))
        assert states[TopicState.AGENDA.name] == 0
        in_force = session.scalars(select(Snapshot).where(Snapshot.replaced_at.is_(None))).all()
        assert len({each.period for each in in_force}) == len(in_force) == MONTHS
        assert len(session.scalars(select(Snapshot)).all()) == MONTHS + 3
    moved = difference(store, county.snapshots[0], county.snapshots[1], lambda _: False)
    assert {one.change.done.number for one in moved.changed if one.change.done} == {Decimal(90)}
    assert (len(moved.changed), moved.same, moved.came, moved.gone) == (60, 0, (), ())
