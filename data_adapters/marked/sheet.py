"""Marks written into a worksheet's XML: other styles for cells that are there, and cells where there were none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Final
from xml.parsers import expat

from data_adapters.letters import column_letter
from data_adapters.marked.package import OFFICE, UnsafeError, number
from data_adapters.marked.survey import Place, Survey, place, tag_at
from data_adapters.patterns import regex
from data_adapters.problems import Severity

_NAME = regex(rb"<[^\s/>]+")
_LAST: Final = (1_048_576, 16_384)

Style = Callable[[int, Severity], int]


def painted(xml: bytes, found: Survey, marks: Mapping[Place, Severity], style: Style, legacy: str) -> bytes:
    """The worksheet with the colours of ``marks`` and without those of old marks; all other bytes stay as they are.

    ``style`` gives the number of a coloured format by the number of the cell's own; ``legacy`` is the relation of a
    drawing of comments that is not in the worksheet yet, else "".
    """
    painter = _Painter(xml, found, style)
    rows: dict[int, dict[int, Severity]] = defaultdict(dict)
    for (row, column), severity in sorted(marks.items()):
        if row <= _LAST[0] and column <= _LAST[1]:
            rows[row][column] = severity
    painter.paint(rows)
    if legacy:
        painter.insert(found.legacy_place, f'<{found.prefix}legacyDrawing xmlns:hc="{OFFICE}" hc:id="{legacy}"/>')
    return painter.spliced()


class _Painter:
    """The edits of one worksheet, gathered by place and made all at once."""

    def __init__(self, xml: bytes, found: Survey, style: Style) -> None:
        self._xml, self._found, self._style = xml, found, style
        self._edits: dict[tuple[int, int], bytes] = {}  # from one byte to another → what stands there instead
        for start, (name, plain) in found.restyled.items():
            self._edit_tag(start, **{name: plain})

    def spliced(self) -> bytes:
        """The worksheet with all edits made."""
        pieces: list[bytes] = []
        at = 0
        for (start, end), instead in sorted(self._edits.items()):
            pieces += (self._xml[at:start], instead)
            at = end
        return b"".join((*pieces, self._xml[at:]))

    def insert(self, at: int, content: str) -> None:
        """Put something at a place, after what has been put there already."""
        self._edits[at, at] = self._edits.get((at, at), b"") + content.encode()

    def paint(self, rows: Mapping[int, Mapping[int, Severity]]) -> None:
        """Each wanted row: the one that is there with its cells painted, or a new one in its place."""
        found, prefix = self._found, self._found.prefix
        known = list(found.rows)
        ends = [*found.rows.values(), found.data_end]
        for row, columns in rows.items():
            after = bisect_left(known, row)
            if row in found.rows:
                self._paint_row(_Row(self._xml[ends[after] : ends[after + 1]], prefix, row), columns)
                continue
            cells = "".join(self._new(row, column, found.column_style(column), columns[column]) for column in columns)
            content = f'<{prefix}row r="{row}">{cells}</{prefix}row>'
            if found.is_empty:
                self._fill_empty(found.data, content)
            else:
                self.insert(ends[after], content)

    def _paint_row(self, row: _Row, columns: Mapping[int, Severity]) -> None:
        start = self._found.rows[row.number]
        own = self._plain(start, row.style)
        if row.spans:
            reach = [*row.cells, *columns]
            self._edit_tag(start, spans=f"{min(reach)}:{max(reach)}")
        for column, severity in columns.items():
            if column in row.cells:
                at, style = row.cells[column]
                self._edit_tag(start + at, s=str(self._style(self._plain(start + at, style), severity)))
                continue
            cell = self._new(row.number, column, own if row.formatted else self._found.column_style(column), severity)
            after = next((at for other, (at, _) in row.cells.items() if other > column), row.close)
            if after:
                self.insert(start + after, cell)
            else:
                self._fill_empty(start, cell)

    def _plain(self, start: int, style: str) -> int:
        """The number of the style a tag has without an old mark."""
        style = self._found.restyled.get(start, ("", style))[1]
        return number(style)

    def _new(self, row: int, column: int, style: int, severity: Severity) -> str:
        return f'<{self._found.prefix}c r="{column_letter(column)}{row}" s="{self._style(style, severity)}"/>'

    def _tag(self, start: int) -> tuple[tuple[int, int], bytes]:
        """Where the tag that starts at a place is, and the tag as it is to be."""
        place, tag = tag_at(self._xml, start)
        return place, self._edits.get(place, tag)

    def _edit_tag(self, start: int, **attributes: str) -> None:
        """Give a start tag other values of its attributes."""
        place, tag = self._tag(start)
        for name, value in attributes.items():
            written = f' {name}="{value}"'.encode()
            pattern = rb"\s" + name.encode() + rb"\s*=\s*(\"[^\"]*\"|'[^']*')"
            tag, count = re.subn(pattern, written, tag, count=1)
            if not count:
                tag = _NAME.sub(rb"\g<0>" + written, tag, count=1)
        self._edits[place] = tag

    def _fill_empty(self, start: int, content: str) -> None:
        """Put something at the end of an element that was empty in the original."""
        place, tag = self._tag(start)
        name = _NAME.match(tag)
        assert name is not None  # a tag has one
        closing = b"</" + name[0][1:] + b">"
        opened = tag.removesuffix(closing) if tag.endswith(closing) else tag[:-2].rstrip() + b">"
        self._edits[place] = opened + content.encode() + closing


class _Row:
    """The cells of one row: ``cells`` has by column where its tag stands and its style as written."""

    def __init__(self, xml: bytes, prefix: str, row: int) -> None:
        self.cells: dict[int, tuple[int, str]] = {}
        self.close = 0  # where the end tag stands; 0 for an empty element, which has none
        self._xml = xml
        self.style, self.formatted, self.spans = "", False, False
        self._names = (f"{prefix}row", f"{prefix}c")
        self.number, self._column = row, 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.Parse(xml, True)
        if list(self.cells) != sorted(self.cells):
            raise UnsafeError(f"row {row}")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == self._names[0]:
            self.style, self.spans = attributes.get("s", ""), "spans" in attributes
            self.formatted = attributes.get("customFormat") in ("1", "true")
        elif tag == self._names[1]:
            reference = attributes.get("r")
            row, self._column = place(reference) if reference else (self.number, self._column + 1)
            if row != self.number or self._column in self.cells:
                raise UnsafeError(reference)
            self.cells[self._column] = self._parser.CurrentByteIndex, attributes.get("s", "")

    def _end(self, tag: str) -> None:
        if tag == self._names[0]:
            self.close = 0 if tag_at(self._xml, 0)[1].endswith(b"/>") else self._parser.CurrentByteIndex
