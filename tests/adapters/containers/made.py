"""Files of kinds no library here writes, made byte by byte, and works of a child that misbehave."""

from __future__ import annotations

import io
import os
import struct
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

FILES = Path(__file__).parent.parent / "files"
ROWS = (("项目名称", "年度计划投资", "责任单位"), ("甲项目", "100", "栖云镇"), ("乙项目", "200", "枕石镇"))
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip package of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def docx(body: str) -> bytes:
    """A Word document of this body."""
    return zipped({"word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>"})


def paragraph(text: str) -> str:
    """A paragraph of one run."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_table(rows: Sequence[Sequence[str]]) -> str:
    """A Word table; a cell text may begin with properties in angle brackets, e.g. ``<w:gridSpan w:val="2"/>总投资``."""
    lines = ("".join(map(_cell, row)) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def _cell(text: str) -> str:
    cut = text.find("/>") + 2 if text.startswith(("<w:gridSpan", "<w:vMerge")) else 0
    inside = text + "<w:p/>" if text.startswith("<w:tbl>") else paragraph(text[cut:])
    return f"<w:tc><w:tcPr>{text[:cut]}</w:tcPr>{inside}</w:tc>"


def ods(table: str, manifest: str = "<m/>") -> bytes:
    """An OpenDocument workbook of this one table's content."""
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("table", "text"))
    office = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    body = f'<office:body><office:spreadsheet><table:table table:name="台账">{table}</table:table></office:spreadsheet>'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": f"<office:document-content {office} {spaces}>{body}</office:body></office:document-content>",
        }
    )


def record(kind: int, content: bytes = b"") -> bytes:
    """A record of an .xlsb part."""
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(content)
    while size >= 0x80:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return number + length + bytes([size]) + content


def wide(text: str) -> bytes:
    """A text as .xlsb writes it."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_cell(column: int, value: str | float, error: int | None = None) -> bytes:
    """A cell record: an error value, a text or a number."""
    place = struct.pack("<II", column, 0)
    if error is not None:
        return record(3, place + bytes([error]))
    return record(6, place + wide(value)) if isinstance(value, str) else record(5, place + struct.pack("<d", value))


def xlsb(sheet: bytes) -> bytes:
    """A binary workbook of one sheet with these row and cell records."""
    kinds = "application/vnd.ms-excel."
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("台账"))
    extent = record(148, struct.pack("<IIII", 0, 9, 0, 9))
    return zipped(
        {
            "[Content_Types].xml": f'<Types><Override PartName="/xl/workbook.bin" ContentType="{kinds}main"/></Types>',
            "xl/workbook.bin": book + record(144) + record(132),
            "xl/_rels/workbook.bin.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships"><Relationship Id="rId1" Type="{relation}/worksheet" Target="worksheets/sheet1.bin"/>'
            "</Relationships>",
            "xl/worksheets/sheet1.bin": record(129) + extent + record(145) + sheet + record(146) + record(130),
        }
    )


def xlsb_row(number: int, *cells: bytes, hidden: bool = False) -> bytes:
    """A row record (the row counts from 0) and its cells."""
    flags = bytes([0, 0x10 if hidden else 0, 0])
    return record(0, struct.pack("<IIH", number, 0, 300) + flags + struct.pack("<I", 0)) + b"".join(cells)


def hang(data: bytes, name: str) -> Iterator[Any]:
    """A work that never ends, and takes no time of the processor."""
    yield "kind", "csv"
    time.sleep(600)


def spin(data: bytes, name: str) -> Iterator[Any]:
    """A work that never ends, and takes all the time it gets."""
    while True:
        if not data:
            yield name


def abort(data: bytes, name: str) -> Iterator[Any]:
    """A work that ends its process as a failed allocation does."""
    yield "kind", "csv"
    os.abort()


def leave(data: bytes, name: str) -> Iterator[Any]:
    """A work that ends its process silently and in good order."""
    yield "kind", "csv"
    os._exit(0)


def hunger(data: bytes, name: str) -> Iterator[Any]:
    """A work that wants more memory than there may be."""
    yield bytearray(1 << 40)


def stumble(data: bytes, name: str) -> Iterator[Any]:
    """A work with a mistake in it."""
    yield int("错" + name)


def speak(data: bytes, name: str, *words: str) -> Iterator[Any]:
    """A work that says what it was given, and who it is."""
    yield len(data), name, list(words), os.getpid()


def much(*_: object) -> Iterator[bytes]:
    """More than a pipe holds where nobody widened it, in two pieces."""
    yield b"a" * 300_000
    yield b"b" * 300_000
