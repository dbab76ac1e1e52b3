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

_LEAST_FREE: Final = 1 << 30  # bytes: a backup and a batch need room


class Level(StrEnum):
    """How a finding is to be taken."""

    FINE = "✓"
    LOOK = "！"
    BAD = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, in a sentence."""

    level: Level
    sentence: str


def examine(settings: Settings) -> Iterator[Finding]:
    """Everything, one after the other."""
    versions = (
        f"Python {platform.python_version()}，SQLite {sqlite3.sqlite_version}，SQLAlchemy {sqlalchemy.__version__}"
    )
    yield Finding(Level.FINE, f"{program()}，{versions}，{platform.platform()}")
    yield from _home(settings.home)
    yield from _database(settings)
    yield _files(settings)
    yield from _audit(settings)


def _home(home: Path) -> Iterator[Finding]:
    try:
        ensure_folder(home)
    except HuicaiError as error:
        yield Finding(Level.BAD, f"数据目录：{error}")
        return
    free = shutil.disk_usage(home).free
    level = Level.FINE if free >= _LEAST_FREE else Level.LOOK
    more = "" if level is Level.FINE else "，不足 1 GB，请清理磁盘"
    yield Finding(level, f"数据目录“{home}”可写，剩余空间 {free / (1 << 30):.1f} GB{more}")


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        found = address(settings)
        path = database_file(found)
        if path is not None:
            refuse_network(path)
        if path is not None and not path.exists():
            yield Finding(Level.FINE, f"{shown(found)}还没有建立，第一次使用时自动建立")
            return
        yield from _tables(found)
    except StoreError as error:
        yield Finding(Level.BAD, str(error))
    else:
        if path is None and not shutil.which("pg_dump"):
            yield Finding(Level.LOOK, "没有找到 pg_dump，不能备份 PostgreSQL 数据库，请安装 postgresql-client")


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
        yield Finding(Level.FINE, f"{shown(found)}可用，数据表是最新的（{HEAD}）")
    else:
        yield Finding(
            Level.LOOK, f"{shown(found)}的数据表是 {version or '空的'}，下次使用时自动升级到 {HEAD}，请先备份"
        )
    yield from (Finding(Level.BAD, f"数据库少了保护触发器“{name}”，登记可能被直接改动过") for name in missing)
    yield from (Finding(Level.BAD, f"PostgreSQL 的 {name} 关着，断电会丢已编的号，请打开") for name in sleeping)


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
        return Finding(Level.BAD, str(error))
    return Finding(Level.FINE, "文件库可读可写")


def _audit(settings: Settings) -> Iterator[Finding]:
    key, anchor = settings.home / KEY_NAME, Anchor.of(settings).path
    if not key.exists():
        yield Finding(Level.FINE, "审计密钥还没有建立，第一次登记时自动建立")
    elif os.name != "nt" and key.stat().st_mode & 0o077:
        yield Finding(Level.LOOK, f"审计密钥“{key}”别人也能读，请执行 chmod 600 收紧权限")
    else:
        yield Finding(Level.FINE, f"审计密钥“{key}”在，只有本用户能读；请另存一份在别处")
    if anchor.parent.resolve() == settings.home.resolve():
        advice = "最好放到另一块磁盘或另一台机器上（设置项 audit_anchor）"
        yield Finding(Level.LOOK, f"审计锚点“{anchor}”与数据库在一处，能改库的人也能改它，{advice}")
    else:
        yield Finding(Level.FINE, f"审计锚点在“{anchor}”")
