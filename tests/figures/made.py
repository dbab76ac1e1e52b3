"""Records made by hand; an amount is written as in a ledger: "12.5", "" for not reported, "—" for not applicable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from data_adapters import (
    MISSING,
    NOT_APPLICABLE,
    Amount,
    Cell,
    Project,
    Reading,
    SheetReading,
    Subtotal,
    Topic,
    UnitTarget,
)
from data_adapters.grid import Grid
from data_adapters.layout import Layout
from service.figures import Period, Progress, of_record

OCTOBER = Period(2026, 10)
_COLUMNS = {
    "total_investment": 7,
    "plan_this_year": 9,
    "done_this_year_to_date": 10,
    "done_this_month": 11,
    "rate_reported": 12,
    "done_last_year_same_period": 13,
}
_SHORT = {
    "invest": "total_investment",
    "plan": "plan_this_year",
    "done": "done_this_year_to_date",
    "month": "done_this_month",
    "rate": "rate_reported",
    "last_year": "done_last_year_same_period",
}


def amount(text: str) -> Amount:
    """What a cell's text means: a number, MISSING for "", NOT_APPLICABLE for "—"."""
    return {"": MISSING, "—": NOT_APPLICABLE}.get(text) or Decimal(text)


def cell(row: int, field: str) -> Cell:
    """The address of a record's field."""
    return Cell("台账.xlsx", "项目台账", row, _COLUMNS[field])


def project(name: str = "甲项目", *, row: int = 5, unit: str = "县水利局", **given: Any) -> Project:
    """A project; amounts by their short names: invest, plan, done, month, rate, last_year."""
    fields = _fields(given)
    return Project(
        row=Cell("台账.xlsx", "项目台账", row, 1), project_name=name, resp_unit=unit, cells=_cells(row), **fields
    )


def target(name: str = "栖云镇", *, row: int = 5, **given: Any) -> UnitTarget:
    """A task unit, likewise."""
    return UnitTarget(row=Cell("台账.xlsx", "任务单位", row, 1), unit=name, cells=_cells(row), **_fields(given))


def _cells(row: int) -> dict[str, Cell]:
    return {field: cell(row, field) for field in _COLUMNS}


def _fields(given: dict[str, Any]) -> dict[str, Any]:
    return {_SHORT.get(key, key): amount(value) if key in _SHORT else value for key, value in given.items()}


def reading(
    *,
    projects: Sequence[Project] = (),
    units: Sequence[UnitTarget] = (),
    topics: Sequence[Topic] = (),
    subtotals: Sequence[Subtotal] = (),
) -> Reading:
    """A reading that holds just these records."""
    return Reading("台账.xlsx", "xlsx", (), tuple(projects), tuple(units), tuple(topics), tuple(subtotals), ())


def dated(found: Reading, month: int, year: int = 2026) -> Reading:
    """The same reading of a file that names its month."""
    layout = Layout(Grid("台账.xlsx", "项目台账", ()), year=year, month=month)
    return replace(found, sheets=(SheetReading("项目台账", "ledger", "projects", layout),))


def progress(plan: str = "", done: str = "", *, period: Period = OCTOBER, **given: Any) -> Progress:
    """A project's progress."""
    return of_record(project(plan=plan, done=done, **given), period)
