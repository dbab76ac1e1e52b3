"""Passwords: what is taken as one (NIST SP 800-63B, 5.1.1.2: long, not well known, no rules of composition), how one is
kept (argon2id), and how one is made for somebody else. No database: hashing takes long and must never hold one up.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from service.config import Settings
from service.errors import EntryError

LEAST: Final = 10
MOST: Final = 128
_OWN_LEAST: Final = 4  # what must be left when all that everybody would guess is taken out
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another when read from paper
_ROWS: Final = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_WORDS: Final = (
    "1q2w3e4r", "1qaz2wsx", "qazwsx", "password", "passwd", "passw0rd", "p@ssword", "p@ssw0rd", "administrator",
    "admin", "welcome", "letmein", "iloveyou", "woaini", "5201314", "1314520", "147258369", "huicai", "zhongguo",
    "mima", "密码", "会材",
)  # fmt: skip


def _runs() -> Iterator[str]:
    """Every stretch of four or more along a row of keys or letters, forwards and backwards."""
    for row in _ROWS:
        for line in (row, row[::-1]):
            yield from (line[start:end] for start in range(len(line)) for end in range(start + 4, len(line) + 1))


# Longest first, or "password" would leave its tail; then years, and anything of up to four signs said three times.
_GUESSED: Final = re.compile(
    "|".join(sorted((re.escape(each) for each in {*_runs(), *_WORDS}), key=lambda each: -len(each)))
    + r"|(?:19|20)\d\d|(.{1,4}?)\1{2,}"
)


@dataclass(frozen=True)
class Passwords:
    """How passwords are kept: ``memory`` in MiB and ``rounds`` of argon2id."""

    memory: int
    rounds: int

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """As the settings have it."""
        return cls(settings.password_memory_mb, settings.password_rounds)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        return PasswordHasher(time_cost=self.rounds, memory_cost=self.memory * 1024)

    def hashed(self, password: str) -> str:
        """What is kept of a password."""
        return self._hasher.hash(_bytes(password))

    def fits(self, kept: str, password: str) -> bool:
        """Whether it is the password of which this is kept."""
        try:
            return self._hasher.verify(kept, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False

    def is_outdated(self, kept: str) -> bool:
        """Whether it was kept with other settings than those in force."""
        return self._hasher.check_needs_rehash(kept)

    def decoy(self) -> str:
        """What no password fits, and as much work to find out as for a real one."""
        hasher = self._hasher
        salt, digest = (
            b64encode(secrets.token_bytes(length)).decode().rstrip("=") for length in (hasher.salt_len, hasher.hash_len)
        )
        costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
        return f"$argon2id$v=19${costs}${salt}${digest}"


def made() -> str:
    """A new password for somebody, of 79 bits, fit to be read out and typed."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def check(password: str, login: str, name: str) -> None:
    """Raises :class:`EntryError` for a password that would soon be guessed, in a sentence that says why."""
    typed = _plain(password)
    if len(typed) < LEAST:
        raise EntryError(f"密码只有{len(typed)}个字符，至少要{LEAST}个；可以用一句自己记得住的话，不必夹杂符号")
    if len(typed) > MOST:
        raise EntryError(f"密码有{len(typed)}个字符，最多{MOST}个，请改短")
    folded = typed.casefold()
    own = folded.replace(login.casefold(), "").replace(name.casefold(), "")
    if len(_GUESSED.sub("", own)) >= _OWN_LEAST:
        return
    if own != folded:
        raise EntryError("密码里除了登录名或姓名，几乎没有别的，容易被猜到，请换一个")
    raise EntryError("这个密码是许多人都用的样式（连号、键盘顺序、重复、常用词加年份），容易被猜到，请换一个")


def _plain(password: str) -> str:
    """A password as any keyboard gives it: full-width letters of a Chinese input method are the plain ones."""
    return unicodedata.normalize("NFKC", password)


def _bytes(password: str) -> bytes:
    return _plain(password).encode("utf-8", "surrogatepass")
