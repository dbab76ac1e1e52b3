"""Uploads: each file kept as it came, with who brought it when, what was read and wrong, what people decided."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_adapters import Mapping as ColumnMapping
from data_adapters import Reading, read_bytes
from service.figures import Period
from service.registers import entries, upload_decisions
from service.registers.known import Known, known, known_of
from service.registers.upload_decisions import called, found
from service.store import Store
from service.store.audit import canonical, record
from service.store.clock import now
from service.store.models_uploads import Upload
from service.store.objects import ObjectStore
from service.store.references import refer


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that comes in: its bytes, the name its sender knows it by, and the period somebody says it is of; without
    one it is of the period it names itself, else of none until somebody says so."""

    data: bytes
    name: str
    period: Period | None = None
    at: datetime | None = None
    """When it came; None for now."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file read and its bytes kept: all that need not wait for the transaction that makes it an upload."""

    arrival: Arrival
    name: str
    digest: str
    known: Known


def take_in(store: Store, arrival: Arrival, who: str, mapping: ColumnMapping | None = None) -> Upload:
    """Keep a file. One that cannot be read is kept too, with the reason among its problems, so that nothing is lost.

    Reading and storing happen before the transaction, which is short.
    """
    person = entries.person(who)
    ready = prepared(store.files, arrival, arrival.name, mapping)
    with store.write() as session:
        return add(session, store.files, ready, person)


def prepared(files: ObjectStore, arrival: Arrival, name: str, mapping: ColumnMapping | None) -> Prepared:
    """Read a file under a name and put its bytes: until :func:`add` nobody sees them, and a sweep would take them."""
    cleaned = entries.text(name, "文件名")[-255:] or "未命名"
    return Prepared(arrival, cleaned, files.put(arrival.data), known(arrival.data, cleaned, mapping))


def add(session: Session, files: ObjectStore, ready: Prepared, who: str) -> Upload:
    """Make a prepared file an upload."""
    told = ready.known
    given = str(ready.arrival.period or "")
    made = Upload(
        name=ready.name,
        sha256=ready.digest,
        period=given or told.period,
        summary=canonical(told.summary),
        problems=canonical(told.problems),
        who=who,
        at=ready.arrival.at or now(),
    )
    session.add(made)
    session.flush()
    refer(session, files, ready.digest, f"upload:{made.id}", ready.name)
    counts = {"sha256": ready.digest, "period": made.period, "problems": len(told.problems)}
    record(session, who, "上传文件", called(made), upload=made.id, **counts)
    upload_decisions.note_columns(session, made, told, who)
    if given and told.period and given != told.period:
        upload_decisions.note_period(session, made, told.period, who)
    return made


def renew(store: Store, pairs: Iterable[tuple[Upload, Reading]], mapping: ColumnMapping, who: str = "") -> None:
    """Write down what is read of uploads now, where that is not what is written down; with ``who`` also the answers on
    their columns it is read by, as that person's."""
    fresh = [(upload, known_of(reading, mapping)) for upload, reading in pairs]
    noted: dict[int, ColumnMapping] = {}
    if who:
        with store.read() as session:
            noted = upload_decisions.mappings(session, [upload.id for upload, _ in fresh])
    stale = [
        (upload.id, told)
        for upload, told in fresh
        if canonical(told.summary) != upload.summary or (who and noted.get(upload.id, ColumnMapping()) != told.answers)
    ]
    if not stale:
        return
    with store.write() as session:
        for number, told in stale:
            upload = found(session, number)
            upload.summary, upload.problems = canonical(told.summary), canonical(told.problems)
            upload.period = upload.period or told.period
            if who:
                upload_decisions.note_columns(session, upload, told, who)


def say_period(session: Session, upload: Upload, period: str, who: str) -> None:
    """Keep of which period an upload is, as a person says; what it was before stays written down."""
    if upload.period != period:
        before, upload.period = upload.period, period
        upload_decisions.note_period(session, upload, before, who)


def is_readable(upload: Upload) -> bool:
    """Whether it could be read."""
    return bool(summary_of(upload))


def has_records(upload: Upload) -> bool:
    """Whether projects, units or problems were read from it."""
    return any(summary_of(upload).get(name) for name in ("projects", "units", "topics"))


def summary_of(upload: Upload) -> dict[str, Any]:
    """What was read: counts of records, its period and shapes, of each sheet its name and what it holds; empty for an
    unreadable file."""
    told: dict[str, Any] = json.loads(upload.summary)
    return told


def problems_of(upload: Upload) -> list[dict[str, Any]]:
    """What was wrong with it, each with its address, code, message and severity."""
    told: list[dict[str, Any]] = json.loads(upload.problems)
    return told


def same(session: Session, upload: Upload) -> Sequence[Upload]:
    """Earlier uploads of the very same bytes."""
    query = select(Upload).where(Upload.sha256 == upload.sha256, Upload.id < upload.id)
    return session.scalars(query.order_by(Upload.id)).all()


def reading_of(store: Store, upload: Upload, mapping: ColumnMapping | None = None) -> Reading:
    """The records of an upload, read anew from the bytes that were kept. Raises :class:`StoreError`, SourceError."""
    return read_bytes(store.files.get(upload.sha256), upload.name, mapping)
