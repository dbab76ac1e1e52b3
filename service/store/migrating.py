"""Bringing a database to the tables this program needs, by Alembic, in one transaction and one process at a time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import inspect, text
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import NoSuchTableError

from service.errors import StoreError
from service.store import engine
from service.store.addresses import shown

if TYPE_CHECKING:
    from alembic.config import Config

HEAD: Final = "0016"  # the newest of migrations/versions; a test holds it to that
_TABLE: Final = "alembic_version"
_FOLDER: Final = Path(__file__).with_name("migrations")
_LOCK: Final = 0x6875_6963_6169  # "huicai": no other program should take this advisory lock


def ensure_current(address: URL) -> None:
    """Make the tables, or change them to what this program needs; at once when nothing is to be done.

    Raises :class:`StoreError` for a database of a newer program, which an older one must not touch.
    """
    found = engine.migrating(address)
    try:
        with found.connect() as connection:
            current = state(connection)
        if current != HEAD:
            upgrade(found)
    finally:
        found.dispose()


def state(connection: Connection) -> str:
    """The version of the tables, "" for a database without any."""
    try:
        if not inspect(connection).has_table(_TABLE):
            return ""
        return connection.execute(text(f"SELECT version_num FROM {_TABLE}")).scalar() or ""  # noqa: S608 - our own name
    except NoSuchTableError:
        return ""


def upgrade(found: Engine, to: str = "head") -> None:
    """Change the tables up to a version, all or nothing; whoever comes second waits and finds it done."""
    from alembic import command  # noqa: PLC0415 - a fifth of a second, and seldom needed

    with found.begin() as connection:
        _alone(connection)
        current = state(connection)
        _refuse_newer(current, found.url)
        command.upgrade(_config(connection), to)
        _check_references(connection, found.url)


def downgrade(found: Engine, to: str) -> None:
    """Change the tables back to a version, "base" for none at all; what only newer tables hold is gone."""
    from alembic import command  # noqa: PLC0415 - as above

    with found.begin() as connection:
        _alone(connection)
        command.downgrade(_config(connection), to)
        _check_references(connection, found.url)


def _alone(connection: Connection) -> None:
    """SQLite holds the write lock since the transaction began; PostgreSQL is asked for one."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = '120s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def knows(version: str) -> bool:
    """Whether a version of the tables is one of this program's."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as above

    return any(each.revision == version for each in ScriptDirectory(str(_FOLDER)).walk_revisions())


def _refuse_newer(current: str, address: URL) -> None:
    if current and not knows(current):
        raise StoreError(
            f"{shown(address)}是更新版本的程序建立的（{current}），本程序只认到 {HEAD}；请升级程序后再打开"
        )


def _config(connection: Connection) -> Config:
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _check_references(connection: Connection, address: URL) -> None:
    """SQLite's foreign keys sleep during a migration: none may have been broken meanwhile."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken:
            raise StoreError(f"{shown(address)}升级后“{broken[0]}”表的关联断了，已全部撤回；请保留现场并联系维护人员")
