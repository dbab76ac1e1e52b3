"""A batch's number never comes again, on SQLite too: people and kept files go by it after the batch is removed."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

# Where SQLite remembers the highest number given; those of batches removed before now are known from the audit log.
_REMEMBER = """
INSERT INTO sqlite_sequence (name, seq) SELECT 'batch', coalesce(max(number), 0) FROM (
    SELECT id AS number FROM batch
    UNION ALL SELECT json_extract(detail, '$.batch') FROM audit_entry WHERE action = '开始生成'
)
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":  # PostgreSQL's sequences never go back
        _made_anew(autoincrement=True)
        op.execute("DELETE FROM sqlite_sequence WHERE name = 'batch'")
        op.execute(_REMEMBER)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _made_anew(autoincrement=False)


def _made_anew(*, autoincrement: bool) -> None:
    kind = {"sqlite_autoincrement": autoincrement}
    with op.batch_alter_table("batch", recreate="always", table_kwargs=kind):
        pass
