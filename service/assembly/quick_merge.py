"""``{% 合并相同 %}`` in a filled part that need not be parsed: the same merging as equal_cells, on the text alone.

Rows that a loop made from one row of the template differ in their values alone, so equal cells are equal texts. Where
that is not enough to be sure, the part is parsed after all. So that nothing has to be searched for, the template's rows
and marked cells are fenced with characters no value can bring in: XML has no place for them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from service.assembly.cells import children, rank
from service.assembly.equal_cells import GAPS
from service.assembly.marks import MERGE_MARK, RESTART, has_marks

_FENCE = "\x01"  # before a marked cell, with a character that says which columns it takes, and after it
_TABLE, _ROW, _FIRST_PLACE = "\uf8fe", "\uf8ff", 0xE000  # … before a table and a row
_FENCED_CELL = re.compile(f"{_FENCE}[\ue000-\uf8fd]<w:tc>")
_FENCES = re.compile(f"{_FENCE}[{_TABLE}{_ROW}]?")
_ODD = re.compile(r"<w:(?:tc|tbl) |<w:(?:sdt|customXml|pPrChange|tcPrChange|vMerge|txbxContent)\b|\x01")
_TABLES = re.compile(r"<w:tbl>(?:(?!<w:tbl>).)*?</w:tbl>", re.DOTALL)
_ROWS = re.compile(r"<w:tr[ >].*?</w:tr>", re.DOTALL)
_CELLS = re.compile(r"<w:tc>.*?</w:tc>", re.DOTALL)
_COLUMNS = re.compile(r'<w:(gridSpan|gridBefore) w:val="([^"]*)"')
_NO_SIGN = ("<", "")
_SHOWN = re.compile(">([^<]+)")
_FIRST = re.compile(r"<w:p(?: [^<>]*)?>(<w:pPr>.*?</w:pPr>)?", re.DOTALL)
_PROPERTIES, _PROPERTIES_END = "<w:tc><w:tcPr>", "</w:tcPr>"


class _UnsureError(Exception):
    """The part has to be parsed."""


def fenced(source: str) -> str | None:
    """A part's source with its marked cells fenced; None when their merging cannot be foreseen: tables in tables,
    content controls, cells that come and go, lists that begin again."""
    tables = len(_TABLES.findall(source))
    if has_marks(source, RESTART) or _ODD.search(source) or tables != source.count("<w:tbl>"):
        return None
    places: list[tuple[int, int]] = []
    try:
        return _TABLES.sub(lambda table: _fenced_table(table[0], places), source)
    except (_UnsureError, ValueError):
        return None


def _fenced_table(table: str, places: list[tuple[int, int]]) -> str:
    if MERGE_MARK not in table:
        return table
    return _FENCE + _TABLE + _ROWS.sub(lambda row: _FENCE + _ROW + _fenced_row(row[0], places), table)


def _fenced_row(row: str, places: list[tuple[int, int]]) -> str:
    if MERGE_MARK not in row:
        return row
    around = _CELLS.sub("", row)
    if "{" in around:
        raise _UnsureError
    at = sum(int(columns) for name, columns in _COLUMNS.findall(around) if name == "gridBefore")
    made: list[str] = []
    done = 0
    for cell in _CELLS.finditer(row):
        spans = [int(columns) for name, columns in _COLUMNS.findall(cell[0]) if name == "gridSpan"]
        place = (at, sum(spans) or 1)
        at += place[1]
        if MERGE_MARK in cell[0]:
            if place not in places:
                places.append(place)
            kind = chr(_FIRST_PLACE + places.index(place))
            made += (row[done : cell.start()], _FENCE, kind, cell[0].replace(MERGE_MARK, ""), _FENCE)
            done = cell.end()
    return "".join((*made, row[done:]))


def unfenced(text: str) -> str:
    """A filled part without the fences, its marks as they were."""
    return _FENCES.sub("", _FENCED_CELL.sub(f"<w:tc>{MERGE_MARK}", text))


def merged(text: str) -> str | None:
    """A filled part of a fenced source with its marked cells merged; None when it has to be parsed for that."""
    pieces = text.split(_FENCE)  # what follows a marked cell begins with markup, all other pieces with their sign
    known: dict[str, str] = {}
    try:
        for at, kind in _kinds(pieces).items():
            cell = pieces[at]
            if kind != "continue":
                pieces[at] = _written(cell, kind) if kind else cell[1:]
                continue
            if cell not in known:
                known[cell] = _written(cell, kind)
            pieces[at] = known[cell]
    except _UnsureError:
        return None
    return "".join(pieces)


def _kinds(pieces: list[str]) -> dict[int, str]:
    """How each piece that begins with a sign is merged: "restart", "continue", or not at all ("")."""
    kinds: dict[int, str] = {}
    above: dict[str, int] = {}
    row: dict[str, int] = {}
    going_on = True
    for at in range(1, len(pieces)):
        sign = pieces[at][:1]
        if sign in _NO_SIGN:
            continue
        kinds[at] = ""
        if sign in (_ROW, _TABLE):
            above, row, going_on = (row if sign == _ROW else {}), {}, True
            continue
        row[sign] = at
        upper = above.get(sign, 0)
        if going_on and upper and _same(pieces[upper], pieces[at], sure=kinds[upper] != ""):
            kinds[at] = "continue"
            kinds[upper] = kinds[upper] or "restart"
        else:
            going_on = False
    return kinds


def _same(upper: str, cell: str, *, sure: bool) -> bool:
    """Whether two cells say the same, and something, as it is sure of the upper one when it is merged already."""
    if upper == cell:
        return sure or _said(cell) not in GAPS
    said = _said(cell)
    if said not in GAPS and _said(upper) == said:
        raise _UnsureError  # another look, or another break
    return False


def _said(cell: str) -> str:
    return "".join("".join(_SHOWN.findall(cell)).split())


def _written(cell: str, kind: str) -> str:
    """A cell merged; when it goes on from above, with one empty paragraph."""
    end = cell.find(_PROPERTIES_END) + len(_PROPERTIES_END)
    head = _merged_head(cell[1:end], kind)
    if kind == "restart":
        return head + cell[end:]
    first = _FIRST.match(cell, end)
    if first is None:
        raise _UnsureError
    return f"{head}<w:p>{first[1] or ''}</w:p></w:tc>"


@lru_cache(maxsize=64)
def _merged_head(head: str, kind: str) -> str:
    """The beginning of a cell with its properties, merged."""
    if not head.startswith(_PROPERTIES):
        raise _UnsureError
    inside = head[len(_PROPERTIES) : -len(_PROPERTIES_END)]
    merge = f'<w:vMerge w:val="{kind}"/>'
    return f"{_PROPERTIES}{''.join(sorted([*children(inside), merge], key=rank))}{_PROPERTIES_END}"
