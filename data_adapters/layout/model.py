"""What is known of a ledger's place on its sheet: its notes, header, columns, and the role of every row below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Literal

from data_adapters.grid import Grid
from data_adapters.headings import Match
from data_adapters.problems import Cell

OF_WHICH_LEVEL: Final = 9
Kind = Literal["ledger", "card", "lookup", "other"]


class Role(Enum):
    """What a row under the header is; CONTINUED belongs to the project above, REPEATED is the header printed again."""

    DATA = "data"
    TOTAL = "total"
    GROUP = "group"
    NOTE = "note"
    BLANK = "blank"
    CONTINUED = "continued"
    REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Column:
    """A column under the header: its number from 1, heading as printed, spanning headings, and what it means.

    ``guessed`` says that the meaning was told by the texts below, for the column has no heading.
    """

    index: int
    heading: str
    parents: tuple[str, ...]
    match: Match | None
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything of one ledger stands on ``grid``. Rows are the grid's own numbers, from 1.

    ``unit_above`` says that ``unit`` is that of a ledger with the same headings above this one on its sheet.
    ``header_rows`` is empty where no header was found. ``roles`` gives the role of each visible row below the header,
    ``levels`` the depth and ``labels`` the text of each group and total row, ``continued`` the row of the project that
    a CONTINUED row belongs to, and ``sections`` the group a data row stands under by a column that is written once for
    the rows below. ``hidden_rows`` and ``hidden_columns`` hold something but were skipped, for their author hid them;
    ``unread`` are the filled cells of cards that stand beside no label.
    """

    grid: Grid = field(repr=False)
    kind: Kind = "other"
    title: str = ""
    unit: str = ""
    unit_above: bool = False
    year: int = 0
    month: int = 0
    title_rows: tuple[int, ...] = ()
    header_rows: tuple[int, ...] = ()
    columns: tuple[Column, ...] = ()
    roles: dict[int, Role] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    continued: dict[int, int] = field(default_factory=dict)
    sections: dict[int, str] = field(default_factory=dict)
    first_row: int = 1
    last_row: int = 0
    first_column: int = 1
    last_column: int = 0
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    unread: tuple[Cell, ...] = ()

    def rows(self, role: Role) -> tuple[int, ...]:
        """The row numbers of one role, in order."""
        return tuple(row for row, found in self.roles.items() if found is role)

    def column(self, *ids: str) -> Column | None:
        """The first column that means one of these fields, in the order asked."""
        return column_of(self.columns, *ids)


def column_of(columns: Sequence[Column], *ids: str) -> Column | None:
    """The first of ``columns`` that means one of these fields, in the order asked."""
    return next((c for wanted in ids for c in columns if c.match and c.match.field == wanted), None)


def what_it_holds(columns: Sequence[Column]) -> str:
    """Which records headings make ("projects", "units", "topics" or ""): issues are told by cause, proposal or order;
    units by their own name."""
    found = {column.match.field for column in columns if column.match}
    if "problems" in found and (found & {"cause", "proposal", "order_number"} or {"deadline", "resp_unit"} <= found):
        return "topics"
    if "project_name" in found:
        return "projects"
    if found & {"unit", "resp_unit"} and found & {"plan_this_year", "done_this_year_to_date"}:
        return "units"
    return ""


def key_column(columns: Sequence[Column]) -> Column | None:
    """The column whose text names a row's record: without it a row is no record."""
    keys = {"projects": ("project_name",), "units": ("unit", "resp_unit"), "topics": ("problems",)}
    return column_of(columns, *keys.get(what_it_holds(columns), ()))
