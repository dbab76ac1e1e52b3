"""The figures of docs/year.md, counted in the registers that a year left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.papers import papers
from service.registers import ticket_lists
from service.registers.ladder import ladder
from service.registers.ticket_clock import is_overdue
from service.registers.ticket_life import Kind, Life, State, after
from service.registers.ticket_lists import Wish
from service.registers.tickets import step_of
from service.registers.topics import TopicState
from service.store.models import IssuedNumber, IssuedPaper
from service.store.models_meetings import Topic
from service.store.models_tickets import Ticket, TicketStep
from service.store.models_uploads import Snapshot, Upload
from service.store.store import Store
from tests.registers.lived import Lived
from tests.support.printed import text_of

_RUNGS = ladder().names()
_LEDGERS = date(2026, 3, 1)
_RATE = re.compile(r"占年度计划投资的([\d.]+%)")


def whole(lived: Lived) -> list[tuple[str, str]]:
    """The year's counts, each with its words."""
    with lived.store.read() as session:
        return [(words, str(number)) for words, number in _counts(session, lived)]


def _counts(session: Session, lived: Lived) -> Iterator[tuple[str, int]]:
    yield "周调度会", len(lived.county.held)
    yield "月度联席会议", len(lived.county.joint)
    topics = session.scalars(select(Topic)).all()
    states = Counter(TopicState[topic.state] for topic in topics)
    yield "提出的议题", len(topics)
    yield "　其中：会前解决，移出议程", states[TopicState.SOLVED]
    yield (
        "　　　　没有写明原因，不能上会",
        sum(not topic.cause for topic in topics if topic.state == TopicState.OPEN.name),
    )
    yield "　　　　罚款事项，联席会议准许", states[TopicState.ALLOWED]
    yield "　　　　罚款事项，联席会议不准许", states[TopicState.DENIED]
    tickets = Counter(session.scalars(select(Ticket.state)))
    yield "签发的调度单", tickets.total()
    yield "　其中：办结", tickets[State.CLOSED.name]
    yield "　　　　撤销（编号作废）", tickets[State.WITHDRAWN.name]
    yield "　　　　问责以后仍未反馈", tickets[State.RECEIVED.name]
    kinds = Counter(session.scalars(select(TicketStep.kind)))
    yield "申请延期", kinds[Kind.ASK.name]
    yield "　其中：准予", kinds[Kind.GRANT.name]
    yield "反馈被退回", kinds[Kind.RETURN.name]
    yield "上传的台账", len(session.scalars(select(Upload.id)).all())
    yield "当期数据（含更正）", len(session.scalars(select(Snapshot.id)).all())
    yield "编号", len(session.scalars(select(IssuedNumber.id)).all())
    made = Counter(session.scalars(select(IssuedPaper.kind)))
    yield "签发存档的材料", made.total()
    for place, (kind, paper) in enumerate((kind, paper) for kind, paper in papers().items() if made[kind]):
        yield f"　{'　　　' if place else '其中：'}{paper.title}", made[kind]


def months(lived: Lived) -> list[tuple[str, ...]]:
    """A row a month, from the first to the last in which anything was done."""
    with lived.store.read() as session:
        steps = session.scalars(select(TicketStep)).all()
        lives = [_life(session, ticket) for ticket in ticket_lists.listed(session, Wish(most=10_000))]
    done = Counter((step.day.year, step.day.month, step.measure or step.kind) for step in steps)
    held = Counter((day.year, day.month) for day in lived.county.held)
    printed = _rates(lived.store)
    rows = []
    for year, month in sorted({(step.day.year, step.day.month) for step in steps}):
        end = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
        late = sum(is_overdue(_at(life, end), end) for life in lives)
        counts = [done[year, month, name] for name in (Kind.SIGN.name, Kind.CLOSE.name, *_RUNGS)]
        rate = printed.get(f"{year}-{month:02d}", "")
        rows.append((f"{year}年{month}月", *map(str, (held[year, month], *counts, late)), rate))
    return rows


def _life(session: Session, ticket: Ticket) -> list[tuple[date, Life]]:
    """The life of a ticket after each of its steps, with the day."""
    steps = ticket_lists.history(session, ticket.id)
    assert steps[0].until
    life, found = Life(tuple(unit.name for unit in ticket.units), steps[0].until), []
    for step in steps:
        life = after(life, step_of(step))
        found.append((step.day, life))
    return found


def _at(lives: list[tuple[date, Life]], day: date) -> Life:
    """The life on a day; a draft before the first step."""
    return next((life for when, life in reversed(lives) if when <= day), Life(lives[0][1].units, lives[0][1].deadline))


def _rates(store: Store) -> dict[str, str]:
    """The rate that each month's bulletin prints."""
    with store.read() as session:
        papers = session.scalars(select(IssuedPaper).filter_by(kind="progress_bulletin")).all()
    found = {}
    for paper in papers:
        match = _RATE.search(text_of(store.files.get(paper.document)))
        found[paper.item.partition(":")[2]] = match[1] if match else ""
    return found


def followed(store: Store) -> int:
    """The first ticket of several units, signed when there were ledgers, that climbed the whole ladder under its first
    deadline and was closed in the end."""
    closed = select(Ticket).where(Ticket.state == State.CLOSED.name, Ticket.measure == _RUNGS[-1]).order_by(Ticket.id)
    with store.read() as session:
        for ticket in session.scalars(closed):
            steps = ticket_lists.history(session, ticket.id)
            granted = any(step.kind == Kind.GRANT.name for step in steps)
            if not granted and len(ticket.units) > 1 and steps[0].day >= _LEDGERS:
                return ticket.id
    raise LookupError("no such ticket")
