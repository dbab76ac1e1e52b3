"""A stream out of a compound file, the container of .xls ([MS-CFB] 2.2-2.6)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

_END: Final = 0xFFFFFFFA  # this and all above are no sector numbers
_ENTRY: Final = 128


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


def stream(data: bytes, *names: str) -> bytes:
    """The content of the first stream with one of these names. Raises ValueError or struct.error where it is broken."""
    sector_size, fat = _table(data)
    entries = _entries(_chain(data, fat, _u32(data, 48), sector_size))
    root = next(entry for entry in entries if entry.kind == 5)
    wanted = next((entry for name in names for entry in entries if entry.kind == 2 and entry.name == name), None)
    if wanted is None or wanted.size > len(data) or root.size > len(data):
        raise ValueError("no such stream, or longer than the file")
    if wanted.size >= _u32(data, 56):
        return _chain(data, fat, wanted.start, sector_size)[: wanted.size]
    small = _numbers(_chain(data, fat, _u32(data, 60), sector_size))
    container = _chain(data, fat, root.start, sector_size)
    return _chain(container, small, wanted.start, 1 << min(_u16(data, 32), 16), offset=0)[: wanted.size]


def _table(data: bytes) -> tuple[int, list[int]]:
    """The size of a sector, and which sector follows each."""
    sector_size = 1 << min(_u16(data, 30), 16)
    counts = _u32(data, 44), _u32(data, 64), _u32(data, 72)
    if sector_size < 512 or max(counts) * sector_size > len(data):
        raise ValueError("the header counts more sectors than the file has")
    return sector_size, _fat(data, sector_size, counts[0])


def _u16(data: bytes, at: int) -> int:
    found: int = struct.unpack_from("<H", data, at)[0]
    return found


def _u32(data: bytes, at: int) -> int:
    found: int = struct.unpack_from("<I", data, at)[0]
    return found


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def _fat(data: bytes, sector_size: int, count: int) -> list[int]:
    """The allocation table: its sectors are listed in the header, then in a chain of further lists."""
    places = _numbers(data[76:512])
    following = _u32(data, 68)
    while following < _END and len(places) <= count:
        more = _numbers(_sector(data, following, sector_size, sector_size))
        places += more[:-1]
        following = more[-1]
    used = [place for place in places if place < _END][:count]
    return _numbers(b"".join(_sector(data, place, sector_size, sector_size) for place in used))


def _sector(data: bytes, number: int, size: int, offset: int) -> bytes:
    start = offset + number * size
    if start >= len(data):
        raise ValueError("a sector beyond the end")
    return data[start : start + size]


def _chain(data: bytes, table: list[int], start: int, size: int, offset: int | None = None) -> bytes:
    """The sectors that follow each other from ``start``; those of a file begin after its header sector."""
    blocks: list[bytes] = []
    while start < _END:
        if len(blocks) > len(table) or start >= len(table):
            raise ValueError("a chain that does not end")
        blocks.append(_sector(data, start, size, size if offset is None else offset))
        start = table[start]
    return b"".join(blocks)


def _entries(directory: bytes) -> list[_Entry]:
    found = []
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length = max(0, min(_u16(directory, at + 64) - 2, 62))
        name = directory[at : at + length].decode("utf-16-le", errors="replace")
        start, size = struct.unpack_from("<II", directory, at + 116)
        found.append(_Entry(name, directory[at + 66], start, size))
    return found
