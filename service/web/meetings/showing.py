"""A paper of a meeting to be read in its page, filled once for each state of all that it is made from."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable
from typing import Any, Final

from service.papers import find
from service.papers.office_facts import as_written
from service.papers.own import shelf_of
from service.registers import snapshots
from service.store.clock import business_date, now
from service.web.kept import Kept
from service.web.meetings.packing import Prepared, filled

_shown: Final[Kept[tuple[str, bytes]]] = Kept(16)


def shown(at: Prepared, paper_id: str, period: str, place: int) -> tuple[str, bytes]:
    """One of the drafts of a kind: its name, and itself as .docx. Raises as ``packing.filled`` does."""
    paper = find(paper_id, shelf_of(at.store.settings).papers)
    template = (paper.id, paper.title, paper.file_name, hashlib.sha256(paper.source()).digest())
    return _shown.get((_state(at), template, period, place), lambda: filled(at, paper_id, period, place))


def _state(at: Prepared) -> Hashable:
    """What the papers of a meeting are made from, besides their templates: whatever changes, this changes with it."""
    with at.store.read() as session:
        standing = tuple(snapshots.standing(session))
    rows = tuple(_values(row) for row in (at.row, *at.agenda))
    return rows, standing, as_written(at.store.settings), business_date(now())


def _values(row: Any) -> tuple[object, ...]:
    return tuple(getattr(row, column.key) for column in row.__table__.columns)
