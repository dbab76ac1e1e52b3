"""An .xls seen from outside, as ``workbook`` does for .xlsx: its records are walked before any reader opens it."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Final

from data_adapters.containers.compound import stream
from data_adapters.containers.facts import Facts
from data_adapters.containers.limits import BROKEN, LOCKED, RefusedError, check_extent
from data_adapters.problems import SourceError

# Record numbers of [MS-XLS] 2.3; each cell record begins with its row and column.
_PASSWORD = 0x2F
_COLUMN, _ROW = 0x7D, 0x208
_END_OF_SHEET, _FORMULA, _SHEET, _MANY, _STRINGS, _EXTENT, _BOOL_OR_ERROR = 0x0A, 0x06, 0x85, 0xBD, 0xFC, 0x200, 0x205
_CELLS: Final = frozenset({_FORMULA, _MANY, _BOOL_OR_ERROR, 0xD6, 0xFD, 0x203, 0x204, 0x27E})
ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_LAST_ROW, _LAST_COLUMN = 65_536, 256


def inspect(data: bytes, name: str) -> Mapping[str, Facts]:
    """The facts of each sheet by its name: error values, which a reader shows blank, and what is hidden.

    Raises :class:`SourceError` for a file that is broken or whose cells reach farther than a reader can hold.
    """
    try:
        content = stream(data, "Workbook", "Book")
        return {title: _facts(content, start, name) for title, start in _sheets(content, name)}
    except RefusedError as refusal:
        raise SourceError(str(refusal)) from refusal
    except (struct.error, ValueError, IndexError, StopIteration) as error:
        raise SourceError(f"“{name}”{BROKEN}") from error


def _records(content: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place on, to the end of their sheet or of the stream."""
    while start + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, start)
        yield kind, content[start + 4 : start + 4 + length]
        if kind == _END_OF_SHEET:
            return
        start += 4 + length


def _sheets(content: bytes, name: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for kind, record in _records(content, 0):
        if kind == _SHEET:
            length, wide = record[6], record[7] & 1
            text = record[8 : 8 + length * (1 + wide)]
            found.append((text.decode("utf-16-le" if wide else "latin-1"), struct.unpack_from("<I", record)[0]))
        elif kind == _PASSWORD:
            raise RefusedError(f"“{name}”{LOCKED}")
        elif kind == _STRINGS and struct.unpack_from("<II", record)[1] > len(content):
            raise ValueError("more texts than the file can hold")
    return found


def _facts(content: bytes, start: int, name: str) -> Facts:
    marks: dict[tuple[int, int], str] = {}
    rows: set[int] = set()
    columns: set[int] = set()
    last_row = last_column = 0
    for kind, record in _records(content, start):
        if kind == _EXTENT:
            _refuse_extent(record)
        elif kind == _ROW and record[12] & 0x20:  # fDyZero
            rows.add(struct.unpack_from("<H", record)[0] + 1)
        elif kind == _COLUMN and record[8] & 1:  # fHidden
            first, last = struct.unpack_from("<HH", record)
            columns.update(range(first + 1, min(last, _LAST_COLUMN) + 2))
        if kind not in _CELLS:
            continue
        row, column = struct.unpack_from("<HH", record)
        right = struct.unpack_from("<H", record, len(record) - 2)[0] if kind == _MANY else column
        last_row, last_column = max(last_row, row + 1), max(last_column, column + 1, right + 1)
        check_extent(name, last_row, last_column)
        if error := _error(kind, record):
            marks[row + 1, column + 1] = error
    return Facts(marks, frozenset(rows), frozenset(columns))


def _refuse_extent(record: bytes) -> None:
    """A reader makes room for what a sheet declares, so what no sheet can be is refused."""
    form = "<IIHH" if len(record) >= 14 else "<HHHH"  # the short form is that of Excel 5 and 95
    top, bottom, left, right = struct.unpack_from(form, record)
    if not (top <= bottom <= _LAST_ROW and left <= right <= _LAST_COLUMN):
        raise ValueError("an extent no sheet can have")


def _error(kind: int, record: bytes) -> str:
    """The error value of a cell record, or ""."""
    if kind == _BOOL_OR_ERROR and record[7]:
        return ERRORS.get(record[6], "#N/A")
    if kind == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == 2:
        return ERRORS.get(record[8], "#N/A")
    return ""
