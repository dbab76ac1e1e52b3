"""What a face does with batches: start one, see how far it is, pause, go on, cancel, make failed papers anew, open one.

Nothing here waits for a paper to be made: that is the dispatcher's (:mod:`service.batches.running`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from service.batches.bundles import Bundle
from service.batches.filling import member
from service.batches.pack import Failed, Made, Summary, refusal
from service.batches.planning import Asked, Planning, summary_of, template_of
from service.batches.spool import Spool
from service.errors import NotKeptError, RefusedError
from service.papers import Shelf
from service.store import Session, Store, batch_ledger, batch_reading, batch_removal
from service.store.batch_ledger import DONE as MADE
from service.store.batch_ledger import FAILED, WORDS, Move, NewBatch, State
from service.store.clock import now
from service.store.models_batches import Batch, BatchItem


@dataclass(frozen=True, slots=True)
class Titled:
    """What a batch is called, what it is for (``meeting:12``), what its maker wants to know again, and a key under
    which asking again gives the same batch; ``once`` makes a key of all that the papers are made from."""

    title: str
    about: str = ""
    origin: Mapping[str, Any] | None = None
    key: str | None = None
    once: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is. ``current`` is the paper being made, "" where none is; ``note`` why it stopped by itself."""

    id: int
    title: str
    about: str
    state: State
    note: str
    total: int
    waiting: int
    made: int
    failed: int
    current: str
    who: str
    at: datetime
    ended_at: datetime | None

    @property
    def words(self) -> str:
        """The state in words."""
        return WORDS[self.state]

    @property
    def percent(self) -> int:
        """How much of it is settled, made or failed, rounded down."""
        return 100 * (self.made + self.failed) // self.total if self.total else 100


@dataclass(frozen=True, slots=True)
class Item:
    """A paper of a batch: ``state`` is "todo", "done" or "failed", with the reason then."""

    no: int
    state: str
    title: str
    subject: str
    file_name: str
    blanks: tuple[str, ...]
    reason: str


def start(store: Store, asked: Asked, titled: Titled, who: str) -> int:
    """Plan the papers, keep all they are made from, and write the batch down; gives its number.

    Raises :class:`PaperError` where not one paper can be made and none is held back, :class:`StoreError`.
    """
    planning = Planning(store.files, asked)
    with Spool(planning.chunks()) as chunks:
        refused = planning.summary.failed
        if refused and not chunks.count and not planning.summary.held_back:
            raise refusal(refused)
        planned = store.files.put(planning.told())
        new = NewBatch(
            title=titled.title,
            planned=planned,
            about=titled.about,
            origin=json.dumps(titled.origin or {}, ensure_ascii=False),
            key=f"plan:{chunks.sum(titled.title, planned)}" if titled.once else titled.key,
        )
        with store.write() as session:
            return batch_ledger.add(session, store.files, new, chunks, who).id


def progress(store: Store, batch_id: int) -> Progress:
    """How far a batch is. Raises :class:`NotKeptError` where there is none of that number."""
    with store.read() as session:
        return progress_of(session, batch_id)


def progress_of(session: Session, batch_id: int) -> Progress:
    """The same as a transaction under way sees it."""
    batch = batch_ledger.found(session, batch_id)
    counted = batch_reading.counts(session, batch_id)
    current = batch_reading.current(session, batch_id) if batch.state == State.RUNNING else None
    return _progress(batch, counted, f"{current.title} {current.subject}".strip() if current else "")


def _progress(batch: Batch, counted: Mapping[str, int], current: str) -> Progress:
    return Progress(
        id=batch.id,
        title=batch.title,
        about=batch.about,
        state=State(batch.state),
        note=batch.note,
        total=batch.total,
        waiting=counted[batch_ledger.TODO],
        made=counted[MADE],
        failed=counted[FAILED],
        current=current,
        who=batch.who,
        at=batch.at,
        ended_at=batch.ended_at,
    )


def listed(store: Store, *, about: str = "", before: int = 0, most: int = 50) -> list[Progress]:
    """Batches, the newest first; those about something, or all, from the one older than number ``before``."""
    with store.read() as session:
        batches = batch_reading.listed(session, about=about, before=before, most=most)
        return [_progress(batch, batch_reading.counts(session, batch.id), "") for batch in batches]


def origin(store: Store, batch_id: int) -> dict[str, Any]:
    """What the batch's maker wanted to know again."""
    with store.read() as session:
        found: dict[str, Any] = json.loads(batch_ledger.found(session, batch_id).origin)
    return found


def move(store: Store, batch_id: int, deed: Move, who: str) -> None:
    """Pause, go on or cancel; the same again changes nothing. Raises :class:`RefusedError` for a batch past it."""
    with store.write() as session:
        batch_ledger.move(session, batch_id, deed, who)


def remove(store: Store, batch_id: int, who: str) -> str:
    """Take a batch out for good; gives what it was called. Raises :class:`RefusedError` for one that is not over."""
    with store.write() as session:
        return batch_removal.remove(session, batch_id, who)


def remove_old(store: Store, days: int, who: str) -> Iterator[str]:
    """Take out all that have been over for so many days, one after another; gives what each was called."""
    with store.read() as session:
        old = batch_removal.over_before(session, now() - timedelta(days=days))
    for batch_id in old:
        with suppress(NotKeptError, RefusedError):  # somebody else was quicker, or had failed papers made again
            yield remove(store, batch_id, who)


def retry_failed(store: Store, batch_id: int, who: str, kinds: Shelf | None = None) -> int:
    """Have the failed papers made again, and only those, with the templates as ``kinds`` has them now, where given;
    gives how many. Raises :class:`RefusedError` where none has failed or the batch is not done."""
    templates = templates_again(store, batch_id, kinds) if kinds else {}
    with store.write() as session:
        return batch_ledger.retry(session, store.files, batch_id, who, templates)


def templates_again(store: Store, batch_id: int, kinds: Shelf) -> dict[str, Mapping[str, Any]]:
    """The templates of the failed papers as ``kinds`` has them now, put into the file store."""
    with store.read() as session:
        failed = batch_reading.failed_kinds(session, batch_id)
    return {kind: template_of(store.files, kinds.papers[kind]) for kind in failed if kind in kinds.papers}


def items(store: Store, batch_id: int, *, beyond: int = 0, most: int = 50, state: str = "") -> list[Item]:
    """The papers of a batch in order, from the one after number ``beyond``; all, or those in one state."""
    with store.read() as session:
        batch_ledger.found(session, batch_id)
        return [_item(each) for each in batch_reading.items(session, batch_id, beyond=beyond, most=most, state=state)]


def _item(row: BatchItem) -> Item:
    blanks = tuple(json.loads(row.blanks))
    return Item(row.no, row.state, row.title, row.subject, row.file_name, blanks, row.reason)


def said(store: Store, batch_id: int) -> Summary:
    """What planning found: what is held back, kinds that could not be planned, questions, problems, notes, decisions;
    without the papers, of which there may be very many."""
    with store.read() as session:
        planned = batch_ledger.found(session, batch_id).planned
    return summary_of(store.files.get(planned))[0]


def whole_summary(store: Store, batch_id: int) -> Summary:
    """The same with every paper made or failed: of a batch small enough to be shown."""
    summary = said(store, batch_id)
    for item in items(store, batch_id, most=2**31):
        if item.state == MADE:
            summary.made.append(Made(item.title, item.subject, item.file_name, item.blanks))
        elif item.state == FAILED:
            summary.failed.append(Failed(item.title, item.subject, item.reason))
    return summary


def open_paper(store: Store, batch_id: int, no: int) -> tuple[Item, bytes]:
    """A paper of a batch and its .docx. Raises :class:`NotKeptError` where it is not made (yet)."""
    with store.read() as session:
        row = batch_reading.item(session, batch_id, no)
    if row.result is None:
        raise NotKeptError(f"“{row.file_name}”还没有做成{f'：{row.reason}' if row.reason else ''}")
    return _item(row), Bundle(store.files.get(row.result))[member(no)]
