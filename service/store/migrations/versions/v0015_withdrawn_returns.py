"""Returns that a unit took back before the office took them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.base import BigId, Utc

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "withdrawn_return",
        sa.Column("delivery_id", BigId, nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name="fk_withdrawn_return_delivery_id"),
        sa.PrimaryKeyConstraint("delivery_id", name="pk_withdrawn_return"),
    )


def downgrade() -> None:
    op.drop_table("withdrawn_return")
