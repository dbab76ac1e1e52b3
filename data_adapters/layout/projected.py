"""A card or a table turned on its side, seen as an ordinary table whose cells keep their true addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data_adapters.grid import Grid
from data_adapters.problems import Cell

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ProjectedGrid(Grid):
    """One header row and one row a record, gathered from cells that stand elsewhere on the sheet.

    ``places[r - 1][c - 1]`` is the (row, column) on the sheet of the cell at row r, column c.
    """

    places: tuple[tuple[Place, ...], ...] = ()

    def cell(self, row: int, column: int) -> Cell:
        """The address on the sheet of a cell of this grid; of a column outside it, that of the row's first cell."""
        line = self.places[row - 1]
        return Cell(self.file, self.sheet, *line[column - 1 if 0 < column <= len(line) else 0])


def projected(
    grid: Grid, texts: Sequence[str], labels: Sequence[Place], records: Sequence[Sequence[Place | None]]
) -> ProjectedGrid:
    """The table with the headings ``texts`` that stand at ``labels``, and a row for the cells of each record.

    A record has None for a heading its own card does not have: a blank, found where the record begins.
    """
    values = [["" if place is None else grid.value(*place) for place in record] for record in records]
    places = [tuple(labels)]
    for record in records:
        start = next(place for place in record if place is not None)
        places.append(tuple(place or start for place in record))
    return ProjectedGrid(grid.file, grid.sheet, [list(texts), *values], places=tuple(places))
