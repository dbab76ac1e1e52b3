"""The first rows of a sheet as they were sent, each with the part it plays, for a person to compare with Excel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data_adapters import column_letter
from data_adapters.grid import Grid
from data_adapters.layout import Layout, Role

ROWS = 20
COLUMNS = 40
# A row's part -> how the legend calls it; the key is also the style class of the row.
LEGEND = {"title": "标题", "header": "表头", "total": "合计", "group": "分组", "note": "备注", "data": "数据"}


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """A cell's text and how many columns and rows it spans."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row under Excel's own number with its part in the sheet: a key of :data:`LEGEND`, or "blank"."""

    number: int
    part: str
    cells: tuple[PreviewCell, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The top left corner of a sheet: column letters, rows, and how many rows and columns it has in all."""

    letters: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    all_rows: int
    all_columns: int


def preview(layout: Layout) -> Preview:
    """The first columns of the sheet a ledger stands on, and the rows from the one it begins on."""
    grid, first = layout.grid, layout.first_row
    height, width = min(len(grid.rows), first - 1 + ROWS), min(grid.width, COLUMNS)
    spans = _spans(grid, height, width)
    rows = tuple(
        PreviewRow(row, part_of(layout, row), tuple(_cells(grid, row, width, spans)))
        for row in range(first, height + 1)
    )
    letters = tuple(column_letter(column) for column in range(1, width + 1))
    return Preview(letters, rows, len(grid.rows), grid.width)


def part_of(layout: Layout, row: int) -> str:
    """The part a row plays: a key of :data:`LEGEND`, or "blank"."""
    if row in layout.title_rows:
        return "title"
    if row in layout.header_rows:
        return "header"
    return layout.roles.get(row, Role.BLANK).value


_Spans = dict[tuple[int, int], tuple[int, int]]


def _spans(grid: Grid, height: int, width: int) -> _Spans:
    """(columns, rows) of each merged cell's first cell within the preview; (0, 0) for the cells it covers."""
    spans: _Spans = {}
    for top, left, bottom, right in grid.merges:
        if top > height or left > width:
            continue
        covered = [
            (row, column)
            for row in range(top, min(bottom, height) + 1)
            for column in range(left, min(right, width) + 1)
        ]
        spans.update(dict.fromkeys(covered, (0, 0)))
        spans[top, left] = (min(right, width) - left + 1, min(bottom, height) - top + 1)
    return spans


def _cells(grid: Grid, row: int, width: int, spans: _Spans) -> Iterator[PreviewCell]:
    for column in range(1, width + 1):
        columns, rows = spans.get((row, column), (1, 1))
        if columns:
            yield PreviewCell(grid.text(row, column), columns, rows)
