"""What a .docx prints, for tests that read a paper as its receiver does: its text and its tables."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from io import BytesIO
from typing import Final

from lxml import etree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS: Final = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_TEXT: Final = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


def text_of(document: bytes) -> str:
    """All text of the body, headers and footers, without a mark between paragraphs."""
    with zipfile.ZipFile(BytesIO(document)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if _PARTS.fullmatch(name)]
    return unescape("".join(found for part in parts for found in _TEXT.findall(part)))


def tables_of(document: bytes) -> list[list[list[str]]]:
    """The body's tables as rows of cells' texts."""
    with zipfile.ZipFile(BytesIO(document)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    return [
        [[_words(cell) for cell in row.iter(f"{_W}tc")] for row in table.iter(f"{_W}tr")]
        for table in body.iter(f"{_W}tbl")
    ]


def column(tables: list[list[list[str]]], key: str, wanted: str) -> dict[str, str]:
    """One column by another: of the first table whose heading has both. Raises StopIteration for none."""
    table = next(rows for rows in tables if {key, wanted} <= set(rows[0]))
    at, of = table[0].index(wanted), table[0].index(key)
    return {row[of]: row[at] for row in table[1:]}


def _words(cell: etree._Element) -> str:
    return "".join(text.text or "" for text in cell.iter(f"{_W}t"))
