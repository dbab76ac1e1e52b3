"""The pictures of the papers in docs/pictures: python -m tests.support.gallery

Fills each paper's template with its sample data, prints it by LibreOffice with the tests' fonts, and lays the first
pages of some side by side in each PNG.
"""

from __future__ import annotations

import json
import struct
import tempfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from service.assembly import compile_template
from service.config import ROOT, TEMPLATES
from service.wording import FILTERS
from tests.support.raster import Raster
from tests.support.rendering import Office, poppler

PICTURES = {
    "papers": ("meeting_notice", "progress_bulletin", "dispatch_order", "accountability_notice"),
    "meeting": ("agenda", "sign_in_sheet", "reply_form", "minutes", "work_brief", "unit_report"),
    "lists": ("duty_list", "progress_list", "display_board", "project_book"),
    "chasing": ("reminder_letter", "explanation_form", "talk_notice", "service_receipt"),
}
FOLDER = ROOT / "docs" / "pictures"
DPI = 54
GAP = 8  # pixels of grey around each page
GREY = b"\xb4\xb4\xb4"


def main() -> None:
    """Write the pictures anew."""
    documents = {paper: filled(TEMPLATES / paper) for papers in PICTURES.values() for paper in papers}
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        pdfs = Office(Path(folder)).pdfs(documents)
        for name, papers in PICTURES.items():
            (FOLDER / f"{name}.png").write_bytes(_png([_page(pdfs[paper]) for paper in papers]))


def filled(folder: Path) -> bytes:
    """A paper's template filled with its own sample data."""
    template = compile_template((folder / "template.docx").read_bytes(), filters=FILTERS, name=folder.name)
    return template.render(json.loads((folder / "sample.json").read_text(encoding="utf-8")))


def _page(pdf: Path) -> Raster:
    return Raster.parse(poppler("pdftoppm", "-r", str(DPI), "-f", "1", "-l", "1", str(pdf)), DPI)


def _png(pages: Sequence[Raster]) -> bytes:
    """The pages in a row, as an 8-bit RGB PNG without any choice left to chance."""
    height = max(page.height for page in pages)
    edge = GREY * GAP
    rows = [b"".join(edge + _row(page, y) for page in pages) + edge for y in range(height)]
    width = len(rows[0]) // 3
    margin = [GREY * width] * GAP
    pixels = b"".join(b"\0" + row for row in (*margin, *rows, *margin))
    head = struct.pack(">2I5B", width, height + 2 * GAP, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _row(page: Raster, y: int) -> bytes:
    stride = page.width * 3
    return page.data[y * stride : (y + 1) * stride] if y < page.height else GREY * page.width


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    main()
