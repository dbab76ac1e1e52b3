"""The layout of a sheet: its ledgers, and where their titles, notes, headers, totals, groups and data rows stand."""

from data_adapters.layout.ledger import with_columns
from data_adapters.layout.model import (
    OF_WHICH_LEVEL,
    Column,
    Kind,
    Layout,
    Role,
    column_of,
    key_column,
    what_it_holds,
)
from data_adapters.layout.sheets import read_layouts

__all__ = [
    "OF_WHICH_LEVEL",
    "Column",
    "Kind",
    "Layout",
    "Role",
    "column_of",
    "key_column",
    "read_layouts",
    "what_it_holds",
    "with_columns",
]
