"""Tables in plain text, in the child: cells cut by a mark (.csv, .tsv), or lined up by blanks (.txt)."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from data_adapters.containers.encodings import decode
from data_adapters.containers.limits import LARGE, MAX_GRID_CELLS, RefusedError
from data_adapters.containers.wire import packed
from data_adapters.patterns import regex

_MARKS: Final = "\t,;"
_RARE_MARKS: Final = "|，"
_GAP = regex(r" *\u3000[ \u3000]*|  +\u3000*[ \u3000]*")
_MUCH: Final = 65_536


def table(data: bytes, name: str) -> Iterator[Any]:
    """The one sheet of a text table, as ``excel.sheets`` gives them, and ("kind", "csv" or "txt") before it."""
    text = decode(data, name)
    mark, cut = _mark(text)
    rows = _aligned(text, cut)
    kind = "txt" if rows else "csv"
    if text.count(mark) > MAX_GRID_CELLS:
        raise RefusedError(f"“{name}”{LARGE}")
    rows = rows or _cut(text, mark, name)
    width = max((len(row) for row in rows), default=0)
    if width < 2:
        raise RefusedError(f"“{name}”是纯文本，不是表格（没有用逗号或制表符分列），请上传 Excel 表格或 .csv")
    if width * len(rows) > MAX_GRID_CELLS:
        raise RefusedError(f"“{name}”{LARGE}")
    yield "kind", kind
    yield "sheet", kind.upper(), []
    for row in rows:
        row.extend([""] * (width - len(row)))
    for chunk in packed(rows):
        yield "rows", *chunk


def _cut(text: str, mark: str, name: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise RefusedError(f"“{name}”不是完整的文本表格（引号不配对或单元格过长），请用 Excel 另存后再上传") from error


def _mark(text: str) -> tuple[str, int]:
    """The mark that cuts the most lines into the same number of cells, and how many lines those are.

    Amounts and sentences hold commas too; the rare marks count only where nearly all lines agree on them.
    """
    lines = [line for line in text[:_MUCH].splitlines() if line.strip()]

    def evenness(mark: str) -> tuple[int, int]:
        widths = Counter(line.count(mark) for line in lines if mark in line)
        width, count = max(widths.items(), key=lambda item: item[1], default=(0, 0))
        return count, width

    best, rare = max(_MARKS, key=evenness), max(_RARE_MARKS, key=evenness)
    count, width = evenness(rare)
    if width > 1 and count > 0.8 * len(lines) and count > evenness(best)[0]:
        best = rare
    return best, evenness(best)[0]


def _aligned(text: str, cut: int) -> list[list[str]]:
    """The rows of a table whose columns are told apart by several blanks; none unless all its lines agree.

    A line that is one piece is a title or a note. Cells left blank cannot be told, so no line may have fewer pieces;
    and there must be more such lines than the ``cut`` ones which a mark cuts evenly.
    """
    if "\t" in text:
        return []
    rows: list[list[str]] = []
    for part in (text[:_MUCH].rpartition("\n")[0] or text[:_MUCH], text):  # most texts are told by their beginning
        rows = [_GAP.split(line.strip(" \u3000")) for line in part.splitlines()]
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, count = max(widths.items(), key=lambda item: item[1], default=(0, 0))
        if width < 3 or count <= max(1, cut) or len(widths) > 1:
            return []
    return rows
