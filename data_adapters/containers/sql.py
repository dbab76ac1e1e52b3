"""A query's result as a grid: SELECT only, in a transaction that writes nothing."""

from __future__ import annotations

import datetime
import decimal
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy
from sqlalchemy import exc
from sqlalchemy.engine import URL, Connection, make_url

from data_adapters.containers.limits import LARGE, MAX_GRID_CELLS
from data_adapters.grid import Grid, Value
from data_adapters.patterns import regex
from data_adapters.problems import SourceError

MAX_ROWS: Final = 200_000
# Comments and quoted texts, which may hold any word and mark.
_QUOTED = regex(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"[^\"]*\"|`[^`]*`", re.DOTALL)
_SELECT = regex(r"[\s(]*(?:select|with|values)\b", re.IGNORECASE)
_TIMES: Final = (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)
_PLAIN: Final = (bool, int, decimal.Decimal, float, str, *_TIMES)
# What makes the transactions of a database refuse to write; other databases are rolled back only.
_READ_ONLY: Final = {
    "sqlite": "PRAGMA query_only = ON",
    "postgresql": "SET TRANSACTION READ ONLY",
    "mysql": "SET TRANSACTION READ ONLY",
    "mariadb": "SET TRANSACTION READ ONLY",
    "oracle": "SET TRANSACTION READ ONLY",
}


def read_query(url: str, query: str) -> Grid:
    """The result of a SELECT as a grid: row 1 holds the columns' names; NULL is ``""``, numbers are as exact as given.

    ``url`` is SQLAlchemy's (``sqlite:///台账.db``); its password is shown nowhere. The grid's file is the database's
    name. Raises :class:`SourceError` in one sentence where the address, driver, connection or query is at fault.
    """
    address = _address(url)
    name = address.database or address.host or address.drivername
    query = query.strip().rstrip(";")
    bare = _QUOTED.sub(" ", query)
    if not _SELECT.match(bare) or ";" in bare:
        raise SourceError(f"“{name}”的查询不是 SELECT 语句，只读数据、不改数据，请改成一条以 SELECT 开头的查询")
    with _connected(address, name) as connection:
        try:
            if word := _READ_ONLY.get(address.get_backend_name()):
                connection.exec_driver_sql(word)
            # Row by row from the server, so that a result too large is never held whole.
            result = connection.exec_driver_sql(query, execution_options={"stream_results": True})
            if not result.returns_rows:
                raise SourceError(f"“{name}”的查询没有返回任何列，请改成以 SELECT 开头的查询")
            rows = _rows(result, name)
        except (exc.SQLAlchemyError, ValueError, ArithmeticError) as error:
            raise SourceError(f"“{name}”的查询执行不了：{_reason(error, address)}，请改正查询后重试") from error
    return Grid(name, "查询结果", rows)


def _address(url: str) -> URL:
    try:
        return make_url(url.strip())
    except (exc.ArgumentError, ValueError) as error:
        # The text is not shown: it may hold a password.
        form = "sqlite:///台账.db 或 postgresql://用户:密码@主机/库名"
        raise SourceError(f"数据库地址写得不对，应如 {form}，请改正后重试") from error


@contextmanager
def _connected(address: URL, name: str) -> Iterator[Connection]:
    """A connection in a transaction that is rolled back at the end."""
    try:
        engine = sqlalchemy.create_engine(_existing(address, name), poolclass=sqlalchemy.NullPool)
    except (ImportError, exc.NoSuchModuleError) as error:
        raise SourceError(
            f"没有安装“{address.drivername}”数据库的驱动程序，请管理员安装后重试，或把数据导出为 Excel 再上传"
        ) from error
    except (exc.SQLAlchemyError, ValueError, TypeError) as error:
        raise SourceError(f"“{name}”的数据库地址写得不对，请检查各部分后重试") from error
    try:
        connection = engine.connect()
    except Exception as error:  # drivers raise classes of their own, not all of which SQLAlchemy wraps
        raise SourceError(f"连不上“{name}”：{_reason(error, address)}，请检查地址、用户名和密码后重试") from error
    with connection:
        yield connection
        connection.rollback()


def _existing(address: URL, name: str) -> URL:
    """The address, where it is that of a file already there: SQLite would make an empty database of a wrong name."""
    if address.get_backend_name() != "sqlite" or not address.database or address.database == ":memory:":
        return address
    if address.database.startswith("file:"):
        return address
    try:
        with open(address.database, "rb"):  # noqa: PTH123 - Path would resolve what SQLite does not
            return address
    except (OSError, ValueError) as error:
        raise SourceError(f"找不到数据库文件“{name}”，请检查文件名和所在文件夹") from error


def _rows(result: sqlalchemy.CursorResult[Any], name: str) -> Sequence[Sequence[Value]]:
    heads = [str(key) for key in result.keys()]  # noqa: SIM118 - not a mapping
    twice = next((head for head in heads if heads.count(head) > 1), None)
    if twice is not None:
        raise SourceError(f"“{name}”的查询结果有两列都叫“{twice}”，分不清是哪一列，请用 AS 起不同的名称")
    found = result.fetchmany(MAX_ROWS + 1)
    if len(found) > MAX_ROWS:
        raise SourceError(f"“{name}”的查询结果超过 {MAX_ROWS} 行，请加 WHERE 条件缩小范围")
    if (len(found) + 1) * len(heads) > MAX_GRID_CELLS:
        raise SourceError(f"“{name}”{LARGE}")
    rows: list[list[Value]] = [list(heads)]
    rows += [[_value(value, head, name) for value, head in zip(row, heads, strict=True)] for row in found]
    return rows


def _value(value: object, head: str, name: str) -> Value:
    if value is None:
        return ""
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, bytes | bytearray | memoryview | list | dict | tuple | set):
        raise SourceError(f"“{name}”的查询结果里“{head}”列不是文字、数字或日期，请不要选这一列或先转换")
    return str(value)


def _reason(error: Exception, address: URL) -> str:
    """The database's own first line, without anything of the password."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines()
    line = said[0].strip().rstrip(".。") if said else type(error).__name__
    return (line.replace(address.password, "***") if address.password else line)[:200]
