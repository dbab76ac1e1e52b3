"""Files kept by what is in them: named by their sha256, written once and whole, never changed, checked when read.

Any file system fsspec knows will do (a folder, ``s3://``, ``sftp://`` …); a folder is the default.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

import fsspec

from service.config import Settings
from service.errors import StoreError
from service.files import cause_of

FOLDER: Final = "files"
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_PLACE: Final = re.compile(r"(?:.*/)?objects/([0-9a-f]{2})/([0-9a-f]{62})")
_UNFINISHED: Final = re.compile(r"(?:.*/)?objects/[0-9a-f]{2}/\.new-[0-9a-f]+")
# Stores in which a file appears whole or not at all when it is written; elsewhere it is written beside and renamed.
_WHOLE: Final = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "oss", "memory"})


class ObjectStore:
    """A place of files under ``objects/ab/cdef…``. All errors are :class:`StoreError` with the place and the cure."""

    def __init__(self, url: str) -> None:
        self.url = url
        with self._saying("打不开"):
            try:
                self._system, root = fsspec.url_to_fs(url)
            except (ImportError, ValueError) as error:
                raise StoreError(
                    f"设置项 files_url 写的“{_shown(url)}”用不了：地址写错了，或没有安装这种存储的组件；"
                    "请改正，或请管理员安装后重试"
                ) from error
        names = self._system.protocol
        self._names = {names} if isinstance(names, str) else set(names)
        self.local = bool({"file", "local"} & self._names)
        self._root = f"{str(root).rstrip('/')}/objects"

    @classmethod
    def of(cls, settings: Settings) -> ObjectStore:
        """Where the settings put it: the folder ``files`` in the data home unless they say otherwise."""
        chosen = settings.files_url.strip() or FOLDER
        return cls(chosen if "://" in chosen else str(settings.home.absolute() / Path(chosen).expanduser()))

    def put(self, data: bytes) -> str:
        """Keep the bytes; gives their sha256. Doing it again changes nothing, but mends a damaged copy and makes the
        file young again, so that no sweep takes it before its reference is written."""
        digest = hashlib.sha256(data).hexdigest()
        place = self._place(digest)
        with self._saying("写不进去"):
            if self.local:
                self._put_local(place, data, digest)
            elif self._names & _WHOLE:
                self._system.pipe_file(place, data)
            elif not self._system.exists(place) or self.fault(digest):
                self._put_beside(place, data)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes of a file, found to be what its name says. Raises :class:`StoreError` where they are not."""
        with self._saying("读不了"):
            try:
                data: bytes = self._system.cat_file(self._place(digest))
            except FileNotFoundError as error:
                raise StoreError(f"文件库里没有文件 {digest}，请从备份恢复", command="huicai restore") from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise StoreError(
                f"文件库里的文件 {digest} 已损坏，内容与登记的不符，请从备份恢复", command="huicai restore"
            )
        return data

    def open(self, digest: str) -> BinaryIO:
        """The same as a stream, for whoever wants one; it was checked before the first byte is given."""
        return io.BytesIO(self.get(digest))

    def exists(self, digest: str) -> bool:
        """Whether the file is there; whether it is sound only reading tells."""
        with self._saying("查不了"):
            return bool(self._system.exists(self._place(digest)))

    def size(self, digest: str) -> int | None:
        """The bytes a file has, None when it is not there."""
        with self._saying("查不了"):
            try:
                return int(self._system.size(self._place(digest)))
            except FileNotFoundError:
                return None

    def fault(self, digest: str) -> str:
        """What is wrong with a file, in one sentence, "" when it is sound. It is read whole for that."""
        try:
            self.get(digest)
        except StoreError as error:
            return str(error)
        return ""

    def list(self) -> Iterator[str]:
        """The sha256 of every file there."""
        for path in self._paths():
            if match := _PLACE.fullmatch(path):
                yield match[1] + match[2]

    def unfinished(self) -> Iterator[str]:
        """Places of files whose writer died before they were whole."""
        yield from (path for path in self._paths() if _UNFINISHED.fullmatch(path))

    def written(self, name: str) -> datetime | None:
        """When a file (its sha256, or a place of :meth:`unfinished`) was last put, None when it is not there."""
        with self._saying("查不了"):
            try:
                moment: datetime = self._system.modified(self._place(name) if _DIGEST.fullmatch(name) else name)
            except FileNotFoundError:
                return None
        return moment

    def remove(self, name: str) -> None:
        """Take a file away. Only a sweep may: it knows that nobody needs it."""
        with self._saying("删不掉"), suppress(FileNotFoundError):
            self._system.rm_file(self._place(name) if _DIGEST.fullmatch(name) else name)

    def _paths(self) -> Iterator[str]:
        with self._saying("列不出来"):
            # Folder by folder, as there may be very many files.
            for _, _, files in self._system.walk(self._root, detail=True):
                yield from (str(info["name"]).replace("\\", "/") for info in files.values())

    def _place(self, digest: str) -> str:
        if not _DIGEST.fullmatch(digest):
            raise StoreError(f"“{digest[:80]}”不是文件库的编号（64 位十六进制数），请检查")
        return f"{self._root}/{digest[:2]}/{digest[2:]}"

    def _put_local(self, place: str, data: bytes, digest: str) -> None:
        if os.path.exists(place) and not self.fault(digest):  # noqa: PTH110 - fsspec speaks in text
            with suppress(PermissionError):  # another user's file cannot be touched, and that user's will not be swept
                os.utime(place)
            return
        folder = os.path.dirname(place)  # noqa: PTH120
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        temporary = f"{folder}/.new-{secrets.token_hex(8)}"
        try:
            with os.fdopen(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o600), "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(temporary, place)  # noqa: PTH105
            _sync_folder(folder)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108
            raise

    def _put_beside(self, place: str, data: bytes) -> None:
        folder = place.rsplit("/", 1)[0]
        self._system.makedirs(folder, exist_ok=True)
        temporary = f"{folder}/.new-{secrets.token_hex(8)}"
        self._system.pipe_file(temporary, data)
        if self._system.exists(place):  # a damaged one; many systems do not rename onto what is there
            self._system.rm_file(place)
        self._system.mv(temporary, place)

    @contextmanager
    def _saying(self, what: str) -> Iterator[None]:
        try:
            yield
        except StoreError:
            raise
        except OSError as error:
            raise StoreError(
                f"文件库“{_shown(self.url)}”{what}（{cause_of(error)}），请检查磁盘空间、权限和网络后重试"
            ) from error
        except Exception as error:
            if getattr(self, "local", True):
                raise  # a fault of ours: only clients of remote stores raise classes of their own
            raise StoreError(
                f"文件库“{_shown(self.url)}”{what}（{type(error).__name__}），请检查地址、密钥和网络"
            ) from error


_BINARY: Final = getattr(os, "O_BINARY", 0)


def _sync_folder(folder: str) -> None:
    """Make the new name itself lasting, where a folder can be synchronised (not on Windows)."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _shown(url: str) -> str:
    """The address without a name and password in it."""
    return re.sub(r"(?<=://)[^/@]*@", "***@", url)
