"""A worksheet part of the plain form all programs write, looked through by patterns over its bytes.

Ten times as fast as a parser, which 20,000 rows need; whatever is not of that form is left to ``sheetwatch``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from data_adapters.containers.facts import Facts
from data_adapters.containers.limits import MAX_GRID_CELLS, UNCACHED
from data_adapters.letters import column_number
from data_adapters.patterns import regex

_CELL: Final = rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"'
_ATTRIBUTES: Final = rb'(?: [A-Za-z0-9:]+="[^"<>]*+")*+\s*/?>'
_ODD_CELL = regex(rb'<c(?! r="[A-Z]{1,3}[1-9][0-9]{0,6}"' + _ATTRIBUTES + rb")")
_ODD_ROW = regex(rb'<row(?! r="[1-9][0-9]{0,6}"' + _ATTRIBUTES + rb")")
_ODD_HEAD = regex(rb"""<!|'|encoding="(?!(?i:utf-8)")|xmlns:\w+="[^"]*/spreadsheetml/(?:2006/)?main\"""")
# A cell not in the columns A to Z of rows 1 to 99999, which together are fewer cells than MAX_GRID_CELLS.
_NOT_NEAR = regex(rb'<c(?! r="[A-Z][1-9][0-9]{0,4}"' + _ATTRIBUTES + rb")")
_COLUMN = regex(rb'<c r="([A-Z]+)')
_ROW = regex(rb'<c r="[A-Z]+([0-9]+)')
_ERROR = regex(_CELL + rb'[^>]* t="e"[^>]*>(.*?)</c>', re.DOTALL)
_UNCACHED = regex(_CELL + rb"((?: [^>]*)?)>\s*<f(?:[^>]*/>|(?:\s[^>]*)?>[^<]*</f>)(?!\s*<v[^>]*>\s*[^<\s])", re.DOTALL)
_VALUE = regex(rb"<v[^>]*>\s*([^<]*?)\s*</v>")
_HIDDEN_ROW = regex(rb'<row r="([0-9]+)"(?=[^>]* (?:hidden="(?:1|true)"|ht="0(?:\.0*)?"))')
_HIDDEN_COLUMN = regex(rb'<col\s(?=[^>]*\b(?:hidden="(?:1|true)"|width="0(?:\.0*)?"))[^>]*>')
_SPAN = regex(rb'\b(min|max)="([0-9]{1,5})"')
_PLAIN_START = regex(rb"\s*(?:<\?xml[^>]*\?>\s*)?<worksheet\s")
_SMALL_TAIL: Final = 4 << 20
_NEAR_ROWS: Final = 99_999
_NEAR_COLUMNS: Final = 26


def scan(blocks: Iterable[bytes], percent_styles: Sequence[str]) -> Facts | None:
    """The facts of a worksheet part; None where it is not plain, or so large that it has to be looked at closely."""
    sheet = _Sheet(percent_styles)
    parts = _parts(blocks)
    head = next(parts, b"")
    if not _PLAIN_START.match(head) or _ODD_HEAD.search(head):
        return None
    hidden = frozenset(column for match in _HIDDEN_COLUMN.finditer(head) for column in _span(match[0]))
    for rows in parts:
        if not sheet.take(rows):
            return None
    return Facts(sheet.marks, frozenset(sheet.hidden), hidden, sheet.percents) if sheet.ended else None


def _span(column: bytes) -> range:
    found = {key: int(value) for key, value in _SPAN.findall(column)}
    return range(found.get(b"min", 1), min(found.get(b"max", 0), 16_384) + 1)


def _parts(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """What stands before the rows, then whole rows together, last the end of the part."""
    tail, started = b"", False
    for block in blocks:
        tail += block
        if not started:
            head, begin, rest = tail.partition(b"<sheetData>")
            if not begin:
                if len(tail) > _SMALL_TAIL:
                    return
                continue
            yield head
            started, tail = True, rest
        cut = tail.rfind(b"</row>") + 6
        if cut > 5:
            yield tail[:cut]
            tail = tail[cut:]
        elif len(tail) > _SMALL_TAIL:
            return
    yield tail


class _Sheet:
    """The rows of one sheet as they go by."""

    def __init__(self, percent_styles: Sequence[str]) -> None:
        self.marks: dict[tuple[int, int], str] = {}
        self.hidden: set[int] = set()
        self.percents: Counter[int] = Counter()
        self.ended = False
        self._last_row = self._last_column = 0
        styles = "|".join(map(re.escape, percent_styles)).encode()
        self._percent = re.compile(rb'<c r="([A-Z]+)[0-9]+" s="(?:' + styles + rb')"(?: t="n")?>') if styles else None

    def take(self, block: bytes) -> bool:
        """Look at whole rows; False where they are not plain."""
        rows, end, after = block.partition(b"</sheetData>")
        self.ended = bool(end) and after.rstrip().endswith(b"</worksheet>")
        if b"<!" in rows or _ODD_ROW.search(rows):
            return False
        if not _NOT_NEAR.search(rows):  # the usual case; only elsewhere is it worth while to know where exactly
            if b"<c " in rows:
                self._last_row = max(self._last_row, _NEAR_ROWS)
                self._last_column = max(self._last_column, _NEAR_COLUMNS)
        elif _ODD_CELL.search(rows):
            return False
        else:
            self._reach(rows)
        if self._last_row * self._last_column > MAX_GRID_CELLS:
            return False
        self._look(rows)
        return True

    def _reach(self, rows: bytes) -> None:
        columns, numbers = set(_COLUMN.findall(rows)), set(_ROW.findall(rows))
        self._last_column = max(self._last_column, *(column_number(found.decode()) for found in columns), 0)
        self._last_row = max(self._last_row, *map(int, numbers), 0)

    def _look(self, rows: bytes) -> None:
        if b' t="e"' in rows:
            for column, row, content in _ERROR.findall(rows):
                value = _VALUE.search(content)
                self._mark(column, row, value[1].decode() if value and value[1] else UNCACHED)
        if b"<f" in rows:
            for column, row, attributes in _UNCACHED.findall(rows):
                if b't="str"' not in attributes and b't="e"' not in attributes:  # an empty text is a result too
                    self._mark(column, row, UNCACHED)
        self.hidden.update(map(int, _HIDDEN_ROW.findall(rows)))
        if self._percent:
            self.percents.update(column_number(found.decode()) for found in self._percent.findall(rows))

    def _mark(self, column: bytes, row: bytes, text: str) -> None:
        self.marks[int(row), column_number(column.decode())] = text
