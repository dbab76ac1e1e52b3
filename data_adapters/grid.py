"""Bytes → grids: the cells of every visible sheet with Excel's own row and column numbers."""

from __future__ import annotations

import csv
import datetime
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import python_calamine

from data_adapters import legacy, package
from data_adapters.kinds import Kind, sniff
from data_adapters.package import BROKEN, FAR, LOCKED, MAX_GRID_CELLS, Marks
from data_adapters.problems import Cell, Problem, Severity, SourceError, column_letter

Value = str | float | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta
Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: ``rows[r - 1][c - 1]`` is the cell Excel shows at row r, column c; ``""`` where it is empty.

    ``merges`` holds (first row, first column, last row, last column), all from 1; ``tops`` the first row of each
    cell that is merged downwards; ``hidden_rows`` and ``hidden_columns`` the numbers of what its author hid.
    """

    file: str
    sheet: str
    rows: Sequence[Sequence[Value]]
    merges: tuple[Merge, ...] = ()
    tops: Mapping[tuple[int, int], int] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def cell(self, row: int, column: int) -> Cell:
        """The address of a cell, counted from 1."""
        return Cell(self.file, self.sheet, row, column)

    def value(self, row: int, column: int) -> Value:
        """The value at a row and column counted from 1; ``""`` outside the grid."""
        if not 0 < row <= len(self.rows) or not 0 < column <= len(self.rows[row - 1]):
            return ""
        return self.rows[row - 1][column - 1]

    def text(self, row: int, column: int) -> str:
        """The cell as trimmed text (numbers as they would be typed)."""
        return as_text(self.value(row, column))

    def top(self, row: int, column: int) -> int:
        """The first row of the cells of this column that are merged downwards over a row; else the row itself."""
        return self.tops.get((row, column), row)

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max((len(row) for row in self.rows), default=0)


def as_text(value: Value) -> str:
    """A cell's value as a person would read it, trimmed: 8.0 is ``8``, a date is ISO."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)


def open_grids(data: bytes, name: str) -> tuple[Kind, list[Grid], list[Problem]]:
    """Every visible sheet of a file, its kind, and notes on what was passed over.

    Raises :class:`SourceError` for anything that is not a readable workbook or text table.
    """
    kind = sniff(data, name)
    if kind is Kind.CSV:
        return kind, [_csv_grid(data, name)], []
    blanks = package.inspect(data, name) if kind is Kind.XLSX else legacy.inspect(data, name)
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(data))
        return kind, *_workbook_grids(workbook, name, blanks)
    except python_calamine.PasswordError as error:
        raise SourceError(f"“{name}”{LOCKED}") from error
    except (python_calamine.CalamineError, KeyError, ValueError, OSError) as error:
        raise SourceError(f"“{name}”{BROKEN}") from error
    except BaseException as error:
        # A panic of the reader's Rust code derives from BaseException, so that no ordinary handler sees it.
        if type(error).__name__ != "PanicException":
            raise
        raise SourceError(f"“{name}”{BROKEN}") from error


def _workbook_grids(
    workbook: python_calamine.CalamineWorkbook, name: str, blanks: Mapping[str, Marks]
) -> tuple[list[Grid], list[Problem]]:
    grids: list[Grid] = []
    notes: list[Problem] = []
    for meta in workbook.sheets_metadata:
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if meta.visible != python_calamine.SheetVisibleEnum.Visible:
            message = "工作表是隐藏的，已跳过；如需读取请先取消隐藏"
            notes.append(Problem(f"{name} › {meta.name}", "hidden_sheet", message, Severity.NOTE))
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        last_row, last_column = sheet.end or (0, 0)
        if (last_row + 1) * (last_column + 1) > MAX_GRID_CELLS:
            raise SourceError(f"“{name}”{FAR.format(f'{column_letter(last_column + 1)}{last_row + 1}')}")
        rows = _marked(sheet.to_python(skip_empty_area=False), blanks.get(meta.name, {}))
        merges = tuple(_merges(sheet, len(rows), len(rows[0]) if rows else 0))
        if sum((r1 - r0 + 1) * (c1 - c0 + 1) for r0, c0, r1, c1 in merges) > len(rows) * len(rows[0] if rows else ""):
            raise SourceError(f"“{name}”{BROKEN}")  # merged cells that overlap
        grids.append(Grid(name, meta.name, rows, merges, _tops(merges)))
    if not any(grid.rows for grid in grids):
        raise SourceError(f"“{name}”里没有数据，工作表都是空的，请检查后重新上传")
    return grids, notes


def _merges(sheet: python_calamine.CalamineSheet, height: int, width: int) -> Iterator[Merge]:
    """The merged cells of a sheet as far as they reach into its filled part."""
    for (r0, c0), (r1, c1) in sheet.merged_cell_ranges or ():
        if r0 < height and c0 < width:
            yield r0 + 1, c0 + 1, min(r1 + 1, height), min(c1 + 1, width)


def _tops(merges: Sequence[Merge]) -> dict[tuple[int, int], int]:
    return {(row, c0): r0 for r0, c0, r1, _ in merges for row in range(r0, r1 + 1)}


def _marked(rows: Sequence[Sequence[Value]], marks: Marks) -> Sequence[Sequence[Value]]:
    """The rows with error values and uncomputed formulas written where the reader left a blank."""
    if not marks:
        return rows
    height = max(len(rows), *(row for row, _ in marks))
    width = max(len(rows[0]) if rows else 0, *(column for _, column in marks))
    full: list[list[Value]] = [[*row, *[""] * (width - len(row))] for row in rows]
    full.extend([""] * width for _ in range(height - len(full)))
    for (row, column), text in marks.items():
        full[row - 1][column - 1] = text
    return full


def _csv_grid(data: bytes, name: str) -> Grid:
    text = decode(data, name)
    delimiter = _delimiter(text)
    if text.count(delimiter) > MAX_GRID_CELLS:
        raise SourceError(f"“{name}”的表格大得不正常，超过 {MAX_GRID_CELLS} 格，请删去空白行列或拆分后再上传")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise SourceError(f"“{name}”不是完整的文本表格（引号不配对或单元格过长），请用 Excel 另存后再上传") from error
    if max((len(row) for row in rows), default=0) < 2:
        raise SourceError(f"“{name}”是纯文本，不是表格（没有用逗号或制表符分列），请上传 Excel 表格或 .csv")
    return Grid(name, "CSV", rows)


def _delimiter(text: str) -> str:
    """The mark that cuts the most lines into the same number of cells: amounts and sentences hold commas too."""
    lines = [line for line in text[:65536].splitlines() if line.strip()]

    def evenness(mark: str) -> tuple[int, int]:
        widths = Counter(line.count(mark) for line in lines if mark in line)
        width, count = max(widths.items(), key=lambda item: item[1], default=(0, 0))
        return count, width

    return max("\t,;", key=evenness)


def decode(data: bytes, name: str) -> str:
    """Text of a Chinese CSV: by its mark, else UTF-8, else GB18030, else Big5 (order measured on real files)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        found = _decoded(data, "utf-16")
    else:
        found = _decoded(data, "utf-8-sig")
        if found is None:
            found = _decoded(data, "gb18030")
            # Big5 bytes nearly always decode as GB18030 too, but then land in its private-use area.
            if found is None or any("\ue000" <= char <= "\uf8ff" for char in found):
                found = _decoded(data, "big5") or found
    if found is None:
        raise SourceError(f"“{name}”的文字编码无法识别，请用 Excel 另存为“CSV UTF-8”后再上传")
    return found


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
