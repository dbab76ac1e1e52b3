"""The tables of the archive itself; those of the registers stand on the same Base, in modules of their own."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.store.base import Base

SHA256 = String(64)  # hexadecimal
WHO = String(100)
ITEM = String(200)
_VOID = text("voided_at IS NOT NULL")


class AuditEntry(Base):
    """One deed, chained to the one before. ``at`` and ``detail`` are the very texts that were hashed."""

    __tablename__ = "audit_entry"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(27))
    who: Mapped[str] = mapped_column(WHO)
    action: Mapped[str] = mapped_column(String(100))
    subject: Mapped[str] = mapped_column(ITEM, index=True)
    detail: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(SHA256)


class AuditHead(Base):
    """The chain's last link, one row, locked to add to the chain; ``key_id`` tells which key it is made with."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(SHA256)
    key_id: Mapped[str] = mapped_column(String(16))


class FileRef(Base):
    """That something still needs a stored file. A file without any is swept away after the grace period."""

    __tablename__ = "file_ref"
    __table_args__ = (UniqueConstraint("holder", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(SHA256, index=True)
    holder: Mapped[str] = mapped_column(ITEM)
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int]
    at: Mapped[datetime]


class NumberSeries(Base):
    """A counter of official numbers: of one organ's sign and kind of paper, for one year."""

    __tablename__ = "number_series"
    # Two series whose signs join to the same text would print the same numbers, so the joined sign is unique too.
    __table_args__ = (
        UniqueConstraint("organ", "kind", "year"),
        UniqueConstraint("sign", "year"),
        CheckConstraint("last >= 0", name="last"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organ: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    sign: Mapped[str] = mapped_column(String(60))
    year: Mapped[int] = mapped_column(Integer)
    last: Mapped[int]


class NumberTakeover(Base):
    """Numbers given on paper before, or beside, the register: from the first to the last, with what proves it."""

    __tablename__ = "number_takeover"
    __table_args__ = (CheckConstraint("1 <= first_no AND first_no <= last_no", name="order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("number_series.id"), index=True)
    first_no: Mapped[int]
    last_no: Mapped[int]
    evidence: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(WHO)
    at: Mapped[datetime]


class IssuedNumber(Base):
    """A number given to an item, once and for good; one that was voided stays, with who voided it and why."""

    __tablename__ = "issued_number"
    __table_args__ = (
        UniqueConstraint("series_id", "no"),
        UniqueConstraint("item"),
        CheckConstraint("no >= 1", name="no"),
        Index("ix_issued_number_void", "series_id", "no", sqlite_where=_VOID, postgresql_where=_VOID),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("number_series.id"))
    no: Mapped[int]
    item: Mapped[str] = mapped_column(ITEM)
    issued_by: Mapped[str] = mapped_column(WHO)
    issued_at: Mapped[datetime]
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[str | None] = mapped_column(WHO)
    void_reason: Mapped[str | None] = mapped_column(Text)
    # Unnested: of a join within an outer join, SQLite makes the whole inner one before it looks for a row.
    series: Mapped[NumberSeries] = relationship(lazy="joined", innerjoin="unnested")  # type: ignore[arg-type]

    @property
    def text(self) -> str:
        """The number as printed: 安重办调〔2026〕15号 (GB/T 9704-2012, 7.2.5: no 第, no leading zero)."""
        return f"{self.series.sign}〔{self.series.year}〕{self.no}号"


class IssuedPaper(Base):
    """A paper as it left the house: the bytes, and all that made them, each by its hash in the file store."""

    __tablename__ = "issued_paper"
    __table_args__ = (UniqueConstraint("item"), UniqueConstraint("number_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(ITEM)
    kind: Mapped[str] = mapped_column(String(100), index=True)
    number_id: Mapped[int | None] = mapped_column(ForeignKey("issued_number.id"))
    file_name: Mapped[str] = mapped_column(String(255))
    document: Mapped[str] = mapped_column(SHA256)
    data: Mapped[str] = mapped_column(SHA256)
    template: Mapped[str] = mapped_column(SHA256)
    settings: Mapped[str] = mapped_column(Text)
    program: Mapped[str] = mapped_column(String(100))
    issued_by: Mapped[str] = mapped_column(WHO)
    issued_at: Mapped[datetime]
    number: Mapped[IssuedNumber | None] = relationship(lazy="joined")


class PaperUse(Base):
    """How often an issued paper was printed or downloaded."""

    __tablename__ = "paper_use"
    __table_args__ = (CheckConstraint("times >= 0", name="times"),)

    paper_id: Mapped[int] = mapped_column(ForeignKey("issued_paper.id"), primary_key=True)
    way: Mapped[str] = mapped_column(String(20), primary_key=True)
    times: Mapped[int]
    last_by: Mapped[str | None] = mapped_column(WHO)
    last_at: Mapped[datetime | None]


class DuePaper(Base):
    """A paper whose number was given and whose .docx is not filled and frozen yet: all that makes it, but the number.

    ``step_item`` is what its number is filed under: its own item, or that of the paper it goes with (送达回证).
    """

    __tablename__ = "due_paper"
    __table_args__ = (UniqueConstraint("item"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(ITEM)
    step_item: Mapped[str] = mapped_column(ITEM, index=True)
    kind: Mapped[str] = mapped_column(String(100))
    file_name: Mapped[str] = mapped_column(String(255))
    data: Mapped[str] = mapped_column(SHA256)
    template: Mapped[str] = mapped_column(SHA256)
    settings: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class PaperAbout(Base):
    """What an issued paper is found by: the day in Shanghai, and the project and units it is about, as they were then
    (several units joined by 、). A narrow table, since a search for words goes over all of it."""

    __tablename__ = "paper_about"

    paper_id: Mapped[int] = mapped_column(ForeignKey("issued_paper.id"), primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    project: Mapped[str] = mapped_column(Text)
    units: Mapped[str] = mapped_column(Text)
