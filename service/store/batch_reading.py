"""What the ledger of batches tells: how far a batch is, and its papers in order."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.errors import NotKeptError
from service.store.batch_ledger import DONE, FAILED, OUT, TODO
from service.store.models_batches import Batch, BatchChunk, BatchItem


def counts(session: Session, batch_id: int) -> dict[str, int]:
    """How many items of a batch wait ("todo"), are done and have failed: counted, not remembered."""
    query = select(BatchItem.state, func.count()).where(BatchItem.batch_id == batch_id).group_by(BatchItem.state)
    return dict.fromkeys((TODO, DONE, FAILED), 0) | {state: count for state, count in session.execute(query)}


def current(session: Session, batch_id: int) -> BatchItem | None:
    """The first paper that is being made, None where none is out."""
    inside = (BatchItem.batch_id == BatchChunk.batch_id) & BatchItem.no.between(BatchChunk.first, BatchChunk.last)
    out = (BatchChunk.batch_id == batch_id, BatchChunk.state == OUT, BatchItem.state == TODO)
    query = select(BatchItem).join(BatchChunk, inside).where(*out)
    return session.scalars(query.order_by(BatchChunk.no, BatchItem.no).limit(1)).one_or_none()


def items(session: Session, batch_id: int, *, beyond: int = 0, most: int = 50, state: str = "") -> Sequence[BatchItem]:
    """The items of a batch in order, from the one after number ``beyond``; all, or those in one state."""
    query = select(BatchItem).where(BatchItem.batch_id == batch_id, BatchItem.no > beyond)
    if state:
        query = query.where(BatchItem.state == state)
    return session.scalars(query.order_by(BatchItem.no).limit(most)).all()


def failed_kinds(session: Session, batch_id: int) -> Sequence[str]:
    """The kinds of papers that have failed."""
    query = select(BatchItem.kind).where(BatchItem.batch_id == batch_id, BatchItem.state == FAILED)
    return session.scalars(query.distinct()).all()


def item(session: Session, batch_id: int, no: int) -> BatchItem:
    """One item. Raises :class:`NotKeptError` where there is none of that number."""
    found = session.get(BatchItem, (batch_id, no))
    if found is None:
        raise NotKeptError(f"第{batch_id}号批次没有第{no}份材料，请核对")
    return found


def chunks(session: Session, batch_id: int, first: int, last: int) -> Sequence[BatchChunk]:
    """The chunks that hold the items from ``first`` to ``last``, in order."""
    query = select(BatchChunk).where(
        BatchChunk.batch_id == batch_id, BatchChunk.last >= first, BatchChunk.first <= last
    )
    return session.scalars(query.order_by(BatchChunk.no)).all()


def listed(session: Session, *, about: str = "", before: int = 0, most: int = 50) -> Sequence[Batch]:
    """Batches, the newest first: all or those about something, from the one older than number ``before``."""
    query = select(Batch)
    if about:
        query = query.where(Batch.about == about)
    if before:
        query = query.where(Batch.id < before)
    return session.scalars(query.order_by(Batch.id.desc()).limit(most)).all()
