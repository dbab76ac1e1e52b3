"""Tables of what was uploaded, what came in together, and which uploads are in force for a period."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from service.store.base import Base
from service.store.models import SHA256, WHO

PERIOD = String(20)  # as Period prints itself: 2026-10, 2026-08上半月, 2026-10-20
_IN_FORCE = text("replaced_at IS NULL")


class Upload(Base):
    """A file as it came in; ``summary`` (JSON) is what was read, ``problems`` (a JSON list) what was wrong with it.

    ``period`` is "" until somebody says of which period a file is that does not say so itself.
    """

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(SHA256, index=True)
    period: Mapped[str] = mapped_column(PERIOD, index=True)
    summary: Mapped[str] = mapped_column(Text)
    problems: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(WHO)
    at: Mapped[datetime]


class Delivery(Base):
    """Files that came in together; ``address`` is what nobody can guess and the page is found by. ``units`` (a JSON
    list, "" for none) are those of whom returns were due."""

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(22))
    units: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(WHO)
    at: Mapped[datetime]


class DeliveryUpload(Base):
    """An upload of a delivery; ``position`` is its place among the files, from 1."""

    __tablename__ = "delivery_upload"

    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), index=True)


class WithdrawnReturn(Base):
    """A return that a unit took back; the delivery itself stays."""

    __tablename__ = "withdrawn_return"

    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), primary_key=True)
    who: Mapped[str] = mapped_column(WHO)
    at: Mapped[datetime]


class UploadDecision(Base):
    """What a person decided about a problem of an upload, or about what a column means; never changed.

    ``detail`` (JSON) is the same for the program, None where it is said in words alone.
    """

    __tablename__ = "upload_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), index=True)
    about: Mapped[str] = mapped_column(Text)
    decided: Mapped[str] = mapped_column(Text)
    detail: Mapped[str | None] = mapped_column(Text)
    who: Mapped[str] = mapped_column(WHO)
    at: Mapped[datetime]


class Snapshot(Base):
    """The uploads that are, or were, in force for a period; of each period at most one is not replaced."""

    __tablename__ = "snapshot"
    __table_args__ = (
        Index("ix_snapshot_in_force", "period", unique=True, sqlite_where=_IN_FORCE, postgresql_where=_IN_FORCE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(PERIOD, index=True)
    note: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(WHO)
    at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]


class SnapshotUpload(Base):
    """An upload that a snapshot is made of."""

    __tablename__ = "snapshot_upload"

    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"), primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), primary_key=True)
