"""What the databases raise, as a sentence for the user."""

from __future__ import annotations

import sqlite3
from typing import Final

from sqlalchemy import exc
from sqlalchemy.engine import URL

from service.errors import RefusedError, StoreBusy, StoreError
from service.store.addresses import shown

GUARDED: Final = "huicai-guard"  # how the message of a trigger of ours begins, then the table
_AGAIN: Final = "没有写入任何内容，请稍后重试"

# The main part of SQLite's result codes (sqlite.org/rescode.html) -> what is wrong and what to do.
_SQLITE: Final = {
    sqlite3.SQLITE_FULL: "所在的磁盘空间不足，这次没有写入任何内容；请腾出空间后重试",
    sqlite3.SQLITE_READONLY: "不能写，请检查文件和所在文件夹的写入权限",
    sqlite3.SQLITE_CANTOPEN: "打不开，请检查所在文件夹是否存在、有没有读写权限",
    sqlite3.SQLITE_IOERR: "读写出错，请检查磁盘是否已满或损坏，必要时从备份恢复",
    sqlite3.SQLITE_CORRUPT: "已损坏，请停止使用并从备份恢复",
    sqlite3.SQLITE_NOTADB: "不是数据库文件，请检查设置项 database_url，或从备份恢复",
}
# Those a backup helps against.
_LOST: Final = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
# The first two characters of a SQLSTATE (PostgreSQL manual, appendix A), or all five.
_POSTGRESQL: Final = {
    "08001": "连不上，请检查服务是否已启动、设置项 database_url 是否正确",
    "08": "连接断了，不能确定刚才的操作是否已保存，请查看记录后再决定是否重做",
    "22": "不收有的内容：过长，或含有不能保存的字符；这次没有写入任何内容，请改短或删去特殊字符后重试",
    "28": "不让登录，请检查设置项 database_url 里的用户名和密码",
    "3D": "不存在，请先建立这个库，或检查设置项 database_url",
    "42501": "不给足够的权限，请让数据库管理员授权",
    "53100": "所在的磁盘空间不足，这次没有写入任何内容；请腾出空间后重试",
    "53300": "连接数已满，请稍后重试",
    "57": "正在停止或重新启动，请稍后重试",
    "25006": "是只读的，请检查是否连到了备用服务器",
}
# deadlock, serialization failure, lock not available
_BUSY: Final = {"40P01", "40001", "55P03"}


def told(error: exc.SQLAlchemyError, address: URL) -> StoreError | None:
    """The sentence on what went wrong; None for what is a fault of the program and no state of the world."""
    where = shown(address)
    if isinstance(error, exc.TimeoutError):
        return StoreBusy(f"{where}正忙，{_AGAIN}")
    if not isinstance(error, exc.DBAPIError):
        return None
    cause = error.orig
    if GUARDED in str(cause):
        table = str(cause).partition(GUARDED)[2].split()[0]
        return RefusedError(f"{where}的“{table}”表受保护：已登记的内容不能改动或删除，只能另作更正登记")
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause, where)
    return _of_postgresql(error, where)


def _of_sqlite(cause: sqlite3.Error, where: str) -> StoreError | None:
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(f"{where}正被别的操作占用，{_AGAIN}")
    if code == sqlite3.SQLITE_CONSTRAINT:
        return _conflict(where)
    said = _SQLITE.get(code)
    return StoreError(f"{where}{said}", command="huicai restore" if code in _LOST else "") if said else None


def _of_postgresql(error: exc.DBAPIError, where: str) -> StoreError | None:
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        state = _state_of_driver(error)
    if state in _BUSY:
        return StoreBusy(f"{where}正被别的操作占用，{_AGAIN}")
    if state.startswith("23"):
        return _conflict(where)
    said = _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
    return StoreError(f"{where}{said}") if said else None


def _state_of_driver(error: exc.DBAPIError) -> str:
    """The SQLSTATE for what the driver raised before, or without, a word of the server."""
    if isinstance(error, exc.DataError):
        return "22000"
    if isinstance(error, exc.OperationalError):
        return "08006" if error.connection_invalidated else "08001"
    return ""


def _conflict(where: str) -> StoreError:
    return RefusedError(f"{where}里已有与之冲突的记录，这次没有写入任何内容；请刷新后重试")
