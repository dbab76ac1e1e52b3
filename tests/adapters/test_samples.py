"""The sample workbooks are read as their expected.json, typed by hand beside them, says."""

from __future__ import annotations

import calendar
import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from data_adapters import MISSING, NOT_APPLICABLE, Absent, Amount, PartialDate, Reading, lead_unit, read_file
from samples import build

_WORDS = {"na": NOT_APPLICABLE, "missing": MISSING}
_ABSENCES = [("J", 25, MISSING), ("K", 25, MISSING), ("N", 25, MISSING), ("K", 31, MISSING), ("J", 40, MISSING)] + [
    (column, 54, NOT_APPLICABLE) for column in "FIJKN"
]
_AMOUNTS = [("G", 9, "54583"), ("I", 10, "12900"), ("I", 16, "20000"), ("I", 36, "2600"), ("G", 77, "5000")] + [
    (column, row, "0") for column, row in (("J", 21), ("J", 63), ("N", 63), ("M", 23))
]
_RATES = [("L", 8, "0.868"), ("L", 16, "0.685")]
_DATES = [
    (8, PartialDate(2024, 6, 18)),
    (9, PartialDate(2025, 3)),
    (10, PartialDate(2026, 3, 5)),
    (15, PartialDate(2026, 5, 31)),
    (17, PartialDate(2025, 4)),
    (21, PartialDate(2026, 6, part="底")),
    (27, PartialDate(2026, 3, 15)),
]


@pytest.fixture(scope="module")
def ledger() -> Reading:
    return read_file(build.FOLDER / build.LEDGER)


@pytest.fixture(scope="module")
def issues() -> Reading:
    return read_file(build.FOLDER / build.ISSUES)


@pytest.fixture(scope="module")
def typed() -> dict[str, Any]:
    path = Path(__file__).parents[1] / "samples" / "expected.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["typed"]
    return found


def said(value: str) -> Amount:
    return _WORDS.get(value) or Decimal(value)


def at(reading: Reading, name: str) -> Any:
    """The value that was read from a cell of the project sheet, by the cell's name."""
    cells = {cell.name: record.value(field) for record in reading.projects for field, cell in record.cells.items()}
    return cells[name]


def test_projects(ledger: Reading, typed: dict[str, Any]) -> None:
    found = [
        (
            *(p.project_name, lead_unit(p.resp_unit), p.group[0].split("、")[1].partition("项目")[0]),
            *(p.total_investment, p.plan_this_year, p.done_this_year_to_date),
            *(p.done_this_month, p.done_last_year_same_period, p.plan_lists.split("、")),
        )
        for p in ledger.projects
    ]
    amounts = ("total", "plan", "done", "month", "last_year")
    assert found == [
        (row["name"], row["unit"], row["group"], *(said(row[key]) for key in amounts), row["plan_lists"])
        for row in typed["projects"]
    ]


def test_sectors_stand_in_the_second_group_heading(ledger: Reading, typed: dict[str, Any]) -> None:
    assert all(row["sector"] in record.group[1] for record, row in zip(ledger.projects, typed["projects"], strict=True))


def test_units(ledger: Reading, typed: dict[str, Any]) -> None:
    found = [
        (u.unit, u.unit_group, u.plan_this_year, u.done_this_year_to_date, u.done_last_year_same_period)
        for u in ledger.units
    ]
    amounts = ("plan", "done", "last_year")
    assert found == [(row["unit"], row["group"], *(said(row[key]) for key in amounts)) for row in typed["units"]]


def test_issues(issues: Reading, typed: dict[str, Any]) -> None:
    found = [
        (t.project_name, lead_unit(t.resp_unit), last_day(t.deadline), bool(t.cause), bool(t.proposal))
        for t in issues.topics
    ]
    keys = ("project", "unit", "deadline", "cause", "proposal")
    assert found == [tuple(row[key] for key in keys) for row in typed["issues"]]


def last_day(date: PartialDate | Absent) -> str:
    """The day a deadline ends on: of a month without a day its last one."""
    assert isinstance(date, PartialDate)
    day = date.day or calendar.monthrange(date.year, date.month)[1]
    return datetime.date(date.year, date.month, day).isoformat()


def test_nothing_is_reported_that_is_no_problem(ledger: Reading, issues: Reading) -> None:
    assert [str(problem) for problem in (*ledger.problems, *issues.problems)] == []


def test_periods(ledger: Reading, typed: dict[str, Any]) -> None:
    assert f"{ledger.year}-{ledger.month:02d}" == typed["period"]
    assert [sheet.layout.unit for sheet in ledger.sheets] == ["万元", "亿元"]


@pytest.mark.parametrize(("column", "row", "absent"), _ABSENCES)
def test_absent_values_keep_why(ledger: Reading, column: str, row: int, absent: Absent) -> None:
    assert at(ledger, f"{column}{row}") is absent


@pytest.mark.parametrize(("column", "row", "value"), _AMOUNTS + _RATES)
def test_numbers_however_written(ledger: Reading, column: str, row: int, value: str) -> None:
    assert at(ledger, f"{column}{row}") == Decimal(value)


@pytest.mark.parametrize(("row", "date"), _DATES)
def test_dates_however_written(ledger: Reading, row: int, date: PartialDate) -> None:
    assert at(ledger, f"F{row}") == date


def test_marks_names_and_lines(ledger: Reading) -> None:
    by_row = {project.row.row: project for project in ledger.projects}
    assert [(by_row[row].project_name, by_row[row].marks) for row in (8, 9, 33)] == [
        ("犇翀高性能纤维材料项目", "★"),
        ("翀玥精密轴承制造项目", "▲"),
        ("高标准农田建设项目（2026年度）", "★"),
    ]
    assert len(by_row[39].image_progress.split("\n")) == 3
    assert by_row[29].content_scale == "年加工食用菌2000万件"


def test_the_printed_sums_are_kept_slip_and_all(ledger: Reading) -> None:
    water = next(item for item in ledger.subtotals if "水利" in item.label)
    totals = {p.row.row: p.total_investment for p in ledger.projects}
    assert water.amounts["total_investment"] == Decimal(82500)
    assert sum(Decimal(str(totals[row])) for row in water.covers) == Decimal(85200)
