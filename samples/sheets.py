"""How an office's sheet looks: fonts, borders, merged headings, widths. Shared by the three sheets of the samples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

CellValue = int | float | str | date | None

_ROW: Final = 30  # points: two lines of the body type
_THIN: Final = Side(style="thin")
_GRID: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRE: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT: Final = Alignment(horizontal="left", vertical="center", wrap_text=True)
_TITLE: Final = Font(name="方正小标宋简体", size=22)
_HEAD: Final = Font(name="黑体", size=11)
_BODY: Final = Font(name="宋体", size=10)
_STRONG: Final = Font(name="宋体", size=10, bold=True)


def title(sheet: Worksheet, text: str, columns: int) -> None:
    """Write the sheet's title into row 1, merged over ``columns``."""
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    _write(sheet.cell(1, 1), text, _TITLE, _CENTRE)
    sheet.row_dimensions[1].height = 36


def note(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Write a line outside the table: the period, the unit, a footnote."""
    _write(sheet.cell(row, column), text, _BODY, Alignment(vertical="center"))


def heading(sheet: Worksheet, place: str, text: str) -> None:
    """Write one heading over ``place`` ("A3:A4", or "I4"), merging the cells of a range."""
    first = place.partition(":")[0]
    if ":" in place:
        sheet.merge_cells(place)
    for cell in (cell for row in sheet[place if ":" in place else f"{place}:{place}"] for cell in row):
        cell.border = _GRID
    sheet[first].value = text
    sheet.row_dimensions[sheet[first].row].height = _ROW
    sheet[first].font = _HEAD
    sheet[first].alignment = _CENTRE


def body(
    sheet: Worksheet, row: int, values: Sequence[CellValue], *, strong: bool = False, left: Sequence[int] = ()
) -> None:
    """Write one bordered row; the columns in ``left`` are set flush left, all others centred."""
    for column, value in enumerate(values, start=1):
        _write(sheet.cell(row, column), value, _STRONG if strong else _BODY, _LEFT if column in left else _CENTRE)
        sheet.cell(row, column).border = _GRID
    lines = max(str(value).count("\n") + 1 for value in values)
    sheet.row_dimensions[row].height = max(_ROW, 14 * lines)


def over(sheet: Worksheet, values: Mapping[str, CellValue]) -> None:
    """Write ``values`` into the cells named, keeping their looks; a date gets a date's format."""
    for name, value in values.items():
        sheet[name].value = value
        if isinstance(value, date):
            sheet[name].number_format = "yyyy/m/d"


def dates(sheet: Worksheet, column: int, first: int, last: int) -> None:
    """Give every true date of a column a date's format."""
    for row in range(first, last + 1):
        if isinstance(sheet.cell(row, column).value, date):
            sheet.cell(row, column).number_format = "yyyy/m/d"


def page(sheet: Worksheet, widths: Sequence[float], *, header_rows: str, freeze: str) -> None:
    """Set column widths, the frozen pane and the printed page (A3 landscape, one page wide, headings repeated)."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = freeze
    sheet.print_title_rows = header_rows
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _write(cell: Cell | MergedCell, value: CellValue, font: Font, alignment: Alignment) -> None:
    cell.value = value
    cell.font = font
    cell.alignment = alignment
