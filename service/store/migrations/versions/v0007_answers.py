"""Answers given to other systems, kept for some days."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.base import BigId, Utc

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "given_answer",
        sa.Column("id", BigId, nullable=False),
        sa.Column("holder", sa.String(200), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("request", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_given_answer"),
        sa.UniqueConstraint("holder", "key", name="uq_given_answer_holder_key"),
    )
    op.create_index("ix_given_answer_at", "given_answer", ["at"])


def downgrade() -> None:
    op.drop_table("given_answer")
