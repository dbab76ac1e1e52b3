"""Tables of batches: what is to be made, in which pieces, and what became of each paper. The truth about progress."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.base import Base
from service.store.models import ITEM, SHA256, WHO

STATE = String(20)


class Batch(Base):
    """Papers to be made together. ``about`` is what they are for (``meeting:12``), ``origin`` (JSON) whatever its maker
    wants to know again, ``planned`` the file that says what planning found, ``key`` what makes asking again harmless;
    ``note`` says why it stopped by itself. Its number never comes again, though it be removed."""

    __tablename__ = "batch"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_batch_about_id", "about", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    about: Mapped[str] = mapped_column(ITEM)
    key: Mapped[str | None] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(STATE, index=True)
    total: Mapped[int]
    planned: Mapped[str] = mapped_column(SHA256)
    origin: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(WHO)
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class BatchChunk(Base):
    """Papers made in one go, numbered ``first`` to ``last``: what they are made from is the file ``data``, with the
    ``templates`` (JSON) by kind. ``starts`` counts how often somebody began, before they began."""

    __tablename__ = "batch_chunk"
    __table_args__ = (UniqueConstraint("batch_id", "no"), Index("ix_batch_chunk_batch_id_state", "batch_id", "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    no: Mapped[int]
    first: Mapped[int]
    last: Mapped[int]
    state: Mapped[str] = mapped_column(STATE)
    starts: Mapped[int]
    data: Mapped[str] = mapped_column(SHA256)
    templates: Mapped[str] = mapped_column(Text)


class BatchItem(Base):
    """One paper. ``reason`` says why it could not be made, ``blanks`` (JSON) what it shows as a gap; ``result`` is the
    file that holds it, under its number."""

    __tablename__ = "batch_item"
    __table_args__ = (Index("ix_batch_item_batch_id_state_no", "batch_id", "state", "no"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(STATE)
    kind: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(String(255))
    reason: Mapped[str] = mapped_column(Text)
    blanks: Mapped[str] = mapped_column(Text)
    result: Mapped[str | None] = mapped_column(SHA256)


class BatchLead(Base):
    """Who hands out the work, one row: a token of its own each time somebody takes the lead, and a sign of life."""

    __tablename__ = "batch_lead"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    token: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(200))
    beat: Mapped[datetime]
