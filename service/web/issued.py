"""The history of issued papers for its pages: what was searched for, and one paper with all that is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from service.errors import EntryError
from service.papers.catalogue import papers
from service.papers.pressing import TEXTS, press
from service.papers.reprints import paper_found
from service.store import Session, Store, audit_list, finding, frozen
from service.store.audit_list import Told
from service.store.finding import Sought
from service.store.models import IssuedPaper, PaperAbout
from service.web.paging import SIZE
from service.web.tickets.handing_out import Shown, shown, subject_of

_TEXTS: Final = ("number", "project", "unit", "kind")


@dataclass(frozen=True, slots=True)
class Row:
    """An issued paper of the list: the paper, and what it is about."""

    paper: Shown
    project: str
    units: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Whole:
    """One issued paper: as the list shows it, what it is filed under, its hashes, and what befell it, latest first."""

    row: Row
    item: str
    program: str
    hashes: Mapping[str, str]
    deeds: Sequence[Told]


def sought_of(asked: Mapping[str, str], before: int) -> Sought:
    """What the form of the list asks for. Raises :class:`EntryError` for a day that is none."""
    words = {name: asked.get(name, "").strip()[:60] for name in _TEXTS}
    days = {name: _day(asked.get(name, "")) for name in ("since", "by")}
    if words["kind"] and words["kind"] not in papers():
        words["kind"] = ""
    return Sought(before=before, most=SIZE + 1, **words, **days)  # type: ignore[arg-type]


def found(session: Session, sought: Sought) -> list[Row]:
    """The papers sought, the latest first, one more than a page shows. Raises :class:`EntryError` for a number that is
    no part of one."""
    return _rows(session, finding.search(session, sought))


def whole(store: Store, paper_id: int) -> Whole:
    """One paper. Raises :class:`NotKeptError` for none."""
    with store.read() as session:
        paper = finding.kept(session, paper_id)
        deeds = audit_list.of_item(session, subject_of(paper), paper.item)
        row = _rows(session, [paper])[0]
    hashes = {"文书原件": paper.document, "数据": paper.data, "模板": paper.template}
    return Whole(row, paper.item, paper.program, hashes, deeds)


def document_of(store: Store, paper_id: int) -> bytes:
    """The paper's bytes to be looked at, which nobody takes out. Raises :class:`StoreError` where it is damaged."""
    with store.read() as session:
        item = finding.kept(session, paper_id).item
    return store.files.get(paper_found(store, item, voided=True).paper.document)


def proof_of(store: Store, paper_id: int) -> str:
    """What comes of filling the paper once more from what was laid by: "" where not a byte differs, else a sentence."""
    with store.read() as session:
        paper = finding.kept(session, paper_id)
    return frozen.proof(store, paper, press, TEXTS)


def _rows(session: Session, issued: Sequence[IssuedPaper]) -> list[Row]:
    about: dict[int, PaperAbout] = finding.about(session, [paper.id for paper in issued])
    rows = []
    for paper in shown(session, issued):
        known = about.get(paper.id)
        rows.append(Row(paper, *((known.project, known.units, known.day) if known else ("", "", None))))
    return rows


def _day(text: str) -> date | None:
    """A day from a date field, None for an empty one."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as error:
        raise EntryError(f"“{text.strip()[:20]}”不是日期，请写成 2026-11-30") from error
