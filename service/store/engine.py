"""The two engines of a store: one that writes and one that cannot. Measured settings; see docs/store.md."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Connection, Engine

from service.errors import StoreError
from service.files import cause_of
from service.store.addresses import database_file, refuse_network

BUSY_SECONDS: Final = 30
_POSTGRESQL: Final = {
    "connect_timeout": 10,
    # A writer whose machine died must not hold a counter's row for the two hours TCP would wait.
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "application_name": "huicai",
}
_OPTIONS: Final = f"-c lock_timeout={BUSY_SECONDS}s -c idle_in_transaction_session_timeout=300s -c timezone=UTC"


def writing(address: URL) -> Engine:
    """An engine whose transactions may write. On SQLite they take the write lock when they begin."""
    path = database_file(address)
    if path is None:
        return _postgresql(address)
    refuse_network(path)
    _prepare(path)
    engine = create_engine(address)
    event.listen(engine, "connect", _open_for_writing)
    # A transaction that reads first and then writes is refused at once, whatever the timeout, when another has written
    # in between (SQLITE_BUSY_SNAPSHOT): so the lock is taken before anything is read.
    event.listen(engine, "begin", lambda connection: _begin(connection, "BEGIN IMMEDIATE"))
    return engine


def reading(address: URL) -> Engine:
    """An engine whose transactions see one state of the database and cannot write."""
    if database_file(address) is None:
        return _postgresql(address, isolation_level="REPEATABLE READ").execution_options(postgresql_readonly=True)
    engine = create_engine(address)
    event.listen(engine, "connect", _open_for_reading)
    event.listen(engine, "begin", lambda connection: _begin(connection, "BEGIN"))
    return engine


def migrating(address: URL) -> Engine:
    """An engine that writes without minding foreign keys: a table is made anew, filled and put in the old one's place.

    SQLite can switch them off only outside a transaction, so this cannot be had from the other engine.
    """
    engine = writing(address)
    if database_file(address) is not None:
        event.listen(engine, "connect", lambda connection, _: _pragmas(connection, "foreign_keys=OFF"))
    return engine


def _postgresql(address: URL, **options: Any) -> Engine:
    chosen = " ".join([_OPTIONS, *address.normalized_query.get("options", ())])  # the later word wins
    connecting = {**_POSTGRESQL, "options": chosen}
    try:
        engine = create_engine(address, pool_pre_ping=True, connect_args=connecting, **options)
    except ImportError as error:
        raise StoreError(
            "设置了 PostgreSQL 数据库，但没有安装驱动程序 psycopg；"
            "请管理员安装（pip install 'huicai[postgresql]'）后重试"
        ) from error
    event.listen(engine, "connect", _insist_on_sync)
    return engine


def _insist_on_sync(connection: Any, _record: object) -> None:
    """A number that was told must be on the disk, even where the server is set not to wait for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
        )
    connection.commit()


def _prepare(path: Path) -> None:
    """Make the file, for its owner's eyes only, where there is none: SQLite gives its side files the same rights."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StoreError(
            f"数据库文件“{path}”建不了（{cause_of(error)}），请检查设置项 database_url 和文件夹权限"
        ) from error


def _begin(connection: Connection, word: str) -> None:
    connection.exec_driver_sql(word)


def _open_for_writing(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin by our word alone, never by the driver's guess
    _pragmas(connection, f"busy_timeout={BUSY_SECONDS * 1000}")
    _insist_on_wal(connection)
    # FULL: in WAL with NORMAL a power cut may take back what was committed, and with it a number already on paper.
    _pragmas(connection, "synchronous=FULL", "foreign_keys=ON")


def _open_for_reading(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    _pragmas(connection, f"busy_timeout={BUSY_SECONDS * 1000}", "query_only=ON")


def _insist_on_wal(connection: sqlite3.Connection) -> None:
    """Turn WAL on. Two who do so at once get SQLITE_BUSY in spite of the timeout, so it is tried again."""
    ends = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > ends:
                raise
            time.sleep(0.02)
            continue
        if mode != "wal":
            raise StoreError(f"数据库所在的磁盘不支持 WAL 日志（现为 {mode}），请把数据目录放在本机磁盘上")
        return


def _pragmas(connection: sqlite3.Connection, *pragmas: str) -> None:
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}").close()
