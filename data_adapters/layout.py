"""The layout of a sheet: where its title, notes, header, totals, groups and data rows stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from data_adapters.grid import Grid
from data_adapters.headings import Match, fields, ledger_year, recognise

_HEADER_SEARCH_ROWS = 30
_HEADER_DEPTH = 5
_ENOUGH_HEADINGS = 3
# A unit of money ends its word: "填报单位：元坝镇" names a town. Other units may stand before it ("单位：个、万元").
_SHEET_UNIT = re.compile(
    r"单位:(?:(?:个|项|公里|亩|平方米|%)[、,/;])*(?:人民币)?(元|千元|万元|百万元|亿元|万美元|亿美元)(?![\u4e00-\u9fff])"
)
_NAMED_UNIT = re.compile(r"\((元|千元|万元|百万元|亿元)\)")
_NOT_PERIOD = re.compile(r"(?:填报|报送|制表|填表|上报|打印|更新)(?:时间|日期):")
_PERIOD = re.compile(r"(?P<year>20\d{2})年(?:度)?(?:.{0,3}?1[-—–~～至](?P<to>\d{1,2})月|.{0,2}?(?P<month>\d{1,2})月)?")
_TOTAL = re.compile(r"^.{0,10}?(合计|总计|共计|小计)(?:$|[(（:：]|\d|共)")
_OF_WHICH = re.compile(r"^其中[:：]?")
_NUMERAL = "一二三四五六七八九十百"
_GROUPS = (
    re.compile(rf"^[{_NUMERAL}]+[、.．]|^第[{_NUMERAL}]+[类批部]"),
    re.compile(rf"^[(（][{_NUMERAL}]+[)）]"),
    re.compile(r"^[(（]\d+[)）]"),
)
_BARE_NUMERAL = re.compile(rf"^[{_NUMERAL}]+$")
# 注 and 说明 need their colon: "注塑机生产项目" is a project.
_NOTE = re.compile(
    r"^\*?(?:备注|填表说明|资料来源|填报说明|(?:注|说明)(?:\d{0,2}[:、.]|$))"
    r"|^(?:填表|制表|填报|审核|报送|单位负责|统计负责)(?:人|单位|日期|时间)?:"
)
OF_WHICH_LEVEL = 9
_COUNTED = re.compile(r"^\D{2,12}\(?\d+[个项]\)?$")


class Role(Enum):
    """What a row under the header is."""

    DATA = "data"
    TOTAL = "total"
    GROUP = "group"
    NOTE = "note"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Column:
    """A column under the header: its number from 1, heading as printed, spanning headings, and what it means."""

    index: int
    heading: str
    parents: tuple[str, ...]
    match: Match | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands on one sheet. Rows are Excel's own numbers, from 1; ``header_rows`` is empty where no
    header was found. ``roles`` gives the role of each row below the header, ``levels`` the depth of each group row."""

    title: str = ""
    unit: str = ""
    year: int = 0
    month: int = 0
    title_rows: tuple[int, ...] = ()
    header_rows: tuple[int, ...] = ()
    columns: tuple[Column, ...] = ()
    roles: dict[int, Role] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)

    def rows(self, role: Role) -> tuple[int, ...]:
        """The row numbers of one role, in order."""
        return tuple(row for row, found in self.roles.items() if found is role)

    def column(self, *ids: str) -> Column | None:
        """The first column that means one of these fields, in the order asked."""
        for wanted in ids:
            for column in self.columns:
                if column.match and column.match.field == wanted:
                    return column
        return None


def read_layout(grid: Grid) -> Layout:
    """Find a sheet's layout; a sheet without a recognisable header gives one without ``header_rows``."""
    start = _header_start(grid)
    above = range(1, start or min(len(grid.rows), _HEADER_SEARCH_ROWS) + 1)
    notes = [(row, text) for row in above for text in _texts(grid, row)]
    title = notes[0][1] if notes else ""
    year, month = _period(text for _, text in [*notes, (0, grid.sheet), (0, grid.file)])
    unit = next((found.group(1) for _, text in notes if (found := _SHEET_UNIT.search(_plain(text)))), "")
    if not unit and (found := _NAMED_UNIT.search(_plain(f"{title} {grid.sheet} {grid.file}"))):
        unit = found.group(1)
    title_rows = tuple(dict.fromkeys(row for row, _ in notes)) if start else ()
    if not start:
        return Layout(title=title, unit=unit, year=year, month=month)
    end = _header_end(grid, start)
    headings = list(_headings(grid, start, end))
    year = year or ledger_year(text for _, stack in headings for text in stack)
    columns, month_done = _columns(headings, year)
    month = month_done or month
    header_rows = tuple(range(start, end + 1))
    layout = Layout(title, unit, year, month, title_rows, header_rows, columns)
    _read_roles(grid, layout)
    return layout


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _period(texts: Iterable[str]) -> tuple[int, int]:
    """The year and month a title or note names; the first year wins, the first month of that year too."""
    year = month = 0
    for text in texts:
        plain = _plain(text)
        for match in _PERIOD.finditer("" if _NOT_PERIOD.match(plain) else plain):
            year = year or int(match["year"])
            found = int(match["to"] or match["month"] or 0)
            if int(match["year"]) == year and not month and 1 <= found <= 12:
                month = found
    return year, month


def _known(grid: Grid, row: int) -> set[str]:
    """The fields whose headings stand on a row."""
    return {match.field for text in _texts(grid, row) if (match := recognise((), text, 0))}


def _texts(grid: Grid, row: int) -> Iterator[str]:
    for column in range(1, len(grid.rows[row - 1]) + 1):
        if text := grid.text(row, column):
            yield text


def _header_start(grid: Grid) -> int:
    """The first row with enough headings on it, or 0; two are enough where a name stands among them."""
    known = {row: _known(grid, row) for row in range(1, min(len(grid.rows), _HEADER_SEARCH_ROWS) + 1)}
    for row, found in known.items():
        if len(found) >= _ENOUGH_HEADINGS:
            return row
    return next((row for row, found in known.items() if len(found) > 1 and found & {"project_name", "unit"}), 0)


def _header_end(grid: Grid, start: int) -> int:
    """The last row of the header block: as deep as its merged cells go, then while rows still hold headings only."""
    end = start
    for first, _, last, _ in grid.merges:
        if first == start:
            end = max(end, min(last, start + _HEADER_DEPTH - 1))
    last = min(len(grid.rows), start + _HEADER_DEPTH - 1)
    while end < last:
        step = 1 if any(_texts(grid, end + 1)) else 2  # an empty row may stand inside the header block
        if end + step > last or not _is_header(grid, end + step, start):
            break
        end += step
    return end


def _is_header(grid: Grid, row: int, start: int) -> bool:
    """Whether a row below headings is one of them: more headings, or the numbers of the columns."""
    texts = list(_texts(grid, row))
    if len(texts) > 2 and [_plain(text).strip("()") for text in texts] == [str(n + 1) for n in range(len(texts))]:
        return True
    if any(re.search(r"^[\d.,]+%?$", text) for text in texts):
        return False
    return len(_known(grid, row)) >= 2 or (len(texts) >= 2 and _is_under_spans(grid, row, start))


def _is_under_spans(grid: Grid, row: int, start: int) -> bool:
    """Whether every text of a row stands under a heading that runs on over blank cells, and none under a lone one."""
    for column in range(1, len(grid.rows[row - 1]) + 1):
        lone = grid.text(start, column) and (grid.text(start, column + 1) or column >= len(grid.rows[start - 1]))
        if grid.text(row, column) and (lone or column == 1):
            return False
    return True


def _headings(grid: Grid, start: int, end: int) -> Iterator[tuple[int, list[str]]]:
    """Each headed column's number, with its headings from the widest spanning one down to its own."""
    width = grid.width
    spans = {
        (row, column): (first_row, first_column)
        for first_row, first_column, last_row, last_column in grid.merges
        if start <= first_row <= end
        for row in range(first_row, min(last_row, end) + 1)
        for column in range(first_column, min(last_column, width) + 1)
    }
    for column in range(1, width + 1):
        stack: list[str] = []
        for row in range(start, end + 1):
            text = grid.text(*spans.get((row, column), (row, column)))
            if not text and row < end and not stack and not spans:
                text = _text_to_the_left(grid, row, column, end)
            if text and (not stack or stack[-1] != text) and not _plain(text).strip("()").isdigit():
                stack.append(text)
        if stack:
            yield column, stack


def _columns(headings: list[tuple[int, list[str]]], year: int) -> tuple[tuple[Column, ...], int]:
    """The columns and the month their headings run to (0 where none says one).

    Of several columns of one meaning the one of the latest month counts, else the first; the others are shown as not
    understood.
    """
    found = [
        Column(index, stack[-1], tuple(stack[:-1]), recognise(tuple(stack[:-1]), stack[-1], year))
        for index, stack in headings
    ]
    best: dict[str, Column] = {}
    for column in found:
        match = column.match
        if match and (match.field not in best or match.month > getattr(best[match.field].match, "month", 0)):
            best[match.field] = column
    columns = tuple(c if not c.match or best[c.match.field] is c else replace(c, match=None) for c in found)
    done = best.get("done_this_year_to_date") or best.get("done_this_month")
    return columns, done.match.month if done and done.match else 0


def _text_to_the_left(grid: Grid, row: int, column: int, end: int) -> str:
    """A spanning heading whose merge was lost (CSV): the nearest text to the left, if a heading stands below."""
    if not grid.text(end, column):
        return ""
    return next((found for left in range(column - 1, 0, -1) if (found := grid.text(row, left))), "")


def _read_roles(grid: Grid, layout: Layout) -> None:
    """Fill in the role of each row below the header (and the level of group rows)."""
    name = layout.column("project_name", "unit", "resp_unit")
    name_column = name.index if name else 1
    seq = layout.column("seq")
    lead_columns = tuple(dict.fromkeys((seq.index if seq else name_column, name_column)))
    texts = [c.index for c in layout.columns if not c.match or fields()[c.match.field].type == "text"]
    details = [index for index in texts if index not in lead_columns]
    noted = False
    after: int | None = None  # the level of the total that stands right above
    for row in range(layout.header_rows[-1] + 1, len(grid.rows) + 1):
        role, level = _role(grid, row, lead_columns, details)
        if role is Role.DATA and seq and _is_counted(grid, row, seq.index, name_column, details):
            role, level = (Role.GROUP, len(_GROUPS) + 1)
            if after == OF_WHICH_LEVEL or (after == 0 and _is_counted(grid, row + 1, seq.index, name_column, details)):
                role, level = Role.TOTAL, OF_WHICH_LEVEL
        after = level if role is Role.TOTAL else None
        alone = sum(1 for _ in _texts(grid, row)) == 1
        if role is Role.DATA and alone and (noted or not any(grid.text(row, index) for index in lead_columns)):
            role = Role.NOTE
        noted = noted or role is Role.NOTE
        layout.roles[row] = role
        if role in (Role.GROUP, Role.TOTAL):
            layout.levels[row] = level


def _role(grid: Grid, row: int, leads: tuple[int, ...], details: list[int]) -> tuple[Role, int]:
    cells = list(_texts(grid, row))
    if not cells:
        return Role.BLANK, 0
    if _NOTE.match(_plain(cells[0])) or (len(cells) == 1 and _is_footnote(cells[0])):
        return Role.NOTE, 0
    labels = [_plain(grid.text(row, index)) for index in leads]
    if any(_TOTAL.match(label) and len(label) <= 20 for label in labels):
        return Role.TOTAL, 0
    if any(grid.text(row, index) for index in details):
        return Role.DATA, 0
    return _sum_row(labels)


def _is_counted(grid: Grid, row: int, seq: int, name: int, details: list[int]) -> bool:
    """Whether a row is a sum told by its count alone ("预备项目（10项）"): no number, no text but its label."""
    label = _plain(grid.text(row, name))
    return not any(grid.text(row, index) for index in (seq, *details)) and _COUNTED.match(label) is not None


def _is_footnote(text: str) -> bool:
    return len(text) > 12 and re.match(r"^\d+[、.．]\s*\D", text) is not None


def _sum_row(labels: list[str]) -> tuple[Role, int]:
    """A row without any text but its label: a group by its numeral, an 其中 line, or a bare project."""
    for level, form in enumerate(_GROUPS, start=1):
        if any(form.match(label) for label in labels):
            return Role.GROUP, level
    if _BARE_NUMERAL.match(labels[0]):
        return Role.GROUP, 1
    if any(_OF_WHICH.match(label) for label in labels):
        return Role.TOTAL, OF_WHICH_LEVEL
    return Role.DATA, 0
