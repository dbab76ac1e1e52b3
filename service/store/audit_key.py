"""The secret of the audit chain: a file outside the database, readable by its owner alone."""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from service.errors import StoreError
from service.files import cause_of

KEY_NAME: Final = "audit.key"
_BYTES: Final = 32


class AuditKey:
    """The key in a file. It is made by the first deed of a new database, and never anew for an old one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._secret = b""

    @property
    def id(self) -> str:
        """What tells one key from another without telling the key: 16 hexadecimal digits."""
        return hashlib.sha256(b"huicai audit key\0" + self._secret).hexdigest()[:16]

    def of(self, key_id: str) -> bytes:
        """The secret of the chain that was made with the key of this id, "" for a chain not yet begun.

        Raises :class:`StoreError` where the file is missing, damaged, or another chain's.
        """
        if not self._secret:
            self._secret = self._read(may_make=not key_id)
        if key_id and key_id != self.id:
            raise StoreError(
                f"审计密钥“{self.path}”不是这个数据库的（应为 {key_id}，现为 {self.id}），"
                "请换回原来的密钥文件；它在备份里，也在首次启用本系统的电脑上"
            )
        return self._secret

    def _read(self, may_make: bool) -> bytes:
        try:
            if may_make and not self.path.exists():
                self._make()
            words = self.path.read_text(encoding="ascii").strip()
            secret = bytes.fromhex(words)
        except FileNotFoundError as error:
            raise StoreError(
                f"找不到审计密钥“{self.path}”，没有它不能续写或核对操作记录；请从备份中取回这个文件放到原处"
            ) from error
        except OSError as error:
            raise StoreError(f"审计密钥“{self.path}”读写不了（{cause_of(error)}），请检查文件权限") from error
        except ValueError as error:
            raise StoreError(f"审计密钥“{self.path}”已损坏，请从备份中取回这个文件放到原处") from error
        if len(secret) != _BYTES:
            raise StoreError(f"审计密钥“{self.path}”已损坏，请从备份中取回这个文件放到原处")
        return secret

    def _make(self) -> None:
        """Write a new key whole; of two who do so at once the first wins."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.path.with_name(f".{self.path.name}.{os.getpid()}.{secrets.token_hex(4)}.tmp")
        try:
            with os.fdopen(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as stream:
                stream.write(f"{secrets.token_hex(_BYTES)}\n")
                stream.flush()
                os.fsync(stream.fileno())
            with suppress(FileExistsError):
                os.link(temporary, self.path)
        finally:
            temporary.unlink(missing_ok=True)
