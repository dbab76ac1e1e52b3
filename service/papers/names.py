"""File names of papers, safe on Windows, inside a .zip and for the reader (engine.md §5.8)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from data_adapters.patterns import regex
from service.errors import PaperError

_FORBIDDEN = regex(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
_FORMAT = "Cf"  # zero-width and bidi marks: they let a name look like another
_DEVICES = regex(r"(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])\s*(\.|$)", re.IGNORECASE)
_TAG = regex(r"\{\{\s*([^{}|]+?)\s*\}\}")
_MAX_CHARS = 80
_MAX_BYTES = 200


def file_name(pattern: str, context: Mapping[str, Any]) -> str:
    """The name that ``pattern`` ("会议通知（{{ 主送 }}）") gives, without a suffix. PaperError for an unknown name."""

    def value(match: re.Match[str]) -> str:
        found: Any = context
        for part in match.group(1).split("."):
            if not isinstance(found, Mapping) or part not in found:
                raise PaperError(
                    f"文件名“{pattern}”里的“{match.group(1)}”不在数据中，请检查 template.toml 的 file_name"
                )
            found = found[part]
        return str(found)

    return safe(_TAG.sub(value, pattern))


def safe(name: str) -> str:
    """``name`` with what file systems refuse replaced, cut to 80 characters and 200 bytes of UTF-8; never empty."""
    plain = unicodedata.normalize("NFC", name)
    if not plain.isprintable():
        plain = "".join(char for char in plain if unicodedata.category(char) != _FORMAT)
    plain = _FORBIDDEN.sub("_", "".join(plain.split("\n"))).strip(" .")[:_MAX_CHARS]
    plain = plain.encode("utf-8")[:_MAX_BYTES].decode("utf-8", "ignore").strip(" .")
    if _DEVICES.match(plain):
        plain = f"_{plain}"
    return plain or "未命名"


class UniqueNames:
    """Hands out each file name once: a second of the same spelling (whatever its case) gets （2）, （3） …"""

    def __init__(self) -> None:
        # By the hash of the name, for there may be very many: the last number it was given.
        self._taken: dict[int, int] = {}

    def take(self, name: str) -> str:
        """``name``, or the first numbered form of it that is free."""
        key = hash(name.casefold())
        number, unique = self._taken.get(key, 1), name
        while hash(unique.casefold()) in self._taken:
            number += 1
            unique = f"{name}（{number}）"
        self._taken[key] = number
        self._taken.setdefault(hash(unique.casefold()), 1)
        return unique
