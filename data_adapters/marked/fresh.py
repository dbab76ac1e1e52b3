"""A new workbook of what was read, for files that are no .xlsx or cannot be edited: values only, texts as texts."""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from data_adapters.grid import Grid, as_text
from data_adapters.marked.comments import plain
from data_adapters.marked.entries import Entry
from data_adapters.patterns import regex
from data_adapters.problems import SourceError

_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 16_384
_NOT_IN_NAMES = regex(r"[\[\]:*?/\\\x00-\x1f]")
_DATES: Final = (datetime.datetime, datetime.date)
_FORMATS: Final[Mapping[type, str]] = {
    datetime.datetime: "yyyy-mm-dd hh:mm",
    datetime.date: "yyyy-mm-dd",
    datetime.time: "hh:mm",
    datetime.timedelta: "[h]:mm:ss",
}
_WIDEST: Final = 40  # characters
_SAMPLE: Final = 200  # the rows whose texts make the width of a column


def names(grids: Sequence[Grid]) -> dict[str, str]:
    """The name each sheet gets: its own, as far as Excel takes it (31 characters, some not, none twice)."""
    found: dict[str, str] = {}
    for grid in grids:
        base = plain(_NOT_IN_NAMES.sub("_", grid.sheet)).strip("'") or "表"
        title, number = base[:31], 1
        while title.casefold() in (taken.casefold() for taken in found.values()):
            number += 1
            title = f"{base[: 31 - len(str(number))]}{number}"
        found[grid.sheet] = title
    return found


def renamed(entries: Sequence[Entry], titles: Mapping[str, str]) -> list[Entry]:
    """The entries with their cells where :func:`workbook` puts them."""
    return [
        replace(entry, cells=tuple(cell._replace(sheet=titles.get(cell.sheet, cell.sheet)) for cell in entry.cells))
        for entry in entries
    ]


def workbook(grids: Sequence[Grid], titles: Mapping[str, str]) -> bytes:
    """An .xlsx of the grids, cell by cell at the same addresses. SourceError if one is beyond what Excel holds."""
    book = Workbook(write_only=True)
    for grid in grids:
        if len(grid.rows) > _MAX_ROWS or grid.width > _MAX_COLUMNS:
            raise SourceError(f"“{grid.file}”的行列数超过 Excel 工作表的上限，无法生成标注本，请拆分后再上传")
        sheet = book.create_sheet(titles[grid.sheet])
        for number, width in enumerate(_widths(grid), 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        for first_row, first_column, last_row, last_column in grid.merges:
            area = f"{get_column_letter(first_column)}{first_row}:{get_column_letter(last_column)}{last_row}"
            sheet.merged_cells.add(area)
        for number in grid.hidden_rows:
            sheet.row_dimensions[number].hidden = True
        for number in grid.hidden_columns:
            sheet.column_dimensions[get_column_letter(number)].hidden = True
        for row in grid.rows:
            sheet.append([_cell(sheet, value, at in grid.percent_columns) for at, value in enumerate(row, 1)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Any, percent: bool) -> Any:
    """A value as openpyxl is to write it: a text stays one even if it looks like a formula, a number or an error."""
    if isinstance(value, _DATES) and value.year < 1900:
        value = as_text(value)  # before the first day Excel knows
    if value == "":
        return None
    if form := _FORMATS.get(type(value)):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = form
        return cell
    if isinstance(value, bool | int | float | Decimal) and math.isfinite(value) and _fits(value):
        return _percent(sheet, value) if percent and not isinstance(value, bool) else value
    text = plain(str(value))
    long = len(text) > _WIDEST // 2 or "\n" in text
    if not long and not text.startswith(("=", "#")):
        return text  # making a cell for each would take several times as long
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if long:
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _percent(sheet: Any, value: Any) -> Any:
    """A number shown as a percentage, by which it is told that it is one."""
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = "0.00%"
    return cell


def _fits(value: Decimal | float) -> bool:
    """Whether Excel, which keeps 15 digits, holds a number whole. What came as a float has no more of them."""
    exact = isinstance(value, int | Decimal) and Decimal(value).normalize()
    return not exact or len(exact.as_tuple().digits) <= 15


def _widths(grid: Grid) -> list[int]:
    """Widths in characters that show most cells of a column without making it very wide."""
    spanning = {(top, left) for top, left, _, right in grid.merges if right > left}
    widths = [8] * grid.width
    for number, row in enumerate(grid.rows[:_SAMPLE], 1):
        filled = sum(value != "" for value in row)
        for column, value in enumerate(row):
            if value != "" and filled > 1 and (number, column + 1) not in spanning:
                longest = max(as_text(value).split("\n"), key=len)
                widths[column] = max(widths[column], min(sum(2 if c > "ÿ" else 1 for c in longest) + 2, _WIDEST))
    return widths
