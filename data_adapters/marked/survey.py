"""Where everything stands in a worksheet's XML, in bytes: so that a mark changes its own bytes and nothing else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from data_adapters.letters import column_number
from data_adapters.marked.package import UnsafeError
from data_adapters.patterns import regex

Place = tuple[int, int]  # row and column, both from 1
Range = tuple[int, int, int, int]  # first row, first column, last row, last column

_TAG = regex(rb"<[^\"'>]*(?:\"[^\"]*\"[^\"'>]*|'[^']*'[^\"'>]*)*>")
_REFERENCE = regex(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
# The children of a worksheet that stand before its legacyDrawing (ECMA-376 part 1, CT_Worksheet).
_BEFORE: Final = frozenset(
    (
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
        *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate"),
        *("customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks"),
        *("printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties"),
        *("cellWatches", "ignoredErrors", "smartTags", "drawing"),
    )
)


@dataclass(frozen=True, slots=True)
class Span:
    """Columns that were set together: their width in characters (0 if hidden) and their style."""

    first: int
    last: int
    width: float
    style: int


@dataclass(slots=True)
class Survey:
    """What was found in one worksheet. Rows and columns count from 1; places in the XML are byte offsets."""

    prefix: str = ""  # of the spreadsheet's own elements, with its colon
    rows: dict[int, int] = field(default_factory=dict)  # where each row starts
    data: int = -1  # where sheetData starts
    data_end: int = -1  # where its end tag stands
    is_empty: bool = False  # whether it is an empty element, which has none
    legacy_place: int = -1  # where a legacyDrawing may be put
    legacy: str = ""  # the relation of the one that is there
    restyled: dict[int, tuple[str, str]] = field(default_factory=dict)  # tags whose style is an old mark's
    merges: list[Range] = field(default_factory=list)
    columns: list[Span] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)  # of rows, in points, where set
    row_height: float = 15.0

    def anchors(self, places: Collection[Place]) -> dict[Place, Place]:
        """The places that lie in merged cells, each with the top left cell, which is the one that shows."""
        wanted = sorted(places)
        found: dict[Place, Place] = {}
        for top, left, bottom, right in self.merges:
            for at in range(bisect_left(wanted, (top, left)), len(wanted)):
                row, column = wanted[at]
                if row > bottom:
                    break
                if left <= column <= right:
                    found[row, column] = top, left
        return found

    def column_style(self, column: int) -> int:
        """The style of a column's cells that are not there yet."""
        return next((span.style for span in self.columns if span.first <= column <= span.last), 0)


def place(reference: str) -> Place:
    """Row and column of a cell's name: ``H12`` is (12, 8). UnsafeError if it is none."""
    match = _REFERENCE.fullmatch(reference)
    if not match:
        raise UnsafeError(reference)
    return int(match[2]), column_number(match[1])


def tag_at(xml: bytes, start: int) -> tuple[tuple[int, int], bytes]:
    """The tag that starts at a byte: from where to where it goes, and itself. UnsafeError if none does."""
    match = _TAG.match(xml, start)
    if match is None:
        raise UnsafeError(f"no tag at {start}")
    return match.span(), match[0]


def survey(xml: bytes, old_marks: Mapping[str, str]) -> Survey:
    """Look through a worksheet. UnsafeError if it is in no shape to be edited byte by byte."""
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<!DOCTYPE" in xml[:1024]:
        raise UnsafeError
    watch = _Watch(xml, old_marks)
    watch.run()
    if watch.found.data < 0 or list(watch.found.rows) != sorted(watch.found.rows):
        raise UnsafeError
    return watch.found


class _Watch:
    def __init__(self, xml: bytes, old_marks: Mapping[str, str]) -> None:
        self.found = Survey()
        self._xml = xml
        self._old, self._depth, self._row = old_marks, 0, 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._root
        self._handlers: dict[str, Callable[[dict[str, str]], None]] = {}

    def run(self) -> None:
        self._parser.Parse(self._xml, True)

    @property
    def _at(self) -> int:
        return self._parser.CurrentByteIndex

    def _root(self, tag: str, _: dict[str, str]) -> None:
        prefix, colon, local = tag.rpartition(":")
        if local != "worksheet":
            raise UnsafeError(tag)
        self.found.prefix = prefix + colon
        own = {
            **{"c": self._cell, "row": self._start_row, "col": self._column, "mergeCell": self._merge},
            **{"sheetFormatPr": self._format, "legacyDrawing": self._legacy, "sheetData": self._sheet_data},
        }
        self._handlers = {self.found.prefix + name: handler for name, handler in own.items()}
        self._depth = 1
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._depth == 1:
            self._child(tag.rpartition(":")[2])
        self._depth += 1
        if handler := self._handlers.get(tag):
            handler(attributes)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if self._depth == 1 and tag == f"{self.found.prefix}sheetData":
            self.found.data_end = self._at
            self.found.is_empty = tag_at(self._xml, self.found.data)[1].endswith(b"/>")
        if not self._depth and self.found.legacy_place < 0:
            self.found.legacy_place = self._at

    def _child(self, local: str) -> None:
        if local in _BEFORE:
            self.found.legacy_place = -1
        elif self.found.legacy_place < 0:
            self.found.legacy_place = self._at

    def _sheet_data(self, _: dict[str, str]) -> None:
        self.found.data = self._at

    def _cell(self, attributes: dict[str, str]) -> None:
        self._restyle("s", attributes)

    def _start_row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r", "")
        self._row = int(given) if given.isdecimal() and len(given) < 8 else self._row + 1
        if self._row in self.found.rows:
            raise UnsafeError(f"row {self._row}")
        self.found.rows[self._row] = self._at
        if "ht" in attributes or "hidden" in attributes:
            self.found.heights[self._row] = 0 if _is_set(attributes, "hidden") else _number(attributes.get("ht"), 15)
        self._restyle("s", attributes)

    def _column(self, attributes: dict[str, str]) -> None:
        width = 0 if _is_set(attributes, "hidden") else _number(attributes.get("width"), 9)
        ends = [int(_number(attributes.get(name), 0)) for name in ("min", "max", "style")]
        self.found.columns.append(Span(ends[0], ends[1], width, int(self._old.get(str(ends[2]), ends[2]))))
        self._restyle("style", attributes)

    def _restyle(self, name: str, attributes: dict[str, str]) -> None:
        if self._old and (plain := self._old.get(attributes.get(name, ""))):
            self.found.restyled[self._at] = name, plain

    def _merge(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        self.found.merges.append((*place(first), *place(last or first)))

    def _format(self, attributes: dict[str, str]) -> None:
        self.found.row_height = _number(attributes.get("defaultRowHeight"), 15)

    def _legacy(self, attributes: dict[str, str]) -> None:
        ids: Iterable[str] = (value for name, value in attributes.items() if name.endswith(":id"))
        self.found.legacy = next(iter(ids), "")


def _is_set(attributes: Mapping[str, str], name: str) -> bool:
    return attributes.get(name, "0") in ("1", "true")


def _number(text: str | None, otherwise: float) -> float:
    try:
        found = float(text) if text else otherwise
    except ValueError:
        return otherwise
    return found if 0 <= found < 1e6 else otherwise
