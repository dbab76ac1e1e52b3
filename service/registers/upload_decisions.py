"""What people decided on uploads, written down and never changed: on questions, columns and periods.

What holds now is what comes last: a later decision on the same question, or that one was taken back, outweighs it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data_adapters import Mapping as ColumnMapping
from data_adapters.mapping_file import dump_mapping, load_remembered
from service.errors import NoEntryError, RegisterError
from service.figures import Decision
from service.figures.decision_file import decision_of, entry_of
from service.figures.decisions import Key
from service.registers import entries
from service.registers.known import Known
from service.store.audit import canonical, record
from service.store.clock import now
from service.store.models_uploads import Upload, UploadDecision

_QUESTION, _TAKEN_BACK, _COLUMNS, _PERIOD = "question", "taken_back", "columns", "period"
_MAPPING: Final = "上传时的表头对照"


def found(session: Session, upload_id: int) -> Upload:
    """An upload by its number. Raises :class:`RegisterError` where there is none."""
    upload = session.get(Upload, upload_id)
    if upload is None:
        raise NoEntryError(f"没有第{upload_id}号上传的文件，请核对")
    return upload


def called(upload: Upload) -> str:
    """What an upload is called in a sentence."""
    return f"“{upload.name}”（第{upload.id}号）"


def note_decision(session: Session, upload_id: int, about: str, decided: str, who: str) -> UploadDecision:
    """Write down what a person decided about a problem (明细表!H12) or a column of an upload; it is never changed.

    Raises :class:`RegisterError` where there is no such upload.
    """
    return _write(session, found(session, upload_id), (about, decided), who)


def _write(
    session: Session, upload: Upload, words: tuple[str, str], who: str, detail: Mapping[str, Any] | None = None
) -> UploadDecision:
    """A row: about what and what was decided in words, and the same for the program."""
    made = UploadDecision(
        upload_id=upload.id,
        about=entries.text(words[0], "所说的问题", required=True),
        decided=entries.text(words[1], "处理意见", required=True),
        detail=canonical(detail) if detail else None,
        who=entries.person(who),
        at=now(),
    )
    session.add(made)
    record(session, who, "核定台账问题", called(upload), upload=upload.id, about=made.about, decided=made.decided)
    return made


def decisions_of(session: Session, *upload_ids: int) -> Sequence[UploadDecision]:
    """All that people decided about uploads, the first first."""
    query = select(UploadDecision).where(UploadDecision.upload_id.in_(upload_ids)).order_by(UploadDecision.id)
    return session.scalars(query).all()


def latest_id(session: Session) -> int:
    """The number of the last decision that was written down, 0 for none: what was read by them is stale when it
    changes."""
    return session.scalars(select(func.max(UploadDecision.id))).one() or 0


def in_force(session: Session, upload_ids: Iterable[int]) -> list[Decision]:
    """The decisions on questions that hold now, in the order in which they were made."""
    held: dict[Key, Decision] = {}
    for kind, detail, _ in _details(session, upload_ids):
        if kind in (_QUESTION, _TAKEN_BACK):
            decision = decision_of(detail["entry"], "登记的决定")
            assert decision is not None  # only decisions filled in are written down
            held.pop(decision.key, None)
            if kind == _QUESTION:
                held[decision.key] = decision
    return list(held.values())


def decide(session: Session, uploads: Sequence[Upload], decisions: Iterable[Decision], who: str = "") -> int:
    """Write down decisions on questions about uploads, each with the file it is about; gives how many are new.

    Who decided is ``who``, else whom the decision itself names. Raises :class:`RegisterError` without an upload.
    """
    held = {decision.key: decision for decision in in_force(session, [upload.id for upload in uploads])}
    new = [decision for decision in decisions if held.get(decision.key) != decision]
    for decision in new:
        _note(session, uploads, decision, who or decision.name)
    return len(new)


def take_back(session: Session, uploads: Sequence[Upload], decision: Decision, who: str) -> None:
    """Write down that a decision does not hold any more; it stays on record."""
    _note(session, uploads, decision, who, holds=False)


def _note(session: Session, uploads: Sequence[Upload], decision: Decision, who: str, *, holds: bool = True) -> None:
    if not uploads:
        raise RegisterError("没有给出决定所说的文件，请核对")
    file = decision.cell.partition(" › ")[0]
    upload = next((upload for upload in uploads if upload.name == file), uploads[0])
    about = decision.cell or f"{decision.sheet}“{decision.project}”"
    words = decision.words if holds else f"撤销：{decision.words}"
    detail = {"kind": _QUESTION if holds else _TAKEN_BACK, "entry": entry_of(decision)}
    _write(session, upload, (about, words), who, detail)


def note_columns(session: Session, upload: Upload, told: Known, who: str) -> None:
    """Write down by which answers an upload's columns are read, where they are others than those written down last."""
    if mappings(session, [upload.id]).get(upload.id, ColumnMapping()) != told.answers:
        detail = {"kind": _COLUMNS, "mapping": dump_mapping(told.answers).decode()}
        _write(session, upload, ("各列的含义", told.words), who, detail)


def mappings(session: Session, upload_ids: Iterable[int]) -> dict[int, ColumnMapping]:
    """The answers written down last for each upload; one without any has none here."""
    return {
        number: load_remembered(detail["mapping"].encode(), _MAPPING)
        for kind, detail, number in _details(session, upload_ids)
        if kind == _COLUMNS
    }


def note_period(session: Session, upload: Upload, before: str, who: str) -> None:
    """Write down that a person said of which period an upload is, and of which it was taken to be before."""
    words = f"按{upload.period}" + (f"（原来是{before}）" if before else "（文件没有写明）")
    _write(session, upload, ("数据截至", words), who, {"kind": _PERIOD, "period": upload.period})


def _details(session: Session, upload_ids: Iterable[int]) -> list[tuple[str, dict[str, Any], int]]:
    """Kind, detail and upload of what was decided in a form for the program, in order."""
    rows = [(row.detail, row.upload_id) for row in decisions_of(session, *upload_ids) if row.detail]
    read = [(json.loads(detail), number) for detail, number in rows]
    return [(str(detail.get("kind", "")), detail, number) for detail, number in read]
