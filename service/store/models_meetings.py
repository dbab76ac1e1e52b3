"""Tables of meetings, the topics brought to them, and what they decided."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.store.base import Base
from service.store.models import WHO

UNIT = String(200)
NAME = String(20)  # of a member of an Enum


class Meeting(Base):
    """One meeting: PLANNED, HELD or CANCELLED; ``attendees`` a JSON list, ``previous_id`` the last one of its kind.

    ``details`` (JSON, text by text) is what its papers say of it besides; ``left_out`` (a JSON list) are the keys of
    topics proposed that somebody decided not to bring.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("state IN ('PLANNED', 'HELD', 'CANCELLED')", name="state"),
        Index("ix_meeting_kind_day", "kind", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    place: Mapped[str] = mapped_column(Text)
    host: Mapped[str] = mapped_column(WHO)
    attendees: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(NAME)
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    made_by: Mapped[str] = mapped_column(WHO)
    made_at: Mapped[datetime]
    details: Mapped[str] = mapped_column(Text, default="{}", server_default="{}")
    left_out: Mapped[str] = mapped_column(Text, default="[]", server_default="[]")


class Contact(Base):
    """Whom the office writes to (通讯录): a unit, and perhaps the person there."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("unit", "person"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(UNIT)
    category: Mapped[str] = mapped_column(String(100))
    person: Mapped[str] = mapped_column(WHO)
    duty: Mapped[str] = mapped_column(String(100))
    phone: Mapped[str] = mapped_column(String(50))


class Topic(Base):
    """A problem brought to a meeting (议题), or one of a 停建、停工、罚款 that needs its leave first.

    ``position`` is its place on the agenda, from 1; 0 for those put there before agendas had an order: they come first.
    """

    __tablename__ = "topic"
    __table_args__ = (Index("ix_topic_state_meeting_id", "state", "meeting_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(NAME)
    state: Mapped[str] = mapped_column(NAME)
    project: Mapped[str] = mapped_column(Text)
    problem: Mapped[str] = mapped_column(Text)
    cause: Mapped[str] = mapped_column(Text)
    proposal: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(UNIT)
    source: Mapped[str] = mapped_column(Text)
    deadline: Mapped[date | None]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    solution: Mapped[str] = mapped_column(Text)
    settled_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    raised_by: Mapped[str] = mapped_column(WHO)
    raised_at: Mapped[datetime]


class Decision(Base):
    """What a meeting decided (决定事项): of whom, by when; the ticket it became."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str] = mapped_column(WHO)
    made_at: Mapped[datetime]
