"""Files written whole or not at all, and why the system refuses one, in words."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from service.errors import OutputError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_CAUSES = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EEXIST: "已有同名文件",
    errno.EISDIR: "已有同名文件夹",
    errno.ENAMETOOLONG: "名称过长",
}


def ensure_folder(folder: Path) -> None:
    """Make the folder and prove that a file can be written there. Raises :class:`OutputError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _failed(folder, error) from error


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a crash leaves the old one or the new one. Raises :class:`OutputError`."""
    with replacing(path) as stream:
        stream.write(data)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file beside ``path`` that takes its place when all was written, and is gone when not.

    What is no file there (a device, a pipe) is never replaced.
    """
    if _is_special(path):
        raise OutputError(f"“{path}”不是普通文件，不能写成材料，请换一个文件名")
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.tmp")
    try:
        with temporary.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def write_on(stream: BinaryIO) -> None:
    """Let the system begin to write what stands in the stream to the disk: what is left until the end of
    :func:`replacing` is waited for there."""
    stream.flush()
    if sys.platform == "linux":
        with suppress(OSError):  # a file system that knows of no such thing
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _is_special(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):  # nothing there yet, or not to be seen: writing will tell
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))  # a folder the system refuses itself


def lock(descriptor: int) -> None:
    """Keep other processes and threads that lock the same file out until it is closed, or whoever opened it dies."""
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def try_lock(descriptor: int) -> bool:
    """As :func:`lock`, but never waits: False where another holds it."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # what the one and the other system say
        return False
    return True


def cause_of(error: OSError) -> str:
    """Why the system refused, in Chinese where the reason is a common one."""
    return _CAUSES.get(error.errno or 0, error.strerror or str(error))


def _failed(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"“{path}”写不进去（{cause_of(error)}），请换一个有写入权限且空间足够的文件夹，或关闭正打开的同名文件"
    )
