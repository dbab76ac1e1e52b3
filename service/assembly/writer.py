"""Writing the zip of a .docx by hand: same parts, same bytes, and nothing done twice.

A .docx made from a template differs from the last one in a few parts only. The others are deflated once, headers and
all, and stand first in the file, so that their offsets never change either. Of those that change, what stands before
the first tag and after the last is deflated once too: blocks of a deflate stream that begin and end on whole bytes can
be joined (RFC 1951 §3.2.3). Format: PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16.
"""

from __future__ import annotations

import importlib
import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

try:  # several times faster where there is a wheel of it; the same format either way
    _fast: Any = importlib.import_module("isal.isal_zlib")
except ImportError:
    _fast = zlib

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20
_DEFLATED = 8
_DATE_1980 = 0x21  # 1980-01-01, the first day a zip can name
_UTF8_NAME = 0x800


_LEVEL = 7  # 9 takes three times as long to save a thirtieth: felt when a single paper is made
_LITTLE = 256  # bytes: not worth deflating


class Ends:
    """How a changing part always begins and ends, deflated beforehand."""

    __slots__ = ("_crc", "_head", "_packed_head", "_packed_tail", "_tail")

    def __init__(self, head: bytes = b"", tail: bytes = b"") -> None:
        start, end = (zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, 9) for _ in range(2))
        self._head, self._tail, self._crc = head, tail, zlib.crc32(head)
        self._packed_head = start.compress(head) + start.flush(zlib.Z_FULL_FLUSH) if head else b""
        self._packed_tail = end.compress(tail) + end.flush()

    @property
    def size(self) -> int:
        """Bytes kept in memory."""
        return len(self._head) + len(self._tail) + len(self._packed_head) + len(self._packed_tail)

    def packed(self, content: bytes) -> tuple[int, bytes]:
        """The checksum of a part and its deflate stream."""
        head, end = len(self._head), len(content) - len(self._tail)
        if end < head or not content.startswith(self._head) or not content.endswith(self._tail):
            return _fast.crc32(content), _fast.compress(content, 1, -zlib.MAX_WBITS)
        between = content[head:end]
        crc = _fast.crc32(self._tail, _fast.crc32(between, self._crc))
        return crc, b"".join((self._packed_head, _block(between), self._packed_tail))


def _block(content: bytes) -> bytes:
    """content as blocks of a deflate stream that goes on after them."""
    if len(content) < _LITTLE:
        return struct.pack("<BHH", 0, len(content), len(content) ^ 0xFFFF) + content
    deflate = _fast.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed: bytes = deflate.compress(content) + deflate.flush(zlib.Z_SYNC_FLUSH)
    return packed


_UNKNOWN = Ends()


class Entry:
    """One part ready to be written: its local header with content, and its line of the directory."""

    __slots__ = ("_crc", "_flags", "_name", "_packed", "_size", "local")

    def __init__(self, name: bytes, content: bytes, ends: Ends | None = None) -> None:
        if ends is None:
            deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
            self._crc, packed = zlib.crc32(content), deflate.compress(content) + deflate.flush()
        else:
            self._crc, packed = ends.packed(content)
        self._name = name
        self._flags = 0 if name.isascii() else _UTF8_NAME
        self._packed, self._size = len(packed), len(content)
        self.local = b"".join((_LOCAL.pack(b"PK\3\4", _VERSION, *self._common(), len(name), 0), name, packed))

    def _common(self) -> tuple[int, ...]:
        return (self._flags, _DEFLATED, 0, _DATE_1980, self._crc, self._packed, self._size)

    def central(self, offset: int) -> bytes:
        """This part's line of the central directory, for a local header at offset."""
        sizes = (len(self._name), 0, 0, 0, 0, 0, offset)
        return _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *self._common(), *sizes) + self._name


class Writer:
    """The unchanging parts of a package, ready to be joined with those that change."""

    __slots__ = ("_count", "_directory", "_ends", "_locals")

    def __init__(self, fixed: Iterable[tuple[str, bytes]], ends: Mapping[bytes, Ends] | None = None) -> None:
        entries = [Entry(name.encode(), content) for name, content in fixed]
        self._ends = ends or {}
        offsets = [0]
        for entry in entries:
            offsets.append(offsets[-1] + len(entry.local))
        self._count = len(entries)
        self._locals = b"".join(entry.local for entry in entries)
        self._directory = b"".join(entry.central(at) for entry, at in zip(entries, offsets, strict=False))

    @property
    def size(self) -> int:
        """Bytes kept in memory for the unchanging parts."""
        return len(self._locals) + len(self._directory) + sum(ends.size for ends in self._ends.values())

    def write(self, changed: Iterable[tuple[bytes, bytes]]) -> bytes:
        """The whole file, the changed parts (name, content) last."""
        pieces, lines = [self._locals], [self._directory]
        offset, count = len(self._locals), self._count
        for name, content in changed:
            entry = Entry(name, content, self._ends.get(name, _UNKNOWN))
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
