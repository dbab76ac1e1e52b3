"""A database copied while it is in use, as it was at one moment; and such a copy put back into an empty place."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import inspect, select, text
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

from service.errors import StoreError
from service.files import cause_of
from service.store import engine
from service.store.addresses import database_file, refuse_network, shown
from service.store.audit import Link
from service.store.migrating import state
from service.store.models import AuditHead, FileRef
from service.store.store import Store, saying

NAMES: Final = {"sqlite": "huicai.db", "postgresql": "huicai.pgdump"}
NEW_FILE: Final = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
_TOOLS: Final = "没有找到 PostgreSQL 的 {}，请安装 postgresql-client（版本不低于服务器）后重试"


@dataclass(frozen=True, slots=True)
class Moment:
    """What the database held when it was copied: its tables' version, the audit chain's head, the files it needs."""

    tables: str
    head: Link
    needed: frozenset[str]


def copy(store: Store, target: Path) -> Moment:
    """Copy the database of a store in use to a file. Raises :class:`StoreError` where that cannot be."""
    if database_file(store.address) is None:
        return _dump(store, target)
    try:
        _copy_sqlite(Path(str(store.address.database)), target)
    except sqlite3.Error as error:
        raise StoreError(
            f"{shown(store.address)}复制不了（{error}），请检查磁盘空间；数据库损坏时请从备份恢复"
        ) from error
    return _moment_of_file(target)


def _copy_sqlite(source: Path, target: Path) -> None:
    """SQLite's own backup in one step: a plain copy of a file in use may be torn."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as made:
        live.execute(f"PRAGMA busy_timeout={engine.BUSY_SECONDS * 1000}")
        live.backup(made)
        made.execute("PRAGMA journal_mode=DELETE")  # one file, without side files


def _moment_of_file(path: Path) -> Moment:
    with _looking(URL.create("sqlite", database=str(path))) as session:
        return _moment(session)


def _moment(session: Session) -> Moment:
    head = session.scalars(select(AuditHead)).one()
    needed = frozenset(session.scalars(select(FileRef.sha256).distinct()))
    return Moment(state(session.connection()), Link(head.seq, head.hash), needed)


def _dump(store: Store, target: Path) -> Moment:
    """pg_dump of the very state that is looked at here."""
    with store.read() as session:
        session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))  # we wait for the dump to end
        snapshot = session.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        moment = _moment(session)
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}")
        _run("pg_dump", store.address, options)
    return moment


def _run(tool: str, address: URL, options: Sequence[str]) -> None:
    program = shutil.which(tool)
    if program is None:
        raise StoreError(_TOOLS.format(tool))
    bare = address.set(drivername="postgresql", password=None).render_as_string()
    environment = os.environ | ({"PGPASSWORD": str(address.password)} if address.password else {})  # not seen by others
    command = [program, "--no-password", f"--dbname={bare}", *options]
    done = subprocess.run(  # noqa: S603 - a program of the system's, with words of our own
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        reason = said[0] if said else f"返回 {done.returncode}"
        raise StoreError(f"{tool} 没有成功（{reason[:300]}），请按提示检查后重试")


def is_filled(address: URL) -> bool:
    """Whether a database holds tables already."""
    path = database_file(address)
    if path is not None and not (path.exists() and path.stat().st_size):
        return False
    with _looking(address) as session:
        return bool(inspect(session.connection()).get_table_names())


@contextmanager
def _looking(address: URL) -> Iterator[Session]:
    found = engine.reading(address)
    try:
        with saying(address), Session(found) as session:
            yield session
    finally:
        found.dispose()


def put_back(source: Path, address: URL) -> None:
    """Put a copy in the place of an empty database: whole, or not at all."""
    path = database_file(address)
    if path is None:
        options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(source))
        _run("pg_restore", address, options)
        return
    refuse_network(path)
    temporary = path.with_name(f".{path.name}.restoring")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)
        with source.open("rb") as stream, os.fdopen(os.open(temporary, NEW_FILE, 0o600), "wb") as made:
            shutil.copyfileobj(stream, made)
            made.flush()
            os.fsync(made.fileno())
        temporary.replace(path)
    except OSError as error:
        raise StoreError(f"数据库文件“{path}”写不进去（{cause_of(error)}），请检查磁盘空间和权限后重试") from error


def integrity(store: Store) -> list[str]:
    """What SQLite finds wrong in its file, in sentences; PostgreSQL looks after its own pages."""
    if database_file(store.address) is None:
        return []
    with store.read() as session:
        said = list(session.execute(text("PRAGMA integrity_check(10)")).scalars())
        broken = session.execute(text("PRAGMA foreign_key_check")).first()
    faults = [f"{shown(store.address)}已损坏：{line}" for line in said if line != "ok"]
    return faults + ([f"{shown(store.address)}的“{broken[0]}”表有断了的关联"] if broken else [])
