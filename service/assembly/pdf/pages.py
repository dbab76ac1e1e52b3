"""PDF files by pdfium: counted, joined, drawn. Pdfium knows no threads: one at a time uses it."""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

_one_at_a_time = threading.Lock()
_POINTS: Final = 72
_WIDEST: Final = 2000  # pixels: a page of A0 is drawn smaller


def count(pdf: Path | bytes) -> int:
    """How many pages a PDF has; 0 for what is none."""
    with _pdfium() as pdfium:
        try:
            document = pdfium.PdfDocument(pdf)
        except pdfium.PdfiumError:
            return 0
        with document:
            return len(document)


def join(pdfs: Sequence[Path], out: BinaryIO) -> int:
    """Write the pages of all PDFs, in order, as one; gives how many there are."""
    with _pdfium() as pdfium, ExitStack() as stack:
        whole = stack.enter_context(pdfium.PdfDocument.new())
        for path in pdfs:
            with pdfium.PdfDocument(path) as document:
                whole.import_pages(document)
        whole.save(out)
        return len(whole)


def picture(pdf: Path, page: int, dpi: int) -> bytes:
    """A page (from 1) as PNG. Raises IndexError where there is none."""
    with _pdfium() as pdfium, pdfium.PdfDocument(pdf) as document:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        sheet = document[page - 1]
        scale = min(dpi / _POINTS, _WIDEST / max(sheet.get_size()))
        bitmap = sheet.render(scale=scale, rev_byteorder=True)
        return _png(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def beginnings(pdf: Path, pages: Sequence[int], length: int) -> list[str]:
    """The first characters of pages (from 1), for whoever cannot see the pictures."""
    with _pdfium() as pdfium, pdfium.PdfDocument(pdf) as document:
        return [
            "".join(document[page - 1].get_textpage().get_text_range(count=length * 2).split())[:length]
            for page in pages
        ]


@contextmanager
def _pdfium() -> Iterator[Any]:
    import pypdfium2  # noqa: PLC0415 - a library of the machine's: most runs draw no page

    with _one_at_a_time:
        yield pypdfium2


def _png(width: int, height: int, stride: int, pixels: bytes) -> bytes:
    """Rows of red, green and blue as PNG (RFC 2083): nothing else here would need a library of pictures."""
    rows = b"".join(b"\0" + pixels[at : at + 3 * width] for at in range(0, height * stride, stride))
    head = struct.pack(">2L5B", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    written = (
        struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)
