"""What the page keeps on disk: uploaded bytes by their content, readings and packs by unguessable ids."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from service.errors import HuicaiError, OutputError
from service.files import cause_of, ensure_folder, write_whole

ID_PATTERN = r"[A-Za-z0-9_-]{22}"
MANIFEST = "manifest.json"
UNFINISHED = ".tmp-"
_ID_BYTES = 16
_STALE = 3600.0  # seconds
# One process, several threads: the temporary name of a file being written is the process's, so only one may write.
_writing = threading.Lock()


class DamagedRecordError(HuicaiError):
    """What was kept cannot be used any more: its record or its bytes are not what was written."""

    def __init__(self) -> None:
        super().__init__("这份记录已损坏，不能再用，请回到首页重新上传")


def new_id() -> str:
    """An id nobody can guess: 22 characters that fit :data:`ID_PATTERN`."""
    return secrets.token_urlsafe(_ID_BYTES)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One uploaded file: the name the user knows it by (data only, never part of a path) and its content's hash."""

    name: str
    sha256: str
    size: int


def store_upload(home: Path, files: Iterable[tuple[str, bytes]], **more: Any) -> str:
    """Keep the files of one upload and what ``more`` is to be known of it; gives the reading's id.

    Raises :class:`OutputError`.
    """
    kept = [_store(home, name, data) for name, data in files]
    reading = new_id()
    write_manifest(home / "readings" / reading, {"files": [asdict(file) for file in kept], **more})
    return reading


def uploaded(home: Path, reading: str) -> list[tuple[StoredFile, bytes]] | None:
    """The files of an upload with their bytes, in the order they came; None where they are not (or no longer) kept.

    Raises :class:`DamagedRecordError` where they are not what was sent.
    """
    manifest = read_manifest(home / "readings" / reading)
    if manifest is None:
        return None
    try:
        files = [StoredFile(**entry) for entry in manifest["files"]]
        found = [(file, _content(home, file.sha256).read_bytes()) for file in files]
    except FileNotFoundError:
        return None
    except (LookupError, TypeError, ValueError, OSError) as error:
        raise DamagedRecordError from error
    if any(hashlib.sha256(data).hexdigest() != file.sha256 for file, data in found):
        raise DamagedRecordError
    return found


def digests(home: Path, reading: str) -> dict[str, str]:
    """The SHA-256 sums of an upload's files by their names; none where they are not (or no longer) known.

    Raises :class:`DamagedRecordError`.
    """
    found = read_manifest(home / "readings" / reading) or {}
    return {str(entry["name"]): str(entry["sha256"]) for entry in found.get("files", ())}


def _store(home: Path, name: str, data: bytes) -> StoredFile:
    digest = hashlib.sha256(data).hexdigest()
    path = _content(home, digest)
    with _writing:
        if not _is_whole(path, digest, len(data)):
            ensure_folder(path.parent)
            write_whole(path, data)
    return StoredFile(name, digest, len(data))


def _is_whole(path: Path, digest: str, size: int) -> bool:
    """Whether a file holds what its name says: a disk's fault must not spoil every later upload of the same bytes."""
    try:
        return path.stat().st_size == size and hashlib.sha256(path.read_bytes()).hexdigest() == digest
    except OSError:
        return False


def _content(home: Path, digest: str) -> Path:
    if not re.fullmatch(r"[0-9a-f]{64}", digest):  # out of a damaged record it would lead anywhere
        raise ValueError("no content is kept under this name")
    return home / "uploads" / digest[:2] / digest


def write_kept(path: Path, data: bytes) -> None:
    """Write a file that several requests may write at once: the last one stays. Raises :class:`OutputError`."""
    with _writing:
        ensure_folder(path.parent)
        write_whole(path, data)


def write_manifest(folder: Path, content: Mapping[str, Any]) -> None:
    """Say what a folder holds; written last, so that a folder without it was never finished."""
    ensure_folder(folder)
    write_whole(folder / MANIFEST, json.dumps(content, ensure_ascii=False, indent=1).encode())


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """What a folder holds, or None where there is no finished one. Raises :class:`DamagedRecordError`."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise DamagedRecordError from error
    if not isinstance(found, dict):
        raise DamagedRecordError
    return found


@contextmanager
def whole_folder(final: Path) -> Iterator[Path]:
    """A new folder beside ``final`` that takes its name when all was written, and is gone when not."""
    folder = final.with_name(f"{UNFINISHED}{final.name}")
    try:
        yield folder
        try:
            folder.rename(final)
        except OSError as error:
            raise OutputError(f"“{final}”写不进去（{cause_of(error)}），请检查磁盘空间和文件夹的权限") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(home: Path) -> None:
    """Remove what a killed process left unfinished more than an hour ago; younger ones may still be being written."""
    for folder in (home / "packs").glob(f"{UNFINISHED}*"):
        try:
            if time.time() - folder.lstat().st_mtime > _STALE:
                shutil.rmtree(folder, ignore_errors=True)
        except FileNotFoundError:
            continue


def secret_key(home: Path) -> bytes:
    """The installation's own key, made once and readable by its owner alone. Raises :class:`OutputError`."""
    path = home / "secret.key"
    ensure_folder(home)
    try:
        if not path.exists():
            _write_private(path, secrets.token_hex(32).encode())
        return path.read_bytes()
    except OSError as error:
        raise OutputError(f"密钥文件“{path}”读写不了（{error.strerror}），请检查文件夹的权限") from error


def _write_private(path: Path, data: bytes) -> None:
    """Write a file whole that no other user of the machine could read at any moment."""
    temporary = path.with_name(f".{path.name}.{new_id()}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
