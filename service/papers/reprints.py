"""Issued papers found by their number, to be handed out again: the very bytes that were signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from service.errors import NotKeptError, RefusedError
from service.papers.desk import bearers, together
from service.registers import ticket_lists
from service.store import Session, Store, frozen, numbers
from service.store.frozen import Way
from service.store.models import IssuedNumber, IssuedPaper

VOID_MARK: Final = "已作废"


@dataclass(frozen=True, slots=True)
class Found:
    """An issued paper, and the name its file gets: one whose number is void says so."""

    paper: IssuedPaper
    file_name: str


def papers_of_number(store: Store, number: str, *, voided: bool = False) -> list[Found]:
    """The issued papers under a number as printed, the one that bears it first.

    Raises :class:`StoreError` for a number that was not given, that is void (unless ``voided``), or whose paper is not
    filled yet.
    """
    with store.read() as session:
        found = numbers.find(session, number)
        papers = frozen.issued_of(session, together(found.item))
    _refuse_void(found, voided)
    if not papers:
        if found.voided_at:
            raise NotKeptError(f"“{found.text}”的材料没有存档")
        fill = "huicai tickets papers --owed --fill"
        raise NotKeptError(f"“{found.text}”的材料没有存档，请先补做", command=fill)
    return [_found(each, found) for each in papers]


def papers_of_ticket(session: Session, ticket_id: int) -> list[IssuedPaper]:
    """The issued papers of a ticket, in the order of its steps, void ones too."""
    steps = [step.item for step in ticket_lists.history(session, ticket_id) if step.item]
    return frozen.issued_of(session, [item for step in steps for item in together(step)])


def paper_found(store: Store, item: str, *, voided: bool = False) -> Found:
    """An issued paper by what it is filed under. Raises as :func:`papers_of_number` does."""
    with store.read() as session:
        paper = frozen.issued(session, item)
        numbered = numbers.numbers_of(session, bearers(item))
    number = next(iter(numbered.values()), None)
    if number is None:
        return Found(paper, paper.file_name)
    _refuse_void(number, voided)
    return _found(paper, number)


def _refuse_void(found: IssuedNumber, voided: bool) -> None:
    if found.voided_at and not voided:
        raise RefusedError(
            f"“{found.text}”已由{found.voided_by}作废（{found.void_reason}），不能再当作有效的文书打印；"
            "确需留底的，请写明要打印作废的",
            command="--voided",
        )


def _found(paper: IssuedPaper, number: IssuedNumber) -> Found:
    return Found(paper, f"{VOID_MARK} {paper.file_name}" if number.voided_at else paper.file_name)


def hand_out(store: Store, found: Found, way: Way, who: str, times: int = 1) -> bytes:
    """The paper as it was signed, counted so many times. Raises :class:`StoreError` where its file is damaged."""
    return frozen.hand_out(store, found.paper.item, way, who, times)[1]
