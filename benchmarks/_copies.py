"""Each row of a register written many times over into another store, in the order of time.

Row 12 of the block becomes the rows 11 * times + 1 to 12 * times: places in the register, official numbers and texts
that name them follow, so every row has the shape the use cases gave it. Meetings and counters of numbers are not
copied: the meetings order more. Nor is the audit log: what is added to it does not depend on its length.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import Any, Final

from sqlalchemy import Connection, Table, text

from service.store import Store
from service.store.addresses import database_file
from service.store.audit import record
from service.store.engine import writing
from service.store.tables import METADATA

_ONCE: Final = frozenset({"meeting", "number_series"})  # what all copies share
_TICKET: Final = re.compile(r"\b(ticket:)(\d+)")
_NUMBER: Final = re.compile(r"(〔\d{4}〕)(\d+)(?=号)")
Row = tuple[Any, ...]
Move = Callable[[Any, int], Any]


def multiply(block: Store, target: Store, times: int) -> None:
    """Write every row of a block (a SQLite) ``times`` times into a new store, a database of either kind."""
    with target.write() as session:
        record(session, "张三", "启用", "登记簿")
    database = writing(target.address)
    with closing(sqlite3.connect(str(database_file(block.address)))) as source, database.begin() as connection:
        for table in METADATA.sorted_tables:
            if not table.name.startswith("audit"):
                rows = source.execute(f"SELECT {_columns(table)} FROM {table.name} ORDER BY 1")  # noqa: S608 - our names
                _write(connection, table, _copied(table, rows, times))
        _follow(connection, times)
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if database.dialect.name == "postgresql":
            connection.exec_driver_sql("VACUUM ANALYZE")  # as the server does by itself in a while
    database.dispose()


def _columns(table: Table) -> str:
    return ", ".join(column.name for column in table.columns)


def _copied(table: Table, rows: Iterable[Row], times: int) -> Iterator[Row]:
    moves = [(place, move) for place, column in enumerate(table.columns) if (move := _move(table, column, times))]
    for row in rows:
        for turn in range(1 if table.name in _ONCE else times):
            copy = list(row)
            for place, move in moves:
                copy[place] = move(copy[place], turn)
            yield tuple(copy)


def _move(table: Table, column: Any, times: int) -> Move | None:
    """What becomes of a column's value in the copy of a turn; None where it stays."""
    of = {key.column.table.name for key in column.foreign_keys} or ({table.name} if column.name == "id" else set())
    if column.name == "no" or (of and not of & _ONCE):
        return lambda old, turn: None if old is None else _place(old, turn, times)
    if column.name in ("item", "holder", "number", "file_name"):
        return lambda old, turn: _words(old, turn, times)
    return None


def _place(old: int, turn: int, times: int) -> int:
    return (old - 1) * times + turn + 1


def _words(old: str | None, turn: int, times: int) -> str | None:
    """A text with the tickets and official numbers it names moved along."""
    if not old:
        return old
    moved = _TICKET.sub(lambda found: f"{found[1]}{_place(int(found[2]), turn, times)}", old)
    return _NUMBER.sub(lambda found: f"{found[1]}{_place(int(found[2]), turn, times)}", moved)


def _write(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(table.columns))
        driver.executemany(f"INSERT INTO {table.name} ({_columns(table)}) VALUES ({marks})", rows)  # noqa: S608 - our names
        return
    command = f"COPY {table.name} ({_columns(table)}) FROM STDIN"
    with driver.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows:
            copy.write_row(row)


def _follow(connection: Connection, times: int) -> None:
    """Bring to match what no copy of a row tells: the counters of official numbers, and PostgreSQL's sequences."""
    connection.execute(text("UPDATE number_series SET last = last * :times"), {"times": times})
    if connection.dialect.name == "postgresql":
        for table in METADATA.sorted_tables:
            if "id" in table.columns and table.columns["id"].autoincrement:
                last = f"(SELECT max(id) + 1 FROM {table.name})"  # noqa: S608 - our names
                connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {last}, false)"
                )
