"""How much is read at most, and the words in which a file is refused; light, for the reading child loads it too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from data_adapters.letters import column_letter

Range = tuple[int, int, int, int]

MAX_FILE_BYTES: Final = 50 * 1024 * 1024
MAX_ENTRIES: Final = 2_000
MAX_UNPACKED_BYTES: Final = 300 * 1024 * 1024
MAX_GRID_CELLS: Final = 5_000_000
UNCACHED: Final = "#未计算"
CURE: Final = "请用 Excel 或 WPS 打开后另存为 .xlsx 再上传"
LOCKED: Final = "设有打开密码，无法读取，请在 Excel 中取消密码后再上传"
BROKEN: Final = "已损坏，读不出工作表，请用 Excel 或 WPS 打开并另存后再上传"
FAR: Final = "的表格大得不正常：数据一直到单元格 {}，请删除该单元格及其周围的空白行列后保存，再上传"
LARGE: Final = f"的表格大得不正常，超过 {MAX_GRID_CELLS} 格，请删去空白行列或拆分后再上传"
NO_DATA: Final = "里没有数据，工作表都是空的，请检查后重新上传"


class RefusedError(Exception):
    """Why a file cannot be read: one Chinese sentence. The door shows it as a ``SourceError``."""


def check_extent(name: str, row: int, column: int) -> None:
    """Raises :class:`RefusedError` naming the far cell where a grid that reaches to it is too large to hold."""
    if row * column > MAX_GRID_CELLS:
        raise RefusedError(f"“{name}”{FAR.format(f'{column_letter(column)}{row}')}")


def within(name: str, merges: Iterable[Range], height: int, width: int) -> list[Range]:
    """Merged cells (first row, first column, last row, last column) as far as they reach into the filled part.

    Raises :class:`RefusedError` where they overlap.
    """
    found = [(r0, c0, min(r1, height), min(c1, width)) for r0, c0, r1, c1 in merges if r0 <= height and c0 <= width]
    if sum((r1 - r0 + 1) * (c1 - c0 + 1) for r0, c0, r1, c1 in found) > height * width:
        raise RefusedError(f"“{name}”{BROKEN}")
    return found
