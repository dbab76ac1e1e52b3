"""Papers that were signed and are still to be filled."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.base import BigId, Utc

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "due_paper",
        sa.Column("id", BigId, nullable=False),
        sa.Column("item", sa.String(200), nullable=False),
        sa.Column("step_item", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(100), nullable=False),
        sa.Column("file_name", sa.String(255), nullable=False),
        sa.Column("data", sa.String(64), nullable=False),
        sa.Column("template", sa.String(64), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_due_paper"),
        sa.UniqueConstraint("item", name="uq_due_paper_item"),
    )
    op.create_index("ix_due_paper_step_item", "due_paper", ["step_item"])


def downgrade() -> None:
    op.drop_table("due_paper")
