"""Small workbooks from a compact description: what a person would type, one line to a row.

A line is a row, ``|`` between its cells; a line ``|`` is an empty row. A bare number is a number, ``'12`` the text 12,
``d:2026-05-31`` a date cell, ``p:0.97`` a number shown as a percentage, ``=…`` a formula without saved result,
``#REF!`` an error value and ``\\n`` a line break in the cell. Lines that start with ``@`` direct:
``@file NAME``, ``@csv ENCODING DELIMITER``, ``@sheet NAME``, ``@hidden NAME``, ``@merge A1:B2``, ``@hide-row 5 6``,
``@hide-column C``; ``//`` is a comment.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e\d+)?")
_DELIMITERS = {"comma": ",", "tab": "\t", "semicolon": ";"}


@dataclass(slots=True)
class Sheet:
    """One sheet as described: its rows of cell texts and its merged ranges."""

    name: str
    hidden: bool = False
    rows: list[list[str]] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Source:
    """A described file: its name, its sheets, and for a text table the encoding and delimiter."""

    file: str = "台账.xlsx"
    encoding: str = ""
    delimiter: str = ","
    sheets: list[Sheet] = field(default_factory=list)

    def data(self) -> bytes:
        """The bytes of the file."""
        return self._text() if self.encoding else self._workbook()

    def _text(self) -> bytes:
        out = io.StringIO(newline="")
        rows = [[_unescaped(cell) for cell in row] for row in self.sheets[0].rows]
        csv.writer(out, delimiter=self.delimiter).writerows(rows)
        return out.getvalue().encode(self.encoding)

    def _workbook(self) -> bytes:
        book = Workbook()
        book.remove(book.worksheets[0])
        for sheet in self.sheets:
            made: Worksheet = book.create_sheet(sheet.name)
            made.sheet_state = "hidden" if sheet.hidden else "visible"
            for number, row in enumerate(sheet.rows, start=1):
                for column, text in enumerate(row, start=1):
                    _fill(made, number, column, text)
            for merge in sheet.merges:
                made.merge_cells(merge)
            for number in sheet.hidden_rows:
                made.row_dimensions[number].hidden = True
            for letter in sheet.hidden_columns:
                made.column_dimensions[letter].hidden = True
        return saved(book)


def parse(description: str) -> Source:
    """The file a description describes."""
    source = Source()
    for line in description.splitlines():
        word, _, rest = line.partition(" ")
        if not line.strip() or line.startswith("//"):
            continue
        if word == "@file":
            source.file = rest
        elif word == "@csv":
            encoding, mark = rest.split()
            source.encoding, source.delimiter = encoding, _DELIMITERS[mark]
        elif word in ("@sheet", "@hidden"):
            source.sheets.append(Sheet(rest, hidden=word == "@hidden"))
        else:
            source.sheets = source.sheets or [Sheet("台账")]
            if word == "@merge":
                source.sheets[-1].merges.extend(rest.split())
            elif word == "@hide-row":
                source.sheets[-1].hidden_rows.extend(map(int, rest.split()))
            elif word == "@hide-column":
                source.sheets[-1].hidden_columns.extend(rest.split())
            else:
                source.sheets[-1].rows.append([cell.strip(" ") for cell in line.split("|")])
    return source


def workbook(description: str) -> bytes:
    """The bytes of a described workbook."""
    return parse(description).data()


def saved(book: Workbook) -> bytes:
    """A workbook's bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rezipped(
    data: bytes, changes: Mapping[str, Callable[[bytes], bytes]], more: Mapping[str, bytes] | None = None
) -> bytes:
    """A zip package with some of its parts changed and ``more`` parts added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, bytes)(old.read(name)))
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def _unescaped(text: str) -> str:
    return text.removeprefix("'").replace("\\n", "\n")


def _fill(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)
    if not text:
        return
    if text.startswith("d:"):
        cell.value = datetime.date.fromisoformat(text[2:])
    elif text.startswith("p:"):
        cell.value = float(text[2:])
        cell.number_format = "0.0%"
    elif _NUMBER.fullmatch(text):
        cell.value = float(text)
    elif text.startswith(("=", "#")):
        cell.value = text  # openpyxl types these as a formula and as an error value
    else:
        cell.value = _unescaped(text)
        cell.data_type = "s"
