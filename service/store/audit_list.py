"""The audit log paged through."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.store.clock import SHANGHAI, stamp
from service.store.finding import holding
from service.store.models import AuditEntry


@dataclass(frozen=True, slots=True)
class Looked:
    """Which entries: of whom and about what (the names hold these words), of a day in Shanghai; from before the entry
    ``before`` (0: the newest), so many at most."""

    who: str = ""
    subject: str = ""
    day: date | None = None
    before: int = 0
    most: int = 50


def looked_up(session: Session, wanted: Looked) -> Sequence[AuditEntry]:
    """The entries looked for, the newest first: a next page follows by ``before`` (the last one's number)."""
    query = select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(wanted.most)
    if wanted.before:
        query = query.where(AuditEntry.seq < wanted.before)
    if wanted.who:
        query = query.where(holding(session, AuditEntry.who, wanted.who))
    if wanted.subject:
        query = query.where(holding(session, AuditEntry.subject, wanted.subject))
    if wanted.day:
        first = datetime.combine(wanted.day, time(), SHANGHAI)
        query = query.where(AuditEntry.at >= stamp(first), AuditEntry.at < stamp(first + timedelta(days=1)))
    return session.scalars(query).all()


def listed(session: Session, subject: str = "", beyond: int = 0, most: int = 50) -> Sequence[AuditEntry]:
    """The entries after the one numbered ``beyond``, in their order; those about one subject, or all."""
    query = select(AuditEntry).where(AuditEntry.seq > beyond).order_by(AuditEntry.seq).limit(most)
    return session.scalars(query.where(AuditEntry.subject == subject) if subject else query).all()


@dataclass(frozen=True, slots=True)
class Told:
    """An entry in what it says: ``at`` is the moment, ``detail`` what was noted."""

    seq: int
    at: datetime
    who: str
    action: str
    detail: dict[str, Any]


def of_item(session: Session, subject: str, item: str, before: int = 0, most: int = 50) -> list[Told]:
    """What befell one item (``ticket:12:talk_notice:3``) of a subject, the latest first, from before ``before``."""
    query = select(AuditEntry).where(AuditEntry.subject == subject)
    if before:
        query = query.where(AuditEntry.seq < before)
    found = []
    for entry in session.scalars(query.order_by(AuditEntry.seq.desc())):
        detail = json.loads(entry.detail)
        if detail.get("item") == item:
            found.append(Told(entry.seq, datetime.fromisoformat(entry.at), entry.who, entry.action, detail))
        if len(found) == most:
            break
    return found
