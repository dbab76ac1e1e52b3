"""Versions of an office's own templates: who brought each, who put it to use."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.base import BigId, Utc

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "template_version",
        sa.Column("id", BigId, nullable=False),
        sa.Column("paper", sa.String(100), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("no", BigId, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("uploaded_by", sa.String(100), nullable=False),
        sa.Column("uploader_id", BigId, nullable=True),
        sa.Column("uploaded_at", Utc(), nullable=False),
        sa.Column("released_by", sa.String(100), nullable=True),
        sa.Column("released_at", Utc(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["uploader_id"], ["account.id"], name="fk_template_version_uploader_id"),
        sa.PrimaryKeyConstraint("id", name="pk_template_version"),
        sa.UniqueConstraint("paper", "no", name="uq_template_version_paper_no"),
    )


def downgrade() -> None:
    op.drop_table("template_version")
