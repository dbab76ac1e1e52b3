"""A year of the county, and everything consistent at its end: twelve months on SQLite, a quarter on PostgreSQL."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from service.papers.filling import owed_papers
from service.papers.pressing import TEXTS, press
from service.registers import ticket_lists
from service.registers.differences import difference
from service.registers.ticket_clock import overdue_days
from service.registers.ticket_life import Kind, Life, State, Step, after
from service.registers.ticket_lists import Wish
from service.registers.ticket_rules import refusal
from service.registers.tickets import life_of
from service.registers.topics import TopicState, waiting
from service.store import open_store
from service.store.audit_check import verify
from service.store.backup import back_up
from service.store.base import Base
from service.store.frozen import proof
from service.store.models import AuditEntry, IssuedNumber, IssuedPaper
from service.store.models_meetings import Meeting, Topic
from service.store.models_tickets import Ticket, TicketStep
from service.store.models_uploads import Snapshot, UploadDecision
from service.store.number_report import report
from service.store.restore import examine, restore
from service.store.store import Store
from service.wording import format_date
from tests.registers.lived import Lived
from tests.registers.orders import RULES
from tests.support import year_page
from tests.support.printed import text_of
from tests.support.year_ledgers import MISTYPED

COMPANION = "service_receipt"
"""Goes out with an accountability notice, under its number."""


def test_the_year_was_lived(lived: Lived) -> None:
    county = lived.county
    assert (len(county.held), len(county.bulletins)) == (county.weeks, county.months)
    assert len(county.joint) == county.months
    assert sum(county.opened[1:]) > county.weeks
    with lived.store.read() as session:
        kinds = Counter(session.scalars(select(Meeting.kind)))
        tickets = session.scalars(select(Ticket.state)).all()
    assert kinds == {"周调度会": county.weeks, "月度联席会议": county.months}
    assert 11 * county.weeks <= len(tickets) <= 13 * county.weeks
    closed, left, withdrawn = State.CLOSED.name, State.RECEIVED.name, State.WITHDRAWN.name
    assert {closed, left} <= set(tickets) <= {closed, left, withdrawn}


def test_every_ticket_is_what_its_steps_add_up_to(lived: Lived) -> None:
    """Each step was legal; those never answered are with 问责 and overdue by the clock. Of the measures the ticket
    keeps the last."""
    for ticket, lives in lives_of(lived.store):
        folded = lives[-1][1]
        assert replace(folded, taken=folded.taken[-1:]) == life_of(ticket)
        if ticket.state == State.RECEIVED.name:
            assert ticket.measure == RULES.ladder.names()[-1]
            assert overdue_days(lives[-1][1], lived.county.held[-1] + timedelta(100)) > 30


def lives_of(store: Store) -> Iterator[tuple[Ticket, list[tuple[TicketStep, Life]]]]:
    """Every ticket with its steps and the life after each, folded anew by the pure rules."""
    with store.read() as session:
        for ticket in ticket_lists.listed(session, Wish(most=10_000)):
            steps = ticket_lists.history(session, ticket.id)
            assert steps[0].until, "the deadline that was signed"
            life = Life(tuple(unit.name for unit in ticket.units), steps[0].until)
            lives = []
            for each in steps:
                step = Step(Kind[each.kind], each.who, each.day, each.note, each.unit, each.until, each.measure)
                assert refusal(life, step) == ""
                life = after(life, step)
                lives.append((each, life))
            yield ticket, lives


def test_numbers_have_neither_gap_nor_double(lived: Lived) -> None:
    """Every number has its step or bulletin, every step that makes a paper its number; a withdrawn order's is void."""
    with lived.store.read() as session:
        series = report(session)
        assert all(each.sound and each.issued == each.last for each in series)
        items = Counter(session.scalars(select(IssuedNumber.item)))
        steps = Counter(session.scalars(select(TicketStep.item).where(TicketStep.item.is_not(None))))
        assert items == steps + Counter(f"bulletin:{period}" for period in lived.county.bulletins)
        signed = session.scalars(select(AuditEntry.seq).where(AuditEntry.action == "调度单签发")).all()
        assert len(signed) == len(session.scalars(select(Ticket.id)).all())
        withdrawn = session.execute(
            select(Ticket.number, Ticket.last_on).where(Ticket.state == State.WITHDRAWN.name)
        ).all()
        void = {f"{each.sign}〔{each.year}〕{one.no}号": one.day for each in series for one in each.voids}
        assert void == {number: str(day) for number, day in withdrawn}


def test_every_number_has_its_paper_and_every_paper_prints_its_number(lived: Lived) -> None:
    files = lived.store.files
    assert owed_papers(lived.store) == []
    with lived.store.read() as session:
        numbers = {number.item: number.text for number in session.scalars(select(IssuedNumber))}
        papers = session.scalars(select(IssuedPaper)).all()
        texts = {paper.item: text_of(files.get(paper.document)) for paper in papers}
    companions = {item for item in texts if f":{COMPANION}:" in item}
    assert texts.keys() - companions == numbers.keys()
    assert {item.replace(COMPANION, "accountability_notice") for item in companions} == {
        item for item in numbers if ":accountability_notice:" in item
    }
    assert [
        item for item, text in texts.items() if numbers[item.replace(COMPANION, "accountability_notice")] not in text
    ] == []


def test_the_ladder_was_climbed_rung_by_rung(lived: Lived) -> None:
    names = list(RULES.ladder.names())
    tops = 0
    for _, lives in lives_of(lived.store):
        climbed: list[tuple[str, date]] = []
        for step, _ in lives:
            if step.kind == Kind.ESCALATE.name:
                climbed.append((step.measure, step.day))
            elif step.kind == Kind.GRANT.name:
                climbed = []
        assert [name for name, _ in climbed] == names[: len(climbed)]
        days = [day for _, day in climbed]
        assert days == sorted(set(days))
        tops += len(climbed) == len(names)
    assert tops >= lived.county.weeks // 3


def test_days_overdue_and_deadlines_in_papers_are_those_of_the_clock(lived: Lived) -> None:
    """Folded from the steps before each letter, not asked of the register that made it."""
    files, seen = lived.store.files, Counter[str]()
    with lived.store.read() as session:
        documents = {paper.item: paper.document for paper in session.scalars(select(IssuedPaper))}
    for _, lives in lives_of(lived.store):
        for step, life in lives:
            if not step.item:
                continue
            text = text_of(files.get(documents[step.item]))
            days = overdue_days(life, step.day)
            assert format_date(life.deadline) in text
            said = [int(found) for found in re.findall(r"逾期(\d+)[日天]", text)]
            assert set(said) == ({days} if days else set()), (step.item, said, days)
            seen[step.measure or "签发"] += 1
    assert all(seen[name] for name in ("签发", *RULES.ladder.names()))


def test_topics_and_snapshots_are_in_order(lived: Lived) -> None:
    county = lived.county
    with lived.store.read() as session:
        states = Counter(session.scalars(select(Topic.state)))
        assert states[TopicState.SOLVED.name] == county.weeks
        assert states[TopicState.AGENDA.name] == 0
        assert all(not topic.cause or topic.kind == "FINE" for topic in waiting(session))
        snapshots = session.scalars(select(Snapshot)).all()
        in_force = [each for each in snapshots if each.replaced_at is None]
        assert [each.period for each in in_force] == [str(period) for period in county.bulletins]
        corrected = len(session.scalars(select(UploadDecision)).all())
        assert len(snapshots) - len(in_force) == corrected == (county.months >= 7)
    moved = difference(lived.store, in_force[0].id, in_force[1].id, lambda _: False)
    assert (len(moved.changed) + moved.same, moved.came, moved.gone) == (60, (), ())
    if corrected:
        (wrong,) = (each for each in snapshots if each.replaced_at)
        right = next(each for each in in_force if each.period == wrong.period)
        assert [one.change.name for one in difference(lived.store, right.id, wrong.id, lambda _: False).went_back] == [
            MISTYPED
        ]


def test_every_paper_comes_again_byte_for_byte(lived: Lived) -> None:
    with lived.store.read() as session:
        papers = session.scalars(select(IssuedPaper)).all()
    assert {proof(lived.store, paper, press, TEXTS) for paper in papers} == {""}


def test_the_audit_chain_holds_to_its_anchor(lived: Lived) -> None:
    found = verify(lived.store)
    assert found.faults == ()
    assert found.unanchored == 0
    with lived.store.read() as session:
        assert found.count == len(session.scalars(select(AuditEntry.seq)).all())


def test_a_backup_restores_to_the_same_state(lived: Lived, tmp_path: Path) -> None:
    made = back_up(lived.store, tmp_path / "backup")
    settings = replace(lived.store.settings, home=tmp_path / "home", database_url=lived.database())
    restore(made.folder, settings)
    with open_store(settings) as again:
        assert examine(again).faults == ()
        assert state_of(again) == state_of(lived.store)


def state_of(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with store.read() as session:
        return {
            table.name: [tuple(row) for row in session.execute(table.select().order_by(*table.primary_key.columns))]
            for table in Base.metadata.sorted_tables
        }


@pytest.mark.parametrize("name", ["调度单签发", "调度单升级", "会议决定", "确定当期数据", "签发文书"])
def test_every_deed_is_on_record(lived: Lived, name: str) -> None:
    """As many entries of a deed as the registers hold of what it left."""
    left = {
        "调度单签发": select(Ticket.id),
        "调度单升级": select(TicketStep.id).where(TicketStep.kind == Kind.ESCALATE.name),
        "会议决定": select(Topic.id).where(Topic.state.in_(["DECIDED", "ALLOWED", "DENIED"])),
        "确定当期数据": select(Snapshot.id),
        "签发文书": select(IssuedPaper.id),
    }
    with lived.store.read() as session:
        told = session.scalars(select(AuditEntry.seq).where(AuditEntry.action == name)).all()
        assert len(told) == len(session.scalars(left[name]).all())


@pytest.mark.parametrize("lived", ["sqlite"], indirect=True)
def test_the_page_tells_this_year(lived: Lived) -> None:
    """But for how many records and files the program keeps of it, which are no matter of the county's."""
    told, now = (
        re.sub(r"✓ (操作记录|文件) \d+", r"✓ \1", text) for text in (read(year_page.PAGE), year_page.page(lived))
    )
    assert told == now, f"{year_page.PAGE} is of another year: run {year_page.COMMAND}"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
