"""The paragraphs of a template as a person finds them again: by part, number, table cell and words.

A paragraph holds what the press will see as one text. What is not typed text has its own: field codes, text struck out
by tracked changes, and attributes such as the alternative text of a picture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from service.assembly.mend import W
from service.assembly.tags import shortened

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TYPED, _CODE, _STRUCK = W + "t", W + "instrText", (W + "delText", W + "delInstrText")
_GONE = frozenset([W + "del", W + "moveFrom"])
_BOX = W + "txbxContent"
_PROPERTIES = {
    "title": "标题", "subject": "主题", "creator": "作者", "keywords": "关键词", "description": "备注",
    "category": "类别", "lastModifiedBy": "最后修改者", "contentStatus": "状态",
}  # fmt: skip
_ATTRIBUTES = {"descr": "替代文字", "title": "标题", "instr": "域代码", "name": "名称", "alt": "替代文字"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: the table's number in its part, the row and the cell in the row, all from 1."""

    table: int
    row: int
    column: int

    def __str__(self) -> str:
        return f"表{self.table}第{self.row}行第{self.column}列"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fault is: the part as users call it, its file, the paragraph's number in the part from 1 (0 for none),
    the cells around it from the outermost, whether it is in a text box, what kind of text, the paragraph's words."""

    part: str
    file: str
    paragraph: int = 0
    cells: tuple[Cell, ...] = ()
    boxed: bool = False
    kind: str = ""
    words: str = ""

    def __str__(self) -> str:
        said = self.part + ("文本框" if self.boxed else "") + "里".join(map(str, self.cells))
        if self.paragraph:
            said += f"（第{self.paragraph}段）" if self.cells else f"第{self.paragraph}段"
        return f"{said}的{self.kind}" if self.kind else said


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph's text that stands in one element."""

    start: int
    end: int
    element: etree._Element


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One text of a part: where it is, its text, the elements the text stands in, and the element that holds all.
    ``typed`` is False for field codes and attributes; ``struck`` for what tracked changes deleted."""

    place: Place
    text: str
    pieces: tuple[Piece, ...]
    element: etree._Element
    typed: bool = True
    struck: bool = False


def paragraphs(root: etree._Element, part: str, file: str) -> list[Paragraph]:
    """All texts of a part in the order the press meets them."""
    if file.startswith("docProps/"):
        return [_property(leaf, part, file) for leaf in root.iter("*") if leaf.text and not len(leaf)]
    found: list[Paragraph] = []
    for element, place in _walk(root, Place(part, file), Counter()):
        if element.tag == W + "p":
            found.extend(_texts(element, place))
        found.extend(_attributes(element, place))
    return found


def _property(leaf: etree._Element, part: str, file: str) -> Paragraph:
    text = leaf.text or ""
    kind = _PROPERTIES.get(etree.QName(leaf).localname, etree.QName(leaf).localname)
    place = Place(part, file, kind=kind, words=shortened(text))
    return Paragraph(place, text, (Piece(0, len(text), leaf),), leaf)


def _walk(element: etree._Element, around: Place, counts: Counter[object]) -> Iterator[tuple[etree._Element, Place]]:
    """Every element with its place. What old programs read (Fallback) is a copy, and left out."""
    waiting: list[tuple[etree._Element, Place]] = [(element, around)]
    while waiting:
        current, place = waiting.pop()
        if not isinstance(current.tag, str) or current.tag == _FALLBACK:
            continue
        place = _entered(current, place, counts)
        yield current, place
        waiting.extend((child, place) for child in reversed(current))


def _entered(element: etree._Element, place: Place, counts: Counter[object]) -> Place:
    cells, boxed, number = place.cells, place.boxed, place.paragraph
    if element.tag == W + "p":
        counts["p"] += 1
        number = counts["p"]
    elif element.tag == _BOX:
        boxed = True
    elif element.tag == W + "tbl":
        counts["tbl"] += 1
        cells = (*cells, Cell(counts["tbl"], 0, 0))
    elif element.tag == W + "tr" and cells:
        cells = (*cells[:-1], Cell(cells[-1].table, _position(element, W + "tbl", counts), 0))
    elif element.tag == W + "tc" and cells:
        cells = (*cells[:-1], Cell(cells[-1].table, cells[-1].row, _position(element, W + "tr", counts)))
    else:
        return place
    return Place(place.part, place.file, number, cells, boxed)


def _position(element: etree._Element, holder: str, counts: Counter[object]) -> int:
    """Which one of its kind an element is in the table or row that holds it, content controls between them or not."""
    above = next(element.iterancestors(holder), None)
    counts[above] += 1
    return counts[above]


def owned(paragraph: etree._Element, *tags: str) -> list[etree._Element]:
    """The elements of these names in a paragraph itself, not in those of text boxes anchored in it."""
    return [element for element in paragraph.iter(*tags) if next(element.iterancestors(W + "p"), None) is paragraph]


def _texts(element: etree._Element, place: Place) -> Iterator[Paragraph]:
    streams: Mapping[str, list[etree._Element]] = {"typed": [], "code": [], "struck": []}
    for found in owned(element, _TYPED, _CODE, *_STRUCK):
        gone = found.tag in _STRUCK or any(above.tag in _GONE for above in found.iterancestors(*_GONE))
        streams["struck" if gone else "typed" if found.tag == _TYPED else "code"].append(found)
    words = shortened("".join(found.text or "" for found in streams["typed"]))
    for stream, elements in streams.items():
        if elements or stream == "typed":
            kind = "域代码" if stream == "code" else ""
            where = Place(place.part, place.file, place.paragraph, place.cells, place.boxed, kind, words)
            text, pieces = _joined(elements)
            yield Paragraph(where, text, pieces, element, typed=stream == "typed", struck=stream == "struck")


def _joined(elements: list[etree._Element]) -> tuple[str, tuple[Piece, ...]]:
    text, pieces = "", []
    for element in elements:
        pieces.append(Piece(len(text), len(text) + len(element.text or ""), element))
        text += element.text or ""
    return text, tuple(pieces)


def _attributes(element: etree._Element, place: Place) -> Iterator[Paragraph]:
    for name, value in element.attrib.items():
        text = str(value)
        if "{" in text or "｛" in text:
            kind = _ATTRIBUTES.get(etree.QName(name).localname, str(etree.QName(name).localname))
            where = Place(place.part, place.file, place.paragraph, place.cells, place.boxed, kind, shortened(text))
            yield Paragraph(where, text, (Piece(0, len(text), element),), element, typed=False)
