"""Printed sums: 合计, group rows with sums, 小计, and the data rows each of them should cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from data_adapters import values
from data_adapters.extract.units import money_unit
from data_adapters.grid import Grid
from data_adapters.headings import fields
from data_adapters.layout import OF_WHICH_LEVEL, Column, Layout, Role
from data_adapters.problems import Problem, Severity
from data_adapters.records import Subtotal


@dataclass(frozen=True, slots=True)
class Section:
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
    """The printed sums with the data rows each should cover: 合计 all rows, a group the rows down to its next peer."""
    columns = [c for c in layout.columns if c.match and fields()[c.match.field].type == "amount"]
    for position, section in enumerate(found):
        covered = _covered(section, found[position + 1 :], data_rows)
        if covered is None:
            continue
        amounts = dict(_amounts(grid, layout, section.row, columns, problems))
        if amounts:
            places = {c.match.field: grid.cell(section.row, c.index) for c in columns if c.match}
            yield Subtotal(
                label=section.label,
                row=grid.cell(section.row, layout.first_column),
                cells={name: places[name] for name in amounts},
                amounts=amounts,
                covers=tuple(covered),
            )


def _covered(section: Section, after: Sequence[Section], data_rows: Sequence[int]) -> Sequence[int] | None:
    """The data rows a sum covers; None for an 其中 or 小计: what it covers cannot be told from its place alone."""
    if section.level == OF_WHICH_LEVEL or "小计" in section.label:
        return None
    if not section.level:
        return data_rows
    end = next((other.row for other in after if 0 < other.level <= section.level), None)
    return [row for row in data_rows if row > section.row and (end is None or row < end)]


def _amounts(
    grid: Grid, layout: Layout, row: int, columns: Sequence[Column], problems: list[Problem]
) -> Iterator[tuple[str, Decimal]]:
    for column in columns:
        number, fault = values.amount(grid.value(row, column.index), money_unit(layout, column))
        if fault:
            problems.append(Problem(grid.cell(row, column.index), "bad_amount", fault, Severity.ERROR))
        if isinstance(number, Decimal) and column.match:
            yield column.match.field, number
