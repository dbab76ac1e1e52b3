"""The first rows of a sheet as they were sent, each with the part it plays, for a person to compare with Excel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from data_adapters import Cell, Problem, Severity, column_letter
from data_adapters.grid import Grid
from data_adapters.layout import Layout, Role
from service import readable

ROWS = 20
COLUMNS = 40
# A row's part -> how the legend calls it; the key is also the style class of the row.
LEGEND = {
    "title": "标题",
    "header": "表头",
    "total": "合计",
    "group": "分组",
    "note": "备注",
    "continued": "续行",
    "repeated": "重复的表头",
    "hidden": "隐藏",
    "data": "数据",
}
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.NOTE)

Found = Mapping[Cell, Sequence[Problem]]


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """A cell's text, how many columns and rows it spans, and what is wrong with it: the worst severity and all words.

    ``name`` is Excel's name for it where something is wrong, so that a list can lead to it; "" elsewhere.
    """

    text: str
    columns: int = 1
    rows: int = 1
    hidden: bool = False
    name: str = ""
    severity: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row under Excel's own number (of a card: its place) and its part: a key of :data:`LEGEND`, or "blank"."""

    number: str
    part: str
    cells: tuple[PreviewCell, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The top left corner of a sheet: column letters, rows, how many rows and columns it has in all.

    ``legend`` are the parts that occur in it; ``places`` the names of its cells that something is wrong with.
    """

    letters: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    all_rows: int
    all_columns: int
    legend: tuple[str, ...] = ()
    places: frozenset[str] = field(default=frozenset())


def preview(layout: Layout, problems: Found | None = None) -> Preview:
    """The first columns of the sheet a ledger stands on, and the rows from the one it begins on.

    Cards are shown as the table they were read as.
    """
    grid, first = layout.grid, layout.first_row
    height, width = min(len(grid.rows), first - 1 + ROWS), min(grid.width, COLUMNS)
    spans = _spans(grid, height, width)
    rows = tuple(
        PreviewRow(number_of(layout, row), part_of(layout, row), tuple(_cells(grid, row, width, spans, problems or {})))
        for row in range(first, height + 1)
    )
    letters = tuple(column_letter(column) for column in range(1, width + 1))
    parts = {row.part for row in rows}
    parts |= {"hidden"} if any(cell.hidden for row in rows for cell in row.cells) else set()
    places = frozenset(cell.name for row in rows for cell in row.cells if cell.name)
    legend = tuple(part for part in LEGEND if part in parts)
    return Preview(letters, rows, len(grid.rows), grid.width, legend, places)


def number_of(layout: Layout, row: int) -> str:
    """How a row is numbered: as in Excel; of cards by their place."""
    if not readable.is_card(layout):
        return str(row)
    return "栏目" if row in layout.header_rows else str(row - layout.header_rows[-1])


def part_of(layout: Layout, row: int) -> str:
    """The part a row plays: a key of :data:`LEGEND`, or "blank"."""
    if row in layout.title_rows:
        return "title"
    if row in layout.header_rows:
        return "header"
    if row in layout.grid.hidden_rows:
        return "hidden"
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


def _cells(grid: Grid, row: int, width: int, spans: _Spans, problems: Found) -> Iterator[PreviewCell]:
    for column in range(1, width + 1):
        columns, rows = spans.get((row, column), (1, 1))
        if not columns:
            continue
        text, hidden = grid.text(row, column), column in grid.hidden_columns
        cell = grid.cell(row, column) if problems else None
        if cell is None or not (found := problems.get(cell)):
            yield PreviewCell(text, columns, rows, hidden)
            continue
        worst = min((problem.severity for problem in found), key=_SEVERITIES.index)
        said = "；".join(problem.message for problem in found)
        yield PreviewCell(text, columns, rows, hidden, cell.name, worst.value, said)
