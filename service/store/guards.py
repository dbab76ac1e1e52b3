"""Triggers that keep registers from being changed behind the program's back, in the words of both databases.

They stop slips and careless statements; who owns the database can drop them, which ``missing`` tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import text
from sqlalchemy.engine import Connection

from service.store.faults import GUARDED

_REFUSE: Final = "huicai_refuse"


@dataclass(frozen=True, slots=True)
class Guard:
    """What may not be done to a table's rows; ``when`` is SQL over OLD and NEW, "" for never."""

    table: str
    event: Literal["UPDATE", "DELETE"]
    when: str = ""

    @property
    def name(self) -> str:
        """The trigger's name."""
        return f"{self.table}_no_{self.event.lower()}"


def protect(connection: Connection, *guards: Guard) -> None:
    """Put the triggers up. A migration that makes a protected table anew must put its triggers up again."""
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        _make_function(connection)
    for guard in guards:
        condition = f" WHEN ({guard.when})" if guard.when else ""
        head = f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW{condition}"
        refusal = f"SELECT RAISE(ABORT, '{GUARDED} {guard.table}');"
        connection.exec_driver_sql(f"{head} BEGIN {refusal} END" if sqlite else f"{head} EXECUTE FUNCTION {_REFUSE}()")
        if not sqlite and guard.event == "DELETE":
            connection.exec_driver_sql(
                f"CREATE TRIGGER {guard.table}_no_truncate BEFORE TRUNCATE ON {guard.table}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION {_REFUSE}()"
            )


def _make_function(connection: Connection) -> None:
    connection.exec_driver_sql(
        f"CREATE OR REPLACE FUNCTION {_REFUSE}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{GUARDED} %%', TG_TABLE_NAME; END $$"
    )


def release(connection: Connection) -> None:
    """Take away what the triggers call, when the last of them has gone with its table."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {_REFUSE}()")


def missing(connection: Connection) -> list[str]:
    """Names of triggers that should stand and do not, or are switched off."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = (
            "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE c.relnamespace = current_schema()::regnamespace AND t.tgenabled <> 'D' AND NOT t.tgisinternal"
        )
    found = set(connection.execute(text(query)).scalars())
    return [guard.name for guard in GUARDS if guard.name not in found]


_ONLY_LARGER = "NEW.last < OLD.last OR NOT (NEW.organ = OLD.organ AND NEW.kind = OLD.kind AND NEW.year = OLD.year)"
_ONLY_VOIDED = (
    "OLD.voided_at IS NOT NULL OR NEW.voided_at IS NULL OR NEW.voided_by IS NULL OR NEW.void_reason IS NULL"
    " OR NOT (NEW.id = OLD.id AND NEW.series_id = OLD.series_id AND NEW.no = OLD.no AND NEW.item = OLD.item"
    " AND NEW.issued_by = OLD.issued_by AND NEW.issued_at = OLD.issued_at)"
)
AUDIT: Final = (Guard("audit_entry", "UPDATE"), Guard("audit_entry", "DELETE"), Guard("audit_head", "DELETE"))
NUMBERS: Final = (
    Guard("number_series", "UPDATE", _ONLY_LARGER),
    Guard("number_series", "DELETE"),
    Guard("number_takeover", "UPDATE"),
    Guard("number_takeover", "DELETE"),
    Guard("issued_number", "UPDATE", _ONLY_VOIDED),
    Guard("issued_number", "DELETE"),
)
PAPERS: Final = (Guard("issued_paper", "UPDATE"), Guard("issued_paper", "DELETE"))
TICKETS: Final = (Guard("ticket_step", "UPDATE"), Guard("ticket_step", "DELETE"), Guard("ticket", "DELETE"))
UPLOADS: Final = (Guard("upload_decision", "UPDATE"), Guard("upload_decision", "DELETE"), Guard("snapshot", "DELETE"))
ACCOUNTS: Final = (
    Guard("account", "UPDATE", "NEW.id <> OLD.id OR NEW.login <> OLD.login"),
    Guard("account", "DELETE"),
    Guard("api_token", "DELETE"),
)
GUARDS: Final = (*AUDIT, *NUMBERS, *PAPERS, *TICKETS, *UPLOADS, *ACCOUNTS)
