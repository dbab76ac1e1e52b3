"""The twelve ledgers of the invented county as a reader finds them: each month follows from the one before."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from data_adapters import MISSING, Amount, Reading, read_bytes
from service.figures import Period
from service.figures.checks import questions
from tests.support import year_ledgers as ledgers
from tests.support.year_curves import MONTHS

UNWRITTEN = "县工业固废综合利用中心项目"  # its amount of the month is a * in October's own ledger
REPLACED, NEW = "竹隐木塑型材加工项目", "云窗节能门窗制造项目"


@cache
def reading(month: int, *, mistyped: bool = False) -> Reading:
    return read_bytes(ledgers.workbook(month, mistyped=mistyped), ledgers.name_of(month))


def done(month: int) -> dict[str, Amount]:
    return {project.project_name: project.done_this_year_to_date for project in reading(month).projects}


def test_a_workbook_says_its_month_and_is_read_without_a_problem() -> None:
    for month in MONTHS:
        found = reading(month)
        assert (found.year, found.month, len(found.projects), len(found.units)) == (2026, month, 60, 23)
        assert not found.problems


def test_what_was_done_in_each_month_adds_up_to_the_year() -> None:
    """But for the amount of a project that stood in the list before, and one that was not written."""
    added: dict[str, Decimal] = {}
    for month in MONTHS:
        for project in reading(month).projects:
            own = project.done_this_month
            added[project.project_name] = added.get(project.project_name, Decimal(0)) + (
                own if isinstance(own, Decimal) else Decimal(0)
            )
    last = done(12)
    october, september = done(10)[UNWRITTEN], done(9)[UNWRITTEN]
    assert isinstance(october, Decimal)
    assert isinstance(september, Decimal)
    added[UNWRITTEN] += october - september
    for name, amount in last.items():
        if isinstance(amount, Decimal) and name != NEW:
            assert added[name] == amount, name
    assert added[REPLACED] == done(9)[REPLACED] == 600
    assert REPLACED not in last


def test_cumulative_amounts_never_fall_but_where_one_was_mistyped() -> None:
    highest: dict[str, Decimal] = {}
    for month in MONTHS:
        for name, amount in done(month).items():
            if isinstance(amount, Decimal):
                assert amount >= highest.get(name, Decimal(0))
                highest[name] = amount
    before, wrong = reading(6), reading(7, mistyped=True)
    codes = [(check.code, check.what) for check in questions([wrong], Period(2026, 7), [before])]
    assert [code for code, what in codes if ledgers.MISTYPED in what] == ["fell"]
    assert not questions([reading(7)], Period(2026, 7), [before])


@pytest.mark.parametrize(("month", "said"), [(1, Decimal(0)), (5, MISSING)])
def test_the_quiet_unit_reports_zero_once_and_nothing_once(month: int, said: Amount) -> None:
    assert {unit.done_this_year_to_date for unit in reading(month).units if unit.unit == ledgers.QUIET} == {said}
