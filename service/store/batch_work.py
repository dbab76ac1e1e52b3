"""The ledger as whoever hands out the work needs it: what comes next, what is out, what came back.

Each of these is done only for the one who leads (``batch_lead``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from service.store.audit import canonical
from service.store.batch_ledger import DONE, FAILED, OUT, TODO, State, holder
from service.store.clock import now
from service.store.models_batches import Batch, BatchChunk, BatchItem
from service.store.objects import ObjectStore
from service.store.outcomes import Outcome
from service.store.references import refer


def put_back(session: Session) -> None:
    """Nothing is out: whoever had it is gone. What was started stays counted."""
    session.execute(update(BatchChunk).where(BatchChunk.state == OUT).values(state=TODO))
    note(session, "")


def give_back(session: Session, chunk_ids: Sequence[int]) -> None:
    """These are not out any more, for no fault of theirs: as if they had never been."""
    mine = update(BatchChunk).where(BatchChunk.id.in_(chunk_ids), BatchChunk.state == OUT)
    session.execute(mine.values(state=TODO, starts=BatchChunk.starts - 1))


def running(session: Session) -> dict[int, int]:
    """The batches of which something is to be handed out, the oldest first, each with how many papers that may be."""
    papers = func.sum(BatchChunk.last - BatchChunk.first + 1)
    query = select(Batch.id, papers).join(BatchChunk, BatchChunk.batch_id == Batch.id)
    mine = query.where(Batch.state == State.RUNNING, BatchChunk.state == TODO)
    return {batch: int(count) for batch, count in session.execute(mine.group_by(Batch.id).order_by(Batch.id))}


def unfinished(session: Session) -> bool:
    """Whether anything of a running batch is not made: nobody's yet, or out with somebody who may be gone."""
    chunks = select(BatchChunk.id).join(Batch, BatchChunk.batch_id == Batch.id)
    left = chunks.where(Batch.state == State.RUNNING, BatchChunk.state.in_((TODO, OUT)))
    return session.scalar(left.limit(1)) is not None


def note(session: Session, why: str) -> None:
    """What running batches wait for by themselves, "" for nothing."""
    mine = update(Batch).where(Batch.state == State.RUNNING, Batch.note != why)
    session.execute(mine.values(note=why))


def take(session: Session, batch_id: int) -> tuple[BatchChunk, list[int]]:
    """The next chunk of a batch of :func:`running` with its items to be made, counted as started before it is."""
    query = select(BatchChunk).where(BatchChunk.batch_id == batch_id, BatchChunk.state == TODO)
    chunk = session.scalars(query.order_by(BatchChunk.no).limit(1)).one()
    chunk.state, chunk.starts = OUT, chunk.starts + 1
    return chunk, to_do(session, chunk)


def to_do(session: Session, chunk: BatchChunk) -> list[int]:
    """The numbers of a chunk's items that are still to be made."""
    query = select(BatchItem.no).where(_of(chunk), BatchItem.state == TODO)
    return list(session.scalars(query.order_by(BatchItem.no)))


def is_there(session: Session, chunk_id: int, data: str, templates: Mapping[str, Any]) -> bool:
    """Whether a chunk is the one that was taken: its batch may be removed, the chunk's id another's."""
    chunk = session.get(BatchChunk, chunk_id)
    return chunk is not None and (chunk.data, chunk.templates) == (data, canonical(templates))


def settle(
    session: Session, files: ObjectStore, chunk_id: int, outcomes: Sequence[Outcome], result: str | None
) -> None:
    """Write down what became of items of a chunk; ``result`` is the file that holds those that were made.

    Of items that were settled before nothing is changed. With its last item a chunk is done, and with its last chunk a
    batch that nobody cancelled.
    """
    chunk = session.get_one(BatchChunk, chunk_id, with_for_update=True)
    if result:
        refer(session, files, result, holder(chunk.batch_id), "做好的材料")
    alike: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for each in outcomes:
        alike.setdefault((each.reason, each.blanks), []).append(each.no)
    for (reason, blanks), numbers in alike.items():  # one statement for all of which the same is to be said
        mine = update(BatchItem).where(_of(chunk), _among(numbers), BatchItem.state == TODO)
        told = {"state": FAILED if reason else DONE, "reason": reason, "blanks": canonical(blanks)}
        # No item is in the session's hands: nothing has to be looked up again.
        session.execute(
            mine.values(**told, result=None if reason else result), execution_options={"synchronize_session": False}
        )
    if len(outcomes) == chunk.last - chunk.first + 1 or not to_do(session, chunk):
        chunk.state = DONE
        session.flush()
        _end(session, chunk.batch_id)


def still(session: Session, chunk_id: int) -> list[int]:
    """The items of a chunk that is out and is still wanted; of one whose batch was paused or cancelled none: it is not
    out any more."""
    chunk = session.get_one(BatchChunk, chunk_id)
    if session.get_one(Batch, chunk.batch_id).state == State.RUNNING:
        return to_do(session, chunk)
    chunk.state = TODO
    return []


def stop(session: Session, batch_id: int, why: str) -> None:
    """Pause a batch because of something that a person has to mend first; what is out of it waits again."""
    held = update(Batch).where(Batch.id == batch_id, Batch.state == State.RUNNING)
    session.execute(held.values(state=State.PAUSED, note=why))
    out = update(BatchChunk).where(BatchChunk.batch_id == batch_id, BatchChunk.state == OUT)
    session.execute(out.values(state=TODO))


def _end(session: Session, batch_id: int) -> None:
    left = session.scalar(
        select(func.count()).select_from(BatchChunk).where(BatchChunk.batch_id == batch_id, BatchChunk.state != DONE)
    )
    if not left:
        ended = update(Batch).where(Batch.id == batch_id, Batch.state.in_((State.RUNNING, State.PAUSED)))
        session.execute(ended.values(state=State.ENDED, note="", ended_at=now()))


def _among(numbers: Sequence[int]) -> ColumnElement[bool]:
    """Items of these numbers, each told once; mostly they are all of a chunk, and need not be named one by one."""
    first, last = min(numbers), max(numbers)
    if last - first == len(numbers) - 1:
        return BatchItem.no.between(first, last)
    return BatchItem.no.in_(numbers)


def _of(chunk: BatchChunk) -> ColumnElement[bool]:
    return (BatchItem.batch_id == chunk.batch_id) & BatchItem.no.between(chunk.first, chunk.last)
