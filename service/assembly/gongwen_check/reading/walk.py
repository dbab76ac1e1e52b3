"""One part of a document read through: its paragraphs with their looks, and its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from service.assembly.gongwen_check.reading.looks import Look, RunLook, flat, laid, paragraph_look, run_look, whole
from service.assembly.gongwen_check.reading.model import Paragraph, Row, Span, Table
from service.assembly.gongwen_check.reading.styles import Lists, Styles
from service.assembly.mend import W
from service.assembly.places import Cell, owned

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset([W + "del", W + "moveFrom"])
_BOX = W + "txbxContent"
_LITERAL = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t"}
_WIDEST = 200


@dataclass(frozen=True, slots=True)
class _Around:
    """Where the walk is: the table cell, whether in a text box, the table's style, the section's number from 0."""

    cell: Cell | None = None
    boxed: bool = False
    style: str = ""
    section: int = 0


@dataclass(frozen=True, slots=True)
class Walk:
    """Reads parts; styles, lists and theme fonts are those of the whole document."""

    styles: Styles
    lists: Lists
    fonts: Mapping[str, str]

    def paragraphs(self, root: etree._Element) -> list[Paragraph]:
        """All paragraphs of a part in document order; those of old programs' copies (Fallback) are left out."""
        found: list[Paragraph] = []
        tables = section = flow = 0
        waiting: list[tuple[etree._Element, _Around]] = [(root, _Around())]
        while waiting:
            element, around = waiting.pop()
            if not isinstance(element.tag, str) or element.tag == _FALLBACK or element.tag in _GONE:
                continue
            if element.tag == W + "p":
                outside = around.cell is None and not around.boxed
                flow += outside
                counted = (len(found), flow if outside else 0)
                found.append(self._paragraph(element, counted, replace(around, section=section)))
                section += element.find(f"{W}pPr/{W}sectPr") is not None
            elif element.tag == _BOX:
                around = replace(around, boxed=True, cell=None)
            elif element.tag == W + "tbl":
                tables += 1
                waiting.extend(self._cells(element, tables, around))
                continue
            waiting.extend((child, around) for child in reversed(element))
        return found

    def _cells(self, table: etree._Element, number: int, around: _Around) -> list[tuple[etree._Element, _Around]]:
        named = table.find(f"{W}tblPr/{W}tblStyle")
        style = named.get(W + "val", "") if named is not None else ""
        cells = [
            (cell, replace(around, cell=Cell(number, row, column), style=style))
            for row, line in enumerate(_rows(table), 1)
            for column, cell in enumerate(_row_cells(line), 1)
        ]
        return cells[::-1]

    def _paragraph(self, element: etree._Element, counted: tuple[int, int], around: _Around) -> Paragraph:
        properties = element.find(W + "pPr")
        direct = flat(properties)
        style = direct.pop("pStyle", "") or self.styles.normal
        table_paragraph, table_run = self.styles.chain(around.style)
        style_paragraph, style_run = self.styles.chain(style)
        listed = laid((style_paragraph, direct))
        level = self.lists.level(listed)
        levels = (self.styles.paragraph_defaults, table_paragraph, style_paragraph, level.paragraph if level else {})
        base = laid((self.styles.run_defaults, table_run, style_run))
        text, spans, breaks = self._spans(element, base)
        return Paragraph(
            index=counted[0],
            text=text,
            label=self.lists.label(listed) if text.strip() else "",
            look=paragraph_look(laid((*levels, direct))),
            spans=spans,
            element=element,
            number=counted[1],
            cell=around.cell,
            boxed=around.boxed,
            section=around.section,
            breaks=breaks,
        )

    def _spans(self, element: etree._Element, base: Look) -> tuple[str, tuple[Span, ...], bool]:
        text, spans, breaks = "", [], False
        looks: dict[etree._Element, RunLook] = {}
        for leaf in owned(element, W + "t", *_LITERAL):
            run = leaf.getparent()
            if run is None or run.tag != W + "r" or _is_gone(leaf, element):
                continue
            if leaf.tag == W + "br" and leaf.get(W + "type") == "page":
                breaks = True
                continue
            if run not in looks:
                looks[run] = self._look(base, run.find(W + "rPr"))
            if looks[run].hidden:
                continue
            words = leaf.text or "" if leaf.tag == W + "t" else _LITERAL[str(leaf.tag)]
            spans.append(
                Span(len(text), len(text) + len(words), leaf if leaf.tag == W + "t" else None, run, looks[run])
            )
            text += words
        return text, tuple(spans), breaks

    def _look(self, base: Look, direct: etree._Element | None) -> RunLook:
        own = flat(direct)
        named = own.pop("rStyle", "")
        return run_look(laid((base, self.styles.chain(named)[1] if named else {}, own)), self.fonts)


def _is_gone(leaf: etree._Element, paragraph: etree._Element) -> bool:
    for above in leaf.iterancestors():
        if above is paragraph:
            return False
        if above.tag in _GONE or above.tag == _FALLBACK:
            return True
    return False


def tables(root: etree._Element) -> list[Table]:
    """All tables of a part, numbered as the paragraphs' cells number them."""
    found: list[Table] = []
    for element in root.iter(W + "tbl"):
        if any(above.tag == _FALLBACK or above.tag in _GONE for above in element.iterancestors()):
            continue
        found.append(Table(len(found) + 1, tuple(_texts(element)), element))
    return found


def _texts(table: etree._Element) -> Iterator[Row]:
    above: dict[int, str] = {}
    for line in _rows(table):
        texts: list[str] = []
        for cell in _row_cells(line):
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merged is not None and merged.get(W + "val", "continue") == "continue"
            text = above.get(len(texts), "") if goes_on else _cell_text(cell)
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            width = min(max(whole(span.get(W + "val", "1")), 1), _WIDEST) if span is not None else 1
            texts.extend([text] * width)
        above = dict(enumerate(texts))
        yield Row(tuple(texts), line.find(f"{W}trPr/{W}tblHeader") is not None)


def _cell_text(cell: etree._Element) -> str:
    paragraphs = ("".join(leaf.text or "" for leaf in owned(each, W + "t")) for each in cell.iter(W + "p"))
    return "".join(paragraphs).strip(" \t　")


def _rows(table: etree._Element) -> list[etree._Element]:
    return [row for row in table.iter(W + "tr") if next(row.iterancestors(W + "tbl"), None) is table]


def _row_cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row.iter(W + "tc") if next(cell.iterancestors(W + "tr"), None) is row]
