"""Accounts, tokens, and failed attempts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.base import BigId, Utc
from service.store.guards import ACCOUNTS, protect

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _account()
    _api_token()
    _failed_attempts()
    protect(op.get_bind(), *ACCOUNTS)


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("id", BigId, nullable=False),
        sa.Column("login", sa.String(32), nullable=False),
        sa.Column("name", sa.String(30), nullable=False),
        sa.Column("unit", sa.String(200), nullable=False),
        sa.Column("roles", sa.String(100), nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("session_epoch", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(100), nullable=False),
        sa.Column("made_at", Utc(), nullable=False),
        sa.Column("changed_at", Utc(), nullable=False),
        sa.CheckConstraint("session_epoch >= 1", name="session_epoch"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("login", name="uq_account_login"),
    )


def _api_token() -> None:
    op.create_table(
        "api_token",
        sa.Column("id", BigId, nullable=False),
        sa.Column("account_id", BigId, nullable=False),
        sa.Column("label", sa.String(30), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("shown", sa.String(12), nullable=False),
        sa.Column("roles", sa.String(100), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.String(100), nullable=False),
        sa.Column("made_at", Utc(), nullable=False),
        sa.Column("last_used", Utc()),
        sa.Column("revoked_at", Utc()),
        sa.Column("revoked_by", sa.String(100)),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_api_token_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_api_token"),
        sa.UniqueConstraint("sha256", name="uq_api_token_sha256"),
    )
    op.create_index("ix_api_token_account_id", "api_token", ["account_id"])


def _failed_attempts() -> None:
    op.create_table(
        "failed_attempts",
        sa.Column("door", sa.String(100), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", Utc(), nullable=False),
        sa.Column("locked_until", Utc()),
        sa.CheckConstraint("count >= 0", name="count"),
        sa.PrimaryKeyConstraint("door", name="pk_failed_attempts"),
    )
    op.create_index("ix_failed_attempts_last_at", "failed_attempts", ["last_at"])


def downgrade() -> None:
    op.drop_table("failed_attempts")
    op.drop_table("api_token")
    op.drop_table("account")
