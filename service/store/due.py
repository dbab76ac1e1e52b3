"""Papers that are due: signed with a number, their data and template laid by, and not filled and frozen yet.

They are laid by in the transaction that signs, so that whoever fills one later, after a crash or on another machine,
fills what the person saw who signed: other steps, settings or templates that came since change nothing of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from service.store.audit import canonical
from service.store.clock import now
from service.store.models import DuePaper, IssuedNumber
from service.store.objects import ObjectStore
from service.store.references import refer, release


@dataclass(frozen=True, slots=True)
class Due:
    """What a due paper is made from: ``data`` and ``template`` are the sha256 of files that were put before."""

    item: str
    step_item: str
    kind: str
    file_name: str
    data: str
    template: str
    settings: Mapping[str, Any]


def owe(session: Session, files: ObjectStore, due: Due) -> None:
    """Write down that a paper is to be filled, in the transaction that gives its number. Raises StoreError where one of
    its files was not put."""
    for digest in (due.data, due.template):
        refer(session, files, digest, _holder(due.item), due.file_name)
    session.add(
        DuePaper(
            item=due.item,
            step_item=due.step_item,
            kind=due.kind,
            file_name=due.file_name[-255:],
            data=due.data,
            template=due.template,
            settings=canonical(due.settings),
            at=now(),
        )
    )
    session.flush()


def due_of(session: Session, step_item: str) -> list[tuple[Due, IssuedNumber]]:
    """The due papers of a number that is not void, the paper that bears it first."""
    return _found(session, _query().where(DuePaper.step_item == step_item))


def all_due(session: Session) -> list[tuple[Due, IssuedNumber]]:
    """All due papers, the longest due first. A void number owes none."""
    return _found(session, _query())


def how_many_due(session: Session) -> int:
    """How many papers are due."""
    return session.scalars(select(func.count()).select_from(_query().subquery())).one()


def settle(session: Session, item: str) -> bool:
    """A due paper is about to be frozen in this transaction: nobody else will. False where somebody was quicker."""
    gone = session.execute(delete(DuePaper).where(DuePaper.item == item).returning(DuePaper.id)).scalars().all()
    if gone:
        release(session, _holder(item))
    return bool(gone)


def _query() -> Select[DuePaper, IssuedNumber]:
    joined = select(DuePaper, IssuedNumber).join(IssuedNumber, IssuedNumber.item == DuePaper.step_item)
    return joined.where(IssuedNumber.voided_at.is_(None)).order_by(DuePaper.id)


def _found(session: Session, query: Select[DuePaper, IssuedNumber]) -> list[tuple[Due, IssuedNumber]]:
    return [(_due(row), number) for row, number in session.execute(query)]


def _due(row: DuePaper) -> Due:
    settings: dict[str, Any] = json.loads(row.settings)
    return Due(row.item, row.step_item, row.kind, row.file_name, row.data, row.template, settings)


def _holder(item: str) -> str:
    return f"due:{item}"
