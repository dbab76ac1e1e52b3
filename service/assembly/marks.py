"""Tags that say something about the table cell or paragraph they stand in (``{% 合并相同 %}``, ``{% 重新编号 %}``), and
paragraphs and pages that begin within a value.

What they ask for depends on the filled part (which neighbours are equal, which paragraph comes after which), so they go
through the fill as processing instructions and are obeyed in its result.
"""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from service.assembly.mend import W

MERGE, RESTART = "合并相同", "重新编号"
_TAG = re.compile(rf"\{{%[-+]?\s*({MERGE}|{RESTART})\s*[-+]?%\}}")
_TARGET = "huicai"
_BREAKS = ("分段", "分页")  # written by values, not by templates
NEW_PARAGRAPH, NEW_PAGE = (f"<?{_TARGET} {name}?>" for name in _BREAKS)
MERGE_MARK = f"<?{_TARGET} {MERGE}?>"
_OWN = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"  # of one paragraph only


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


def break_paragraphs(root: etree._Element) -> None:
    """Begin a paragraph, or a page, where a value said so; in place. Each piece looks as the whole did."""
    for mark in [one for one in root.iter(etree.ProcessingInstruction) if _says(one) in _BREAKS]:
        paragraph = next(mark.iterancestors(f"{W}p"), None)
        if paragraph is not None:
            rest = _cut(mark, paragraph)
            paragraph.addnext(rest)
            if _says(mark) == _BREAKS[1]:
                page = etree.Element(f"{W}p")
                etree.SubElement(etree.SubElement(page, f"{W}r"), f"{W}br", {f"{W}type": "page"})
                paragraph.addnext(page)
        _remove(mark)


def _like(element: etree._Element) -> etree._Element:
    """An element that looks like another, and holds nothing."""
    copy = etree.Element(element.tag)
    for key, value in element.attrib.items():
        if key != _OWN:
            copy.set(key, value)
    first = next(iter(element), None)
    if first is not None and str(first.tag).endswith("Pr"):
        copy.append(deepcopy(first))
        copy[0].tail = None
    return copy


def _cut(mark: etree._Element, paragraph: etree._Element) -> etree._Element:
    """What follows a mark, out of its paragraph, in a paragraph of its own."""
    below, rest = mark, None
    while below is not paragraph:
        above = below.getparent()
        assert above is not None
        copy = _like(above)
        if below is mark:
            copy.text, mark.tail = mark.tail, None
        if rest is not None:
            copy.append(rest)
        copy.extend(list(below.itersiblings()))
        below, rest = above, copy
    assert rest is not None
    for section in paragraph.findall(f"{W}pPr/{W}sectPr"):  # it ends with the last paragraph
        section.getparent().remove(section)  # type: ignore[union-attr] # found below pPr
    return rest
