"""What the page keeps on disk besides the register: its own key; and the records it kept there before."""

from __future__ import annotations

import json
import os
import secrets
import threading
from pathlib import Path
from typing import Any

from service.errors import HuicaiError, OutputError
from service.files import ensure_folder, write_whole
from service.registers.deliveries import new_address

ID_PATTERN = r"[A-Za-z0-9_-]{22}"
MANIFEST = "manifest.json"
# One process, several threads: the temporary name of a file being written is the process's, so only one may write.
_writing = threading.Lock()


class DamagedRecordError(HuicaiError):
    """What was kept cannot be used any more: its record or its bytes are not what was written."""

    def __init__(self) -> None:
        super().__init__("这份记录已损坏，不能再用，请回到首页重新上传")


def write_kept(path: Path, data: bytes) -> None:
    """Write a file that several requests may write at once: the last one stays. Raises :class:`OutputError`."""
    with _writing:
        ensure_folder(path.parent)
        write_whole(path, data)


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
    temporary = path.with_name(f".{path.name}.{new_address()}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
