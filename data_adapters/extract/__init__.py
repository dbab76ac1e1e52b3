"""Rows → records: one ledger whose layout is known becomes typed records, printed subtotals and problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any, Final

from data_adapters import values
from data_adapters.extract.build import build
from data_adapters.extract.columns import Typed, read_columns
from data_adapters.extract.derived import derive
from data_adapters.extract.holding import KEY_LABELS, KEYS, KINDS, NAMES, columns_by_field
from data_adapters.extract.notes import column_notes
from data_adapters.extract.subtotals import Section, sections, subtotals
from data_adapters.extract.table import Places, RowCells, Table
from data_adapters.grid import Grid
from data_adapters.layout import Layout, Role, what_it_holds
from data_adapters.problems import Cell, Problem, Severity
from data_adapters.records import Absent, Project, Record, Subtotal, Topic, UnitTarget

__all__ = ["Extract", "extract"]

_UNANSWERED: Final = {
    "projects": "这个项目不进各单位的汇总和排名",
    "topics": "这个问题发不了调度单",
}
"""What becomes of a record without 责任单位, by what a table holds."""


@dataclass(slots=True)
class Extract:
    """What one ledger gave. ``holds`` is "projects", "units", "topics" or "" for a sheet that is no ledger."""

    holds: str = ""
    projects: list[Project] = field(default_factory=list)
    units: list[UnitTarget] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    subtotals: list[Subtotal] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def extract(grid: Grid, layout: Layout) -> Extract:
    """Every data row of a ledger as a record; what could not be understood is in ``problems``, by its cell."""
    out = Extract(holds=what_it_holds(layout.columns) if layout.kind in ("ledger", "card") else "")
    if not out.holds:
        return out
    table = Table(grid, list(layout.rows(Role.DATA)))
    typed = read_columns(table, layout, columns_by_field(layout, out.holds))
    derive(typed, table, layout.year)
    marks = _take_marks(typed, len(table.rows))
    headed = sections(layout)
    out.problems.extend(typed.problems)
    kept = _named_rows(table, typed, out.holds, out.problems)
    out.problems.extend(_without_unit(table, typed, kept, out.holds))
    out.problems.extend(_continued(layout, typed.places, out.holds))
    typed.values["group"] = _groups(table.rows, [section for section in headed if section.is_group], layout.sections)
    typed.values["marks"] = marks
    records = _records(out.holds, table, typed, kept, layout.first_column)
    getattr(out, out.holds).extend(records)
    if out.holds != "topics":
        rows = [record.row.row for record in records]
        out.subtotals.extend(subtotals(grid, layout, headed, rows, out.problems))
    out.problems.sort(key=_place)
    out.problems[:0] = column_notes(grid, layout)
    return out


def _place(problem: Problem) -> tuple[int, int]:
    address = problem.address
    return (address.row, address.column) if isinstance(address, Cell) else (0, 0)


def _take_marks(typed: Typed, count: int) -> list[str]:
    """The marks glued to the names of each row (★ ☆ ▲ …), which are taken off the names."""
    marks = [""] * count
    for name in ("unit", "project_name", "seq"):
        column = typed.values.get(name, [])
        for at, text in enumerate(column):
            if text and not text.isalnum():  # Chinese characters, letters and digits only: the usual case
                column[at], glued = values.split_marks(text)
                marks[at] += glued
    return marks


def _named_rows(table: Table, typed: Typed, holds: str, problems: list[Problem]) -> list[bool]:
    """Which rows make a record: those with a name of their own. Of the others, what was passed over is said."""
    names = typed.values.get(KEYS[holds], [])
    column = typed.places.columns.get(KEYS[holds], 1)
    kept = [bool(name) for name in names]
    for at, keep in enumerate(kept):
        if keep or not _holds_anything(typed, at):
            continue
        message = f"这一行没有{KEY_LABELS[holds]}，整行未读取，请补上"
        problems.append(Problem(table.cell(at, column), "no_name", message, Severity.ERROR))
    return kept


def _without_unit(table: Table, typed: Typed, kept: list[bool], holds: str) -> Iterator[Problem]:
    """The projects and problems nobody answers for, where the table has a column that could say who does."""
    told = {problem.address for problem in typed.problems}
    for at, unit in enumerate(typed.values.get("resp_unit", ()) if holds in _UNANSWERED else ()):
        place = typed.places.cell(table.rows[at], "resp_unit") if kept[at] and not unit else None
        if place and place not in told:
            yield Problem(place, "no_resp_unit", f"没有填写责任单位，{_UNANSWERED[holds]}，请在这一格补上")


def _continued(layout: Layout, places: Places, holds: str) -> Iterator[Problem]:
    """The rows that go on with the project above."""
    for row, first in layout.continued.items():
        place = layout.grid.cell(row, places.columns.get(KEYS[holds], layout.first_column))
        yield Problem(place, "merged_row", f"本行与第{first}行合并为一项，没有单独读取", Severity.NOTE)


def _holds_anything(typed: Typed, at: int) -> bool:
    found = (column[at] for name, column in typed.values.items() if name != "seq")
    return any(value != "" and not isinstance(value, Absent) for value in found)


def _groups(rows: Sequence[int], heads: Sequence[Section], written: Mapping[int, str]) -> list[tuple[str, ...]]:
    """The headings of the groups each row stands under, from the widest down; last what is ``written`` beside it."""
    found: list[tuple[str, ...]] = []
    open_groups: list[Section] = []
    labels: tuple[str, ...] = ()
    following = 0
    for row in rows:
        while following < len(heads) and heads[following].row < row:
            head = heads[following]
            open_groups = [group for group in open_groups if group.level < head.level] + [head]
            labels = tuple(group.label for group in open_groups)
            following += 1
        found.append((*labels, written[row]) if written.get(row) else labels)
    return found


def _records(holds: str, table: Table, typed: Typed, kept: list[bool], first: int) -> list[Any]:
    """The records of the kept rows; what their kind has no attribute for is in ``extra``."""
    rows = list(compress(table.rows, kept))
    columns = typed.values
    if not all(kept):
        columns = {name: list(compress(column, kept)) for name, column in columns.items()}
    extra = [name for name in columns if name not in NAMES[holds]]
    given: dict[str, Sequence[Any]] = {name: column for name, column in columns.items() if name not in extra}
    given["row"] = [table.grid.cell(row, first) for row in rows]
    given["cells"] = [RowCells(typed.places, row) for row in rows]
    if extra:
        given["extra"] = list(_extras({name: columns[name] for name in extra}, len(rows)))
    kind: type[Record] = KINDS[holds]
    return build(kind, len(rows), given)


def _extras(columns: Mapping[str, Sequence[Any]], count: int) -> Iterator[dict[str, Any]]:
    for at in range(count):
        yield {
            name: value
            for name, column in columns.items()
            if (value := column[at]) != "" and not isinstance(value, Absent)
        }
