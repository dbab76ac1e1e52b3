"""What a person should know of a ledger's columns before trusting its records."""

from __future__ import annotations

from collections.abc import Iterator

from data_adapters.extract.units import amount_columns, inherited_unit
from data_adapters.grid import Grid
from data_adapters.headings import nearest, recognise
from data_adapters.layout import Column, Layout
from data_adapters.letters import column_letter
from data_adapters.problems import Problem, Severity


def column_notes(grid: Grid, layout: Layout) -> Iterator[Problem]:
    """Headings that were not read and why, money shown as percentages, and money without a unit."""
    row = layout.header_rows[-1]
    for column in layout.columns:
        if column.guessed:
            message = "这一列没有表头，已按列中文字当作项目名称；如不是，请补上表头"
            yield Problem(grid.cell(row, column.index), "guessed_name", message)
        elif not column.heading:
            message = "这一列有内容但没有表头，该列未读取，请补上表头"
            yield Problem(grid.cell(row, column.index), "no_heading", message, Severity.NOTE)
        elif column.match is None:
            yield Problem(grid.cell(row, column.index), "unknown_heading", _unread(column, layout), Severity.NOTE)
    yield from _percents(grid, layout)
    yield from _units(grid, layout)


def _unread(column: Column, layout: Layout) -> str:
    """Why a column with a heading is not read: another is read in its stead, or nobody knows what it means."""
    name = "".join(column.heading.split())
    match = recognise(column.parents, column.heading, layout.year)
    if match and (other := layout.column(match.field)):
        return f"表头“{name}”与 {column_letter(other.index)} 列同是“{match.label}”，只读那一列，该列未读取"
    guesses = nearest(column.heading)
    return f"表头“{name}”没有识别，该列未读取{'，可能是：' if guesses else ''}{'、'.join(guesses)}"


def _percents(grid: Grid, layout: Layout) -> Iterator[Problem]:
    """Columns of money whose numbers are shown as percentages: 0.6 may be 60 % of the plan."""
    for column in amount_columns(layout):
        if column.index in grid.percent_columns:
            message = "这一列的表头是金额，数却是百分比格式，已按金额读取；如是完成率请改表头，如是金额请改单元格格式"
            yield Problem(grid.cell(layout.header_rows[-1], column.index), "percent_amount", message)


def _units(grid: Grid, layout: Layout) -> Iterator[Problem]:
    """Money whose unit is not stated where it stands."""
    row = layout.header_rows[-1]
    stated = layout.unit and not layout.unit_above
    bare = next((c for c in amount_columns(layout) if not (stated or (c.match and c.match.unit))), None)
    if bare and layout.unit:
        message = f"这张表没有写金额单位，已按同一工作表上面同样表头的{layout.unit}读取；如不是{layout.unit}，请注明"
        yield Problem(grid.cell(row, bare.index), "no_unit", message, Severity.NOTE)
    elif bare:
        message = "没有找到金额单位，已按万元读取；如不是万元，请在表头或表名下注明“单位：…”"
        if inherited := inherited_unit(layout):
            message = f"这一列没有写金额单位，已按同表其他列的{inherited}读取；如不是{inherited}，请在表头注明"
        yield Problem(grid.cell(row, bare.index), "no_unit", message)
