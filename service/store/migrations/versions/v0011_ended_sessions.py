"""Sessions that were signed out of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.base import Utc

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ended_session",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("ended_at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_ended_session"),
    )
    op.create_index("ix_ended_session_ended_at", "ended_session", ["ended_at"])


def downgrade() -> None:
    op.drop_table("ended_session")
