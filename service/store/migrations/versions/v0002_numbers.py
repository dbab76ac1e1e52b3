"""The register of official numbers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.base import BigId, Utc
from service.store.guards import NUMBERS, protect

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "number_series",
        sa.Column("id", BigId, nullable=False),
        sa.Column("organ", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("sign", sa.String(60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", BigId, nullable=False),
        sa.CheckConstraint("last >= 0", name="last"),
        sa.PrimaryKeyConstraint("id", name="pk_number_series"),
        sa.UniqueConstraint("organ", "kind", "year", name="uq_number_series_organ_kind_year"),
        sa.UniqueConstraint("sign", "year", name="uq_number_series_sign_year"),
    )
    op.create_table(
        "number_takeover",
        sa.Column("id", BigId, nullable=False),
        sa.Column("series_id", BigId, nullable=False),
        sa.Column("first_no", BigId, nullable=False),
        sa.Column("last_no", BigId, nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.CheckConstraint("1 <= first_no AND first_no <= last_no", name="order"),
        sa.ForeignKeyConstraint(["series_id"], ["number_series.id"], name="fk_number_takeover_series_id"),
        sa.PrimaryKeyConstraint("id", name="pk_number_takeover"),
    )
    op.create_index("ix_number_takeover_series_id", "number_takeover", ["series_id"])
    _issued()
    protect(op.get_bind(), *NUMBERS)


def _issued() -> None:
    op.create_table(
        "issued_number",
        sa.Column("id", BigId, nullable=False),
        sa.Column("series_id", BigId, nullable=False),
        sa.Column("no", BigId, nullable=False),
        sa.Column("item", sa.String(200), nullable=False),
        sa.Column("issued_by", sa.String(100), nullable=False),
        sa.Column("issued_at", Utc(), nullable=False),
        sa.Column("voided_at", Utc()),
        sa.Column("voided_by", sa.String(100)),
        sa.Column("void_reason", sa.Text()),
        sa.CheckConstraint("no >= 1", name="no"),
        sa.ForeignKeyConstraint(["series_id"], ["number_series.id"], name="fk_issued_number_series_id"),
        sa.PrimaryKeyConstraint("id", name="pk_issued_number"),
        sa.UniqueConstraint("series_id", "no", name="uq_issued_number_series_id_no"),
        sa.UniqueConstraint("item", name="uq_issued_number_item"),
    )


def downgrade() -> None:
    op.drop_table("issued_number")
    op.drop_table("number_takeover")
    op.drop_table("number_series")
