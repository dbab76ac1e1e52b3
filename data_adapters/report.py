"""A reading as plain data: the contract of ``huicai read --json``."""

from __future__ import annotations

from dataclasses import fields as dataclass_fields
from decimal import Decimal
from typing import Any

from data_adapters.layout import Column, Layout, Role
from data_adapters.letters import column_letter
from data_adapters.problems import Cell, Problem
from data_adapters.reading import Reading, SheetReading
from data_adapters.records import Absent, PartialDate, Record


def as_json(reading: Reading) -> dict[str, Any]:
    """The reading as JSON values: amounts are decimal strings in 万元, rates ratios, absences ``{"absent": why}``.

    A date is written as far as it is known, with its words behind: "2026-03-05", "2026-06上旬", "2026上半年".
    """
    return {
        "file": reading.file,
        "kind": reading.kind,
        "sheets": [_sheet(sheet) for sheet in reading.sheets],
        "records": {
            "projects": [_record(record) for record in reading.projects],
            "units": [_record(record) for record in reading.units],
            "topics": [_record(record) for record in reading.topics],
        },
        "problems": [problem_json(problem) for problem in reading.problems],
    }


def _sheet(sheet: SheetReading) -> dict[str, Any]:
    layout = sheet.layout
    return {
        "name": sheet.name,
        "role": sheet.role,
        "holds": sheet.holds,
        "title": layout.title,
        "unit": layout.unit,
        "period": period_text(layout),
        "title_rows": list(layout.title_rows),
        "header_rows": list(layout.header_rows),
        "total_rows": list(layout.rows(Role.TOTAL)),
        "group_rows": list(layout.rows(Role.GROUP)),
        "data_rows": list(layout.rows(Role.DATA)),
        "note_rows": list(layout.rows(Role.NOTE)),
        "continued_rows": list(layout.rows(Role.CONTINUED)),
        "repeated_rows": list(layout.rows(Role.REPEATED)),
        "hidden_rows": list(layout.hidden_rows),
        "hidden_columns": [column_letter(column) for column in layout.hidden_columns],
        "columns": [_column(column, layout) for column in layout.columns],
    }


def period_text(layout: Layout) -> str:
    """The period a sheet names: "2026-10", "2026", or ""."""
    if not layout.year:
        return ""
    return f"{layout.year}-{layout.month:02d}" if layout.month else str(layout.year)


def _column(column: Column, layout: Layout) -> dict[str, Any]:
    match = column.match
    return {
        "index": column.index,
        "letter": column_letter(column.index),
        "heading": " / ".join(" ".join(text.split()) for text in (*column.parents, column.heading)),
        "field": match.field if match else None,
        "unit": match.unit if match else "",
        "period": f"{layout.year}-{match.month:02d}" if match and match.month and layout.year else "",
    }


def _record(record: Record) -> dict[str, Any]:
    plain: dict[str, Any] = {"row": record.row.row, "sheet": record.row.sheet}
    for item in dataclass_fields(record):
        if item.name not in ("row", "cells", "extra"):
            plain[item.name] = _value(getattr(record, item.name))
    return plain | {name: _value(value) for name, value in record.extra.items()}


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, Absent):
        return {"absent": value.value}
    if isinstance(value, PartialDate):
        return value.iso()
    return list(value) if isinstance(value, tuple) else value


def problem_json(problem: Problem) -> dict[str, str]:
    """A problem as JSON values; the address is the text a person finds the cell by."""
    address = problem.address
    return {
        "address": str(address),
        "cell": address.name if isinstance(address, Cell) else "",
        "code": problem.code,
        "message": problem.message,
        "severity": problem.severity.value,
    }
