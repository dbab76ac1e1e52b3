"""Uploads: each file kept as it came, with who brought it when, what was read and wrong, what people decided."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_adapters import Mapping as ColumnMapping
from data_adapters import Reading, SourceError, read_bytes
from data_adapters.report import problem_json
from service.errors import NoEntryError
from service.figures import Period
from service.registers import entries
from service.store import Store
from service.store.audit import canonical, record
from service.store.clock import now
from service.store.models_uploads import Upload, UploadDecision
from service.store.references import refer


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that comes in: its bytes, the name its sender knows it by, and the period it is of."""

    data: bytes
    name: str
    period: Period


def take_in(store: Store, arrival: Arrival, who: str, mapping: ColumnMapping | None = None) -> Upload:
    """Keep a file. One that cannot be read is kept too, with the reason among its problems, so that nothing is lost.

    Reading and storing happen before the transaction, which is short.
    """
    person = entries.person(who)
    name = entries.text(arrival.name, "文件名")[-255:] or "未命名"
    summary, problems = _read(arrival.data, name, mapping)
    digest = store.files.put(arrival.data)
    with store.write() as session:
        made = Upload(
            name=name,
            sha256=digest,
            period=str(arrival.period),
            summary=canonical(summary),
            problems=canonical(problems),
            who=person,
            at=now(),
        )
        session.add(made)
        session.flush()
        refer(session, store.files, digest, f"upload:{made.id}", name)
        counts = {"sha256": digest, "period": made.period, "problems": len(problems)}
        record(session, person, "上传文件", called(made), upload=made.id, **counts)
    return made


def is_readable(upload: Upload) -> bool:
    """Whether records were read from it."""
    return bool(summary_of(upload))


def summary_of(upload: Upload) -> dict[str, Any]:
    """What was read: counts of records, and of each sheet its name and what it holds; empty for an unreadable file."""
    found: dict[str, Any] = json.loads(upload.summary)
    return found


def problems_of(upload: Upload) -> list[dict[str, Any]]:
    """What was wrong with it, each with its address, code, message and severity."""
    found: list[dict[str, Any]] = json.loads(upload.problems)
    return found


def same(session: Session, upload: Upload) -> Sequence[Upload]:
    """Earlier uploads of the very same bytes."""
    query = select(Upload).where(Upload.sha256 == upload.sha256, Upload.id < upload.id)
    return session.scalars(query.order_by(Upload.id)).all()


def note_decision(session: Session, upload_id: int, about: str, decided: str, who: str) -> UploadDecision:
    """Write down what a person decided about a problem (明细表!H12) or a column of an upload; it is never changed."""
    upload = session.get(Upload, upload_id)
    if upload is None:
        raise NoEntryError(f"没有第{upload_id}号上传的文件，请核对")
    made = UploadDecision(
        upload_id=upload.id,
        about=entries.text(about, "所说的问题", required=True),
        decided=entries.text(decided, "处理意见", required=True),
        who=entries.person(who),
        at=now(),
    )
    session.add(made)
    record(session, who, "核定台账问题", called(upload), upload=upload.id, about=made.about, decided=made.decided)
    return made


def decisions_of(session: Session, upload_id: int) -> Sequence[UploadDecision]:
    """What people decided about an upload, the first first."""
    query = select(UploadDecision).where(UploadDecision.upload_id == upload_id).order_by(UploadDecision.id)
    return session.scalars(query).all()


def reading_of(store: Store, upload: Upload, mapping: ColumnMapping | None = None) -> Reading:
    """The records of an upload, read anew from the bytes that were kept. Raises :class:`StoreError`, SourceError."""
    return read_bytes(store.files.get(upload.sha256), upload.name, mapping)


def called(upload: Upload) -> str:
    """What an upload is called in a sentence."""
    return f"“{upload.name}”（第{upload.id}号）"


def _read(data: bytes, name: str, mapping: ColumnMapping | None) -> tuple[Mapping[str, object], list[dict[str, Any]]]:
    try:
        reading = read_bytes(data, name, mapping)
    except SourceError as error:
        return {}, [{"address": "", "code": "unreadable", "message": str(error), "severity": "error"}]
    counts = {"projects": len(reading.projects), "units": len(reading.units), "topics": len(reading.topics)}
    sheets = [{"name": sheet.name, "holds": sheet.holds} for sheet in reading.sheets]
    return {"kind": reading.kind, **counts, "sheets": sheets}, [problem_json(each) for each in reading.problems]
