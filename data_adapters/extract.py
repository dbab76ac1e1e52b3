"""Rows → records: one sheet whose layout is known becomes typed records, printed subtotals and problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from dataclasses import fields as dataclass_fields
from decimal import Decimal
from typing import Any

from data_adapters import values
from data_adapters.grid import Grid, Value
from data_adapters.headings import fields, nearest
from data_adapters.layout import OF_WHICH_LEVEL, Column, Layout, Role, what_it_holds
from data_adapters.problems import Cell, Problem, Severity
from data_adapters.records import Absent, Amount, Project, Record, Subtotal, Topic, UnitTarget


@dataclass(slots=True)
class Extract:
    """What one sheet gave. ``holds`` is "projects", "units", "topics" or "" for a sheet that is no ledger."""

    holds: str = ""
    projects: list[Project] = field(default_factory=list)
    units: list[UnitTarget] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    subtotals: list[Subtotal] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    shared: set[Cell] = field(default_factory=set)  # numbers in cells merged down over several rows
    signed: set[Cell] = field(default_factory=set)  # percentages that bore their own % sign


def extract(grid: Grid, layout: Layout) -> Extract:
    """Every data row of a sheet as a record; what could not be understood is in ``problems``, with its cell."""
    out = Extract(holds=what_it_holds(layout.columns) if layout.kind in ("ledger", "card") else "")
    if not out.holds:
        return out
    _note_columns(grid, layout, out)
    groups: list[tuple[int, str]] = []
    sections: list[tuple[int, str, int]] = []
    for row, role in layout.roles.items():
        if role is Role.GROUP:
            level = layout.levels[row]
            label = layout.labels[row]
            groups = [group for group in groups if group[0] < level] + [(level, label)]
        if role in (Role.GROUP, Role.TOTAL):
            sections.append((row, layout.labels[row], layout.levels[row]))
        if role is Role.DATA:
            section = (layout.sections[row],) if layout.sections.get(row) else ()
            _read_row(grid, layout, row, (*(label for _, label in groups), *section), out)
        if role is Role.CONTINUED:
            message = f"本行与第{layout.continued[row]}行合并为一项，没有单独读取"
            out.problems.append(Problem(_key_cell(grid, layout, row, out), "merged_row", message, Severity.NOTE))
    _settle_rates(out)
    out.subtotals.extend(_subtotals(grid, layout, sections, out))
    return out


def _note_columns(grid: Grid, layout: Layout, out: Extract) -> None:
    row = layout.header_rows[-1]
    for column in layout.columns:
        if column.guessed:
            message = "这一列没有表头，已按列中文字当作项目名称；如不是，请补上表头"
            out.problems.append(Problem(grid.cell(row, column.index), "guessed_name", message))
        elif not column.heading:
            message = "这一列有内容但没有表头，该列未读取，请补上表头"
            out.problems.append(Problem(grid.cell(row, column.index), "no_heading", message, Severity.NOTE))
        elif column.match is None:
            guesses = nearest(column.heading)
            hint = f"，可能是：{'、'.join(guesses)}" if guesses else ""
            name = "".join(column.heading.split())
            message = f"表头“{name}”没有识别，该列未读取{hint}"
            out.problems.append(Problem(grid.cell(row, column.index), "unknown_heading", message, Severity.NOTE))
    bare = next((c for c in _amounts(layout) if not (layout.unit or (c.match and c.match.unit))), None)
    if bare:
        message = "没有找到金额单位，已按万元读取；如不是万元，请在表头或表名下注明“单位：…”"
        if inherited := _inherited_unit(layout):
            message = f"这一列没有写金额单位，已按同表其他列的{inherited}读取；如不是{inherited}，请在表头注明"
        out.problems.append(Problem(grid.cell(row, bare.index), "no_unit", message))


def _amounts(layout: Layout) -> list[Column]:
    return [column for column in layout.columns if column.match and fields()[column.match.field].type == "amount"]


def _inherited_unit(layout: Layout) -> str:
    """The one unit the other amount columns of a sheet state; "" where they state none or several."""
    stated = {column.match.unit for column in _amounts(layout) if column.match} - {""}
    return stated.pop() if len(stated) == 1 else ""


def _unit(layout: Layout, column: Column) -> str:
    return (column.match.unit if column.match else "") or layout.unit or _inherited_unit(layout)


_KINDS: Mapping[str, type[Record]] = {"projects": Project, "units": UnitTarget, "topics": Topic}
_NAMES = {holds: frozenset(item.name for item in dataclass_fields(kind)) for holds, kind in _KINDS.items()}
_KEYS = {"projects": "project_name", "units": "unit", "topics": "problems"}


def _read_row(grid: Grid, layout: Layout, row: int, group: tuple[str, ...], out: Extract) -> None:
    key = _KEYS[out.holds]
    found, cells = _row_values(grid, layout, row, out)
    marks = ""
    for name in ("unit", "project_name", "seq"):
        if name in found:
            found[name], glued = values.split_marks(found[name])
            marks += glued
    if found.get(key):
        record = _KINDS[out.holds](
            row=grid.cell(row, layout.first_column), cells=cells, group=group, marks=marks, **found
        )
        target: list[Any] = getattr(out, out.holds)
        target.append(record)
    elif any(value != "" and not isinstance(value, Absent) for name, value in found.items() if name != "seq"):
        label = {"projects": "项目名称", "units": "单位名称", "topics": "存在问题"}[out.holds]
        message = f"这一行没有{label}，整行未读取，请补上"
        out.problems.append(Problem(_key_cell(grid, layout, row, out), "no_name", message, Severity.ERROR))


def _key_cell(grid: Grid, layout: Layout, row: int, out: Extract) -> Cell:
    key = _KEYS[out.holds]
    column = layout.column(key, "resp_unit") if key == "unit" else layout.column(key)
    return grid.cell(row, column.index if column else layout.first_column)


def _row_values(grid: Grid, layout: Layout, row: int, out: Extract) -> tuple[dict[str, Any], dict[str, Cell]]:
    """The values of one row by field, and their cells; a text merged down over several rows is every row's."""
    stand_in = None if layout.column("unit") or out.holds != "units" else layout.column("resp_unit")
    found: dict[str, Any] = {}
    cells: dict[str, Cell] = {}
    for column in layout.columns:
        name = "unit" if column is stand_in else column.match.field if column.match else ""
        if not column.match or name not in _NAMES[out.holds]:
            continue
        at = grid.top(row, column.index)
        cell = grid.cell(row, column.index)
        top = grid.cell(at, column.index)
        if top != cell and fields()[column.match.field].type in ("amount", "percent"):
            if top not in out.shared:
                message = "这个数写在合并的单元格里，只记在第一行上，其余各行按未上报读取，请拆分后分别填写"
                out.problems.append(Problem(top, "merged_amount", message))
            out.shared.add(top)
            at = row
        else:
            cell = top
        cells[name] = cell
        found[name] = _read_value(grid.value(at, column.index), column, layout, cell, out)
    return found, cells


def _read_value(value: Value, column: Column, layout: Layout, cell: Cell, out: Extract) -> Any:
    assert column.match is not None
    kind = fields()[column.match.field].type
    readers: dict[str, Callable[[], tuple[Any, str]]] = {
        "amount": lambda: values.amount(value, _unit(layout, column)),
        "date": lambda: values.date(value, layout.year),
        "percent": lambda: _percent(value, cell, out),
    }
    if kind not in readers:
        if fault := values.broken(value):
            out.problems.append(Problem(cell, "bad_text", fault, Severity.ERROR))
        return "" if fault else values.text(value)
    result, fault = readers[kind]()
    if fault:
        out.problems.append(Problem(cell, f"bad_{kind}", fault, Severity.ERROR))
    return result


def _percent(value: Value, cell: Cell, out: Extract) -> tuple[Amount, str]:
    number, signed, fault = values.percent(value)
    if signed:
        out.signed.add(cell)
    return number, fault


def _settle_rates(out: Extract) -> None:
    """Make ``rate_reported`` a ratio: bare numbers of a column are percents unless they fit plan and done as ratios.

    Where no row has both plan and done to compare with, a column that nowhere exceeds 1 holds ratios.
    """
    records: list[Any] = [*out.projects, *out.units]
    bare = [r for r in records if isinstance(r.rate_reported, Decimal) and r.cells["rate_reported"] not in out.signed]
    votes = 0
    for record in bare:
        plan, done, rate = record.plan_this_year, record.done_this_year_to_date, record.rate_reported
        if isinstance(plan, Decimal) and isinstance(done, Decimal) and plan and done and rate:
            computed = done / plan
            votes += 1 if abs(rate / 100 - computed) <= abs(rate - computed) else -1
    if votes < 0 or (not votes and all(abs(record.rate_reported) <= 1 for record in bare)):
        return
    percents = {record.row for record in bare}
    for items in (out.projects, out.units):
        settled: list[Any] = [
            replace(item, rate_reported=item.rate_reported / 100)
            if item.row in percents and isinstance(item.rate_reported, Decimal)
            else item
            for item in items
        ]
        items[:] = settled


def _subtotals(grid: Grid, layout: Layout, sections: list[tuple[int, str, int]], out: Extract) -> Iterator[Subtotal]:
    """The printed sums with the data rows each should cover: 合计 all rows, a group the rows down to its next peer."""
    records: list[Record] = [*out.projects, *out.units]
    data_rows = [record.row.row for record in records]
    for position, (row, label, level) in enumerate(sections):
        if level == OF_WHICH_LEVEL or "小计" in label:
            continue  # what an 其中 or 小计 covers cannot be told from its place alone
        covered = data_rows
        if level:
            end = next((r for r, _, other in sections[position + 1 :] if 0 < other <= level), layout.last_row + 1)
            covered = [number for number in data_rows if row < number < end]
        amounts: dict[str, Decimal] = {}
        cells: dict[str, Cell] = {}
        for column in _amounts(layout):
            assert column.match is not None
            number, fault = values.amount(grid.value(row, column.index), _unit(layout, column))
            if fault:
                problem = Problem(grid.cell(row, column.index), "bad_amount", fault, Severity.ERROR)
                out.problems.append(problem)
            if isinstance(number, Decimal):
                amounts[column.match.field] = number
                cells[column.match.field] = grid.cell(row, column.index)
        if amounts:
            yield Subtotal(
                label=label,
                row=grid.cell(row, layout.first_column),
                cells=cells,
                amounts=amounts,
                covers=tuple(covered),
            )
