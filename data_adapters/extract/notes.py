"""What a person should know of a ledger's columns before trusting its records."""

from __future__ import annotations

from collections.abc import Iterator

from data_adapters.extract.units import amount_columns, inherited_unit
from data_adapters.grid import Grid
from data_adapters.headings import nearest
from data_adapters.layout import Layout
from data_adapters.problems import Problem, Severity


def column_notes(grid: Grid, layout: Layout) -> Iterator[Problem]:
    """Headings that were not recognised, with the nearest guesses, and money without a unit."""
    row = layout.header_rows[-1]
    for column in layout.columns:
        if column.guessed:
            message = "这一列没有表头，已按列中文字当作项目名称；如不是，请补上表头"
            yield Problem(grid.cell(row, column.index), "guessed_name", message)
        elif not column.heading:
            message = "这一列有内容但没有表头，该列未读取，请补上表头"
            yield Problem(grid.cell(row, column.index), "no_heading", message, Severity.NOTE)
        elif column.match is None:
            guesses = nearest(column.heading)
            hint = f"，可能是：{'、'.join(guesses)}" if guesses else ""
            name = "".join(column.heading.split())
            message = f"表头“{name}”没有识别，该列未读取{hint}"
            yield Problem(grid.cell(row, column.index), "unknown_heading", message, Severity.NOTE)
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
