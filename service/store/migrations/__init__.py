"""The history of the tables, by Alembic."""
