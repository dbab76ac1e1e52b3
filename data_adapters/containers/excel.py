"""The sheets of a workbook, in the child: .xlsx, .xlsm, .xls, .xlsb and .ods by python-calamine."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import python_calamine

from data_adapters.containers.limits import BROKEN, LOCKED, RefusedError, check_extent, within
from data_adapters.containers.wire import packed


def sheets(data: bytes, name: str) -> Iterator[Any]:
    """For each visible sheet ("sheet", name, merges) and its rows; ("note", …) for each hidden one."""
    try:
        yield from _sheets(python_calamine.load_workbook(io.BytesIO(data)), name)
    except python_calamine.PasswordError as error:
        raise RefusedError(f"“{name}”{LOCKED}") from error
    except (python_calamine.CalamineError, KeyError, ValueError, OSError) as error:
        raise RefusedError(f"“{name}”{BROKEN}") from error
    except BaseException as error:
        # A panic of the reader's Rust code derives from BaseException, so that no ordinary handler sees it.
        if type(error).__name__ != "PanicException":
            raise
        raise RefusedError(f"“{name}”{BROKEN}") from error


def _sheets(workbook: python_calamine.CalamineWorkbook, name: str) -> Iterator[Any]:
    for meta in workbook.sheets_metadata:
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if meta.visible != python_calamine.SheetVisibleEnum.Visible:
            yield "note", meta.name, "hidden_sheet", "工作表是隐藏的，已跳过；如需读取请先取消隐藏"
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        last_row, last_column = sheet.end or (0, 0)
        check_extent(name, last_row + 1, last_column + 1)
        rows = sheet.to_python(skip_empty_area=False)
        merges = [(r0 + 1, c0 + 1, r1 + 1, c1 + 1) for (r0, c0), (r1, c1) in sheet.merged_cell_ranges or ()]
        yield "sheet", meta.name, within(name, merges, len(rows), len(rows[0]) if rows else 0)
        for chunk in packed(rows):
            yield "rows", *chunk
