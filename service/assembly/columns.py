"""The columns of tables whose rows got more or fewer cells: w:tblGrid counted anew (ECMA-376-1 §17.4.48).

The same columns and widths as docxtpl 0.20 gives, so that a template looks alike whichever of the two fills it.
"""

from __future__ import annotations

import re
from operator import add

from lxml import etree

from service.assembly.mend import W

_WIDTH, _VAL = f"{W}w", f"{W}val"


_SPANS = re.compile(r'<w:gridSpan w:val="(\d+)"')


def fits(text: str) -> bool:
    """Whether fit_columns would leave the tables of a part alone, told without parsing it; False too where it cannot be
    told (tables in tables, odd grids)."""
    if text.count("<w:tbl>") != text.count("</w:tbl>") or "<w:tbl " in text:
        return False
    for piece in text.split("</w:tbl>")[:-1]:
        if piece.count("<w:tbl>") != 1 or "<w:tblGridChange" in piece:
            return False
        columns = piece.count("<w:gridCol ")
        rows = piece[piece.index("<w:tbl>") :].split("</w:tr>")
        cells = [row.count("</w:tc>") for row in rows]
        wide = list(map(_more, rows)) if set(_SPANS.findall(piece)) - {"1"} else [0] * len(rows)
        if max(cells) > columns or max(map(add, cells, wide)) < columns:
            return False
    return True


def _more(row: str) -> int:
    """The columns that the cells of a row take beyond one each."""
    return sum(int(span) - 1 for span in _SPANS.findall(row)) if "<w:gridSpan" in row else 0


def fit_columns(root: etree._Element) -> None:
    """Give every table of a filled part as many columns as its rows have, as wide together as before; in place.
    LookupError or ValueError for a table whose grid or spans are missing or no numbers."""
    for table in root.iter(f"{W}tbl"):
        grid = table.find(f"{W}tblGrid")
        if grid is None:
            raise ValueError("a table without w:tblGrid")
        rows = [row.findall(f"{W}tc") for row in table.iter(f"{W}tr")]
        _add(grid, max(map(len, rows), default=0))
        _take(grid, max((sum(map(_span, cells)) for cells in rows), default=0))


def _columns(grid: etree._Element) -> list[etree._Element]:
    return grid.findall(f"{W}gridCol")


def _width(column: etree._Element) -> float:
    return float(column.attrib[_WIDTH])


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if span is None else int(span.attrib[_VAL])


def _add(grid: etree._Element, wanted: int) -> None:
    """Columns of average width until there are so many, the old ones narrower by as much."""
    columns = _columns(grid)
    width = sum(_width(column) for column in columns if _WIDTH in column.attrib)
    if wanted <= len(columns) or width <= 0:
        return
    old, new = width / len(columns), width / wanted
    for column in columns:
        column.set(_WIDTH, str(int(_width(column) * new / old)))
    for _ in range(wanted - len(columns)):
        etree.SubElement(grid, f"{W}gridCol", {_WIDTH: str(int(new))})


def _take(grid: etree._Element, wanted: int) -> None:
    """The columns beyond so many taken away, their width shared out among those that stay."""
    columns = _columns(grid)
    kept, gone = columns[:wanted], columns[wanted:]
    if not gone:
        return
    freed = sum(map(_width, gone))
    for column in gone:
        grid.remove(column)
    for column in kept:
        column.set(_WIDTH, str(int(_width(column) + int(freed / len(kept)))))
