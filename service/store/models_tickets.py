"""Tables of tickets (项目调度单): where each stands, its units, and every step it took."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.store.base import Base
from service.store.models import ITEM, WHO
from service.store.models_meetings import NAME, UNIT


class TicketUnit(Base):
    """A responsible unit of a ticket; the first leads."""

    __tablename__ = "ticket_unit"
    __table_args__ = (Index("ix_ticket_unit_name_ticket_id", "name", "ticket_id"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(UNIT)
    received_on: Mapped[date | None]


class Ticket(Base):
    """A ticket as its steps have left it: the columns from ``state`` on are what the steps add up to, kept for lists.

    ``lead`` is the first unit's name, ``number`` the official number as printed, "" for a draft.
    """

    __tablename__ = "ticket"
    __table_args__ = (Index("ix_ticket_state_deadline", "state", "deadline"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paper: Mapped[str] = mapped_column(String(100))
    project: Mapped[str] = mapped_column(Text)
    problem: Mapped[str] = mapped_column(Text)
    cause: Mapped[str] = mapped_column(Text)
    task: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    person: Mapped[str] = mapped_column(WHO)
    leader: Mapped[str] = mapped_column(WHO)
    lead: Mapped[str] = mapped_column(UNIT, index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    drafted_by: Mapped[str] = mapped_column(WHO)
    drafted_at: Mapped[datetime]
    number: Mapped[str] = mapped_column(String(100), index=True)
    state: Mapped[str] = mapped_column(NAME)
    deadline: Mapped[date]
    answered_on: Mapped[date | None]
    wished: Mapped[date | None]
    measure: Mapped[str] = mapped_column(NAME)
    measure_on: Mapped[date | None]
    last_on: Mapped[date | None]
    units: Mapped[list[TicketUnit]] = relationship(
        order_by=TicketUnit.position, lazy="selectin", cascade="all, delete-orphan"
    )


class TicketStep(Base):
    """One step of a ticket, never changed: who entered it when (``at``), the day it happened, and its paper's item."""

    __tablename__ = "ticket_step"
    __table_args__ = (Index("ix_ticket_step_kind_day_ticket_id", "kind", "day", "ticket_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    kind: Mapped[str] = mapped_column(NAME)
    who: Mapped[str] = mapped_column(WHO)
    day: Mapped[date]
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(UNIT)
    until: Mapped[date | None]
    measure: Mapped[str] = mapped_column(NAME)
    item: Mapped[str | None] = mapped_column(ITEM, index=True)
