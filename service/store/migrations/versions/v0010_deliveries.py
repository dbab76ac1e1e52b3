"""Files that come in together, and what was decided on an upload in a form the program reads again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.base import BigId, Utc

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", BigId, nullable=False),
        sa.Column("address", sa.String(22), nullable=False),
        sa.Column("units", sa.Text(), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("address", name="uq_delivery_address"),
    )
    op.create_table(
        "delivery_upload",
        sa.Column("delivery_id", BigId, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("upload_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name="fk_delivery_upload_delivery_id"),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name="fk_delivery_upload_upload_id"),
        sa.PrimaryKeyConstraint("delivery_id", "position", name="pk_delivery_upload"),
    )
    op.create_index("ix_delivery_upload_upload_id", "delivery_upload", ["upload_id"])
    op.add_column("upload_decision", sa.Column("detail", sa.Text()))


def downgrade() -> None:
    op.drop_column("upload_decision", "detail")
    op.drop_table("delivery_upload")
    op.drop_table("delivery")
