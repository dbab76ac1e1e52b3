"""Several steps that give numbers, taken in one transaction: orders signed in a row, steps of the ladder issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from service.registers import ticket_lists, tickets
from service.registers.escalations import Rules, escalate
from service.registers.ticket_facts import Facts, facts_now
from service.registers.ticket_life import Kind
from service.registers.tickets import Hand


@dataclass(frozen=True, slots=True)
class Issue:
    """A step to be taken: ``measure`` is the step of the ladder, "" to sign; ``facts`` are what its paper says of the
    ticket, ``series`` the word in its number."""

    facts: Facts
    measure: str
    series: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A step that was taken: its number as printed, and the item its paper is filed under."""

    number: str
    item: str


class FactsMovedError(Exception):
    """A ticket took another step since the facts of its paper were gathered: gather them anew."""


def issue_all(session: Session, issues: Sequence[Issue], hand: Hand, rules: Rules) -> list[Numbered]:
    """Take the steps, all or none; orders get numbers that follow one another.

    Raises :class:`RegisterError` for the first that may not be taken, :class:`FactsMovedError` where a ticket is no
    longer as its paper says.
    """
    for each in sorted(issues, key=lambda item: item.facts.ticket_id):
        ticket = tickets.locked(session, each.facts.ticket_id)
        if facts_now(session, ticket, each.facts.day) != each.facts:
            raise FactsMovedError
    found = {}
    for series in dict.fromkeys(each.series for each in issues if not each.measure):
        orders = [each.facts.ticket_id for each in issues if not each.measure and each.series == series]
        for ticket in tickets.sign(session, orders, replace(hand, series=series)):
            found[ticket.id, ""] = Numbered(ticket.number, tickets.item_of(ticket.id))
    for each in issues:
        if each.measure:
            ticket_id = each.facts.ticket_id
            _, number = escalate(session, ticket_id, each.measure, replace(hand, series=each.series), rules)
            item = ticket_lists.history(session, ticket_id)[-1].item
            found[ticket_id, each.measure] = Numbered(number, item or "")
    return [found[each.facts.ticket_id, each.measure] for each in issues]


def last_taken(session: Session, ticket_id: int, measure: str) -> str:
    """The item of the last such step a ticket took ("": its signing); "" where it took none."""
    kind = (Kind.ESCALATE if measure else Kind.SIGN).name
    for step in reversed(ticket_lists.history(session, ticket_id)):
        if step.kind == kind and step.measure == measure:
            return step.item or ""
    return ""
