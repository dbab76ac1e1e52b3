"""The header block: where it starts and ends, and the headings that stand over each column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from data_adapters.headings import recognise, stated_unit
from data_adapters.layout.area import Area, is_filled, plain
from data_adapters.patterns import regex

_DEPTH: Final = 5
_ENOUGH: Final = 3
_LONGEST: Final = 60
KEYS: Final = frozenset({"project_name", "unit"})
_NUMBER = regex(r"[+-]?[\d,]*\.?\d+%?")
_COLUMN_NUMBER = regex(r"[甲乙丙丁戊己庚辛]|\(?\d+\)?(?:=.+)?|[①-⑳]")
_UNIT_ALONE = regex(r"\(?(?:单位:)?(?:元|千元|万元|百万元|亿元|万美元|亿美元|%|个|项|天|年|月|年月|亩|平方米|m2)\)?")
_DATED = regex(r"(?:19|20)\d\d年?度?[^\d年月日.\-]{2}")
_NO_PARENT = regex(r":|20\d\d|附[件表]|^表")


def known(area: Area, row: int) -> dict[int, str]:
    """The fields whose headings stand on a row, by column; a text that is too long is no heading, nor is 填表人："""
    found: dict[int, str] = {}
    for column, text in area.cells(row):
        dated = "月" in text or _DATED.match(text) is not None
        may_be = len(text) <= _LONGEST and (dated or not text[0].isdecimal()) and text[-1] not in ":："
        if may_be and (match := recognise((), text, 0)):
            found[column] = match.field
    return found


def find(area: Area, rows: Iterable[int]) -> int:
    """The first of ``rows`` with enough headings on it, or 0; two are enough where a name stands among them."""
    second = 0
    for row in rows:
        fields = set(known(area, row).values())
        if len(fields) >= _ENOUGH:
            return row
        if not second and len(fields) > 1 and fields & KEYS and not _has_number(area, row):
            second = row
    return second


def block(area: Area, start: int) -> tuple[int, int]:
    """The first and last row of the header block around ``start``, the row :func:`find` gave.

    It is as deep as its merged cells go, then while rows still hold headings only; a row of spanning headings that
    stands above belongs to it too.
    """
    first = start - 1 if _spans_from_above(area, start) else start
    last = min(area.last_row, first + _DEPTH - 1)
    end = _merged_end(area, first, start, last)
    while end < last:
        step = 1 if area.cells(end + 1) else 2  # an empty row may stand inside the header block
        if end + step > last or not _is_header(area, end + step, first):
            break
        end = _merged_end(area, end + step, end + step, last)
    return first, end


def _merged_end(area: Area, row: int, end: int, last: int) -> int:
    """How far down the cells that are merged from a header row reach."""
    return max([end, *(min(r1, last) for r0, c0, r1, _ in area.grid.merges if r0 == row and c0 <= area.last_column)])


def _spans_from_above(area: Area, start: int) -> bool:
    above = start - 1
    if above < area.first_row or not area.cells(above):
        return False
    merges = [merge for merge in area.grid.merges if merge[0] == above]
    if any(r1 >= start for _, _, r1, _ in merges):
        return True
    cells = area.cells(above)
    if len(cells) < 2 or any(len(text) > 12 or _NO_PARENT.search(plain(text)) for _, text in cells):
        return False
    wide = sum(1 for _, c0, _, c1 in merges if c1 > c0)
    return wide >= 2 or (not merges and all(area.grid.text(above, column + 1) == "" for column, _ in cells))


def _has_number(area: Area, row: int) -> bool:
    return any(_NUMBER.fullmatch(text) for text in area.texts(row))


def is_number_row(area: Area, row: int) -> bool:
    """Whether a row numbers the columns: 1 2 3, (1) (2), 甲 乙 1 2."""
    texts = [plain(text) for text in area.texts(row)]
    if len(texts) < 3 or not all(map(_COLUMN_NUMBER.fullmatch, texts)):
        return False
    numbers = [int(found[0]) for text in texts if (found := re.search(r"\d+", text))]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 2 if numbers else True


def is_unit(text: str) -> bool:
    """Whether a text is nothing but a unit: 万元, (个), %."""
    return _UNIT_ALONE.fullmatch(plain(text)) is not None


def with_unit(heading: str, unit: str) -> str:
    """A heading with a unit that stands elsewhere added in brackets; as it is where it states one itself."""
    word = plain(unit).strip("()").removeprefix("单位:")
    return f"{heading}（{word}）" if word and not stated_unit(heading) else heading


def is_unit_row(area: Area, row: int) -> bool:
    """Whether a row holds nothing but the units of the headings above it."""
    texts = area.texts(row)
    return bool(texts) and all(map(is_unit, texts))


def _is_header(area: Area, row: int, start: int) -> bool:
    """Whether a row below headings is one of them: more headings, their units, or the numbers of the columns."""
    if is_number_row(area, row) or is_unit_row(area, row):
        return True
    if _has_number(area, row):
        return False
    fields = set(known(area, row).values())
    repeats = set(known(area, start).values()) & fields & KEYS
    return (len(fields) >= 2 and not repeats) or (len(area.cells(row)) >= 2 and _is_under_spans(area, row, start))


def _is_under_spans(area: Area, row: int, start: int) -> bool:
    """Whether every text of a row stands under a heading that runs on over blank cells, and none under a lone one."""
    for column, _ in area.cells(row):
        lone = area.grid.text(start, column) and (area.grid.text(start, column + 1) or column >= area.last_column)
        if lone or column == area.first_column:
            return False
    return True


def headings(area: Area, first: int, last: int) -> Iterator[tuple[int, list[str]]]:
    """Each headed column's number, with its headings from the widest spanning one down to its own.

    A unit that stands in a row of its own is added to the heading in brackets.
    """
    grid = area.grid
    spans = {
        (row, column): (r0, c0)
        for r0, c0, r1, c1 in grid.merges
        if first <= r0 <= last
        for row in range(r0, min(r1, last) + 1)
        for column in range(c0, min(c1, area.last_column) + 1)
    }
    units = [row for row in range(first + 1, last + 1) if is_unit_row(area, row)]
    block_rows = [row for row in range(first, last + 1) if row not in units and not is_number_row(area, row)]
    bottom = block_rows[-1]
    to_the_left = dict.fromkeys(block_rows, "")  # a spanning heading whose merge was lost (CSV) reaches to the right
    for column in area.columns():
        stack: list[str] = []
        for row in block_rows:
            text = grid.text(*spans.get((row, column), (row, column)))
            to_the_left[row] = text or to_the_left[row]
            if not text and row < bottom and not stack and not spans and grid.text(bottom, column):
                text = to_the_left[row]
            if text and (not stack or stack[-1] != text) and not plain(text).strip("()").isdigit():
                stack.append(text)
        for row in units if stack else ():
            stack[-1] = with_unit(stack[-1], grid.text(*spans.get((row, column), (row, column))))
        if stack:
            yield column, stack


def parts(area: Area, last: int, headed: set[int]) -> list[tuple[int, int]]:
    """The runs of columns that stand beside each other with a blank column between, from left to right.

    A column without heading belongs to a run where it is filled in rows that are filled elsewhere too: not by a note.
    """
    used = sorted(column for column in area.columns() if column in headed or _is_used(area, last, column, headed))
    runs: list[tuple[int, int]] = []
    hidden = area.grid.hidden_columns
    for column in used:
        if runs and all(between in hidden for between in range(runs[-1][1] + 1, column)):
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs


def _is_used(area: Area, last: int, column: int, headed: set[int]) -> bool:
    below = area.within(last + 1, area.last_row)
    grid = area.grid
    for row, value in enumerate(below.down(column), start=last + 1):
        if is_filled(value) and sum(is_filled(grid.value(row, other)) for other in headed) >= 2:
            return True
    return False
