"""Tracked changes left in a template: what was deleted or moved away is no text of the paper, and is not printed.

docxtpl runs the tags in it and keeps it, struck out for who looks at the changes and printed by default.
"""

from __future__ import annotations

from lxml import etree

from service.assembly.mend import W, mend

_GONE = (f"{W}del", f"{W}moveFrom")
_MARKED = frozenset(f"{W}{name}" for name in ("rPr", "trPr"))  # in these the element only says that something is gone
_RANGES = tuple(f"{W}move{way}Range{end}" for way in ("From", "To") for end in ("Start", "End"))
_KEPT = (f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}commentRangeStart", f"{W}commentRangeEnd")


def drop_deleted(root: etree._Element) -> bool:
    """Whether a part held deleted or moved text (ECMA-376-1 §17.13.5); what was deleted or moved away is taken out,
    what was moved stays where it was moved to, in place. Insertions and changes of format are left as they are."""
    rows = [row for row in root.iter(f"{W}tr") if row.find(f"{W}trPr/{W}del") is not None]
    texts = [text for text in root.iter(*_GONE) if (above := text.getparent()) is not None and above.tag not in _MARKED]
    moved = list(root.iter(f"{W}moveTo"))
    for text in texts:
        for kept in list(text.iter(*_KEPT)):
            text.addprevious(kept)
        _remove(text)
    for text in moved:
        for child in list(text):
            text.addprevious(child)
        _remove(text)
    for leftover in [*root.iter(*_RANGES), *_ended_paragraphs(root), *rows]:
        _remove(leftover)
    if rows:
        mend(root)
    return bool(rows or texts or moved)


def _ended_paragraphs(root: etree._Element) -> list[etree._Element]:
    """Paragraphs of which the mark was deleted too and nothing is left, and that no cell or header ends with."""
    found = []
    for paragraph in root.iter(f"{W}p"):
        empty = all(child.tag == f"{W}pPr" for child in paragraph)
        section = paragraph.find(f"{W}pPr/{W}sectPr")
        if empty and section is None and paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            following = paragraph.getnext()
            if following is not None and following.tag == f"{W}p":
                found.append(paragraph)
    return found


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
