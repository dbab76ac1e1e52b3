"""A rectangle of a grid as a reader sees it: without the rows and columns that are hidden."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from data_adapters.grid import Grid, Value, as_text


def plain(text: str) -> str:
    """A text without blanks and width differences."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def is_filled(value: Value) -> bool:
    """Whether a cell holds anything: a text of blanks is nothing."""
    return value != "" and not (isinstance(value, str) and not value.strip())


class Area(NamedTuple):
    """The cells of ``grid`` from (first_row, first_column) to (last_row, last_column), counted from 1, all included."""

    grid: Grid
    first_row: int
    last_row: int
    first_column: int
    last_column: int

    @classmethod
    def whole(cls, grid: Grid) -> Area:
        """All of a sheet."""
        return cls(grid, 1, len(grid.rows), 1, grid.width)

    def within(self, first_row: int, last_row: int) -> Area:
        """The same columns, from one row to another."""
        return self._replace(first_row=first_row, last_row=last_row)

    def rows(self) -> Iterator[int]:
        """The numbers of the rows that are shown."""
        return (row for row in range(self.first_row, self.last_row + 1) if row not in self.grid.hidden_rows)

    def columns(self) -> Iterator[int]:
        """The numbers of the columns that are shown."""
        hidden = self.grid.hidden_columns
        return (column for column in range(self.first_column, self.last_column + 1) if column not in hidden)

    def cells(self, row: int) -> list[tuple[int, str]]:
        """The filled cells of a row that are shown: column and trimmed text."""
        if row in self.grid.hidden_rows or not self.first_row <= row <= self.last_row:
            return []
        line = self.grid.rows[row - 1][: self.last_column]
        hidden = self.grid.hidden_columns
        return [
            (column, as_text(value))
            for column, value in enumerate(line[self.first_column - 1 :], start=self.first_column)
            if value != "" and is_filled(value) and column not in hidden
        ]

    def texts(self, row: int) -> list[str]:
        """The texts of :meth:`cells`."""
        return [text for _, text in self.cells(row)]

    def down(self, column: int) -> list[Value]:
        """The values of one column, row by row, hidden rows too."""
        rows = self.grid.rows[self.first_row - 1 : self.last_row]
        try:
            return [row[column - 1] for row in rows]
        except IndexError:  # the rows of a text table may be of unlike lengths
            return [row[column - 1] if column <= len(row) else "" for row in rows]

    def hidden_rows(self) -> tuple[int, ...]:
        """The hidden rows that hold something within the columns of this area."""
        inside = sorted(row for row in self.grid.hidden_rows if self.first_row <= row <= self.last_row)
        return tuple(row for row in inside if any(is_filled(self.grid.value(row, column)) for column in self.columns()))

    def hidden_columns(self) -> tuple[int, ...]:
        """The hidden columns that hold something within the rows of this area."""
        inside = sorted(c for c in self.grid.hidden_columns if self.first_column <= c <= self.last_column)
        return tuple(column for column in inside if any(map(is_filled, self.down(column))))
