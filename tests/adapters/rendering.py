"""A page of cells as a file of one kind."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from data_adapters.grid import as_text
from tests.adapters.building import saved
from tests.adapters.containers.made import docx, word_table


@dataclass(slots=True)
class Page:
    """Rows of cells, their merges (first row, first column, last row, last column), hidden rows and column, from 1.

    ``typed`` says that numbers and dates may stand in it, else all is text; ``header`` is one that may be repeated.
    """

    typed: bool = False
    rows: list[list[Any]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    hidden_column: int = 0
    header: list[list[Any]] = field(default_factory=list)

    def add(self, row: list[Any], span: tuple[int, int] | None = None) -> int:
        """Append a row, the columns of ``span`` merged; its number."""
        self.rows.append(row)
        if span and span[1] > span[0]:
            self.merges.append((len(self.rows), span[0], len(self.rows), span[1]))
        return len(self.rows)

    def list_beside(self, words: list[str]) -> None:
        """A list to pick from at the right, a blank column between, from the header's last row down."""
        width = max(map(len, self.rows))
        start = max((r1 for r0, c0, r1, c1 in self.merges if r1 > r0), default=0) or self._header_row()
        for row, word in enumerate(words, start=start):
            if row <= len(self.rows):
                line = self.rows[row - 1]
                line.extend([""] * (width + 1 - len(line)) + [word])

    def _header_row(self) -> int:
        return next(number for number, row in enumerate(self.rows, start=1) if sum(map(bool, row)) > 3)


def rendered(page: Page, kind: str, encoding: str) -> tuple[str, bytes]:
    """The file's name and bytes; ``encoding`` is that of a text table."""
    if kind == "xlsx":
        return "台账.xlsx", _workbook(page)
    rows = [[_text(value) for value in row] for row in page.rows]
    if kind == "json":
        return "台账.json", json.dumps([dict(zip(rows[0], row, strict=True)) for row in rows[1:]]).encode()
    if kind == "docx":
        width = max(map(len, rows))
        return "台账.docx", docx(word_table([row + [""] * (width - len(row)) for row in rows]))
    if kind == "html":
        return "台账.xls", f'<meta charset="utf-8"><table>{"".join(_html(page, rows))}</table>'.encode()
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return "台账.csv", out.getvalue().encode(encoding)


def _text(value: Any) -> str:
    return as_text(float(value) if isinstance(value, int) else value)


def _html(page: Page, rows: list[list[str]]) -> Iterator[str]:
    covered = {
        (row, column)
        for r0, c0, r1, c1 in page.merges
        for row in range(r0, r1 + 1)
        for column in range(c0, c1 + 1)
        if (row, column) != (r0, c0)
    }
    ends = {(r0, c0): (r1, c1) for r0, c0, r1, c1 in page.merges}
    for number, row in enumerate(rows, start=1):
        cells = []
        for column, text in enumerate(row, start=1):
            last, right = ends.get((number, column), (number, column))
            if (number, column) not in covered:
                cells.append(f'<td rowspan="{last - number + 1}" colspan="{right - column + 1}">{escape(text)}</td>')
        yield f"<tr>{''.join(cells)}</tr>"


def _workbook(page: Page) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate(page.rows, start=1):
        for column, value in enumerate(row, start=1):
            if value != "":
                cell = sheet.cell(number, column, value)
                if isinstance(value, datetime.date):
                    cell.number_format = "yyyy/m/d"
                elif isinstance(value, str):
                    cell.data_type = "s"
    for r0, c0, r1, c1 in page.merges:
        sheet.merge_cells(start_row=r0, start_column=c0, end_row=r1, end_column=c1)
    if page.hidden_column:
        sheet.column_dimensions[get_column_letter(page.hidden_column)].hidden = True
    for number in page.hidden:
        sheet.row_dimensions[number].hidden = True
    return saved(book)
