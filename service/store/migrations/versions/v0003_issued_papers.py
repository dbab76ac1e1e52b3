"""Papers frozen as they were issued, and how often each was printed or downloaded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.base import BigId, Utc
from service.store.guards import PAPERS, protect

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issued_paper",
        sa.Column("id", BigId, nullable=False),
        sa.Column("item", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(100), nullable=False),
        sa.Column("number_id", BigId),
        sa.Column("file_name", sa.String(255), nullable=False),
        sa.Column("document", sa.String(64), nullable=False),
        sa.Column("data", sa.String(64), nullable=False),
        sa.Column("template", sa.String(64), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("program", sa.String(100), nullable=False),
        sa.Column("issued_by", sa.String(100), nullable=False),
        sa.Column("issued_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["number_id"], ["issued_number.id"], name="fk_issued_paper_number_id"),
        sa.PrimaryKeyConstraint("id", name="pk_issued_paper"),
        sa.UniqueConstraint("item", name="uq_issued_paper_item"),
        sa.UniqueConstraint("number_id", name="uq_issued_paper_number_id"),
    )
    op.create_index("ix_issued_paper_kind", "issued_paper", ["kind"])
    op.create_table(
        "paper_use",
        sa.Column("paper_id", BigId, nullable=False),
        sa.Column("way", sa.String(20), nullable=False),
        sa.Column("times", BigId, nullable=False),
        sa.Column("last_by", sa.String(100)),
        sa.Column("last_at", Utc()),
        sa.CheckConstraint("times >= 0", name="times"),
        sa.ForeignKeyConstraint(["paper_id"], ["issued_paper.id"], name="fk_paper_use_paper_id"),
        sa.PrimaryKeyConstraint("paper_id", "way", name="pk_paper_use"),
    )
    protect(op.get_bind(), *PAPERS)


def downgrade() -> None:
    op.drop_table("paper_use")
    op.drop_table("issued_paper")
