"""The words above a cell, and whether what stands below is shown in per cent: they tell what a printed number means."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from data_adapters import Cell, Reading
from data_adapters.layout import Layout


class Headings:
    """The headings of a reading's ledgers by the cells below them."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @cached_property
    def _layouts(self) -> dict[str, list[Layout]]:
        found: dict[str, list[Layout]] = {}
        for sheet in self._reading.sheets:
            found.setdefault(sheet.name, []).append(sheet.layout)
        return found

    def above(self, cell: Cell) -> str:
        """The heading over a cell with those it stands under; "" where its sheet has none."""
        layout = self._layout(cell)
        columns = layout.columns if layout else ()
        return next(("".join((*item.parents, item.heading)) for item in columns if item.index == cell.column), "")

    def in_percent(self, cells: Iterable[Cell]) -> bool:
        """Whether a column of cells bears the sign %, in its heading or in the cells themselves."""
        for cell in cells:
            layout = self._layout(cell)
            if layout is None:
                continue
            if cell.column in layout.grid.percent_columns or "%" in self.above(cell).replace("％", "%"):
                return True
            if layout.grid.text(cell.row, cell.column).endswith(("%", "％")):
                return True
        return False

    def _layout(self, cell: Cell) -> Layout | None:
        """Of several ledgers on one sheet, the one whose header stands next above the cell."""
        above = [
            item for item in self._layouts.get(cell.sheet, ()) if item.header_rows and item.header_rows[0] <= cell.row
        ]
        return max(above, key=lambda item: item.header_rows[0], default=None)
