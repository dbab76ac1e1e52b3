"""The list of problems that a marked copy bears: how it is known when the copy comes back as an upload."""

from __future__ import annotations

from typing import Final

MARK: Final = "会材标注 · 问题清单"  # how the first cell starts: the sheet is told by it, whatever its name


def is_list(first_cell: str) -> bool:
    """Whether a sheet is the list of a marked copy, by the text of its cell A1: it holds no data of the unit."""
    return first_cell.startswith(MARK)
