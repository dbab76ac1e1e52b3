"""One sheet as cells with Excel's own row and column numbers."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from data_adapters.problems import Cell

Value = str | float | int | Decimal | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta
Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: ``rows[r - 1][c - 1]`` is the cell Excel shows at row r, column c; ``""`` where it is empty.

    A number is a ``float`` where the source holds floats (workbooks), else exact: ``int`` or ``Decimal`` (JSON, SQL,
    frames). ``merges`` holds (first row, first column, last row, last column), all from 1; ``tops`` the first row of
    each cell that is merged downwards. The values of ``hidden_rows`` and ``hidden_columns`` are kept: the layout
    passes them over. ``percent_columns`` are those whose numbers are mostly shown as percentages.
    """

    file: str
    sheet: str
    rows: Sequence[Sequence[Value]]
    merges: tuple[Merge, ...] = ()
    tops: Mapping[tuple[int, int], int] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    percent_columns: frozenset[int] = frozenset()

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
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
