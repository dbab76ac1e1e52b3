"""The invented county's ledgers of the twelve months of 2026 as real workbooks, consistent with one another.

What happens in the year: projects begin in their month, lag, catch up or are finished; one halts and is replaced in
October; one unit reports zero in January and nothing in May; July's ledger comes with one amount mistyped, so that it
fell, and comes again corrected.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Final

from openpyxl import Workbook

from samples import earlier, ledger, oddities, units
from samples.rows import Amounts, Group, Row, Sector, Value, number
from tests.support import year_curves as curves
from tests.support.year_curves import OCTOBER

QUIET: Final = "县民政局"
"""Reports zero in January and nothing in May."""
QUIET_ZERO, QUIET_SILENT = 1, 5
MISTYPED: Final = "汀兰乳胶制品项目"
MISTYPED_MONTH: Final = 7
_REPLACED: Final = "云窗节能门窗制造项目"
_FIRST_LATE: Final = "望舒乡油茶低产林改造项目"
"""Reports for the first time in November."""
_SILENT_UNITS: Final = {"沉璧镇": (9, OCTOBER), "采薇乡": (OCTOBER,), "县水利局": (OCTOBER,), QUIET: (QUIET_SILENT,)}
_PARTS: Final = ("未动工", "一成", "二成", "三成", "四成", "五成", "六成", "七成", "八成", "九成")


def name_of(month: int) -> str:
    """A ledger's file name."""
    return f"安澜县重点项目台账（2026年{month}月）.xlsx"


def workbook(month: int, *, mistyped: bool = False) -> bytes:
    """The .xlsx of the end of a month; ``mistyped`` as July's came first."""
    book = Workbook()
    book.remove(book.worksheets[0])
    ledger.write(book.create_sheet(), ledger_edition(month, mistyped=mistyped))
    units.write(book.create_sheet(), units_edition(month))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def ledger_edition(month: int, *, mistyped: bool = False) -> ledger.Edition:
    """The projects at the end of a month."""
    if month == OCTOBER:
        return ledger.OCTOBER
    groups = tuple(
        Group(group.heading, tuple(_sector(sector, month, mistyped) for sector in group.sectors))
        for group in ledger.GROUPS
    )
    return ledger.Edition(month, groups, {cell: text for cell, text in oddities.SPELLINGS.items() if cell[0] != "L"})


def _sector(sector: Sector, month: int, mistyped: bool) -> Sector:
    return Sector(sector.heading, sector.leader, tuple(_row(row, month, mistyped) for row in sector.rows))


def _row(row: Row, month: int, mistyped: bool) -> Row:
    if row.name == _REPLACED and month < OCTOBER:
        return _halted(row, month)
    amounts = row.amounts
    problem, step = curves.trouble(row, month)
    told = row._replace(problem=problem, next_step=step, remark=row.remark if amounts.plan == "—" else "")
    if amounts.plan == "—":
        return told
    course = curves.project(row)
    done: Value = number(course[month])
    own: Value = number(course[month] - _before(row, month))
    if mistyped and row.name == MISTYPED:
        done = number(course[month] // 10)
    if silent(row, month):
        done = own = None
    then = _amounts(amounts, month, done, own, course)
    return told._replace(amounts=then, progress=_progress(row, course[month]))


def silent(row: Row, month: int) -> bool:
    """Whether a project did not report in a month."""
    if month == OCTOBER:
        return not isinstance(row.amounts.done, int | float)
    lead = row.unit.split("、")[0]
    return (row.name == _FIRST_LATE and month < OCTOBER) or (lead == QUIET and month == QUIET_SILENT)


def _before(row: Row, month: int) -> Decimal:
    """What was reported last before a month: who was silent makes it good with the next month."""
    course = curves.project(row)
    return next((course[each] for each in range(month - 1, 0, -1) if not silent(row, each)), Decimal(0))


def _halted(row: Row, month: int) -> Row:
    """The project that stood in the place of another until September, as September's ledger names it."""
    other = row._replace(**earlier.OTHERWISE[row.name])
    course = curves.halted(600)
    grown = course[month] - course.get(month - 1, Decimal(0))
    amounts = _amounts(row.amounts, month, number(course[month]), number(grown), course)
    return other._replace(amounts=amounts, progress=other.progress if month > 6 else "厂房基础施工")


def _amounts(then: Amounts, month: int, done: Value, own: Value, course: dict[int, Decimal]) -> Amounts:
    """October's amounts as of another month: the year before by even months, funds as they follow the work."""
    last, funds = then.last_year, then.funds
    if isinstance(last, int | float):
        last = number((Decimal(str(last)) * month / OCTOBER).quantize(Decimal(1)))
    if isinstance(funds, int | float) and course[OCTOBER]:
        grown = (Decimal(str(funds)) * course[month] / course[OCTOBER]).quantize(Decimal(1))
        funds = number(min(grown, Decimal(str(then.total))))
    return then._replace(done=done, month=own, last_year=last, funds=funds)


def _progress(row: Row, done: Decimal) -> str:
    plan = Decimal(str(row.amounts.plan))
    if not done:
        return "未开工" if row.nature != "续建" else "组织进场"
    if done >= plan:
        return "年度任务完成" if not curves.due_this_year(row) else "全部完工，准备验收"
    return f"年度任务完成{_PARTS[int(done * 10 / plan)]}".replace("完成未动工", "刚起步")


def units_edition(month: int) -> units.Edition:
    """The task units at the end of a month."""
    return units.OCTOBER if month == OCTOBER else units.Edition(month, tuple(_units(month)))


def _units(month: int) -> Iterator[tuple[str, Value, Value, Value]]:
    for name, plan, ten, last in units.UNITS:
        then: Value = last
        if isinstance(last, int | float):
            then = number((Decimal(str(last)) * month / OCTOBER).quantize(Decimal("0.01")))
        yield name, plan, _unit_done(name, plan, ten, month), then


def _unit_done(name: str, plan: Value, ten: Value, month: int) -> Value:
    if not isinstance(plan, int | float):
        return ten
    if month in _SILENT_UNITS.get(name, ()):
        return ten if isinstance(ten, str) else None
    if name == QUIET and month == QUIET_ZERO:
        return 0
    if ten == 0:
        return 0 if month < OCTOBER or name == "青蘅乡" else 0.1 * (month - OCTOBER)
    return number(curves.unit(name, ten, plan)[month])
