"""Where the database is: the address of the settings made whole, and refused where it would lose what it is given."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from service.config import Settings
from service.errors import StoreError

DATABASE_NAME = "huicai.db"
_FORM = "sqlite:///完整路径/huicai.db 或 postgresql://用户:密码@主机/库名"
# WAL needs memory shared by all who use the file, which no network file system has, and locks there are known to lie
# (sqlite.org/wal.html, "All processes using a database must be on the same host computer").
_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|9p|afs|ncpfs|lustre|glusterfs|ceph|davfs|fuse\.(?!fuseblk).*|gfs2?|ocfs2"
)
_MOUNTS = Path("/proc/self/mountinfo")
_DRIVE_REMOTE = 4  # GetDriveTypeW's answer for a network drive


def address(settings: Settings) -> URL:
    """The database's address. Raises :class:`StoreError` for one that is no address of SQLite or PostgreSQL."""
    if not settings.database_url.strip():
        return URL.create("sqlite", database=str(settings.home.absolute() / DATABASE_NAME))
    try:
        # "postgres://" is what hosting services write; SQLAlchemy knows only the long name.
        found = make_url(re.sub(r"^postgres://", "postgresql://", settings.database_url.strip()))
    except (ArgumentError, ValueError) as error:
        raise StoreError(f"设置项 database_url 写得不对，应如 {_FORM}，请改正后重试") from error
    if found.drivername in ("postgresql", "postgresql+psycopg"):
        return found.set(drivername="postgresql+psycopg")
    if found.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise StoreError(
            f"设置项 database_url 用了“{found.drivername}”，本系统只支持 SQLite 和 PostgreSQL，应如 {_FORM}"
        )
    name = found.database or ""
    if not name or name == ":memory:" or name.startswith("file:"):
        raise StoreError(f"设置项 database_url 没有写数据库文件的路径，应如 {_FORM}，请改正后重试")
    # Counted from the home: from wherever the program is started, it is the same file.
    return found.set(database=str(settings.home.absolute() / Path(name).expanduser()))


def database_file(found: URL) -> Path | None:
    """The file of an SQLite database, None for a server."""
    return Path(str(found.database)) if found.get_backend_name() == "sqlite" else None


def shown(found: URL) -> str:
    """The address as a person may see it: without its password."""
    path = database_file(found)
    return f"数据库文件“{path}”" if path else f"PostgreSQL 数据库“{found.render_as_string(hide_password=True)}”"


def refuse_network(path: Path) -> None:
    """Raise :class:`StoreError` where the file lies, or would lie, on a network file system."""
    kind = _windows_kind(path) if sys.platform == "win32" else file_system(path)
    if kind and _NETWORK.fullmatch(kind):
        raise StoreError(
            f"数据库文件“{path}”在网络文件系统（{kind}）上，断网或多机同时写会损坏数据；"
            "请把数据目录放在本机磁盘，多台机器共用请改用 PostgreSQL（设置项 database_url）"
        )


def file_system(path: Path, mounts: Path = _MOUNTS) -> str:
    """The kind of file system a path is on, after the kernel's list of mounts; "" where the system tells none."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    place = os.path.realpath(path)
    best, kind = "", ""
    for line in lines:
        before, _, after = line.partition(" - ")
        words = before.split(" ")
        if len(words) < 5 or not after:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), words[4])
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):  # of two at one place the later one covers the earlier
            best, kind = point, after.split(" ")[0]
    return kind


def _windows_kind(path: Path) -> str:
    """ "cifs" for a path of another machine, also under a drive's letter."""
    if sys.platform != "win32":
        return ""
    import ctypes  # noqa: PLC0415 - only there

    anchor = path.absolute().anchor
    remote = anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == _DRIVE_REMOTE
    return "cifs" if remote else ""
