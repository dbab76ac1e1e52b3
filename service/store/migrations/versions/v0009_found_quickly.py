"""Found quickly among 100,000: tickets by unit and day of a step, papers by what they are about, void numbers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.store.base import BigId, Utc
from service.store.clock import business_date

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_VOID = sa.text("voided_at IS NOT NULL")
_AT_ONCE = 1_000


def upgrade() -> None:
    op.create_index("ix_ticket_unit_name_ticket_id", "ticket_unit", ["name", "ticket_id"])
    op.create_index("ix_ticket_step_kind_day_ticket_id", "ticket_step", ["kind", "day", "ticket_id"])
    op.create_index(
        "ix_issued_number_void", "issued_number", ["series_id", "no"], sqlite_where=_VOID, postgresql_where=_VOID
    )
    about = op.create_table(
        "paper_about",
        sa.Column("paper_id", BigId, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("units", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["issued_paper.id"], name="fk_paper_about_paper_id"),
        sa.PrimaryKeyConstraint("paper_id", name="pk_paper_about"),
    )
    op.create_index("ix_paper_about_day", "paper_about", ["day"])
    _write_down(op.get_bind(), about)


def downgrade() -> None:
    op.drop_table("paper_about")
    op.drop_index("ix_issued_number_void", "issued_number")
    op.drop_index("ix_ticket_step_kind_day_ticket_id", "ticket_step")
    op.drop_index("ix_ticket_unit_name_ticket_id", "ticket_unit")


def _write_down(connection: sa.Connection, about: sa.Table) -> None:
    """What the papers issued until now are about: those of a ticket (ticket:12:…) what their ticket says."""
    projects: dict[int, str] = {
        row.id: row.project for row in connection.execute(sa.text("SELECT id, project FROM ticket"))
    }
    units: dict[int, list[str]] = {}
    for row in connection.execute(sa.text("SELECT ticket_id, name FROM ticket_unit ORDER BY ticket_id, position")):
        units.setdefault(row.ticket_id, []).append(row.name)
    papers = sa.text(
        "SELECT p.id, p.item, COALESCE(n.issued_at, p.issued_at) AS at FROM issued_paper p"
        " LEFT JOIN issued_number n ON n.id = p.number_id ORDER BY p.id"
    ).columns(at=Utc())
    rows = []
    for paper in connection.execute(papers):
        kept = paper.item.split(":")
        ticket = int(kept[1]) if kept[0] == "ticket" and kept[1].isdigit() else 0
        told = {"project": projects.get(ticket, ""), "units": "、".join(units.get(ticket, ()))}
        rows.append({"paper_id": paper.id, "day": business_date(paper.at), **told})
    for start in range(0, len(rows), _AT_ONCE):
        connection.execute(sa.insert(about), rows[start : start + _AT_ONCE])
