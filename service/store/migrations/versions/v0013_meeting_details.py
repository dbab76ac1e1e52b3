"""What papers say of a meeting, topics proposed and not brought, the order of an agenda, and the office's contacts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.base import BigId

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meeting", sa.Column("details", sa.Text(), nullable=False, server_default="{}"))
    op.add_column("meeting", sa.Column("left_out", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("topic", sa.Column("position", BigId, nullable=False, server_default="0"))
    op.create_table(
        "contact",
        sa.Column("id", BigId, nullable=False),
        sa.Column("unit", sa.String(200), nullable=False),
        sa.Column("category", sa.String(100), nullable=False),
        sa.Column("person", sa.String(100), nullable=False),
        sa.Column("duty", sa.String(100), nullable=False),
        sa.Column("phone", sa.String(50), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
        sa.UniqueConstraint("unit", "person", name="uq_contact_unit_person"),
    )


def downgrade() -> None:
    op.drop_table("contact")
    op.drop_column("topic", "position")
    op.drop_column("meeting", "left_out")
    op.drop_column("meeting", "details")
