"""An .xlsb seen from outside: the records of its sheets are walked before any reader opens them ([MS-XLSB] 2.1.4)."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final

from data_adapters.containers.facts import Facts
from data_adapters.containers.legacy import ERRORS
from data_adapters.containers.limits import BROKEN, RefusedError, check_extent
from data_adapters.containers.package import BROKEN_PACKAGE, walk
from data_adapters.containers.workbook import related_parts
from data_adapters.problems import SourceError

# Record numbers of [MS-XLSB] 2.3.2; a cell record begins with its column, its row stands in the row's own record.
_ROW, _BLANK, _ERROR, _LAST_CELL, _FORMULA_ERROR, _COLUMN, _BUNDLE = 0, 1, 3, 11, 11, 60, 156
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_LARGEST: Final = 64 << 20  # of a part: five million cells need no more
_SHEETS: Final = "xl/worksheets/"


def inspect(data: bytes, name: str) -> Mapping[str, Facts]:
    """The facts of each sheet by its name. Raises :class:`SourceError` as :func:`package.walk`, and for far cells."""
    found: dict[str, Facts] = {}
    sheets: list[tuple[str, str]] = []

    def scan(entry: zipfile.ZipInfo, _: str, blocks: Iterator[bytes]) -> None:
        if entry.file_size > _LARGEST:
            raise OverflowError
        try:
            if entry.filename.startswith(_SHEETS) and entry.filename.endswith(".bin"):
                found[entry.filename] = _facts(b"".join(blocks), name)
            elif entry.filename == "xl/workbook.bin":
                sheets.extend(_sheets(b"".join(blocks)))
        except (struct.error, IndexError, UnicodeDecodeError) as error:
            raise RefusedError(f"“{name}”{BROKEN}") from error

    walk(data, name, scan)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = related_parts(package, "xl/_rels/workbook.bin.rels")
    except BROKEN_PACKAGE as error:
        raise SourceError(f"“{name}”{BROKEN}") from error
    return {title: found[part] for title, relation in sheets if (part := parts.get(relation, "")) in found}


def _records(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Of each record its number, where its content begins and how long it is; both are counted seven bits a byte."""
    at = 0
    while at < len(content):
        kind = content[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (content[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while True:
            byte = content[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21:
                break
        if at + length > len(content):
            raise IndexError("a record beyond the end")
        yield kind, at, length
        at += length


def _sheets(content: bytes) -> Iterator[tuple[str, str]]:
    """The title of each sheet and the id of its relation."""
    for kind, at, _ in _records(content):
        if kind == _BUNDLE:
            relation, after = _text(content, at + 8)
            yield _text(content, after)[0], relation


def _text(content: bytes, at: int) -> tuple[str, int]:
    end = at + 4 + 2 * struct.unpack_from("<I", content, at)[0]
    return content[at + 4 : end].decode("utf-16-le"), end


def _facts(content: bytes, name: str) -> Facts:
    marks: dict[tuple[int, int], str] = {}
    rows: set[int] = set()
    columns: set[int] = set()
    row = last_row = last_column = 0
    for kind, at, _ in _records(content):
        if kind == _ROW:
            row = struct.unpack_from("<I", content, at)[0] + 1
            if content[at + 11] & 0x10:  # fDyZero
                rows.add(row)
        elif _BLANK < kind <= _LAST_CELL:
            column = struct.unpack_from("<I", content, at)[0] + 1
            if row > _LAST_ROW or column > _LAST_COLUMN:
                raise IndexError("a cell no sheet can have")
            if row > last_row or column > last_column:
                last_row, last_column = max(row, last_row), max(column, last_column)
                check_extent(name, last_row, last_column)
            if kind in (_ERROR, _FORMULA_ERROR):
                marks[row, column] = ERRORS.get(content[at + 8], "#N/A")
        elif kind == _COLUMN and content[at + 16] & 1:  # fHidden
            first, last = struct.unpack_from("<II", content, at)
            columns.update(range(first + 1, min(last, _LAST_COLUMN - 1) + 2))
    return Facts(marks, frozenset(rows), frozenset(columns))
