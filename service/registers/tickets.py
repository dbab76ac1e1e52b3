"""Tickets in the store: drafted, signed with their number, and taken step by step to their end.

Each case works in the caller's transaction (``with store.write() as session``): the ticket's row is locked first, so
two people at once never both take a step that only one of them may.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import NoEntryError, RegisterError
from service.registers import entries
from service.registers.ticket_life import Kind, Life, Measure, State, Step, after, standing_measures, unit_of
from service.registers.ticket_lists import history
from service.registers.ticket_rules import refusal
from service.store.audit import record
from service.store.clock import business_date, now
from service.store.models_tickets import Ticket, TicketStep, TicketUnit
from service.store.numbers import Wanted, issue, numbers_of, series_at, void

ORDER: Final = "dispatch_order"
ORDER_SERIES: Final = "调"
# The states of what is not done with yet: named, not by what they are not, so that an index can be used.
UNSETTLED: Final = tuple(state.name for state in State if state not in (State.CLOSED, State.WITHDRAWN))
_NUMBERED: Final = frozenset({Kind.SIGN, Kind.ESCALATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a ticket says: the matter, what is ordered of whom by when. The first of ``units`` leads."""

    problem: str
    task: str
    units: tuple[str, ...]
    deadline: date
    project: str = ""
    cause: str = ""
    source: str = ""
    person: str = ""
    leader: str = ""
    meeting_id: int | None = None
    topic_id: int | None = None


@dataclass(frozen=True, slots=True)
class Hand:
    """Who issues, for which body (``organ``, its sign: 安重办), at what moment (None: now); ``series`` is the word
    in the number where the paper's form wants another than usual (通函), else ""."""

    who: str
    organ: str
    at: datetime | None = None
    series: str = ""


def draft(session: Session, order: Order, who: str, at: datetime | None = None) -> Ticket:
    """A new ticket, 草拟, without a number. Raises :class:`RegisterError` where it lacks what an order cannot lack."""
    made = Ticket(
        paper=ORDER,
        drafted_by=entries.person(who),
        drafted_at=at or now(),
        number="",
        state=State.DRAFT.name,
        measure="",
        lead=entries.units(order.units)[0],
        **_columns(order),
    )
    session.add(made)
    _name_units(session, made, order)
    record(session, who, "草拟调度单", called(made), ticket=made.id, units=list(order.units), deadline=order.deadline)
    return made


def amend(session: Session, ticket_id: int, order: Order, who: str) -> Ticket:
    """Write a draft anew. Raises :class:`RegisterError` for a ticket that was signed: its paper is out."""
    ticket = locked(session, ticket_id)
    if ticket.state != State.DRAFT.name:
        said = f"{called(ticket)}现在是“{State[ticket.state].value}”，内容不能再改"
        raise RegisterError(f"{said}；时限可以由责任单位申请延期，写错的请撤销后另立一张")
    for name, value in _columns(order).items():
        setattr(ticket, name, value)
    _name_units(session, ticket, order)
    record(session, entries.person(who), "修改调度单", called(ticket), ticket=ticket.id, deadline=order.deadline)
    return ticket


def sign(session: Session, ticket_ids: Sequence[int], hand: Hand) -> list[Ticket]:
    """Sign drafts, one or a meeting's whole list (集中交办): their numbers follow one another in the order given.

    Raises :class:`RegisterError` for the first that cannot be signed: then none is.
    """
    moment = hand.at or now()
    day = business_date(moment)
    found = {each: locked(session, each) for each in sorted(set(ticket_ids))}
    wanted = [Wanted(series_at(hand.organ, hand.series or ORDER_SERIES, moment), item_of(each)) for each in ticket_ids]
    signing = {each.id: Step(Kind.SIGN, hand.who, day, until=each.deadline) for each in found.values()}
    for ticket in found.values():
        check(ticket, signing[ticket.id])
    require_fresh(session, wanted)
    for ticket_id, number in zip(ticket_ids, issue(session, wanted, hand.who, moment), strict=True):
        found[ticket_id].number = number.text
        take(session, found[ticket_id], signing[ticket_id], moment, number.item)
    return [found[each] for each in ticket_ids]


def require_fresh(session: Session, wanted: Sequence[Wanted]) -> None:
    """Raise :class:`RegisterError` where a paper about to be numbered has a number: it is that of another matter, whose
    ticket went when the tables were taken back to an older version and made anew. Nobody may get that number again."""
    for number in numbers_of(session, [want.item for want in wanted]).values():
        raise RegisterError(
            f"登记序号{number.item.split(':')[1]}以前编过“{number.text}”，那张单子已随数据表退回旧版本而不在，"
            "这个号不能再给别的事项；请撤销这张草稿，另立一张再签发"
        )


def step(session: Session, ticket_id: int, wanted: Step, at: datetime | None = None) -> Ticket:
    """Take any step but those that give a number (``sign``, ``escalations.escalate``). The number of a ticket
    withdrawn, or of a measure taken back, is voided with the reason.

    Raises :class:`RegisterError` where the step is not legal, or its day has not come yet.
    """
    if wanted.kind in _NUMBERED:
        raise ValueError(f"{wanted.kind} gives a number and has a case of its own")
    moment = at or now()
    ticket = locked(session, ticket_id)
    if wanted.day > business_date(moment):
        raise RegisterError(f"{called(ticket)}不能{wanted.kind.value}：写的日期{wanted.day}还没有到，请核对")
    check(ticket, wanted)
    if wanted.kind is Kind.WITHDRAW and ticket.number:
        void(session, ticket.number, wanted.note, wanted.who, moment)
    if wanted.kind is Kind.RECALL:
        _void_last(session, ticket, wanted, moment)
        wanted = replace(wanted, measure=ticket.measure)
    take(session, ticket, wanted, moment, None)
    return ticket


def locked(session: Session, ticket_id: int) -> Ticket:
    """A ticket as it is now, ours alone until the transaction ends. Raises :class:`RegisterError` for none."""
    query = select(Ticket).filter_by(id=ticket_id).with_for_update(of=Ticket)
    found = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NoEntryError(f"没有第{ticket_id}号调度单，请核对", command="huicai tickets list")
    return found


def check(ticket: Ticket, wanted: Step) -> None:
    """Raise :class:`RegisterError` where a ticket cannot take a step."""
    if reason := refusal(life_of(ticket), wanted):
        raise RegisterError(f"{called(ticket)}：{reason}")


def _void_last(session: Session, ticket: Ticket, wanted: Step, moment: datetime) -> None:
    """Void the number of the last measure that stands, unless a person has voided it already."""
    steps = history(session, ticket.id)
    item = steps[standing_measures([Kind[step.kind] for step in steps])[-1]].item or ""
    number = numbers_of(session, [item])[item]
    if number.voided_at is None:
        void(session, number.text, wanted.note, wanted.who, moment)


def take(session: Session, ticket: Ticket, wanted: Step, moment: datetime, item: str | None) -> None:
    """Take a step that was checked: the step is written down, the ticket's columns and the audit log follow."""
    life = _with_ladder(session, ticket) if wanted.kind is Kind.RECALL else life_of(ticket)
    clean = replace(wanted, who=entries.person(wanted.who), note=entries.text(wanted.note, "说明"))
    _write(ticket, after(life, clean), clean, unit_of(life, clean))
    values: dict[str, Any] = {"note": clean.note, "unit": clean.unit, "until": clean.until, "measure": clean.measure}
    session.add(
        TicketStep(
            ticket_id=ticket.id, kind=clean.kind.name, who=clean.who, day=clean.day, at=moment, item=item, **values
        )
    )
    session.flush()
    told = {key: value for key, value in values.items() if value}
    record(session, clean.who, f"调度单{clean.kind.value}", called(ticket), ticket=ticket.id, day=clean.day, **told)


def life_of(ticket: Ticket) -> Life:
    """Where a ticket stands, as the state machine knows it; of the measures taken only the last, which is what counts
    for any step but 撤回 (``_with_ladder``)."""
    units = tuple(unit.name for unit in ticket.units)
    return replace(clock_life(ticket), units=units, received=frozenset(u.name for u in ticket.units if u.received_on))


def clock_life(ticket: Ticket) -> Life:
    """As much of where a ticket stands as the clock and the ladder ask for, of its units the lead alone: for lists of
    thousands, whose units need not be looked up (``lazyload(Ticket.units)``)."""
    return Life(
        units=(ticket.lead,),
        deadline=ticket.deadline,
        state=State[ticket.state],
        answered=ticket.answered_on,
        wished=ticket.wished,
        taken=(Measure(ticket.measure, ticket.measure_on),) if ticket.measure and ticket.measure_on else (),
        last=ticket.last_on,
    )


def _with_ladder(session: Session, ticket: Ticket) -> Life:
    """As ``life_of``, with all the measures that stand under the deadline in force, told by the steps."""
    life = life_of(ticket)
    told = replace(life, taken=())
    for row in history(session, ticket.id):
        told = after(told, step_of(row))
    return replace(life, taken=told.taken)


def step_of(row: TicketStep) -> Step:
    """A step as the state machine knows it."""
    return Step(Kind[row.kind], row.who, row.day, row.note, row.unit, row.until, row.measure)


def item_of(ticket_id: int) -> str:
    """What the order's paper and number are filed under."""
    return f"ticket:{ticket_id}:{ORDER}"


def called(ticket: Ticket) -> str:
    """What a ticket is called in a sentence: its number and matter; a draft by its place in the register."""
    matter = ticket.project or ticket.problem
    short = matter if len(matter) <= 30 else f"{matter[:29]}…"
    return f"{ticket.number or f'第{ticket.id}号草稿'}（{short}）"


def _columns(order: Order) -> dict[str, Any]:
    return {
        "problem": entries.text(order.problem, "存在问题", required=True),
        "task": entries.text(order.task, "交办事项", required=True),
        "project": entries.text(order.project, "项目名称"),
        "cause": entries.text(order.cause, "问题原因"),
        "source": entries.text(order.source, "事项来源"),
        "person": entries.text(order.person, "责任人", 100),
        "leader": entries.text(order.leader, "包联领导", 100),
        "deadline": order.deadline,
        "meeting_id": order.meeting_id,
        "topic_id": order.topic_id,
    }


def _name_units(session: Session, ticket: Ticket, order: Order) -> None:
    names = entries.units(order.units)
    ticket.units.clear()
    session.flush()  # the old places are free before they are taken anew
    ticket.units.extend(TicketUnit(position=place, name=name) for place, name in enumerate(names))
    ticket.lead = names[0]
    session.flush()


def _write(ticket: Ticket, life: Life, wanted: Step, unit: str) -> None:
    ticket.state, ticket.deadline, ticket.wished = life.state.name, life.deadline, life.wished
    ticket.answered_on, ticket.last_on = life.answered, life.last
    ticket.measure = life.measure.name if life.measure else ""
    ticket.measure_on = life.measure.day if life.measure else None
    if wanted.kind is Kind.RECEIVE:
        next(each for each in ticket.units if each.name == unit).received_on = wanted.day
