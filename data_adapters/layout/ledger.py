"""One ledger, or a list beside it: the columns from one to another below a header block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from data_adapters.headings import fields, ledger_year
from data_adapters.layout import header
from data_adapters.layout.area import Area, is_filled, plain
from data_adapters.layout.columns import recognised, with_bare
from data_adapters.layout.leads import Leads, plain_rows
from data_adapters.layout.model import Column, Kind, Layout, Role, column_of, what_it_holds
from data_adapters.layout.notes import notes_above, title_of, unit_of
from data_adapters.layout.period import period
from data_adapters.layout.projected import ProjectedGrid
from data_adapters.layout.roles import read_roles
from data_adapters.patterns import regex

_SECTION = regex(r"类|行业|领域|板块|专项")


class Table(NamedTuple):
    """A header block and what stands below it: ``area`` has its columns, from its title to its last row."""

    area: Area
    first: int
    last: int

    @property
    def below(self) -> Area:
        """The rows under the header."""
        return self.area.within(self.last + 1, self.area.last_row)

    def columns(self, year: int) -> tuple[tuple[Column, ...], int]:
        """The columns in a ledger of ``year``, and the month their headings run to."""
        columns, month = recognised(list(header.headings(self.area, self.first, self.last)), year)
        return with_bare(self.area, columns, self.last), month

    def read(self, kind: Kind, repeated: set[int], inherited: tuple[int, int]) -> Layout:
        """The layout of the table; ``inherited`` is the period of the sheet where it names none itself."""
        notes = notes_above(self.area, self.first)
        own = [text for _, text, over in notes if over]
        every = [text for _, text, _ in notes]
        title = title_of(own or every)
        names = (self.area.grid.sheet, self.area.grid.file)
        year, month = period([*own, *every], names)
        if not year:
            stacks = header.headings(self.area, self.first, self.last)
            year = ledger_year(text for _, stack in stacks for text in stack)
        if not year:
            year, month = inherited
        columns, done = self.columns(year)
        layout = Layout(
            grid=self.area.grid,
            kind=kind,
            title=title,
            unit=unit_of([*own, *every], (title, *names)),
            year=year,
            month=done or month,
            title_rows=tuple(dict.fromkeys(row for row, _, _ in notes)),
            header_rows=tuple(range(self.first, self.last + 1)),
            columns=columns,
        )
        layout = self.rows_of(layout, repeated)
        below = (text for row in layout.rows(Role.NOTE) for text in self.below.texts(row))
        return layout if layout.unit else replace(layout, unit=unit_of(below, ()))

    def rows_of(self, layout: Layout, repeated: set[int]) -> Layout:
        """The layout with the role of each row under the header, as its columns tell it."""
        leads = Leads.of(layout.columns)
        found = read_roles(self.below, leads, plain_rows(self.below, leads), repeated)
        return replace(
            layout,
            roles=found.roles,
            levels=found.levels,
            labels=found.labels,
            continued=found.continued,
            sections=dict(_sections(self.below, layout.columns, leads, found.roles)),
            first_row=self.area.first_row,
            last_row=self.area.last_row,
            first_column=self.area.first_column,
            last_column=self.area.last_column,
            hidden_rows=self.below.hidden_rows(),
            hidden_columns=self.below.hidden_columns(),
        )


def with_columns(layout: Layout, columns: tuple[Column, ...]) -> Layout:
    """The layout with other meanings for its columns, and its rows looked at again in their light."""
    kind: Kind = "ledger" if layout.kind != "card" and what_it_holds(columns) else layout.kind
    changed = replace(layout, columns=columns, kind=kind)
    if isinstance(layout.grid, ProjectedGrid):  # a card's rows are its records, whatever they mean
        return changed
    area = Area(layout.grid, layout.first_row, layout.last_row, layout.first_column, layout.last_column)
    repeated = {row for row, role in layout.roles.items() if role is Role.REPEATED}
    looked_at = Table(area, layout.header_rows[0], layout.header_rows[-1]).rows_of(changed, repeated)
    return replace(looked_at, hidden_columns=layout.hidden_columns)


def _sections(
    area: Area, columns: tuple[Column, ...], leads: Leads, roles: dict[int, Role]
) -> Iterator[tuple[int, str]]:
    """Data rows and the group they stand under by a first column in which each group is written once, on its first row.

    Where its cells are merged down every row has the text by itself.
    """
    column = columns[0]
    merged = any(c0 == column.index and r1 > r0 > area.first_row for r0, c0, r1, _ in area.grid.merges)
    if column.index in (leads.seq, leads.name) or column.index > leads.name or merged or not _may_group(column):
        return
    values = area.down(column.index)
    rows = [row for row, role in roles.items() if role is Role.DATA]
    texts = [plain(str(values[row - area.first_row])) for row in rows]
    written = [text for text in texts if text]
    if not rows or not texts[0] or len(set(written)) < len(written) or 2 * len(written) > len(texts):
        return
    current = ""
    for row, text in zip(rows, texts, strict=True):
        current = text or current
        yield row, current


def _may_group(column: Column) -> bool:
    if column.match:
        return column.match.field in ("sector", "plan_lists", "nature", "unit_group")
    return not column.heading or _SECTION.search(column.heading) is not None


def kinds(tables: list[Table], year: int) -> list[tuple[Table, Kind]]:
    """The tables that stand beside each other on one header block, each a ledger or a list to pick from.

    What has no name of its own belongs to the ledger on its left, unless it is such a list.
    """
    out: list[tuple[Table, Kind]] = []
    for table in tables:
        columns = table.columns(year)[0]
        if not columns:
            continue  # every heading is under a merged cell of another part
        left = next((other for other, kind in reversed(out) if kind == "ledger"), None)
        shared = _fields(columns) & (_fields(left.columns(year)[0]) if left else set())
        if left is None or (what_it_holds(columns) and (column_of(columns, "project_name", "problems") or shared)):
            out.append((table, "ledger"))
        elif _is_pick_list(table, left, columns, shared):
            out.append((table, "lookup"))
        else:
            place = next(index for index, (other, _) in enumerate(out) if other is left)
            wide = left.area._replace(last_column=table.area.last_column)
            out[place] = (left._replace(area=wide), "ledger")
    return out


def _fields(columns: tuple[Column, ...]) -> set[str]:
    return {column.match.field for column in columns if column.match}


def _is_pick_list(table: Table, left: Table, columns: tuple[Column, ...], shared: set[str]) -> bool:
    """Whether columns beside a ledger are no part of it: nothing new is said in them, or each text of theirs is written
    once and for fewer rows than the ledger has."""
    new = _fields(columns) - shared
    if not new:
        return True
    if any(fields()[name].type != "text" for name in new):
        return False
    key = column_of(left.columns(0)[0], "project_name", "unit", "resp_unit")
    filled = sum(map(is_filled, left.below.down(key.index))) if key else 0
    for column in columns:
        texts = [str(value) for value in table.below.down(column.index) if is_filled(value)]
        if len(set(texts)) < len(texts) or len(texts) == filled:
            return False
    return True
