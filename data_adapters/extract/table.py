"""The data rows of one ledger, column by column: what a column holds, where each of its values really stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from data_adapters.grid import Grid, Value
from data_adapters.problems import Cell


@dataclass(frozen=True, slots=True)
class Places:
    """The cells of a ledger's fields: the column of each, and by (row, field) those that stand elsewhere."""

    file: str
    sheet: str
    columns: dict[str, int]
    moved: dict[tuple[int, str], Cell] = field(default_factory=dict)

    def cell(self, row: int, name: str) -> Cell:
        """Where the value of a row's field stands. Raises KeyError for a field the ledger does not have."""
        column = self.columns[name]
        return self.moved.get((row, name)) or Cell(self.file, self.sheet, row, column)


class RowCells(Mapping[str, Cell]):
    """The cells of one row by field, made when they are asked for: a ledger has many more cells than questions."""

    __slots__ = ("_places", "_row")

    def __init__(self, places: Places, row: int) -> None:
        self._places = places
        self._row = row

    def __getitem__(self, name: str) -> Cell:
        return self._places.cell(self._row, name)

    def __contains__(self, name: object) -> bool:
        return name in self._places.columns

    def __iter__(self) -> Iterator[str]:
        return iter(self._places.columns)

    def __len__(self) -> int:
        return len(self._places.columns)

    def __repr__(self) -> str:
        return repr(dict(self))


class Table:
    """Some rows of a grid. ``rows`` are their numbers; ``merged[column]`` gives, by position among the rows, the row
    on which a cell merged down over that position begins (only where that is another row)."""

    def __init__(self, grid: Grid, rows: list[int]) -> None:
        self.grid = grid
        self.rows = rows
        self._lines = [grid.rows[row - 1] for row in rows]
        self._narrowest = min(map(len, self._lines), default=0)
        positions = {row: position for position, row in enumerate(rows)} if grid.tops else {}
        self.merged: dict[int, dict[int, int]] = {}
        for (row, column), top in grid.tops.items():
            if top != row and row in positions:
                self.merged.setdefault(column, {})[positions[row]] = top

    def column(self, number: int) -> list[Value]:
        """The values of a column, one for each row; "" beyond the end of a row."""
        if number <= self._narrowest:
            return [line[number - 1] for line in self._lines]
        return [line[number - 1] if number <= len(line) else "" for line in self._lines]

    def cell(self, position: int, column: int) -> Cell:
        """The address of a value."""
        return self.grid.cell(self.rows[position], column)
