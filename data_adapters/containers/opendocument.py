"""An .ods seen from outside: repeated rows and cells are counted before any reader writes them out."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from data_adapters.containers.facts import Facts
from data_adapters.containers.limits import LOCKED, RefusedError, check_extent
from data_adapters.containers.package import walk

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_ERROR = re.compile(r"#[A-Z/0!?]+[!?]?|Err:\d+|#N/A")


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
class _Watch:
    """The tables of content.xml as they go by (ODF 1.3 part 3, 9.1); nested tables count as cells of none."""

    name: str
    sheets: dict[str, tuple[set[int], set[int], dict[tuple[int, int], str]]] = field(default_factory=dict)
    parser: expat.XMLParserType = field(default_factory=expat.ParserCreate)
    title: str = ""
    row: int = 0
    rows: int = 1
    column: int = 0
    columns: int = 0
    last_row: int = 0
    last_column: int = 0
    text: str | None = None

    def __post_init__(self) -> None:
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def facts(self) -> dict[str, Facts]:
        """What was seen of each sheet."""
        return {
            title: Facts(marks, frozenset(rows), frozenset(columns))
            for title, (rows, columns, marks) in self.sheets.items()
        }

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        hidden = attributes.get("table:visibility", "visible") != "visible"
        if tag == "table:table":
            self.title = attributes.get("table:name", "")
            self.sheets[self.title] = (set(), set(), {})
            self.row = self.columns = self.last_row = self.last_column = 0
        elif tag == "table:table-column" and self.title in self.sheets:
            many = _count(attributes, "table:number-columns-repeated", _LAST_COLUMN)
            if hidden:
                self.sheets[self.title][1].update(range(self.columns + 1, min(self.columns + many, _LAST_COLUMN) + 1))
            self.columns += many
        elif tag == "table:table-row" and self.title in self.sheets:
            self.row += self.rows if self.row else 1
            self.rows, self.column = _count(attributes, "table:number-rows-repeated", _LAST_ROW), 0
            if hidden:
                self.sheets[self.title][0].update(range(self.row, min(self.row + self.rows, _LAST_ROW + 1)))
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._cell(attributes)
        elif tag == "text:p" and self.text is not None:
            self._fill()

    def _cell(self, attributes: dict[str, str]) -> None:
        self.column += _count(attributes, "table:number-columns-repeated", _LAST_COLUMN)
        self.text = ""
        if "office:value-type" in attributes:
            self._fill()

    def _fill(self) -> None:
        """The cell holds something, so it and its repetitions need room."""
        self.last_row = max(self.last_row, self.row + self.rows - 1)
        self.last_column = max(self.last_column, self.column)
        check_extent(self.name, self.last_row, self.last_column)

    def _characters(self, text: str) -> None:
        if self.text is not None:
            self.text += text

    def _end(self, tag: str) -> None:
        if tag in ("table:table-cell", "table:covered-table-cell"):
            if self.text and self.title in self.sheets and _ERROR.fullmatch(self.text):
                self.sheets[self.title][2][self.row, self.column] = self.text
            self.text = None


def _count(attributes: dict[str, str], name: str, most: int) -> int:
    given = attributes.get(name, "1")
    return max(1, int(given)) if given.isascii() and given.isdecimal() and len(given) < 8 else most
