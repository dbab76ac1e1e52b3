"""Putting right, in a filled part, what loops and conditions may have left wrong for Word.

Only parts for which the proof could not rule it out come here, since each has to be parsed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

HOLDERS = tuple(W + name for name in ("tc", "hdr", "ftr", "footnote", "endnote", "comment", "txbxContent"))
_MOST_DIGITS = 10
#: As far from its end as the last two sections of a part may begin, in characters.
_TAIL = 8000
_EMPTY_LAST = re.compile(
    r"</w:sectPr>\s*</w:pPr>\s*</w:p>\s*"
    r"(?:<w:p\b[^>]*(?:/>|>(?:<w:pPr>(?:(?!</w:pPr>|<w:sectPr\b).)*</w:pPr>)?</w:p>)\s*)*<w:sectPr\b",
    re.DOTALL,
)
_BLOCKS = frozenset(W + name for name in ("p", "tbl", "sdt", "customXml"))


def in_use(root: etree._Element, tag: str) -> list[etree._Element]:
    """The elements of that name Word reads: a Fallback holds a second copy, with the same ids, for old programs."""
    return [element for element in root.iter(tag) if next(element.iterancestors(_FALLBACK), None) is None]


def last_block(holder: etree._Element) -> etree._Element | None:
    """The last paragraph, table or content control directly inside holder; bookmarks after it do not count."""
    return next((child for child in holder.iterchildren(reversed=True) if child.tag in _BLOCKS), None)


def lacks_paragraph(holder: etree._Element) -> bool:
    """Whether a cell (or another holder of paragraphs) does not end with a paragraph, which Word takes for damage."""
    last = last_block(holder)
    return last is None or last.tag == W + "tbl"


def empty_rows(root: etree._Element) -> list[etree._Element]:
    """Rows without any cell, in document order."""
    return [row for row in root.iter(W + "tr") if next(row.iter(W + "tc"), None) is None]


def empty_tables(root: etree._Element) -> list[etree._Element]:
    """Tables without any row, in document order."""
    return [table for table in root.iter(W + "tbl") if next(table.iter(W + "tr"), None) is None]


def mend(root: etree._Element) -> None:
    """Remove rows without cells, tables without rows and a last section without anything in it, end cells with a
    paragraph, make drawing and bookmark ids unique; in place."""
    for empty in (*empty_rows(root), *empty_tables(root)):
        _remove(empty)
    for table in empty_tables(root):  # those whose only rows were empty
        _remove(table)
    for holder in root.iter(*HOLDERS):
        if lacks_paragraph(holder):
            _append_paragraph(holder)
    _drop_empty_last_section(root)
    _renumber_drawings(root)
    _drop_doubled_bookmarks(root)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _append_paragraph(holder: etree._Element) -> None:
    last = last_block(holder)
    if last is None:
        holder.append(etree.Element(W + "p"))
    else:
        last.addnext(etree.Element(W + "p"))


def ends_in_empty_section(text: str) -> bool:
    """Whether the body of a filled part ends with a section of nothing or of empty paragraphs: an empty page."""
    return _EMPTY_LAST.search(text, max(0, len(text) - _TAIL)) is not None


def _drop_empty_last_section(root: etree._Element) -> None:
    """Where the condition around a last section did not hold, the section before it ends the body.

    So it does where Word kept the empty paragraph it wants at the end of a body whose last section was deleted.
    """
    body = root.find(W + "body")
    own = body.find(W + "sectPr") if body is not None else None
    if body is None or own is None:
        return
    empty = list(takewhile(_says_nothing, (block for block in body.iterchildren(reversed=True) if block is not own)))
    before = empty[-1].getprevious() if empty else own.getprevious()
    ended = before.find(f"{W}pPr/{W}sectPr") if before is not None else None
    if ended is not None:
        for paragraph in empty:
            body.remove(paragraph)
        body.replace(own, ended)


def _says_nothing(block: etree._Element) -> bool:
    """Whether a block is a paragraph with nothing in it, that ends no section."""
    return block.tag == W + "p" and all(
        part.tag == W + "pPr" and part.find(W + "sectPr") is None for part in block.iterchildren()
    )


def _renumber_drawings(root: etree._Element) -> None:
    """Drawings whose id was used before get the next free ones."""
    drawings = in_use(root, WP + "docPr")
    used = {whole_number(d.get("id", "")) or 0 for d in drawings}
    free = max(used, default=0)
    seen: set[str] = set()
    for drawing in drawings:
        number = drawing.get("id", "0")
        if number in seen:
            free += 1
            drawing.set("id", str(free))
        seen.add(number)


def whole_number(text: str) -> int | None:
    """The number a numeric attribute writes, None when it is none Word could hold (Word's are of 32 bits)."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else None


def doubled_bookmarks(root: etree._Element) -> Iterator[etree._Element]:
    """Bookmark starts whose id or name an earlier one has."""
    ids: set[str] = set()
    names: set[str] = set()
    for start in in_use(root, W + "bookmarkStart"):
        number, name = start.get(W + "id", ""), start.get(W + "name", "")
        if number in ids or name in names:
            yield start
        ids.add(number)
        names.add(name)


def _drop_doubled_bookmarks(root: etree._Element) -> None:
    """Keep the first bookmark of a name: a loop's copies lead nowhere. Each goes with the end nearest after it."""
    doubled = set(doubled_bookmarks(root))
    if not doubled:
        return
    open_ends: Counter[str | None] = Counter()
    for mark in list(root.iter(W + "bookmarkStart", W + "bookmarkEnd")):
        number = mark.get(W + "id")
        if mark in doubled:
            open_ends[number] += 1
            _remove(mark)
        elif mark.tag == W + "bookmarkEnd" and open_ends[number]:
            open_ends[number] -= 1
            _remove(mark)
