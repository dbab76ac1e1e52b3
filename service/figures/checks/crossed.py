"""What two tables say against each other, and files of another period: questioned, never changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from data_adapters import MISSING, Absent, Project, Reading, SheetReading, UnitTarget, lead_unit
from data_adapters.patterns import regex
from service.figures.checks.finding import Check, wan
from service.figures.period import Period
from service.figures.unit_names import unit_key

_DONE: Final = "done_this_year_to_date"
_HALF: Final = regex(r"(\d{1,2})月(?:份)?(上半月)")
_DAY: Final = regex(r"(?:截[至止]到?|[至到\-—~])\s*(?:20\d{2}年)?(\d{1,2})月(\d{1,2})日")
"""Up to a day, not any day: a title line also says when it was filled in."""


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
    """The sheets with figures that say to be of another year, month, half month or day than ``period``."""
    return [
        Check(
            "other_period",
            f"“{reading.file} › {sheet.name}”写明的期间与采用的期间不同",
            _words(said) if said else f"{sheet.layout.year}年",
            f"采用{_words(period)}",
            (),
        )
        for reading in readings
        for sheet in reading.sheets
        if sheet.holds in ("projects", "units") and sheet.layout.year
        for said in [_said_by(sheet, reading.file)]
        if ((said.year, said.elapsed) != (period.year, period.elapsed) if said else sheet.layout.year != period.year)
    ]


def _said_by(sheet: SheetReading, file: str) -> Period | None:
    """The period a sheet names, to half a month or a day where its title lines or names do; None without a month."""
    layout = sheet.layout
    if not layout.month:
        return None
    columns = range(layout.first_column, layout.last_column + 1)
    texts = [*(layout.grid.text(row, column) for row in layout.title_rows for column in columns), sheet.name, file]
    half, day = (found[2] if (found := _part_of(layout.month, pattern, texts)) else "" for pattern in (_HALF, _DAY))
    last = Period(layout.year, layout.month).end.day
    return Period(layout.year, layout.month, int(day) if day and not half and int(day) <= last else 0, bool(half))


def _part_of(month: int, pattern: re.Pattern[str], texts: Iterable[str]) -> re.Match[str] | None:
    found = (match for text in texts for match in pattern.finditer(unicodedata.normalize("NFKC", text)))
    return next((match for match in found if int(match[1]) == month), None)


def _words(period: Period) -> str:
    """A period as its questions name it; the last day of a month is the month."""
    day = f"{period.day}日" if period.day and period.elapsed != period.month else ""
    return f"{period.year}年{period.month}月{'上半月' if period.half else day}"


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
            yield Check(
                "unit_contradicts",
                what,
                said,
                f"牵头项目合计 {wan(summed)}",
                (unit.cells[_DONE], *cells),
                values=(Decimal(0), summed),
            )


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
