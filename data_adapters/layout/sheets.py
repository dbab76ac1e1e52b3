"""All the ledgers of one sheet: stacked one under another, side by side, or cards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from data_adapters.grid import Grid
from data_adapters.layout import cards, header
from data_adapters.layout.area import Area, is_filled, plain
from data_adapters.layout.labels import group_level, is_note, is_total
from data_adapters.layout.leads import Leads, wordy_rows
from data_adapters.layout.ledger import Table, kinds
from data_adapters.layout.model import Layout, what_it_holds
from data_adapters.layout.notes import is_title_row, notes_above, title_of, unit_of
from data_adapters.layout.period import period

_SEARCH_ROWS: Final = 60
_MOST_TABLES: Final = 50
_MOST_CHOICES: Final = 300
_LONGEST_CHOICE: Final = 15
_USUAL_CHOICE: Final = 6
_FORM: Final = 3
_LEAST_HALF: Final = 2


def read_layouts(grid: Grid) -> list[Layout]:
    """The layouts of everything a sheet holds, in reading order; at least one.

    A sheet without a recognisable header gives one layout without ``header_rows``, of kind "lookup" or "other".
    """
    sheet = Area.whole(grid)
    start = header.find(sheet, range(1, min(len(grid.rows), _SEARCH_ROWS) + 1))
    if not start or cards.is_card(sheet, start):
        return cards.read_cards(sheet) or [_no_ledger(sheet)]
    layouts: list[Layout] = []
    for table, repeated in _stacked(sheet, start):
        period_before = (layouts[-1].year, layouts[-1].month) if layouts else (0, 0)
        for part, kind in kinds(_beside(table), period_before[0]):
            layouts.append(_with_unit(part.read(kind, repeated, period_before), layouts))
    if not any(what_it_holds(layout.columns) for layout in layouts) and (found := cards.read_cards(sheet)):
        return found  # the values of one row of a table on its side read like a header: 可研批复, 初设, 施工图
    return _with_strays(sheet, [_as_what_it_is(layout) for layout in layouts]) or [_no_ledger(sheet)]


def _with_strays(sheet: Area, layouts: list[Layout]) -> list[Layout]:
    """The layouts, the first with the hidden columns that stand beside all of them: what is passed over is said."""
    known = {column for layout in layouts for column in layout.hidden_columns}
    strays = [column for column in sheet.hidden_columns() if column not in known]
    if not layouts or not strays:
        return layouts
    columns = tuple(sorted((*layouts[0].hidden_columns, *strays)))
    return [replace(layouts[0], hidden_columns=columns), *layouts[1:]]


def _with_unit(layout: Layout, above: list[Layout]) -> Layout:
    """A layout that states no unit of money with that of the nearest one above it which has the same headings."""
    headings = [(column.heading, column.parents) for column in layout.columns]
    same = (upper for upper in reversed(above) if [(c.heading, c.parents) for c in upper.columns] == headings)
    unit = "" if layout.unit else next((upper.unit for upper in same), "")
    return replace(layout, unit=unit, unit_above=True) if unit else layout


def _stacked(sheet: Area, start: int) -> Iterator[tuple[Table, set[int]]]:
    """Each table from its title down to the next one, with the rows on which its header is printed again."""
    top = sheet.first_row
    for _ in range(_MOST_TABLES):
        first, last = header.block(sheet.within(top, sheet.last_row), start)
        table = Table(sheet.within(top, sheet.last_row), first, last)
        repeated, following, after = _next(table, start)
        yield Table(sheet.within(top, after - 1), first, last), repeated
        if not following:
            return
        start, top = following, after


def _next(table: Table, start: int) -> tuple[set[int], int, int]:
    """The rows on which the header is repeated, and the next table's header row (0 for none) and first row."""
    below = table.below
    repeated: set[int] = set()
    own = _line(table.area, start)
    before = {plain(text) for _, text, _ in notes_above(table.area, table.first)}
    wide = {r0 for r0, c0, _, c1 in below.grid.merges if c1 - c0 >= 2}
    for row in _candidates(table):
        line = _line(below, row)
        again = line == own or (len(line) >= _FORM and own[: len(line)] == line)  # without the list at its right
        if row in repeated or (not again and header.find(below, [row]) != row):
            continue
        if again:
            first = row - (start - table.first)
            titles = _titles(below, first, wide, lower=False)
            texts = {plain(text) for title in titles for text in below.texts(title)}
            if texts <= before or "续表" in "".join(texts):
                repeated.update(titles, _same(table, first - table.first))
                continue
        else:
            first = header.block(below, row)[0]
            titles = _titles(below, first, wide, lower=True)
        return repeated, row, min([first, *titles])
    return repeated, 0, table.area.last_row + 1


def _same(table: Table, distance: int) -> set[int]:
    """The rows this far below the header block that are the same as its own: a page may leave out the last of them."""
    rows = range(table.first, table.last + 1)
    lines = ((row + distance, _line(table.area, row), _line(table.below, row + distance)) for row in rows)
    return {row for row, own, line in lines if own[: len(line)] == line and (line or not own)}


def _candidates(table: Table) -> Iterator[int]:
    """The rows below a header that could be another header: those that hold words and no number."""
    below = table.below
    for row in wordy_rows(below, Leads.of(table.columns(0)[0])):
        if not any(type(value) is float for value in below.grid.rows[row - 1]) and len(below.cells(row)) > 1:
            yield row


def _line(area: Area, row: int) -> list[tuple[int, str]]:
    return [(column, plain(text)) for column, text in area.cells(row)]


def _titles(area: Area, header_row: int, wide: set[int], lower: bool) -> list[int]:
    """The rows right above a lower header that belong to it: its title, its notes of unit and period.

    "二、新开工项目" above the same header once more heads a group, unless it states a unit of its own; above another
    header, as that of a ``lower`` table is, it can head nothing else.
    """
    found: list[int] = []
    for row in range(header_row - 1, max(area.first_row, header_row - 6) - 1, -1):
        cells = area.cells(row)
        labels = [plain(text) for _, text in cells]
        if not labels:
            continue
        heads_group = group_level(labels) and not (lower or unit_of(labels, ()))
        if is_note(labels[0]) or is_total(labels) or heads_group or not is_title_row(cells, row in wide):
            break
        found.append(row)
    return found


def _beside(table: Table) -> list[Table]:
    """The table cut where a blank column runs down between two parts, or where its headings begin anew."""
    headed = dict(header.headings(table.area, table.first, table.last))
    runs = [half for run in header.parts(table.area, table.last, set(headed)) for half in _halves(run, headed)]
    return [table._replace(area=table.area._replace(first_column=left, last_column=right)) for left, right in runs]


def _halves(run: tuple[int, int], headed: dict[int, list[str]]) -> list[tuple[int, int]]:
    """A run of columns cut in two where all headings of its first half stand again over the second."""
    columns = [column for column in range(run[0], run[1] + 1) if column in headed]
    middle = len(columns) // 2
    names = ["".join(map(plain, headed[column])) for column in columns]
    if middle < _LEAST_HALF or names[:middle] != names[middle:]:
        return [run]
    return [(run[0], columns[middle] - 1), (columns[middle], run[1])]


def _as_what_it_is(layout: Layout) -> Layout:
    """A table that holds no records is a list to pick from where it has short words only, else something other."""
    if layout.kind != "ledger" or what_it_holds(layout.columns):
        return layout
    area = Area(layout.grid, layout.header_rows[-1] + 1, layout.last_row, layout.first_column, layout.last_column)
    return replace(layout, kind="lookup" if _is_choices(area) else "other")


def _no_ledger(sheet: Area) -> Layout:
    """A sheet without header: its title and notes, and whether it lists words to pick from."""
    above = sheet.within(1, min(sheet.last_row, _SEARCH_ROWS))
    texts = [text for row in above.rows() for text in above.texts(row)]
    names = (sheet.grid.sheet, sheet.grid.file)
    year, month = period(texts, names)
    title = title_of(texts)
    return Layout(
        grid=sheet.grid,
        kind="lookup" if _is_choices(sheet) and not _is_form(sheet) else "other",
        title=title,
        unit=unit_of(texts, (title, *names)),
        year=year,
        month=month,
        last_row=sheet.last_row,
        last_column=sheet.last_column,
        hidden_rows=sheet.hidden_rows(),
        hidden_columns=sheet.hidden_columns(),
    )


def _is_form(area: Area) -> bool:
    """Whether an area names three fields or more: a form that nobody filled in, or how to fill it in."""
    return len({field for row in area.rows() for field in header.known(area, row).values()}) >= _FORM


def _is_choices(area: Area) -> bool:
    """Whether an area holds nothing but short words, in two rows or more, none of them twice in a column."""
    if area.last_row - area.first_row >= _MOST_CHOICES:
        return False
    columns = [[str(value).strip() for value in area.down(column) if is_filled(value)] for column in area.columns()]
    words = [word for column in columns for word in column]
    short = all(len(word) <= _LONGEST_CHOICE and not word[0].isdigit() for word in words)
    short = short and sum(map(len, words)) <= _USUAL_CHOICE * len(words)
    return short and len(words) >= 2 and all(len(set(column)) == len(column) for column in columns)
