"""What was uploaded, and the snapshots in force."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.base import BigId, Utc
from service.store.guards import UPLOADS, protect

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _upload()
    _upload_decision()
    _snapshot()
    _snapshot_upload()
    protect(op.get_bind(), *UPLOADS)


def _upload() -> None:
    op.create_table(
        "upload",
        sa.Column("id", BigId, nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("period", sa.String(20), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_upload"),
    )
    op.create_index("ix_upload_period", "upload", ["period"])
    op.create_index("ix_upload_sha256", "upload", ["sha256"])


def _upload_decision() -> None:
    op.create_table(
        "upload_decision",
        sa.Column("id", BigId, nullable=False),
        sa.Column("upload_id", BigId, nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("decided", sa.Text(), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name="fk_upload_decision_upload_id"),
        sa.PrimaryKeyConstraint("id", name="pk_upload_decision"),
    )
    op.create_index("ix_upload_decision_upload_id", "upload_decision", ["upload_id"])


def _snapshot() -> None:
    op.create_table(
        "snapshot",
        sa.Column("id", BigId, nullable=False),
        sa.Column("period", sa.String(20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("replaced_at", Utc()),
        sa.PrimaryKeyConstraint("id", name="pk_snapshot"),
    )
    op.create_index(
        "ix_snapshot_in_force",
        "snapshot",
        ["period"],
        unique=True,
        sqlite_where=sa.text("replaced_at IS NULL"),
        postgresql_where=sa.text("replaced_at IS NULL"),
    )
    op.create_index("ix_snapshot_period", "snapshot", ["period"])


def _snapshot_upload() -> None:
    op.create_table(
        "snapshot_upload",
        sa.Column("snapshot_id", BigId, nullable=False),
        sa.Column("upload_id", BigId, nullable=False),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name="fk_snapshot_upload_snapshot_id"),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name="fk_snapshot_upload_upload_id"),
        sa.PrimaryKeyConstraint("snapshot_id", "upload_id", name="pk_snapshot_upload"),
    )


def downgrade() -> None:
    op.drop_table("snapshot_upload")
    op.drop_table("snapshot")
    op.drop_table("upload_decision")
    op.drop_table("upload")
