"""What a document is made of for the check: paragraphs, tables and sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from service.assembly.gongwen_check.reading.looks import ParagraphLook, RunLook
from service.assembly.gongwen_check.reading.places import Place, first_words
from service.assembly.places import Cell


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of one look: their place in the paragraph's text, the w:t they stand in (None for a tab or a break),
    and their run."""

    start: int
    end: int
    element: etree._Element | None
    run: etree._Element
    look: RunLook


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its text with “\\t” and “\\n” for tabs and breaks, the number its list prints before it, its looks.

    ``index`` counts the paragraphs of the part from 0, ``number`` those outside tables and boxes from 1 (0 for others).
    """

    index: int
    text: str
    label: str
    look: ParagraphLook
    spans: tuple[Span, ...]
    element: etree._Element
    number: int = 0
    cell: Cell | None = None
    boxed: bool = False
    section: int = 0
    breaks: bool = False

    @property
    def said(self) -> str:
        """The text with the number of its list, without blanks at its ends."""
        return f"{self.label}{self.text}".strip(" \t\n　")

    def place(self, region: str) -> Place:
        """Where it stands."""
        return Place(region, self.number, first_words(self.text), self.cell)

    def printed(self) -> Iterator[Span]:
        """The spans that print something."""
        return (span for span in self.spans if self.text[span.start : span.end].strip(" \t\n　"))


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: the text of each grid column (a merged cell's text stands in all of its columns), and whether the
    row repeats as a header."""

    texts: tuple[str, ...]
    header: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its number in the part from 1."""

    number: int
    rows: tuple[Row, ...]
    element: etree._Element


@dataclass(frozen=True, slots=True)
class Section:
    """A page's measures in twips, its grid, and the relationship ids of its footers by kind."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    grid: str
    pitch: int
    char_space: int
    first_differs: bool
    footers: dict[str, str]
    element: etree._Element
