"""The unit of money of a column: its own, the sheet's, or that of the columns beside it."""

from __future__ import annotations

from data_adapters.headings import fields
from data_adapters.layout import Column, Layout


def amount_columns(layout: Layout) -> list[Column]:
    """The columns that hold money."""
    return [column for column in layout.columns if column.match and fields()[column.match.field].type == "amount"]


def inherited_unit(layout: Layout) -> str:
    """The one unit the amount columns of a sheet state; "" where they state none or several."""
    stated = {column.match.unit for column in amount_columns(layout) if column.match} - {""}
    return stated.pop() if len(stated) == 1 else ""


def money_unit(layout: Layout, column: Column) -> str:
    """The unit a column's numbers are in; "" where nothing says one (they are then read as 万元, and that is said)."""
    return (column.match.unit if column.match else "") or layout.unit or inherited_unit(layout)
