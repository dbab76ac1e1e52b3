"""The ledger of batches: written before anything is handed out, so that any engine may lose anything.

A batch is running, paused, cancelled or done; a chunk waits, is out, or is done; an item waits, is done, or has failed.
An item changes from waiting once only, in the transaction that says so, whoever reports it and however often.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.errors import NotKeptError, RefusedError
from service.store.audit import canonical, record
from service.store.clock import now
from service.store.models_batches import Batch, BatchChunk, BatchItem
from service.store.objects import ObjectStore
from service.store.references import refer

TODO, OUT, DONE, FAILED = "todo", "out", "done", "failed"


class State(StrEnum):
    """Of a batch."""

    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    ENDED = "done"


WORDS: Final[Mapping[str, str]] = {
    State.RUNNING: "正在生成",
    State.PAUSED: "已暂停",
    State.CANCELLED: "已取消",
    State.ENDED: "已完成",
}


class Move(StrEnum):
    """What a person may do with a batch, as the audit log calls it."""

    PAUSE = "暂停生成"
    RESUME = "继续生成"
    CANCEL = "取消生成"
    RETRY = "重做失败的"


# Where a move leads from each state; where it leads to the state itself nothing is changed, and nothing refused.
_MOVES: Final[Mapping[Move, Mapping[State, State]]] = {
    Move.PAUSE: {State.RUNNING: State.PAUSED, State.PAUSED: State.PAUSED},
    Move.RESUME: {State.PAUSED: State.RUNNING, State.RUNNING: State.RUNNING},
    Move.CANCEL: {
        State.RUNNING: State.CANCELLED,
        State.PAUSED: State.CANCELLED,
        State.CANCELLED: State.CANCELLED,
    },
    Move.RETRY: {State.ENDED: State.RUNNING, State.RUNNING: State.RUNNING},
}


@dataclass(frozen=True, slots=True)
class NewItem:
    """A paper to be made: its kind's id and title, for whom or what, and its file's name, which no other has."""

    kind: str
    title: str
    subject: str
    file_name: str


@dataclass(frozen=True, slots=True)
class NewChunk:
    """Papers to be made in one go: the sha256 of their data and, by kind, what is known of their templates."""

    data: str
    templates: Mapping[str, Mapping[str, Any]]
    items: Sequence[NewItem]


@dataclass(frozen=True, slots=True)
class NewBatch:
    """A batch to be: see :class:`Batch` for what the words mean."""

    title: str
    planned: str
    about: str = ""
    origin: str = "{}"
    key: str | None = None


def add(session: Session, files: ObjectStore, new: NewBatch, chunks: Iterable[NewChunk], who: str) -> Batch:
    """Write down a batch, running; all its files were put before. One without papers is done.

    Asked again under the same key it gives the batch there is, unless that was cancelled. Raises StoreError where a
    file was not put.
    """
    if standing := _under(session, new.key):
        return standing
    made = Batch(
        title=new.title[:200],
        about=new.about,
        key=new.key,
        state=State.RUNNING,
        total=0,
        planned=new.planned,
        origin=new.origin,
        note="",
        who=who,
        at=now(),
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # PostgreSQL lets two write at once, and the other one was faster
        if standing := _under(session, new.key):
            return standing
        raise
    refer(session, files, new.planned, holder(made.id), "计划")
    for number, chunk in enumerate(chunks, start=1):
        _add_chunk(session, files, made, number, chunk)
    if not made.total:
        made.state, made.ended_at = State.ENDED, made.at
    session.flush()
    record(session, who, "开始生成", called(made), batch=made.id, papers=made.total)
    return made


def _under(session: Session, key: str | None) -> Batch | None:
    """The batch under a key; one that was cancelled gives it up."""
    standing = session.scalars(select(Batch).filter_by(key=key)).one_or_none() if key else None
    if standing is None or standing.state != State.CANCELLED:
        return standing
    standing.key = None
    session.flush()
    return None


def _add_chunk(session: Session, files: ObjectStore, batch: Batch, number: int, chunk: NewChunk) -> None:
    first = batch.total + 1
    batch.total += len(chunk.items)
    for digest in (chunk.data, *(str(template["sha256"]) for template in chunk.templates.values())):
        refer(session, files, digest, holder(batch.id), "生成用的数据或模板")
    session.add(
        BatchChunk(
            batch_id=batch.id,
            no=number,
            first=first,
            last=batch.total,
            state=TODO,
            starts=0,
            data=chunk.data,
            templates=canonical(chunk.templates),
        )
    )
    rows = [
        {"batch_id": batch.id, "no": no, "state": TODO, "reason": "", "blanks": "[]", "result": None}
        | {"kind": item.kind, "title": item.title, "subject": item.subject, "file_name": item.file_name}
        for no, item in enumerate(chunk.items, start=first)
    ]
    session.execute(insert(BatchItem), rows)


def move(session: Session, batch_id: int, deed: Move, who: str) -> Batch:
    """Pause, go on, cancel or make anew what failed. Raises :class:`RefusedError` where the batch is past it."""
    batch = found(session, batch_id, lock=True)
    state = State(batch.state)
    to = _MOVES[deed].get(state)
    if to is None:
        raise RefusedError(f"{called(batch)}{WORDS[state]}，不能“{deed}”；{_what_then(state)}")
    if to != state:
        batch.state, batch.note = to, ""
        batch.ended_at = now() if to is State.CANCELLED else None
        record(session, who, deed.value, called(batch), batch=batch.id)
    return batch


def _what_then(state: State) -> str:
    if state is State.CANCELLED:
        return "已做好的材料仍可取用，其余的请重新生成"
    return "有没做成的，可以只重做那些" if state is State.ENDED else "请等它做完，或先取消"


def retry(
    session: Session, files: ObjectStore, batch_id: int, who: str, templates: Mapping[str, Mapping[str, Any]]
) -> int:
    """Have the failed items made again, those of the kinds in ``templates`` by these; gives how many there are.

    Raises :class:`RefusedError` for a batch that is not done, or where none has failed.
    """
    batch = found(session, batch_id, lock=True)
    mine = (BatchItem.batch_id == batch_id, BatchItem.state == FAILED)
    numbers = session.scalars(select(BatchItem.no).where(*mine).order_by(BatchItem.no)).all()
    if not numbers and batch.state == State.ENDED:
        raise RefusedError(f"{called(batch)}没有失败的材料，不用重做")
    move(session, batch_id, Move.RETRY, who)
    for template in templates.values():
        refer(session, files, str(template["sha256"]), holder(batch_id), "生成用的模板")
    session.execute(update(BatchItem).where(*mine).values(state=TODO, reason=""))
    for chunk in session.scalars(select(BatchChunk).filter_by(batch_id=batch_id).order_by(BatchChunk.no)):
        if any(chunk.first <= no <= chunk.last for no in numbers):
            chunk.state, chunk.starts = TODO, 0
            chunk.templates = canonical(_renewed(templates_of(chunk), templates))
    return len(numbers)


def _renewed(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    return {kind: new.get(kind, template) for kind, template in old.items()}


def templates_of(chunk: BatchChunk) -> dict[str, Any]:
    """What is known of a chunk's templates, by kind."""
    held: dict[str, Any] = json.loads(chunk.templates)
    return held


def found(session: Session, batch_id: int, *, lock: bool = False) -> Batch:
    """A batch. Raises :class:`NotKeptError` where there is none of that number."""
    batch = session.get(Batch, batch_id, with_for_update=lock or None)
    if batch is None:
        raise NotKeptError(f"没有第{batch_id}号批次，请从列表里重新打开", command="huicai batch list")
    return batch


def called(batch: Batch) -> str:
    """What a batch is called in a sentence."""
    return f"“{batch.title}”（第{batch.id}号批次）"


def holder(batch_id: int) -> str:
    """Under whose name a batch's files are kept."""
    return f"batch:{batch_id}"
