"""The audit log paged through."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.store.models import AuditEntry


def listed(session: Session, subject: str = "", beyond: int = 0, most: int = 50) -> Sequence[AuditEntry]:
    """The entries after the one numbered ``beyond``, in their order; those about one subject, or all."""
    query = select(AuditEntry).where(AuditEntry.seq > beyond).order_by(AuditEntry.seq).limit(most)
    return session.scalars(query.where(AuditEntry.subject == subject) if subject else query).all()
