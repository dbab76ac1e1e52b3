"""Tags that say something about the table cell or paragraph they stand in: ``{% 合并相同 %}`` and ``{% 重新编号 %}``.

What they ask for depends on the filled part (which neighbours are equal, which paragraph comes after which), so they go
through the fill as processing instructions and are obeyed in its result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from service.assembly.mend import W

MERGE, RESTART = "合并相同", "重新编号"
_TAG = re.compile(rf"\{{%[-+]?\s*({MERGE}|{RESTART})\s*[-+]?%\}}")
_TARGET = "huicai"
_GAPS = frozenset(["", "——", "／"])  # what nobody reported is not the same as what somebody else did not report
_BEFORE_MERGE = frozenset(W + name for name in ("cnfStyle", "tcW", "gridSpan", "hMerge"))


def with_marks(source: str) -> str:
    """A part's source with those tags as marks no template language minds."""
    return _TAG.sub(lambda tag: f"<?{_TARGET} {tag[1]}?>", source)


def has_marks(source: str, mark: str = "") -> bool:
    """Whether a source with marks holds any (of that kind)."""
    return f"<?{_TARGET} {mark}" in source


def take_marks(root: etree._Element, mark: str, holder: str) -> list[etree._Element]:
    """The elements named holder that hold such a mark, in document order; the marks are gone."""
    found: dict[etree._Element, None] = {}
    for instruction in [one for one in root.iter(etree.ProcessingInstruction) if _says(one) == mark]:
        around = next(instruction.iterancestors(holder), None)
        if around is not None:
            found[around] = None
        _remove(instruction)
    return list(found)


def _says(instruction: etree._Element) -> str:
    """What a mark of ours says; empty for the instructions of others."""
    ours = getattr(instruction, "target", "") == _TARGET
    return (instruction.text or "").strip() if ours else ""


def _remove(node: etree._Element) -> None:
    """Take a node out and leave the text after it."""
    parent, before, text = node.getparent(), node.getprevious(), node.tail or ""
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(node)


def merge_equal_cells(root: etree._Element) -> None:
    """Merge cells marked so with the one above of the same text, as far as the marked cells to their left are merged
    too; in place. Gaps are not merged. On a new page a merged cell is empty: Word repeats header rows only."""
    marked = set(take_marks(root, MERGE, f"{W}tc"))
    for table in {row.getparent(): None for cell in marked if (row := cell.getparent()) is not None}:
        if table is not None:
            rows = [dict(_places(row)) for row in table.iterchildren(f"{W}tr")]
            for above, below in pairwise(rows):
                _merge_row(above, below, marked)
    for cell in marked:
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and merge.get(f"{W}val") == "continue":
            _empty(cell)


def _places(row: etree._Element) -> Iterator[tuple[tuple[int, int], etree._Element]]:
    """The cells of a row by the grid columns they take: the first, and how many."""
    at = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
    for cell in row.iterchildren(f"{W}tc"):
        span = _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
        yield (at, span), cell
        at += span


def _number(element: etree._Element | None, otherwise: int) -> int:
    value = "" if element is None else element.get(f"{W}val", "")
    return int(value) if value.isascii() and value.isdecimal() else otherwise


def _merge_row(
    above: dict[tuple[int, int], etree._Element],
    below: dict[tuple[int, int], etree._Element],
    marked: set[etree._Element],
) -> None:
    for place, cell in below.items():
        if cell not in marked:
            continue
        upper = above.get(place)
        if upper is None or upper not in marked or _said(cell) != _said(upper) or _said(cell) in _GAPS:
            return  # nor anything to the right of it
        _set_merge(cell, "continue")
        if upper.find(f"{W}tcPr/{W}vMerge") is None:
            _set_merge(upper, "restart")


def _said(cell: etree._Element) -> str:
    return "".join(text.text or "" for text in cell.iter(f"{W}t")).strip()


def _empty(cell: etree._Element) -> None:
    """Leave one paragraph, as Word does in cells that go on from above."""
    first, *others = cell.iterchildren(f"{W}p")
    for child in [*others, *cell.iterchildren(f"{W}tbl", f"{W}sdt")]:
        cell.remove(child)
    for child in [child for child in first if child.tag != f"{W}pPr"]:
        first.remove(child)


def _set_merge(cell: etree._Element, kind: str) -> None:
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        properties = etree.Element(f"{W}tcPr")
        cell.insert(0, properties)
    merge = etree.Element(f"{W}vMerge", {f"{W}val": kind})
    properties.insert(sum(1 for child in properties if child.tag in _BEFORE_MERGE), merge)
