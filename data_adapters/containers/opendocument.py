"""An .ods seen from outside: repeated rows and cells are counted before any reader writes them out."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from data_adapters.containers.facts import Facts
from data_adapters.containers.limits import LOCKED, Range, RefusedError, check_extent, within
from data_adapters.containers.package import walk
from data_adapters.patterns import regex

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_CELLS = ("table:table-cell", "table:covered-table-cell")
_ERROR = regex(r"#[A-Z/0!?]+[!?]?|Err:\d+|#N/A")


def inspect(data: bytes, name: str) -> Mapping[str, Facts]:
    """The facts of each sheet by its name. Raises :class:`SourceError` as :func:`package.walk`, and for far cells."""
    found: dict[str, Facts] = {}

    def scan(entry: zipfile.ZipInfo, _: str, blocks: Iterator[bytes]) -> None:
        if entry.filename == "META-INF/manifest.xml" and b"encryption-data" in b"".join(blocks):
            raise RefusedError(f"“{name}”{LOCKED}")
        if entry.filename == "content.xml":
            seen = _Watch(name)
            for block in blocks:
                seen.parser.Parse(block, False)
            found.update(seen.facts())

    walk(data, name, scan)
    return found


@dataclass(slots=True)
class _Sheet:
    title: str
    last_row: int = 0
    last_column: int = 0
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    marks: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: Counter[int] = field(default_factory=Counter)
    merges: list[Range] = field(default_factory=list)


@dataclass(slots=True)
class _Watch:
    """The tables of content.xml as they go by (ODF 1.3 part 3, 9.1); nested tables count as cells of none."""

    name: str
    sheets: list[_Sheet] = field(default_factory=list)
    parser: expat.XMLParserType = field(default_factory=expat.ParserCreate)
    row: int = 0
    rows: int = 1
    column: int = 0
    columns: int = 0
    text: str | None = None

    def __post_init__(self) -> None:
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def facts(self) -> dict[str, Facts]:
        """What was seen of each sheet."""
        return {
            sheet.title: Facts(
                sheet.marks,
                frozenset(sheet.rows),
                frozenset(sheet.columns),
                sheet.percents,
                tuple(within(self.name, sheet.merges, sheet.last_row, sheet.last_column)),
            )
            for sheet in self.sheets
        }

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self.sheets.append(_Sheet(attributes.get("table:name", "")))
            self.row, self.rows, self.columns = 0, 1, 0
        elif tag == "text:p" and self.text is not None:
            self._fill()
        elif self.sheets:
            self._inside(tag, attributes)

    def _inside(self, tag: str, attributes: dict[str, str]) -> None:
        hidden = attributes.get("table:visibility", "visible") != "visible"
        if tag == "table:table-column":
            many = _count(attributes, "table:number-columns-repeated", _LAST_COLUMN)
            if hidden:
                self.sheets[-1].columns.update(range(self.columns + 1, min(self.columns + many, _LAST_COLUMN) + 1))
            self.columns += many
        elif tag == "table:table-row":
            self.row += self.rows if self.row else 1
            self.rows, self.column = _count(attributes, "table:number-rows-repeated", _LAST_ROW), 0
            if hidden:
                self.sheets[-1].rows.update(range(self.row, min(self.row + self.rows, _LAST_ROW + 1)))
        elif tag in _CELLS:
            self._cell(attributes)

    def _cell(self, attributes: dict[str, str]) -> None:
        first = self.column + 1
        self.column += _count(attributes, "table:number-columns-repeated", _LAST_COLUMN)
        self.text = ""
        if "office:value-type" in attributes:
            self._fill()
        if attributes.get("office:value-type") == "percentage":
            self.sheets[-1].percents[first] += 1
        deep = _count(attributes, "table:number-rows-spanned", _LAST_ROW)
        wide = _count(attributes, "table:number-columns-spanned", _LAST_COLUMN)
        if deep * wide > 1:
            self.sheets[-1].merges.append((self.row, first, self.row + deep - 1, first + wide - 1))

    def _fill(self) -> None:
        """The cell holds something, so it and its repetitions need room."""
        sheet = self.sheets[-1]
        sheet.last_row = max(sheet.last_row, self.row + self.rows - 1)
        sheet.last_column = max(sheet.last_column, self.column)
        check_extent(self.name, sheet.last_row, sheet.last_column)

    def _characters(self, text: str) -> None:
        if self.text is not None:
            self.text += text

    def _end(self, tag: str) -> None:
        if tag in _CELLS:
            if self.text and self.sheets and _ERROR.fullmatch(self.text):
                self.sheets[-1].marks[self.row, self.column] = self.text
            self.text = None


def _count(attributes: dict[str, str], name: str, most: int) -> int:
    given = attributes.get(name, "1")
    return max(1, int(given)) if given.isascii() and given.isdecimal() and len(given) < 8 else most
