"""What an installation is made of and whether it will do: looked at, never changed."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import sqlalchemy
from sqlalchemy import text
from sqlalchemy.engine import URL

from service.config import Settings
from service.errors import HuicaiError, StoreError
from service.files import ensure_folder
from service.store import engine, guards
from service.store.addresses import address, database_file, refuse_network, shown
from service.store.anchor import Anchor
from service.store.audit_key import KEY_NAME
from service.store.frozen import program
from service.store.migrating import HEAD, state
from service.store.objects import ObjectStore
from service.store.store import saying

_CALL: Final = "请找管理服务器的人处理"
_NO_DUMP: Final = (
    "没有找到 pg_dump，不能备份 PostgreSQL 数据库，请安装 postgresql-client",
    f"服务器上少了备份数据库的程序，不能备份，{_CALL}",
)
_LEAST_FREE: Final = 1 << 30  # bytes: a backup and a batch need room


class Level(StrEnum):
    """How a finding is to be taken."""

    FINE = "✓"
    LOOK = "！"
    BAD = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, in a sentence with its paths, settings and commands for the console; ``plain`` is the same
    for a page, "" where it has none of these."""

    level: Level
    sentence: str
    plain: str = ""

    @property
    def words(self) -> str:
        """What a page says."""
        return self.plain or self.sentence


def examine(settings: Settings) -> Iterator[Finding]:
    """Everything, one after the other."""
    versions = (
        f"Python {platform.python_version()}，SQLite {sqlite3.sqlite_version}，SQLAlchemy {sqlalchemy.__version__}"
    )
    yield Finding(Level.FINE, f"{program()}，{versions}，{platform.platform()}", f"程序是 {program()}")
    yield from _home(settings.home)
    yield from _database(settings)
    yield _files(settings)
    yield from _audit(settings)


def _home(home: Path) -> Iterator[Finding]:
    try:
        ensure_folder(home)
    except HuicaiError as error:
        yield Finding(Level.BAD, f"数据目录：{error}", f"数据目录不能写，{_CALL}")
        return
    free = shutil.disk_usage(home).free
    level = Level.FINE if free >= _LEAST_FREE else Level.LOOK
    more = "" if level is Level.FINE else "，不足 1 GB，请清理磁盘"
    room = f"可写，剩余空间 {free / (1 << 30):.1f} GB{more}"
    yield Finding(level, f"数据目录“{home}”{room}", f"数据目录{room}")


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        found = address(settings)
        path = database_file(found)
        if path is not None:
            refuse_network(path)
        if path is not None and not path.exists():
            ahead = "还没有建立，第一次使用时自动建立"
            yield Finding(Level.FINE, f"{shown(found)}{ahead}", f"数据库{ahead}")
            return
        yield from _tables(found)
    except StoreError as error:
        yield Finding(Level.BAD, str(error), f"数据库不能用，{_CALL}")
    else:
        if path is None and not shutil.which("pg_dump"):
            yield Finding(Level.LOOK, *_NO_DUMP)


def _tables(found: URL) -> Iterator[Finding]:
    reader = engine.reading(found)
    try:
        with saying(found), reader.connect() as connection:
            version = state(connection)
            missing = guards.missing(connection) if version == HEAD else []
            sleeping = [] if connection.dialect.name == "sqlite" else _unsafe(connection)
    finally:
        reader.dispose()
    if version == HEAD:
        yield Finding(Level.FINE, f"{shown(found)}可用，数据表是最新的（{HEAD}）", "数据库可用，数据表是最新的")
    else:
        said = f"{shown(found)}的数据表是 {version or '空的'}，下次使用时自动升级到 {HEAD}，请先备份"
        yield Finding(Level.LOOK, said, "数据库的数据表是旧的，下次使用时自动升级，请先备份")
    for name in missing:
        said = f"数据库少了保护触发器“{name}”，登记可能被直接改动过"
        yield Finding(Level.BAD, said, f"数据库少了一道防改动的保护，登记可能被直接改动过，{_CALL}")
    for name in sleeping:
        said = f"PostgreSQL 的 {name} 关着，断电会丢已编的号，请打开"
        yield Finding(Level.BAD, said, f"数据库的断电保护关着，断电会丢已编的号，{_CALL}")


def _unsafe(connection: sqlalchemy.Connection) -> list[str]:
    names = ("fsync", "full_page_writes")
    return [name for name in names if connection.execute(text(f"SHOW {name}")).scalar() == "off"]


def _files(settings: Settings) -> Finding:
    """Whether a file can be put, read and taken away again."""
    try:
        files = ObjectStore.of(settings)
        probe = files.put(b"huicai doctor " + os.urandom(16))
        files.get(probe)
        files.remove(probe)
    except StoreError as error:
        return Finding(Level.BAD, str(error), f"存放文件的地方读不出或写不进，{_CALL}")
    return Finding(Level.FINE, "文件库可读可写")


def _audit(settings: Settings) -> Iterator[Finding]:
    key, anchor = settings.home / KEY_NAME, Anchor.of(settings).path
    if not key.exists():
        ahead = "还没有建立，第一次登记时自动建立"
        yield Finding(Level.FINE, f"审计密钥{ahead}", f"操作记录的密钥{ahead}")
    elif os.name != "nt" and key.stat().st_mode & 0o077:
        said = f"审计密钥“{key}”别人也能读，请执行 chmod 600 收紧权限"
        yield Finding(Level.LOOK, said, f"服务器上别的用户也能读操作记录的密钥，{_CALL}")
    else:
        good = "在，只有本用户能读；请另存一份在别处"
        yield Finding(Level.FINE, f"审计密钥“{key}”{good}", f"操作记录的密钥{good}")
    if anchor.parent.resolve() == settings.home.resolve():
        why = "与数据库在一处，能改库的人也能改它，最好放到另一块磁盘或另一台机器上"
        yield Finding(
            Level.LOOK, f"审计锚点“{anchor}”{why}（设置项 audit_anchor）", f"核对操作记录的凭据{why}，{_CALL}"
        )
    else:
        yield Finding(Level.FINE, f"审计锚点在“{anchor}”", "核对操作记录的凭据与数据库分开放着")
