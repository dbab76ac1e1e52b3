"""Whether a row is the sum of those below it: evidence of what it is, never an amount."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from data_adapters.grid import Value
from data_adapters.layout.area import Area

_ENOUGH: Final = 2
_FARTHEST: Final = 500


def sums_below(area: Area, row: int, columns: Sequence[int]) -> bool:
    """Whether two or more of the ``columns`` hold on ``row`` the sum of the same rows right below, and none another."""
    totals = {column: number for column in columns if (number := _number(area.grid.value(row, column)))}
    running = dict.fromkeys(totals, 0.0)
    if len(totals) < _ENOUGH:
        return False
    for count, below in enumerate(range(row + 1, min(area.last_row, row + _FARTHEST) + 1), start=1):
        for column in totals:
            running[column] += _number(area.grid.value(below, column))
        if count >= _ENOUGH and all(math.isclose(running[column], totals[column]) for column in totals):
            return True
    return False


def _number(value: Value) -> float:
    """A cell's number, also one that is written as text; 0 where there is none."""
    if isinstance(value, str):
        digits = value.strip().replace(",", "")
        return float(digits) if digits.replace(".", "", 1).isdecimal() and digits.isascii() else 0.0
    return value if type(value) is float and math.isfinite(value) else 0.0
