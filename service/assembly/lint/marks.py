"""What Word may have put between the characters of one tag: tracked changes, fields, links, hidden text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from lxml import etree

from service.assembly.lint.catalogue import Code, Fault
from service.assembly.lint.tagging import Tag
from service.assembly.mend import W

_HOLDERS = {
    "hyperlink": "超链接", "ins": "修订插入的文字", "moveTo": "修订移来的文字", "sdt": "内容控件",
    "sdtContent": "内容控件", "smartTag": "智能标记", "fldSimple": "域", "customXml": "自定义标记",
}  # fmt: skip
_FIELD = (W + "fldChar", W + "instrText")
_CHANGED = tuple(W + name for name in ("del", "moveFrom", "ins", "moveTo"))
_OFF = frozenset(["0", "false", "off"])


def marks(tags: Iterable[Tag]) -> Iterator[Fault]:
    """The faults of typed tags whose characters do not simply follow each other on the page."""
    for paragraph, group in groupby((tag for tag in tags if tag.paragraph.typed), key=lambda tag: tag.paragraph):
        starts = [piece.start for piece in paragraph.pieces]
        every = list(paragraph.element.iter("*"))
        at = {element: index for index, element in enumerate(every)}
        for tag in group:
            first = bisect_right(starts, tag.start) - 1
            last = bisect_left(starts, tag.start + len(tag.text))
            elements = [piece.element for piece in paragraph.pieces[first:last]]
            if len(elements) > 1:
                yield from _between(tag, elements, every[at[elements[0]] : at[elements[-1]]])
            yield from _hidden(tag, elements)


def _between(tag: Tag, elements: Sequence[etree._Element], inside: Sequence[etree._Element]) -> Iterator[Fault]:
    """What stands between the first and the last character of a tag in several pieces, inside being all of it."""
    first, last = _holders(tag, elements[0]), _holders(tag, elements[-1])
    if first != last:
        odd = next((above for above in (*first, *last) if above not in first or above not in last), None)
        kind = "" if odd is None else etree.QName(odd).localname
        yield tag.fault(Code.TAG_SPLIT, found=_HOLDERS.get(kind, "一段特殊文字"))
    elif any(element.tag in _FIELD for element in inside):
        yield tag.fault(Code.FIELD_IN_TAG)
    elif any(element.tag in _CHANGED for element in inside):
        yield tag.fault(Code.TRACKED_CHANGE)


def _holders(tag: Tag, element: etree._Element) -> list[etree._Element]:
    """The elements around a run, up to its paragraph."""
    found = []
    for above in element.iterancestors():
        if above is tag.paragraph.element:
            break
        if above.tag != W + "r":
            found.append(above)
    return found


def _hidden(tag: Tag, elements: Sequence[etree._Element]) -> Iterator[Fault]:
    for element in elements:
        run = element.getparent()
        vanish = None if run is None else run.find(f"{W}rPr/{W}vanish")
        if vanish is not None and vanish.get(W + "val", "1") not in _OFF:
            yield tag.fault(Code.HIDDEN_TEXT)
            return
