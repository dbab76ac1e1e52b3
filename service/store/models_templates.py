"""The table of the versions of an office's own templates."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.base import Base
from service.store.models import SHA256, WHO


class TemplateVersion(Base):
    """One version of the own template of a paper (its id, and its title as people know it).

    ``state`` is the name of a member of State (service/registers/own_templates.py); ``released_*`` is who put it to use
    last, ``reason`` why it was turned down.
    """

    __tablename__ = "template_version"
    __table_args__ = (UniqueConstraint("paper", "no"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paper: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(200))
    no: Mapped[int]
    sha256: Mapped[str] = mapped_column(SHA256)
    note: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20))
    uploaded_by: Mapped[str] = mapped_column(WHO)
    uploader_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    uploaded_at: Mapped[datetime]
    released_by: Mapped[str | None] = mapped_column(WHO)
    released_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text)
