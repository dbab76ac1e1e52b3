"""Grids without files, from the descriptions of :mod:`tests.adapters.building`."""

from __future__ import annotations

from openpyxl.utils import column_index_from_string, range_boundaries

from data_adapters.grid import Grid, Value
from data_adapters.layout import Layout, read_layouts
from tests.adapters.building import parse


def grid_of(description: str) -> Grid:
    """The first described sheet as the reader of files would give it; a bare number is a float."""
    source = parse(description)
    sheet = source.sheets[0]
    width = max((len(row) for row in sheet.rows), default=0)
    rows: list[list[Value]] = [[*map(_value, row), *[""] * (width - len(row))] for row in sheet.rows]
    merges = tuple(_merge(text) for text in sheet.merges)
    tops = {(row, c0): r0 for r0, c0, r1, _ in merges for row in range(r0, r1 + 1)}
    letters = frozenset(map(column_index_from_string, sheet.hidden_columns))
    return Grid(source.file, sheet.name, rows, merges, tops, frozenset(sheet.hidden_rows), letters)


def layouts(description: str) -> list[Layout]:
    """All layouts of a described sheet."""
    return read_layouts(grid_of(description))


def fields(layout: Layout) -> str:
    """The columns of a layout and what they mean: ``2 project_name, 3 ?``."""
    return ", ".join(f"{c.index} {c.match.field if c.match else '?'}" for c in layout.columns)


def _merge(text: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(text)
    assert left
    assert top
    assert right
    assert bottom
    return top, left, bottom, right


def _value(text: str) -> Value:
    try:
        return float(text)
    except ValueError:
        return text.removeprefix("'").replace("\\n", "\n")
