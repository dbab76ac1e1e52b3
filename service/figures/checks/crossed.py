"""What two tables say against each other, and files of another period: questioned, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from data_adapters import MISSING, Absent, Project, Reading, UnitTarget, lead_unit
from service.figures.checks.finding import Check, wan
from service.figures.period import Period
from service.figures.unit_names import unit_key

_DONE: Final = "done_this_year_to_date"


def check_units(reading: Reading) -> Iterator[Check]:
    """Task units against the projects they lead in the same file."""
    return _units(reading.units, reading.projects)


def unit_questions(readings: Sequence[Reading]) -> list[Check]:
    """Task units against the projects they lead in other files; ``check`` compares those of one file."""
    return [
        item
        for reading in readings
        for item in _units(reading.units, _projects_of(other for other in readings if other is not reading))
    ]


def period_questions(readings: Iterable[Reading], period: Period) -> list[Check]:
    """The sheets with figures that say to be of another year or month than ``period``, which the caller gave."""
    return [
        Check(
            "other_period",
            f"“{reading.file} › {sheet.name}”写明的期间与采用的期间不同",
            f"{sheet.layout.year}年" + (f"{sheet.layout.month}月" if sheet.layout.month else ""),
            f"采用{period.year}年{period.month}月",
            (),
        )
        for reading in readings
        for sheet in reading.sheets
        if sheet.holds in ("projects", "units") and sheet.layout.year
        if (sheet.layout.year, sheet.layout.month or period.month) != (period.year, period.month)
    ]


def _projects_of(readings: Iterable[Reading]) -> list[Project]:
    return [project for reading in readings for project in reading.projects]


def _units(units: Iterable[UnitTarget], projects: Iterable[Project]) -> Iterator[Check]:
    """Units that say zero, nothing or no task while the projects they lead have done something."""
    led: dict[str, list[Project]] = {}
    for project in projects:
        led.setdefault(unit_key(lead_unit(project.resp_unit)), []).append(project)
    for unit in units:
        said = _said(unit)
        working = [project for project in led.get(unit_key(unit.unit), ()) if _done_of(project)]
        summed = sum((_done_of(project) for project in working), Decimal(0))
        if said and summed > 0:
            cells = tuple(project.cells[_DONE] for project in working)
            where = f"{cells[0]}{f' 等{len(cells)}处' if len(cells) > 1 else ''}"
            what = f"“{unit.unit}”的累计完成投资与它牵头项目的（{where}）互相矛盾"
            yield Check("unit_contradicts", what, said, f"牵头项目合计 {wan(summed)}", (unit.cells[_DONE], *cells))


def _said(unit: UnitTarget) -> str:
    """What a unit says in place of an amount done; "" where it says one, or the table does not ask."""
    done, plan = unit.done_this_year_to_date, unit.plan_this_year
    if _DONE not in unit.cells or (isinstance(done, Decimal) and done):
        return ""
    if isinstance(plan, Absent) and plan is not MISSING:
        return "无年度任务"
    if isinstance(done, Decimal):
        return wan(done)
    return "未上报" if done is MISSING else "不适用"


def _done_of(project: Project) -> Decimal:
    done = project.done_this_year_to_date
    return done if isinstance(done, Decimal) else Decimal(0)
