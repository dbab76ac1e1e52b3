"""The columns of a ledger → typed values, one list for each field, with what is wrong by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from data_adapters import values
from data_adapters.extract.rates import settled
from data_adapters.extract.table import Places, Table
from data_adapters.extract.units import money_unit
from data_adapters.grid import Value
from data_adapters.headings import fields
from data_adapters.layout import Column, Layout
from data_adapters.layout.projected import ProjectedGrid
from data_adapters.problems import Problem, Severity
from data_adapters.records import MISSING, Absent

_CHECKED = ("amount", "percent", "date")
_NUMBERS = ("amount", "percent")


@dataclass(slots=True)
class Typed:
    """Typed values by field, each list as long as the table has rows; ``places`` tells where each value stands."""

    places: Places
    values: dict[str, list[Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_columns(table: Table, layout: Layout, by_field: Mapping[str, int]) -> Typed:
    """Every recognised column as typed values. A text merged down over several rows is every row's; a number so
    merged is the first row's alone, and that is said."""
    typed = Typed(Places(table.grid.file, table.grid.sheet, dict(by_field)))
    columns = {column.index: column for column in layout.columns}
    signed: dict[str, set[int]] = {}
    for name, index in by_field.items():
        column = columns[index]
        assert column.match is not None
        kind = fields()[column.match.field].type
        raw = table.column(index)
        if isinstance(table.grid, ProjectedGrid):
            typed.places.moved.update({(row, name): table.grid.cell(row, index) for row in table.rows})
        if index in table.merged:
            _spread(typed, table, name, raw, kind in _NUMBERS)
        found, faults, with_sign = _typed(raw, kind, column, layout)
        typed.values[name] = found
        signed[name] = with_sign
        code = f"bad_{kind}" if kind in _CHECKED else "bad_text"
        for at, fault in faults.items():
            place = typed.places.cell(table.rows[at], name)
            typed.problems.append(Problem(place, code, fault, _severity(kind, raw[at], found[at])))
    _settle(typed.values, signed)
    return typed


def _severity(kind: str, raw: Value, found: Any) -> Severity:
    """How grave a fault is: 未开工 where a date belongs says that there is none; what was kept is questioned only."""
    if kind == "date" and isinstance(raw, str) and values.is_state(raw):
        return Severity.NOTE
    return Severity.ERROR if found == "" or isinstance(found, Absent) else Severity.WARNING


def _typed(raw: list[Value], kind: str, column: Column, layout: Layout) -> tuple[list[Any], dict[int, str], set[int]]:
    """The values of one column, what is wrong by position, and the positions of percentages with a sign."""
    if kind == "amount":
        return *values.amounts(raw, money_unit(layout, column)), set()
    if kind == "percent":
        rates, with_sign, faults = values.percents(raw)
        return rates, faults, with_sign
    if kind == "date":
        return *values.dates(raw, layout.year), set()
    return *values.texts(raw), set()


def _spread(typed: Typed, table: Table, name: str, raw: list[Value], is_number: bool) -> None:
    """Settle the cells of a column that are merged down: a text goes to every row, a number is questioned."""
    index = typed.places.columns[name]
    said: set[int] = set()
    for at, top in table.merged[index].items():
        value = table.grid.value(top, index)
        place = table.grid.cell(top, index)
        if not is_number:
            raw[at] = value
            typed.places.moved[table.rows[at], name] = place
        elif top not in said and values.absence(value) is None:
            said.add(top)
            message = "这个数写在合并的单元格里，只记在第一行上，其余各行按未上报读取，请拆分后分别填写"
            typed.problems.append(Problem(place, "merged_amount", message))


def _settle(found: dict[str, list[Any]], signed: Mapping[str, set[int]]) -> None:
    """Make every rate a ratio; only the completion rate has its plan and done to be compared with."""
    count = len(next(iter(found.values()), []))
    nothing = [MISSING] * count
    for name, given in found.items():
        if fields()[name].type == "percent":
            compared = name == "rate_reported"
            plans = found.get("plan_this_year", nothing) if compared else nothing
            dones = found.get("done_this_year_to_date", nothing) if compared else nothing
            found[name] = settled(given, signed[name], plans, dones)
