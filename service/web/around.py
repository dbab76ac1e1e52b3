"""One cell among its neighbours: the sheet's headings, the rows around it, the cell itself marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from data_adapters import column_letter
from data_adapters.layout import Layout
from data_adapters.letters import column_number
from service import readable
from service.web.preview import COLUMNS, PreviewCell, PreviewRow, number_of, part_of

_ROWS: Final = 8
_NAME: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass(frozen=True, slots=True)
class Around:
    """Columns and rows as a preview has them; the cell asked for is the one whose ``name`` is not ""."""

    letters: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    text: str


def around(layout: Layout, name: str) -> Around | None:
    """The cell of Excel's ``name`` with the headings and eight rows on either side; None where the sheet has none."""
    place = _place(layout, name)
    if place is None:
        return None
    row, column = place
    grid = layout.grid
    width = min(max(COLUMNS, column), grid.width)
    near = range(max(layout.first_row, row - _ROWS), min(len(grid.rows), row + _ROWS) + 1)
    rows = sorted({*layout.header_rows, *near})
    return Around(
        () if readable.is_card(layout) else tuple(column_letter(item) for item in range(1, width + 1)),
        tuple(
            PreviewRow(number_of(layout, item), part_of(layout, item), _cells(layout, item, width, place))
            for item in rows
        ),
        grid.text(grid.top(row, column), column),
    )


def _cells(layout: Layout, row: int, width: int, place: tuple[int, int]) -> tuple[PreviewCell, ...]:
    """Merged cells are not joined here: a window may begin in the midst of one, so each row repeats its text."""
    grid = layout.grid
    return tuple(
        PreviewCell(
            grid.text(grid.top(row, column), column),
            hidden=column in grid.hidden_columns,
            name=grid.cell(row, column).name if (row, column) == place else "",
        )
        for column in range(1, width + 1)
    )


def _place(layout: Layout, name: str) -> tuple[int, int] | None:
    """Row and column in the grid; on cards a cell of Excel stands elsewhere in the table they were read as."""
    match, grid = _NAME.fullmatch(name), layout.grid
    if match is None:
        return None
    if readable.is_card(layout):
        return _on_cards(layout, name)
    row, column = int(match[2]), column_number(match[1])
    return (row, column) if row <= len(grid.rows) and column <= grid.width else None


def _on_cards(layout: Layout, name: str) -> tuple[int, int] | None:
    grid = layout.grid
    places: Sequence[int] = range(1, grid.width + 1)
    rows = range(1, len(grid.rows) + 1)
    return next(((row, column) for row in rows for column in places if grid.cell(row, column).name == name), None)
