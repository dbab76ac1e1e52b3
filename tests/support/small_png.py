"""A PNG of sixteen fixed colours: black on white, the red of heads and rules, and the colours of reminders."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from functools import cache

_GREYS = (0, 40, 80, 112, 146, 180, 204, 222, 238, 255)
_TINTS = ((255, 0, 0), (255, 85, 85), (255, 150, 150), (255, 205, 205), (0, 112, 192), (227, 108, 9))
_PALETTE = (*((grey, grey, grey) for grey in _GREYS), *_TINTS)


def small_png(width: int, rows: Sequence[bytes]) -> bytes:
    """Rows of RGB pixels as a PNG with each pixel in the nearest of the colours; the same rows give the same bytes."""
    pixels = b"".join(b"\0" + _packed(row) for row in rows)
    head = struct.pack(">2I5B", width, len(rows), 4, 3, 0, 0, 0)
    palette = bytes(channel for colour in _PALETTE for channel in colour)
    parts = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


def indexed_png(width: int, palette: bytes, pixels: bytes) -> bytes:
    """A PNG of colours of its own: three bytes each in the palette, one byte a pixel."""
    rows = [pixels[start : start + width] for start in range(0, len(pixels), width)]
    head = struct.pack(">2I5B", width, len(rows), 8, 3, 0, 0, 0)
    packed = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    parts = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _packed(row: bytes) -> bytes:
    """Two pixels a byte."""
    found = [_nearest(row[start : start + 3]) for start in range(0, len(row), 3)]
    found += [0] * (len(found) % 2)
    return bytes(left << 4 | right for left, right in zip(found[::2], found[1::2], strict=True))


@cache
def _nearest(pixel: bytes) -> int:
    def distance(number: int) -> int:
        return sum((value - wanted) ** 2 for value, wanted in zip(pixel, _PALETTE[number], strict=True))

    return min(range(len(_PALETTE)), key=distance)
