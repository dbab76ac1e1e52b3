"""How Alembic runs here: on the connection it is handed, in that connection's transaction."""

from __future__ import annotations

from alembic import context

from service.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite changes a table by making it anew
    transactional_ddl=True,  # true of SQLite too, where the driver does not begin transactions of its own
    compare_type=True,
)
context.run_migrations()
