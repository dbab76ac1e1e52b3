"""Due papers filled and frozen, once each: right after signing, or later where something stopped between the two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.errors import NotKeptError
from service.papers.desk import Desk, Drafted, desk_of, draft_papers, together
from service.papers.names import safe
from service.papers.pressing import TEXTS, numbered, press
from service.registers import ticket_lists, tickets
from service.registers.ticket_facts import facts_before
from service.store import Store, due, frozen, frozen_data
from service.store.due import Due
from service.store.frozen import Leaving
from service.store.models import IssuedNumber, IssuedPaper
from service.store.models_tickets import TicketStep
from service.store.numbers import numbers_of


@dataclass(frozen=True, slots=True)
class Laid:
    """A draft whose data and template lie in the file store."""

    drafted: Drafted
    data: str
    template: str


def lay_by(desk: Desk, drafts: Sequence[Drafted]) -> list[Laid]:
    """Put what makes these papers into the file store, before any transaction. Raises :class:`StoreError`."""
    files = desk.store.files
    return [Laid(each, files.put(frozen_data.dumps(each.data, TEXTS)), files.put(each.template)) for each in drafts]


def dues(desk: Desk, laid: Sequence[Laid], step_item: str) -> list[Due]:
    """What is owed under a number: the paper that bears it, and those that go with it."""
    return [
        Due(
            item=item,
            step_item=step_item,
            kind=each.drafted.paper.id,
            file_name=each.drafted.name,
            data=each.data,
            template=each.template,
            settings=_settings(desk, each.drafted),
        )
        for each, item in zip(laid, together(step_item), strict=True)
    ]


def _settings(desk: Desk, drafted: Drafted) -> dict[str, str]:
    """What had a say in a paper besides its data and template, for whoever asks in ten years."""
    paper = drafted.paper
    return {
        "印制版式": desk.store.settings.profile,
        "发文机关": desk.office.issuer.name,
        "模板": paper.own or f"自带 {paper.version} 版",
    }


def fill(store: Store, step_item: str, who: str) -> list[IssuedPaper]:
    """Fill and freeze all that is due under a number, and give all its papers; what is frozen already stays as it is.

    Raises what the store and the press raise; what could not be filled is still due then.
    """
    with store.read() as session:
        found = due.due_of(session, step_item)
    for each, number in found:
        _fill(store, each, number, who)
    with store.read() as session:
        return frozen.issued_of(session, together(step_item))


def _fill(store: Store, owed: Due, number: IssuedNumber, who: str) -> None:
    template = store.files.get(owed.template)
    data = numbered(frozen_data.loads(store.files.get(owed.data), TEXTS), number.text)
    kept = frozen.keep(store.files, press(template, data), template, data, TEXTS)
    name = f"{safe(f'{number.text} {owed.file_name}')}.docx"
    leaving = Leaving(owed.item, owed.kind, name, kept, owed.settings, units=_addressees(owed, data))
    with store.write() as session:
        if due.settle(session, owed.item):  # else somebody was quicker
            own = number if owed.item == owed.step_item else None
            frozen.freeze(session, store.files, leaving, who, own)


def _addressees(owed: Due, data: Mapping[str, Any]) -> tuple[str, ...]:
    """Whom a paper of no ticket is found by; a ticket's is found by the ticket's own units."""
    return () if _ticket_of(owed.item) else tuple(filter(None, (str(data.get("主送", "")),)))


@dataclass(frozen=True, slots=True)
class Owed:
    """A number whose paper is not filled yet: the ticket, the item the paper is filed under, the number as printed.
    ``ticket_id`` is 0 for a paper of no ticket."""

    ticket_id: int
    item: str
    number: str


def owed_papers(store: Store, ticket_id: int | None = None) -> list[Owed]:
    """All that is owed, or of one ticket, the longest owed first. Void numbers owe nothing."""
    with store.read() as session:
        laid = {each.step_item: number.text for each, number in due.all_due(session)}
        steps = ticket_lists.owed(session)
        plain = [step.item for step in steps if step.item and step.item not in laid]
        numbers = laid | {item: number.text for item, number in numbers_of(session, plain).items()}
    found = [Owed(_ticket_of(item), item, text) for item, text in numbers.items()]
    return [each for each in found if ticket_id in (None, each.ticket_id)]


def _ticket_of(item: str) -> int:
    """The ticket a paper is filed under; 0 for a paper of none (a bulletin, a meeting's notice)."""
    what, number, *_ = item.split(":")
    return int(number) if what == "ticket" else 0


def fill_owed(store: Store, who: str, ticket_id: int | None = None) -> list[IssuedPaper]:
    """Fill all that is owed, or what a ticket owes. Raises what :func:`fill` raises, and :class:`RegisterError` for an
    old step of which it is not known what its paper said."""
    papers = []
    desk: Desk | None = None
    for each in owed_papers(store, ticket_id):
        with store.read() as session:
            laid = bool(due.due_of(session, each.item))
        if not laid:
            desk = desk or desk_of(store)
            _owe_anew(desk, each)
        papers += fill(store, each.item, who)
    return papers


def _owe_anew(desk: Desk, owed: Owed) -> None:
    """Lay by the paper of a step that was signed without one: by an older program, or by another door."""
    with desk.store.read() as session:
        step = _step(ticket_lists.history(session, owed.ticket_id), owed.item)
        facts = facts_before(session, step)
    laid = lay_by(desk, draft_papers(desk, facts, owed.item.split(":")[2]))
    with desk.store.write() as session:
        tickets.locked(session, owed.ticket_id)
        if any(each.item == owed.item for each in ticket_lists.owed(session)) and not due.due_of(session, owed.item):
            for each in dues(desk, laid, owed.item):
                due.owe(session, desk.store.files, each)


def _step(steps: Sequence[TicketStep], item: str) -> TicketStep:
    found = next((step for step in steps if step.item == item), None)
    if found is None:
        raise NotKeptError(f"没有“{item}”这一步，请核对")
    return found
