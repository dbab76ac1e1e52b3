"""Papers of a meeting that bear a number of their own: each signed by a leader, frozen, and found in the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from service.errors import EntryError
from service.papers import Draft
from service.papers.desk import Desk, organ_of
from service.papers.signing import Signed, issue_draft
from service.registers.tickets import Hand
from service.store import frozen
from service.store.models import IssuedPaper
from service.store.numbers import numbers_of
from service.web.meetings.packing import Prepared, look

SIGNABLE: Final = ("meeting_notice", "progress_bulletin")


@dataclass(frozen=True, slots=True)
class Signable:
    """A draft that may be signed: its place among its like, and what it is filed under; the number and the frozen paper
    where it was signed (a paper that is still owed has a number only)."""

    place: int
    draft: Draft
    item: str
    number: str
    issued: IssuedPaper | None


def signables(at: Prepared, paper_id: str, period: str) -> list[Signable]:
    """All drafts of a kind. Raises as :func:`look`, and EntryError for a kind without a number of its own."""
    if paper_id not in SIGNABLE:
        raise EntryError("这种材料不在这里签发")
    drafts = look(at, paper_id, period).drafts
    items = [_item(at, draft, period) for draft in drafts]
    with at.store.read() as session:
        issued = {paper.item: paper for paper in frozen.issued_of(session, items)}
        numbers = {item: number.text for item, number in numbers_of(session, items).items()}
    return [
        Signable(place, draft, item, numbers.get(item, ""), issued.get(item))
        for place, (draft, item) in enumerate(zip(drafts, items, strict=True))
    ]


def sign(desk: Desk, chosen: Sequence[Signable], who: str) -> list[Signed]:
    """Sign them one by one, each with its number; one that was signed already stays as it is, one whose paper is owed
    is filled. Raises what :func:`issue_draft` raises for the first that cannot be: those before it are signed."""
    return [issue_draft(desk, each.draft, each.item, Hand(who, organ_of(desk))) for each in chosen]


def _item(at: Prepared, draft: Draft, period: str) -> str:
    """What a paper is filed under: a bulletin under its period, whatever meeting it was made for; a notice under its
    meeting and addressee."""
    if draft.paper == "progress_bulletin":
        return f"bulletin:{period}"
    return f"meeting:{at.row.id}:{draft.paper}:{draft.subject}"[:200]
