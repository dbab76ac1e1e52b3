"""Batches: what is to be made, in which pieces, and what became of each paper."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.base import BigId, Utc

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "batch",
        sa.Column("id", BigId, nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("about", sa.String(200), nullable=False),
        sa.Column("key", sa.String(200), nullable=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("total", BigId, nullable=False),
        sa.Column("planned", sa.String(64), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_batch"),
        sa.UniqueConstraint("key", name="uq_batch_key"),
    )
    op.create_index("ix_batch_state", "batch", ["state"])
    op.create_index("ix_batch_about_id", "batch", ["about", "id"])
    op.create_table(
        "batch_chunk",
        sa.Column("id", BigId, nullable=False),
        sa.Column("batch_id", BigId, nullable=False),
        sa.Column("no", BigId, nullable=False),
        sa.Column("first", BigId, nullable=False),
        sa.Column("last", BigId, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("starts", BigId, nullable=False),
        sa.Column("data", sa.String(64), nullable=False),
        sa.Column("templates", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_batch_chunk_batch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_batch_chunk"),
        sa.UniqueConstraint("batch_id", "no", name="uq_batch_chunk_batch_id_no"),
    )
    op.create_index("ix_batch_chunk_batch_id_state", "batch_chunk", ["batch_id", "state"])
    _items()


def _items() -> None:
    op.create_table(
        "batch_item",
        sa.Column("batch_id", BigId, nullable=False),
        sa.Column("no", BigId, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(100), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("file_name", sa.String(255), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("blanks", sa.Text(), nullable=False),
        sa.Column("result", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name="fk_batch_item_batch_id"),
        sa.PrimaryKeyConstraint("batch_id", "no", name="pk_batch_item"),
    )
    op.create_index("ix_batch_item_batch_id_state_no", "batch_item", ["batch_id", "state", "no"])
    op.create_table(
        "batch_lead",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("beat", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_batch_lead"),
    )


def downgrade() -> None:
    for table in ("batch_lead", "batch_item", "batch_chunk", "batch"):
        op.drop_table(table)
