"""Which unit a form says to be from: its 填报单位 line, above the table or below it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from data_adapters.grid import Grid
from data_adapters.patterns import regex

_LABEL: Final = regex(
    r"(?:填报|上报|报送|填表|编报|报告|汇报|报表)(?:单位|部门)(?:名称)?(?:\((?:盖章|公章|签章|章)\))?\s*[:：]"
)
_NEXT: Final = regex(r"\s{2,}|\s+(?=\S+[:：])|[，,；;。]|(?:填表人|填报人|联系人|联系电话|单位|日期|时间|期间)\s*[:：]")
_EDGE_ROWS: Final = 12
"""The line stands among so many first or last rows of a sheet."""


def sender_in(grids: Iterable[Grid]) -> str:
    """The unit the first such line of a workbook names ("填报单位（盖章）：栖云镇"), or ""."""
    return next((found for grid in grids for found in _senders(grid)), "")


def _senders(grid: Grid) -> Iterator[str]:
    for row in _edges(len(grid.rows)):
        texts = [unicodedata.normalize("NFKC", value) if isinstance(value, str) else "" for value in grid.rows[row]]
        for column, text in enumerate(texts):
            if match := _LABEL.search(text):
                rest = _NEXT.split(text[match.end() :].strip(), maxsplit=1)[0].strip()
                said = rest or next((other.strip() for other in texts[column + 1 :] if other.strip()), "")
                if said and not said.endswith(":"):
                    yield said


def _edges(count: int) -> Iterable[int]:
    return [row for row in range(count) if row < _EDGE_ROWS or row >= count - _EDGE_ROWS]
