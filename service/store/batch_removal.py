"""Old batches taken out of the ledger: rows at once, files at the next sweep, where nobody else needs them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.errors import RefusedError
from service.store.audit import record
from service.store.batch_ledger import WORDS, State, called, found, holder
from service.store.models_batches import Batch, BatchChunk, BatchItem
from service.store.references import release

_OVER = (State.ENDED, State.CANCELLED)


def remove(session: Session, batch_id: int, who: str) -> str:
    """Take a batch out with its papers; gives what it was called. What is still out of it comes back to nothing.

    Raises :class:`NotKeptError` where there is none of that number, :class:`RefusedError` for one that is not over.
    """
    batch = found(session, batch_id, lock=True)
    if batch.state not in _OVER:
        raise RefusedError(f"{called(batch)}{WORDS[batch.state]}，不能删除，请先取消或等它做完")
    gone = called(batch)
    for table in (BatchItem, BatchChunk):
        session.execute(delete(table).where(table.batch_id == batch_id))
    session.delete(batch)
    release(session, holder(batch_id))
    record(session, who, "删除批次", gone, batch=batch_id, papers=batch.total)
    return gone


def over_before(session: Session, moment: datetime) -> Sequence[int]:
    """The batches that were over before a moment, the oldest first."""
    mine = select(Batch.id).where(Batch.state.in_(_OVER), Batch.ended_at < moment)
    return session.scalars(mine.order_by(Batch.id)).all()
