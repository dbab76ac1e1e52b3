"""Papers of a meeting that bear a number of their own: each signed by a leader, frozen, and found in the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from service.errors import EntryError, PaperError
from service.papers.desk import Desk, organ_of
from service.papers.signing import Signed, issue_draft
from service.registers.tickets import Hand
from service.store import frozen
from service.store.models import IssuedPaper
from service.store.numbers import numbers_of
from service.web.meetings.packing import NO_DATA, Prepared, look

BULLETIN: Final = "progress_bulletin"
SIGNABLE: Final = ("meeting_notice", BULLETIN)


@dataclass(frozen=True, slots=True)
class Signable:
    """A paper that may be signed: its place among its like, for whom or what, and what it is filed under; the number
    and the frozen paper where it was signed (a paper that is still owed has a number only)."""

    place: int
    subject: str
    item: str
    number: str
    issued: IssuedPaper | None


def signables(at: Prepared, paper_id: str, period: str) -> list[Signable]:
    """All of a kind. Raises as :func:`look`, and EntryError for a kind without a number of its own."""
    if paper_id not in SIGNABLE:
        raise EntryError("这种材料不在这里签发")
    # A bulletin is one, whatever it says: working it out takes a large county's ledger a second.
    one = paper_id == BULLETIN and period != NO_DATA
    subjects = [period] if one else [draft.subject for draft in look(at, paper_id, period).drafts]
    items = [_item(at, paper_id, subject) for subject in subjects]
    with at.store.read() as session:
        issued = {paper.item: paper for paper in frozen.issued_of(session, items)}
        numbers = {item: number.text for item, number in numbers_of(session, items).items()}
    return [
        Signable(place, subject, item, numbers.get(item, ""), issued.get(item))
        for place, (subject, item) in enumerate(zip(subjects, items, strict=True))
    ]


def sign(desk: Desk, at: Prepared, asked: tuple[str, str], places: set[int], who: str) -> list[Signed]:
    """Sign those of a kind and period that stand at these places, each with its number; one that was signed already
    stays as it is, one whose paper is owed is filled. Raises EntryError for none, and what :func:`issue_draft` raises
    for the first that cannot be signed: those before it are."""
    chosen = [each for each in signables(at, *asked) if each.place in places and not each.issued]
    if not chosen:
        raise EntryError("没有勾选还没签发的材料")
    seen, hand = look(at, *asked), Hand(who, organ_of(desk))
    if not seen.drafts:
        raise PaperError("；".join(item.reason for item in seen.held_back) or "没有可以签发的")
    return [issue_draft(desk, seen.drafts[each.place], each.item, hand) for each in chosen]


def _item(at: Prepared, paper_id: str, subject: str) -> str:
    """What a paper is filed under: a bulletin under its period, whatever meeting it was made for; a notice under its
    meeting and addressee."""
    if paper_id == BULLETIN:
        return f"bulletin:{subject}"
    return f"meeting:{at.row.id}:{paper_id}:{subject}"[:200]
