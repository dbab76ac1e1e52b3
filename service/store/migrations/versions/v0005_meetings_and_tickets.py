"""Meetings, their topics and decisions, and tickets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.base import BigId, Utc
from service.store.guards import TICKETS, protect

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _meeting()
    _topic()
    _ticket()
    _ticket_unit()
    _ticket_step()
    _decision()
    protect(op.get_bind(), *TICKETS)


def _meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", BigId, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("host", sa.String(100), nullable=False),
        sa.Column("attendees", sa.Text(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("previous_id", BigId),
        sa.Column("made_by", sa.String(100), nullable=False),
        sa.Column("made_at", Utc(), nullable=False),
        sa.CheckConstraint("state IN ('PLANNED', 'HELD', 'CANCELLED')", name="state"),
        sa.ForeignKeyConstraint(["previous_id"], ["meeting.id"], name="fk_meeting_previous_id"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting"),
    )
    op.create_index("ix_meeting_kind_day", "meeting", ["kind", "day"])


def _topic() -> None:
    op.create_table(
        "topic",
        sa.Column("id", BigId, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("proposal", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(200), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("deadline", sa.Date()),
        sa.Column("meeting_id", BigId),
        sa.Column("solution", sa.Text(), nullable=False),
        sa.Column("settled_on", sa.Date()),
        sa.Column("raised_by", sa.String(100), nullable=False),
        sa.Column("raised_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_topic_meeting_id"),
        sa.PrimaryKeyConstraint("id", name="pk_topic"),
    )
    op.create_index("ix_topic_meeting_id", "topic", ["meeting_id"])
    op.create_index("ix_topic_state_meeting_id", "topic", ["state", "meeting_id"])


def _ticket() -> None:
    op.create_table(
        "ticket",
        sa.Column("id", BigId, nullable=False),
        sa.Column("paper", sa.String(100), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("person", sa.String(100), nullable=False),
        sa.Column("leader", sa.String(100), nullable=False),
        sa.Column("lead", sa.String(200), nullable=False),
        sa.Column("meeting_id", BigId),
        sa.Column("topic_id", BigId),
        sa.Column("drafted_by", sa.String(100), nullable=False),
        sa.Column("drafted_at", Utc(), nullable=False),
        sa.Column("number", sa.String(100), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date()),
        sa.Column("wished", sa.Date()),
        sa.Column("measure", sa.String(20), nullable=False),
        sa.Column("measure_on", sa.Date()),
        sa.Column("last_on", sa.Date()),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_ticket_meeting_id"),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name="fk_ticket_topic_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ticket"),
    )
    op.create_index("ix_ticket_lead", "ticket", ["lead"])
    op.create_index("ix_ticket_meeting_id", "ticket", ["meeting_id"])
    op.create_index("ix_ticket_number", "ticket", ["number"])
    op.create_index("ix_ticket_state_deadline", "ticket", ["state", "deadline"])
    op.create_index("ix_ticket_topic_id", "ticket", ["topic_id"])


def _ticket_unit() -> None:
    op.create_table(
        "ticket_unit",
        sa.Column("ticket_id", BigId, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("received_on", sa.Date()),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name="fk_ticket_unit_ticket_id"),
        sa.PrimaryKeyConstraint("ticket_id", "position", name="pk_ticket_unit"),
    )


def _ticket_step() -> None:
    op.create_table(
        "ticket_step",
        sa.Column("id", BigId, nullable=False),
        sa.Column("ticket_id", BigId, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(200), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("measure", sa.String(20), nullable=False),
        sa.Column("item", sa.String(200)),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name="fk_ticket_step_ticket_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_step"),
    )
    op.create_index("ix_ticket_step_item", "ticket_step", ["item"])
    op.create_index("ix_ticket_step_ticket_id", "ticket_step", ["ticket_id"])


def _decision() -> None:
    op.create_table(
        "decision",
        sa.Column("id", BigId, nullable=False),
        sa.Column("meeting_id", BigId, nullable=False),
        sa.Column("topic_id", BigId),
        sa.Column("ticket_id", BigId),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(100), nullable=False),
        sa.Column("made_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_decision_meeting_id"),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name="fk_decision_ticket_id"),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name="fk_decision_topic_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
    )
    op.create_index("ix_decision_meeting_id", "decision", ["meeting_id"])
    op.create_index("ix_decision_ticket_id", "decision", ["ticket_id"])
    op.create_index("ix_decision_topic_id", "decision", ["topic_id"])


def downgrade() -> None:
    op.drop_table("decision")
    op.drop_table("ticket_step")
    op.drop_table("ticket_unit")
    op.drop_table("ticket")
    op.drop_table("topic")
    op.drop_table("meeting")
