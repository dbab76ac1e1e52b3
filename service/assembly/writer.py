"""Writing the zip of a .docx by hand: same parts, same bytes, and nothing done twice.

A .docx made from a template differs from the last one in a few parts only. The others are deflated once, headers and
all, and stand first in the file, so that their offsets never change either. Format:
PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20
_DEFLATED = 8
_DATE_1980 = 0x21  # 1980-01-01, the first day a zip can name
_UTF8_NAME = 0x800


class Entry:
    """One part ready to be written: its local header with content, and its line of the directory."""

    __slots__ = ("_crc", "_flags", "_name", "_packed", "_size", "local")

    def __init__(self, name: bytes, content: bytes, level: int) -> None:
        deflate = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
        packed = deflate.compress(content) + deflate.flush()
        self._name = name
        self._flags = 0 if name.isascii() else _UTF8_NAME
        self._crc, self._packed, self._size = zlib.crc32(content), len(packed), len(content)
        self.local = b"".join((_LOCAL.pack(b"PK\3\4", _VERSION, *self._common(), len(name), 0), name, packed))

    def _common(self) -> tuple[int, ...]:
        return (self._flags, _DEFLATED, 0, _DATE_1980, self._crc, self._packed, self._size)

    def central(self, offset: int) -> bytes:
        """This part's line of the central directory, for a local header at offset."""
        sizes = (len(self._name), 0, 0, 0, 0, 0, offset)
        return _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *self._common(), *sizes) + self._name


class Writer:
    """The unchanging parts of a package, ready to be joined with those that change."""

    __slots__ = ("_count", "_directory", "_locals")

    def __init__(self, fixed: Iterable[tuple[str, bytes]]) -> None:
        entries = [Entry(name.encode(), content, 9) for name, content in fixed]
        offsets = [0]
        for entry in entries:
            offsets.append(offsets[-1] + len(entry.local))
        self._count = len(entries)
        self._locals = b"".join(entry.local for entry in entries)
        self._directory = b"".join(entry.central(at) for entry, at in zip(entries, offsets, strict=False))

    @property
    def size(self) -> int:
        """Bytes kept in memory for the unchanging parts."""
        return len(self._locals) + len(self._directory)

    def write(self, changed: Iterable[tuple[bytes, bytes]]) -> bytes:
        """The whole file, the changed parts (name, content) last."""
        pieces, lines = [self._locals], [self._directory]
        offset, count = len(self._locals), self._count
        for name, content in changed:
            entry = Entry(name, content, 1)
            lines.append(entry.central(offset))
            pieces.append(entry.local)
            offset += len(entry.local)
            count += 1
        directory = b"".join(lines)
        pieces += (directory, _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), offset, 0))
        return b"".join(pieces)


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """parts as a file, in their order: same parts, same bytes."""
    return Writer(parts.items()).write(())
