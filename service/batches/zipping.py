"""A .zip written as it goes: nothing of an entry stays in memory once it is out, however many there are.

The standard library keeps an object for each entry until the end, which for 100,000 papers is most of the memory. Every
content is at hand whole, so the headers are plain ones. Format: PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.14 to 4.3.16, 4.5.3.
"""

from __future__ import annotations

import struct
import tempfile
import zlib
from collections.abc import Iterator
from types import TracebackType
from typing import Final, Self

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_END_64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR: Final = struct.Struct("<4sLQL")
_OFFSET_64: Final = struct.Struct("<2HQ")
_PLAIN, _LARGE = 20, 45  # the version of the format a reader must know
# Made on Unix, as files that all may read: what comes from MS-DOS, unzip takes to be named in a code page of MS-DOS,
# whatever is said of UTF-8, and no Chinese name is left of it.
_UNIX: Final = 3 << 8
_FILE: Final = 0o100644 << 16
_UTF8_NAME: Final = 0x800
_DATE_1980: Final = 0x21  # the first day a zip can name: the same papers give the same bytes
_STORED, _DEFLATED = 0, 8
_MOST_ENTRIES, _FURTHEST = 0xFFFF, 0xFFFFFFFF
_IN_MEMORY: Final = 1_000_000
_PACKED: Final = (".docx", ".xlsx", ".pdf")


class Zip:
    """A .zip in the making; ``at`` is how much of it is out."""

    def __init__(self, at: int = 0) -> None:
        self.at = at
        self._count = 0
        self._directory = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed by __exit__

    def entry(self, name: str, content: bytes) -> bytes:
        """The bytes of an entry; what is deflated already is stored as it is."""
        way = _STORED if name.endswith(_PACKED) else _DEFLATED
        packed = content if way == _STORED else _deflated(content)
        known = (_UTF8_NAME, way, 0, _DATE_1980, zlib.crc32(content), len(packed), len(content))
        encoded = name.encode()
        far = self.at >= _FURTHEST
        extra = _OFFSET_64.pack(1, 8, self.at) if far else b""
        version = _LARGE if far else _PLAIN
        offset = _FURTHEST if far else self.at
        self._directory.write(
            _CENTRAL.pack(b"PK\1\2", _UNIX | version, version, *known, len(encoded), len(extra), 0, 0, 0, _FILE, offset)
        )
        self._directory.write(encoded + extra)
        self._count += 1
        made = b"".join((_LOCAL.pack(b"PK\3\4", _PLAIN, *known, len(encoded), 0), encoded, packed))
        self.at += len(made)
        return made

    def end(self) -> Iterator[bytes]:
        """The rest of the file: what is where."""
        size = self._directory.tell()
        self._directory.seek(0)
        while piece := self._directory.read(_IN_MEMORY):
            yield piece
        start, count = self.at, self._count
        if count > _MOST_ENTRIES or start + size > _FURTHEST:
            yield _END_64.pack(b"PK\6\6", _END_64.size - 12, _LARGE, _LARGE, 0, 0, count, count, size, start)
            yield _LOCATOR.pack(b"PK\6\7", 0, start + size, 1)
        few = min(count, _MOST_ENTRIES)
        yield _END.pack(b"PK\5\6", 0, 0, few, few, min(size, _FURTHEST), min(start, _FURTHEST), 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._directory.close()


def _deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(1, wbits=-zlib.MAX_WBITS)  # 6 takes four times as long to save an eighth
    return packer.compress(content) + packer.flush()
