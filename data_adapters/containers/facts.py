"""What a look at a file's own parts tells of a sheet, and the reader's library does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Marks = Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one sheet, rows and columns from 1: what is hidden, what is shown as a percentage, and ``marks``.

    ``marks`` are the cells a reader shows blank though they are not: the error value as Excel shows it ("#REF!"), or
    ``UNCACHED`` for a formula without a saved result. ``percents`` counts per column the cells shown as percentages.
    ``merges`` are (first row, first column, last row, last column) where the reader itself does not tell them.
    """

    marks: Marks = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    percents: Mapping[int, int] = field(default_factory=dict)
    merges: tuple[tuple[int, int, int, int], ...] = ()
