"""Files that prove what a step says (佐证材料): kept by their hash, each tied to its step, never taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import EntryError, NoEntryError
from service.registers import entries, tickets
from service.store.audit import record
from service.store.models import FileRef
from service.store.models_tickets import Ticket, TicketStep
from service.store.objects import ObjectStore
from service.store.references import refer

MOST: Final = 10
_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that was put into the file store: its name as it was sent, and its sha256."""

    name: str
    sha256: str


def attach(session: Session, files: ObjectStore, step: TicketStep, proofs: Sequence[Proof], who: str) -> None:
    """Tie files that were put before to a step, in the transaction that takes it. Raises :class:`EntryError` for too
    many, or one without a name, and StoreError for one that was not put."""
    if len(proofs) > MOST:
        raise EntryError(f"一次最多附{MOST}个文件，这次选了{len(proofs)}个，请合并后再附")
    for proof in proofs:
        name = entries.text(proof.name, "文件名", _NAME, required=True)
        refer(session, files, proof.sha256, _holder(step.id), name)
        called = tickets.called(session.get_one(Ticket, step.ticket_id))
        told = {"ticket": step.ticket_id, "file": name, "sha256": proof.sha256}
        record(session, entries.person(who), "附佐证材料", called, **told)


def evidence_of(session: Session, steps: Sequence[TicketStep]) -> dict[int, list[FileRef]]:
    """The files of these steps, by the step's id, in the order they were attached."""
    holders = {_holder(step.id): step.id for step in steps}
    found: dict[int, list[FileRef]] = {}
    for each in session.scalars(select(FileRef).where(FileRef.holder.in_(holders)).order_by(FileRef.id)):
        found.setdefault(holders[each.holder], []).append(each)
    return found


def proof_of(session: Session, ticket_id: int, file_id: int) -> FileRef:
    """One file of a ticket's steps. Raises :class:`NoEntryError` for one that is none of theirs."""
    steps = session.scalars(select(TicketStep).where(TicketStep.ticket_id == ticket_id)).all()
    found = next((each for some in evidence_of(session, steps).values() for each in some if each.id == file_id), None)
    if found is None:
        raise NoEntryError("这张调度单没有附过这个文件，请核对")
    return found


def _holder(step_id: int) -> str:
    return f"step:{step_id}"
