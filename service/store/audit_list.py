"""The audit log paged through."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.store.models import AuditEntry


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
