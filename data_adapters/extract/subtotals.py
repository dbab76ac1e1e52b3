"""Printed sums: 合计, 小计, group rows with sums, 其中, and the data rows each of them should cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from data_adapters import values
from data_adapters.extract.units import money_unit
from data_adapters.grid import Grid
from data_adapters.headings import fields
from data_adapters.layout import OF_WHICH_LEVEL, Column, Layout, Role
from data_adapters.layout.projected import ProjectedGrid
from data_adapters.patterns import regex
from data_adapters.problems import Problem, Severity
from data_adapters.records import Subtotal

_COUNTED = regex(r"\d+[个项宗]")
_PART = "小计"


class Section(NamedTuple):
    """A row that heads or sums others: its number, its label, its depth (0 for 合计), whether it heads a group."""

    row: int
    label: str
    level: int
    is_group: bool


def sections(layout: Layout) -> list[Section]:
    """The group and total rows of a ledger in order."""
    return [
        Section(row, layout.labels[row], level, layout.roles[row] is Role.GROUP)
        for row, level in sorted(layout.levels.items())
    ]


def subtotals(
    grid: Grid, layout: Layout, found: Sequence[Section], data_rows: Sequence[int], problems: list[Problem]
) -> Iterator[Subtotal]:
    """The printed sums, counts and rates with the data rows each should cover: 合计 all rows, a group the rows down to
    its next peer, a 小计 those it stands below (or above), an 其中 none, as its own words alone say which."""
    columns = [c for c in layout.columns if c.match and _is_printed(c.match.field)]
    places = {c.match.field: c.index for c in columns if c.match}
    parts = _closed(found, layout.rows(Role.REPEATED), data_rows) | _parts(found, data_rows, layout.last_row)
    if isinstance(grid, ProjectedGrid):
        data_rows, parts = (), {section.row: [] for section in found}  # the records of cards have no rows of their own
    for position, section in enumerate(found):
        amounts = dict(_amounts(grid, layout, section.row, columns, problems))
        if not amounts and not _COUNTED.search(section.label):
            continue
        covered = parts[section.row] if section.row in parts else _covered(section, found[position + 1 :], data_rows)
        yield Subtotal(
            label=section.label,
            row=grid.cell(section.row, layout.first_column),
            cells={name: grid.cell(section.row, places[name]) for name in amounts},
            amounts=amounts,
            covers=tuple(covered),
        )


def _is_printed(field: str) -> bool:
    return fields()[field].type == "amount" or field == "rate_reported"


def _covered(section: Section, after: Sequence[Section], data_rows: Sequence[int]) -> Sequence[int]:
    if section.level == OF_WHICH_LEVEL:
        return ()
    if not section.level:
        return data_rows
    end = next((other.row for other in after if 0 < other.level <= section.level), None)
    return [row for row in data_rows if row > section.row and (end is None or row < end)]


def _parts(found: Sequence[Section], data_rows: Sequence[int], last: int) -> dict[int, list[int]]:
    """The rows of each 小计: those between it and the sum before, or after where the first stands above its rows."""
    bounds = [0, *(section.row for section in found), last + 1]
    between = [[row for row in data_rows if start < row < end] for start, end in pairwise(bounds)]
    parts = [at for at, section in enumerate(found) if _PART in section.label]
    stands_below = bool(parts) and bool(between[parts[0]])
    return {found[at].row: between[at if stands_below else at + 1] for at in parts}


def _closed(found: Sequence[Section], headers: Sequence[int], data_rows: Sequence[int]) -> dict[int, list[int]]:
    """The rows of each 合计 that ends a part of the sheet: below it the header is printed again, above other rows."""
    closed: dict[int, list[int]] = {}
    labels: set[str] = set()
    start = 0
    for section in found:
        following = next((row for row in data_rows if row > section.row), 0)
        ends = any(section.row < header < following for header in headers) or section.label in labels
        rows = [row for row in data_rows if start < row < section.row]
        if not section.level and rows and ends:
            closed[section.row] = rows
            labels.add(section.label)
            start = section.row
    return closed


def _amounts(
    grid: Grid, layout: Layout, row: int, columns: Sequence[Column], problems: list[Problem]
) -> Iterator[tuple[str, Decimal]]:
    """The numbers a sum prints: amounts in 万元, its completion rate as it was typed."""
    for column in columns:
        assert column.match is not None
        value = grid.value(row, column.index)
        if column.match.field == "rate_reported":
            number, _, fault = values.percent(value)
        else:
            number, fault = values.amount(value, money_unit(layout, column))
        if fault:
            code = "bad_percent" if column.match.field == "rate_reported" else "bad_amount"
            severity = Severity.WARNING if isinstance(number, Decimal) else Severity.ERROR
            problems.append(Problem(grid.cell(row, column.index), code, fault, severity))
        if isinstance(number, Decimal):
            yield column.match.field, number
