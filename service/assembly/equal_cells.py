"""``{% 合并相同 %}``: cells of a column that say the same as the one above become one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise
from typing import Any

from lxml import etree

from service.assembly.cells import put
from service.assembly.marks import MERGE, take_marks
from service.assembly.mend import WP, W

GAPS = frozenset(["", "——", "／"])  # what nobody reported is not the same as what somebody else did not report
_AROUND = frozenset(
    W + name for name in ("r", "hyperlink", "ins", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple")
)
_LOOKS = frozenset(
    W + name for name in (
        "tcPr", "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "tblPr", "tblGrid", "trPr", "proofErr",
        "lastRenderedPageBreak", "bookmarkStart", "bookmarkEnd",
    )
)  # fmt: skip
_HOLDING = frozenset(W + name for name in ("p", "tbl", "tr", "tc"))
_WRAPPERS = (f"{W}sdt", f"{W}sdtContent", f"{W}customXml")
_PARAGRAPH, _IDENTITY = "¶", re.compile(r"huicai-\w+-\d+-\d+")
Cells = dict[tuple[int, int], etree._Element]


def merge_equal_cells(root: etree._Element, placed: list[Any]) -> None:
    """Merge cells marked so with the one above of the same content, as far as the marked cells to their left are merged
    too; in place. Gaps are not merged. On a new page a merged cell is empty: Word repeats header rows only. ``placed``
    are the charts and pictures of the fill; those of cells that became part of another are taken out."""
    marked = set(take_marks(root, MERGE, f"{W}tc"))
    firsts: dict[Any, str] = {}
    same = {item.identity: firsts.setdefault((item.pattern, item.made), item.identity) for item in placed}
    said = {cell: _said(cell, same) for cell in marked}
    gone: set[str] = set()
    for table in {next(cell.iterancestors(f"{W}tbl"), None): None for cell in marked}:
        if table is not None:
            rows = [dict(_places(row)) for row in _inside(table, f"{W}tr")]
            for above, below in pairwise(rows):
                _merge_row(above, below, said)
    for cell in marked:
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and merge.get(f"{W}val") == "continue":
            gone |= set(_IDENTITY.findall(etree.tostring(cell, encoding="unicode")))
            _empty(cell)
    placed[:] = [item for item in placed if item.identity not in gone]


def _inside(holder: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The children of that name, those in content controls too."""
    for child in holder.iterchildren(tag, *_WRAPPERS):
        if child.tag == tag:
            yield child
        else:
            yield from _inside(child, tag)


def _places(row: etree._Element) -> Iterator[tuple[tuple[int, int], etree._Element]]:
    """The cells of a row by the grid columns they take: the first, and how many."""
    at = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
    for cell in _inside(row, f"{W}tc"):
        span = _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
        yield (at, span), cell
        at += span


def _number(element: etree._Element | None, otherwise: int) -> int:
    value = "" if element is None else element.get(f"{W}val", "")
    return int(value) if value.isascii() and value.isdecimal() else otherwise


def _merge_row(above: Cells, below: Cells, said: dict[etree._Element, tuple[str, ...]]) -> None:
    for place, cell in below.items():
        if cell not in said:
            continue
        upper = above.get(place)
        if upper is None or said.get(upper) != said[cell] or "".join(said[cell]) in GAPS:
            return  # nor anything to the right of it
        _set_merge(cell, "continue")
        if upper.find(f"{W}tcPr/{W}vMerge") is None:
            _set_merge(upper, "restart")


def _said(cell: etree._Element, same: dict[str, str]) -> tuple[str, ...]:
    """What a cell holds, told apart from how it looks: its texts, breaks, pictures, by paragraphs. Blanks at the ends
    of a paragraph, and empty paragraphs at the ends of the cell, do not count."""
    paragraphs: list[list[str]] = [[]]
    for piece in _pieces(cell, same):
        if piece == _PARAGRAPH:
            paragraphs.append([])
        elif piece.startswith("<") or not paragraphs[-1] or paragraphs[-1][-1].startswith("<"):
            paragraphs[-1].append(piece)
        else:
            paragraphs[-1][-1] += piece
    found = [_trimmed(one) for one in paragraphs]
    while found and not found[-1]:
        found.pop()
    while found and not found[0]:
        found.pop(0)
    return tuple(piece for number, one in enumerate(found) for piece in ([_PARAGRAPH] if number else []) + one)


def _trimmed(pieces: list[str]) -> list[str]:
    if pieces:
        pieces[0] = pieces[0].lstrip()
        pieces[-1] = pieces[-1].rstrip()
    return [piece for piece in pieces if piece]


def _pieces(element: etree._Element, same: dict[str, str]) -> Iterator[str]:
    """Texts (escaped, so that none looks like another thing), and everything else as XML."""
    for child in element.iterchildren("*"):
        if child.tag == f"{W}t":
            yield (child.text or "").replace("<", "&lt;")
        elif child.tag in _HOLDING:
            yield _PARAGRAPH
            yield from _pieces(child, same)
        elif child.tag in _AROUND:
            yield from _pieces(child, same)
        elif child.tag not in _LOOKS:
            copy = deepcopy(child)
            copy.tail = None
            for properties in copy.iter(f"{WP}docPr"):
                properties.set("id", "0")
            xml = etree.tostring(copy, encoding="unicode")
            yield _IDENTITY.sub(lambda found: same.get(found[0], found[0]), xml)


def _empty(cell: etree._Element) -> None:
    """Leave one paragraph that looks as the first did, as Word does in cells that go on from above."""
    first = next(cell.iter(f"{W}p"), None)
    look = None if first is None else first.find(f"{W}pPr")
    for child in [child for child in cell if child.tag != f"{W}tcPr"]:
        cell.remove(child)
    left = etree.SubElement(cell, f"{W}p")
    if look is not None:
        left.append(look)


def _set_merge(cell: etree._Element, kind: str) -> None:
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        properties = etree.Element(f"{W}tcPr")
        cell.insert(0, properties)
    put(properties, etree.Element(f"{W}vMerge", {f"{W}val": kind}))
