"""Forms of labels and values: a row of one value, or of two side by side."""

from __future__ import annotations

from collections.abc import Sequence

from service.assembly.layout.tables import Cell, row, table

#: Label, value, label, value; together the width of the 版心, in twips. A label of seven characters keeps its line.
GRID: Sequence[int] = (1830, 2592, 1830, 2592)
_SIDE_MARGIN = 60


def form(*rows: str) -> str:
    """The table of a form's rows."""
    return table(GRID, *rows, side_margin=_SIDE_MARGIN)


def label(words: str, span: int = 1) -> Cell:
    """The cell of a label."""
    return Cell(words, span, "表单栏目")


def wide(name: str, words: str = "", height: int = 460, vertical: str = "center") -> str:
    """A row with one value; `height` is its least height in twips."""
    return row([label(name), Cell(words, 3, vertical=vertical)], GRID, height=height)


def pair(left: tuple[str, str], right: tuple[str, str], height: int = 460) -> str:
    """A row with two labels and their values."""
    return row([label(left[0]), Cell(left[1]), label(right[0]), Cell(right[1])], GRID, height=height)
