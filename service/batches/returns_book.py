"""The gathered returns as one workbook (汇总.xlsx), which reads back to the same records."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, cast

from data_adapters import MISSING, Absent, Record
from data_adapters.headings import fields
from service.batches.listing import EPOCH
from service.batches.plain_book import without_forbidden
from service.figures.returns import Gathered, Return

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_SHEETS: Final = ("项目", "任务单位", "问题清单")
_NAMES: Final = frozenset({"project_name", "unit"})
_SOURCE: Final = ("来源单位", "来源文件", "来源位置")
_WIDTH: Final = 16
_SAVED: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EXCEL_DIGITS: Final = 15
"""A number of more digits loses some in a cell: it is written as text."""

Row = tuple[Return, Record]


def returns_workbook(gathered: Gathered) -> bytes:
    """The workbook's bytes: a sheet for each form, one row a record, its unit, file and cell in the last columns.

    Texts out of the returns are written as text, never as formulas; amounts are in 万元 and are numbers unless a number
    would lose digits. A last sheet says who has sent and who has not.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - openpyxl takes long to load, and most commands write no workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, records in zip(_SHEETS, _records(gathered), strict=True):
        for number, (columns, rows) in enumerate(_forms(records).items(), start=1):
            sheet = book.create_sheet(title if number == 1 else f"{title}（{number}）")
            _fill(sheet, title, columns, rows)
    _state(book.create_sheet("报送情况"), gathered)
    return _dateless(book)


def _dateless(book: Workbook) -> bytes:
    """The workbook's bytes without the time of saving, which openpyxl writes into the properties and every entry."""
    saved, plain = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _SAVED.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            target.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return plain.getvalue()


def _records(gathered: Gathered) -> Iterable[list[Row]]:
    for kind in ("projects", "units", "topics"):
        yield [(item, record) for item in gathered.returns for record in getattr(item.reading, kind)]


def _forms(rows: Sequence[Row]) -> dict[tuple[str, ...], list[Row]]:
    """The rows by the columns they have and the period they are of: two forms under one heading would lie."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for item, record in rows:
        columns = tuple(name for name in fields() if name in record.cells)
        period = f"{item.reading.year}-{item.reading.month}"
        found.setdefault((period, *columns), []).append((item, record))
    return found


def _fill(sheet: Worksheet, title: str, form: Sequence[str], rows: Sequence[Row]) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415 - as above

    columns = form[1:]
    year, month = map(int, form[0].split("-"))
    known = fields()
    _text(_cell(sheet, 1, 1), f"各单位报送的{title}汇总")
    if year:
        _text(_cell(sheet, 2, 1), f"截至{year}年{month}月底" if month else f"{year}年")
    heads = [f"{known[name].label}（万元）" if known[name].type == "amount" else known[name].label for name in columns]
    for column, head in enumerate([*heads, *_SOURCE], start=1):
        cell = _cell(sheet, 3, column)
        _text(cell, head)
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = _WIDTH
    for number, (item, record) in enumerate(rows, start=4):
        source = (_whose(item), record.row.file, f"{record.row.sheet} 第{record.row.row}行")
        for column, name in enumerate(columns, start=1):
            value = record.value(name)
            _write(
                _cell(sheet, number, column), f"{value}{record.marks}" if name in _NAMES else value, known[name].type
            )
        for column, text in enumerate(source, start=len(columns) + 1):
            _text(_cell(sheet, number, column), text)
    sheet.freeze_panes = "A4"


def _write(cell: Cell, value: object, kind: str) -> None:
    if isinstance(value, Absent):
        if value is not MISSING:
            _text(cell, "—")
    elif isinstance(value, Decimal) and kind == "percent":
        _text(cell, f"{value * 100:f}%")  # with its sign nobody takes it for a ratio
    elif isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) <= _EXCEL_DIGITS:
        cell.value = float(value)
    elif isinstance(value, Decimal):
        _text(cell, f"{value:f}")
    elif value:
        _text(cell, str(value))


def _text(cell: Cell, text: str) -> None:
    from openpyxl.styles import Alignment  # noqa: PLC0415 - as above

    cell.value = without_forbidden(text)
    cell.data_type = "s"  # "=1+1" out of a return stays text
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _state(sheet: Worksheet, gathered: Gathered) -> None:
    """Who has sent what, told by what, and who has not."""
    rows: list[Sequence[str]] = [("报送单位", "报送情况", "文件", "单位从哪里看出")]
    for item in gathered.returns:
        state = "已报" if item.speaks_for else "不在名单里"
        rows.append((_whose(item), state, item.reading.file, item.told_by or "看不出"))
    rows += [(item.unit, "重复的一份，未列入", item.reading.file, item.told_by) for item in gathered.copies]
    rows += [(unit, "未报", "", "") for unit in gathered.missing]
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            _text(_cell(sheet, number, column), text)


def _whose(item: Return) -> str:
    return item.unit or "、".join(item.speaks_for) or "未写明"


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    return cast("Cell", sheet.cell(row, column))  # nothing is merged here
