"""Build the invented county's workbooks beside this file, or check that the ones there are up to date.

``python -m samples.build`` writes what differs; ``python -m samples.build --check`` writes nothing and exits 1 where a
workbook differs from what would be built.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from samples import earlier, issues, ledger, units

FOLDER: Final = Path(__file__).parent
LEDGER: Final = "安澜县重点项目台账（2026年10月）.xlsx"
ISSUES: Final = "安澜县重点项目问题清单.xlsx"
#: In a folder of its own: it is what the others are compared with, never one of them.
LAST: Final = "上期/安澜县重点项目台账（2026年9月）.xlsx"

_Writer = Callable[[Worksheet], None]
_BOOKS: Final[dict[str, tuple[_Writer, ...]]] = {
    LEDGER: (ledger.write, units.write),
    ISSUES: (issues.write,),
    LAST: (
        partial(ledger.write, edition=earlier.ledger_edition()),
        partial(units.write, edition=earlier.units_edition()),
    ),
}
_MADE: Final = datetime(2026, 11, 23, 8, 30)


def build(name: str) -> Workbook:
    """Return the workbook ``name`` (LEDGER, ISSUES or LAST), built anew in memory."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for write in _BOOKS[name]:
        write(book.create_sheet())
    book.properties.creator = "安澜县重点项目建设指挥部办公室"
    book.properties.created = _MADE
    return book


def picture(book: Workbook) -> dict[str, object]:
    """Return all that a reader or a person sees of ``book``: values, formats, looks, merged cells, widths.

    Two workbooks with equal pictures are the same workbook, whatever their bytes and dates of saving.
    """
    return {sheet.title: _sheet_picture(sheet) for sheet in book.worksheets}


def _sheet_picture(sheet: Worksheet) -> dict[str, object]:
    cells = {
        cell.coordinate: (
            cell.value.date() if isinstance(cell.value, datetime) else cell.value,
            cell.number_format,
            cell.font.name,
            cell.font.b,
            None if isinstance(cell, MergedCell) or not cell.border.left else cell.border.left.style,
            cell.alignment.horizontal,
        )
        for row in sheet.iter_rows()
        for cell in row
    }
    widths = {letter: dimension.width for letter, dimension in sorted(sheet.column_dimensions.items())}
    merged = sorted(str(area) for area in sheet.merged_cells.ranges)
    heights = {row: dimension.height for row, dimension in sorted(sheet.row_dimensions.items()) if dimension.height}
    return {"cells": cells, "merged": merged, "widths": widths, "heights": heights, "freeze": sheet.freeze_panes}


def is_current(path: Path, book: Workbook) -> bool:
    """Return whether the file at ``path`` exists and holds what ``book`` holds."""
    return path.exists() and picture(load_workbook(path)) == picture(book)


def main(arguments: list[str] | None = None) -> int:
    """Write the workbooks that differ, or with ``--check`` only name them; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m samples.build", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a workbook is out of date")
    check = parser.parse_args(arguments).check
    code = 0
    for name in _BOOKS:
        book, path = build(name), FOLDER / name
        if is_current(path, book):
            continue
        if check:
            sys.stderr.write(f"{name} 与生成结果不一致，请运行 python -m samples.build\n")
            code = 1
        else:
            path.parent.mkdir(exist_ok=True)
            book.save(path)
            sys.stdout.write(f"已生成 {name}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
