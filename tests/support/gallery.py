"""The pictures of the papers in docs/pictures: python -m tests.support.gallery

Fills each paper's template with its sample data, prints it by LibreOffice with the tests' fonts, and lays the first
pages of some side by side in each PNG; each paper has a smaller picture of its own in docs/pictures/papers.
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
from service.papers import papers
from service.wording import FILTERS
from tests.support.raster import Raster
from tests.support.rendering import Office, pages, poppler
from tests.support.small_png import chunk, small_png

PICTURES = {
    "papers": ("meeting_notice", "progress_bulletin", "dispatch_order", "accountability_notice"),
    "meeting": ("agenda", "sign_in_sheet", "reply_form", "minutes", "work_brief", "unit_report", "weekly_summary"),
    "lists": ("duty_list", "progress_list", "display_board", "project_book", "score_sheet"),
    "chasing": (
        "reminder_letter",
        "explanation_form",
        "talk_notice",
        "service_receipt",
        "criticism_circular",
        "halt_approval",
    ),
}
FOLDER = ROOT / "docs" / "pictures"
EACH = FOLDER / "papers"
DPI = 54
EACH_DPI = 84
LARGE = 400  # mm: a page as wide as that is a board, shown at two thirds
GAP = 8  # pixels of grey around each page
GREY = b"\xb4\xb4\xb4"


def main() -> None:
    """Write the pictures anew."""
    documents = {paper: filled(TEMPLATES / paper) for paper in papers()}
    EACH.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        pdfs = Office(Path(folder)).pdfs(documents)
        for name, shown in PICTURES.items():
            (FOLDER / f"{name}.png").write_bytes(_png([_page(pdfs[paper], 1, DPI) for paper in shown]))
        for paper, pdf in pdfs.items():
            (EACH / f"{paper}.png").write_bytes(picture(pdf))


def filled(folder: Path) -> bytes:
    """A paper's template filled with its own sample data."""
    template = compile_template((folder / "template.docx").read_bytes(), filters=FILTERS, name=folder.name)
    return template.render(json.loads((folder / "sample.json").read_text(encoding="utf-8")))


def picture(pdf: Path) -> bytes:
    """The first page and, where there are more, the last one: the head, and where signature or annex stand.

    Between them the first of the sheets across that an upright paper has.
    """
    first, *others = pages(pdf)
    upright = first.width < first.height
    turned = [page.number for page in others if upright and page.width > page.height]
    dpi = EACH_DPI * 2 // 3 if first.width > LARGE else EACH_DPI
    shown = sorted({1, *turned[:1], 1 + len(others)})
    return in_a_row(pdf, shown, dpi)


def in_a_row(pdf: Path, shown: Sequence[int], dpi: int) -> bytes:
    """Pages of a PDF (from 1) side by side as a small PNG."""
    return small_png(*_sheet([_page(pdf, number, dpi) for number in shown]))


def _page(pdf: Path, number: int, dpi: int) -> Raster:
    return Raster.parse(poppler("pdftoppm", "-r", str(dpi), "-f", str(number), "-l", str(number), str(pdf)), dpi)


def _sheet(shown: Sequence[Raster]) -> tuple[int, list[bytes]]:
    """The pages in a row: how wide in pixels, and the RGB rows."""
    height = max(page.height for page in shown)
    edge = GREY * GAP
    rows = [b"".join(edge + _row(page, y) for page in shown) + edge for y in range(height)]
    width = len(rows[0]) // 3
    margin = [GREY * width] * GAP
    return width, [*margin, *rows, *margin]


def _png(shown: Sequence[Raster]) -> bytes:
    """The pages in a row, as an 8-bit RGB PNG without any choice left to chance."""
    width, rows = _sheet(shown)
    head = struct.pack(">2I5B", width, len(rows), 8, 2, 0, 0, 0)
    pixels = b"".join(b"\0" + row for row in rows)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


def _row(page: Raster, y: int) -> bytes:
    stride = page.width * 3
    return page.data[y * stride : (y + 1) * stride] if y < page.height else GREY * page.width


if __name__ == "__main__":
    main()
