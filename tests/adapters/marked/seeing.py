"""Marked copies looked at as another program sees them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from openpyxl import load_workbook

from data_adapters import Cell, Problem, Severity
from data_adapters.marked import marked_copy
from tests.adapters.building import workbook

FILE = "6月台账.xlsx"
SHEET = "台账"
LEDGER = workbook(
    "安澜县重点项目台账（单位：万元）\n@merge A1:E1\n序号|项目名称|责任单位|年度计划投资|累计完成投资\n"
    "1|甲项目|栖云镇|100|50\n2|乙项目|枕石镇|200|abc\n3|丙项目|听泉镇|300|=D5*2\n"
)


def fault(
    name: str,
    message: str = "数不对，请改正",
    severity: Severity = Severity.ERROR,
    sheet: str = SHEET,
    file: str = FILE,
) -> Problem:
    """A problem at a cell given by its name (one letter)."""
    return Problem(Cell(file, sheet, int(name[1:]), ord(name[0]) - ord("A") + 1), "x", message, severity)


def marked(data: bytes, *problems: Problem, questions: Sequence[tuple[Sequence[Cell], str]] = ()) -> bytes:
    """The marked copy of a workbook."""
    return marked_copy(data, FILE, problems, questions)[1]


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def comments(data: bytes, sheet: str = SHEET) -> dict[str, str]:
    """The comments of a sheet by cell."""
    cells = (cell for row in load_workbook(io.BytesIO(data))[sheet].iter_rows() for cell in row)
    return {cell.coordinate: cell.comment.text for cell in cells if cell.comment}


def colours(data: bytes, sheet: str = SHEET) -> dict[str, str]:
    """The colours of the filled cells of a sheet."""
    cells = (cell for row in load_workbook(io.BytesIO(data))[sheet].iter_rows() for cell in row)
    return {cell.coordinate: cell.fill.fgColor.rgb for cell in cells if cell.fill.fill_type == "solid"}


def listed(data: bytes) -> Sequence[tuple[object, ...]]:
    """The rows of the list of problems under its heading."""
    rows = list(load_workbook(io.BytesIO(data)).worksheets[-1].iter_rows(values_only=True))
    head = next(at for at, row in enumerate(rows) if row[0] == "序号")
    return rows[head + 1 :]


def remarks(data: bytes) -> list[str]:
    """What stands above the list, below its title and its guide."""
    cells = [str(row[0]) for row in load_workbook(io.BytesIO(data)).worksheets[-1].iter_rows(values_only=True)]
    return cells[2 : cells.index("序号")]
