"""Pictures as a context gives them: bytes, the path of a file, or a data URI (RFC 2397), as JSON can hold no bytes;
checked by what they hold, not by their names."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.assembly.values import UnprintableError

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_JPEG_FRAMES = frozenset([*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)])
_STANDALONE = frozenset([0x01, *range(0xD0, 0xD9)])
_SIZES = re.compile(rb'(<(?:\w+:)?(?:extent|ext)\b[^>]*?\bcx=")\d+("\s+cy=")\d+(")')
_FRAME = re.compile(rb'<(?:\w+:)?extent\b[^>]*?\bcx="(\d+)"\s+cy="(\d+)"')


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG: its bytes, kind, pixels, and how many times as wide as high one of them is shown."""

    content: bytes
    ending: str
    width: int
    height: int
    stretch: float = 1.0

    @property
    def kind(self) -> str:
        """The content type."""
        return f"image/{self.ending}"

    def within(self, frame: tuple[int, int]) -> tuple[int, int]:
        """The largest size, in the frame's unit, that keeps the proportions."""
        width, height = self.width * self.stretch, self.height
        scale = min(frame[0] / width, frame[1] / height)
        return max(1, round(width * scale)), max(1, round(height * scale))


def picture(value: Any) -> Picture:
    """value as a picture; UnprintableError, a Chinese clause, for what is none, damaged or too large."""
    content = _content(value)
    if len(content) > MAX_BYTES:
        raise UnprintableError(f"图片有 {len(content) / 1048576:.1f} MB，超过 {MAX_BYTES >> 20} MB，请压缩后再用")
    try:
        found = _png(content) if content.startswith(_PNG) else _jpeg(content) if content.startswith(_JPEG) else None
    except (struct.error, IndexError) as exc:
        raise UnprintableError("图片文件不完整，请重新取一张") from exc
    if found is None:
        raise UnprintableError("给的不是 PNG 或 JPEG 图片，请另存为 .png 或 .jpg")
    if not found.width or not found.height or found.width * found.height > MAX_PIXELS:
        raise UnprintableError(f"图片是 {found.width}×{found.height} 像素，应在 1 到 {MAX_PIXELS // 10_000} 万像素之间")
    return found


def _content(value: Any) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, str) and value.startswith("data:image/"):
        return _decoded(value)
    if not isinstance(value, Path):
        raise UnprintableError("这里要放图片，给的却不是图片文件（没有图片时请用 if 略去）")
    try:
        with value.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as exc:
        raise UnprintableError(f"图片“{value.name}”打不开，请检查文件是否还在") from exc


def _decoded(uri: str) -> bytes:
    import base64  # noqa: PLC0415 - few pictures come so
    import binascii  # noqa: PLC0415

    head, _, data = uri.partition(",")
    if len(data) > MAX_BYTES * 4 // 3 + 4:
        raise UnprintableError(f"图片超过 {MAX_BYTES >> 20} MB，请压缩后再用")
    try:
        return base64.b64decode(data, validate=True) if head.endswith(";base64") else b""
    except (binascii.Error, ValueError) as exc:
        raise UnprintableError("图片的 base64 文字不完整，请重新生成") from exc


def _png(content: bytes) -> Picture:
    """ISO/IEC 15948 §11.2.2 (IHDR), §11.3.5.3 (pHYs)."""
    if content[12:16] != b"IHDR" or b"IEND" not in content[-16:]:
        raise IndexError
    width, height = struct.unpack(">II", content[16:24])
    at = content.find(b"pHYs", 0, content.find(b"IDAT"))
    across, down = struct.unpack(">II", content[at + 4 : at + 12]) if at > 0 else (1, 1)
    return Picture(content, "png", width, height, down / across if across and down else 1.0)


def _jpeg(content: bytes) -> Picture:
    """ITU-T T.81 annex B: segments up to the frame header."""
    if b"\xff\xd9" not in content[-1024:]:
        raise IndexError
    at, stretch = 2, 1.0
    while True:
        while content[at] == 0xFF and content[at + 1] == 0xFF:
            at += 1
        marker = content[at + 1]
        if marker in _STANDALONE:
            at += 2
            continue
        length = struct.unpack(">H", content[at + 2 : at + 4])[0]
        if content[at] != 0xFF or length < 2:
            raise IndexError
        if marker == 0xE0 and content[at + 4 : at + 8] == b"JFIF":
            across, down = struct.unpack(">HH", content[at + 12 : at + 16])
            stretch = down / across if across and down else 1.0
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return Picture(content, "jpeg", width, height, stretch)
        at += 2 + length


def fitted(part: bytes, identity: str, image: Picture) -> bytes:
    """The filled part with the drawing that shows the relationship of that id fitted into its pattern's frame."""
    place = part.index(b'"' + identity.encode() + b'"')
    start, end = part.rindex(b"<w:drawing", 0, place), part.index(b"</w:drawing>", place)
    drawing = part[start:end]
    frame = _FRAME.search(drawing)
    if frame is None:
        return part
    width, height = image.within((int(frame[1]), int(frame[2])))
    return part[:start] + _SIZES.sub(rb"\g<1>%d\g<2>%d\g<3>" % (width, height), drawing) + part[end:]
