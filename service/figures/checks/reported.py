"""What a ledger prints beside its amounts, against what follows from them: schedule, gap, growth and rates of money.

The completion rate itself is asked in ``within``, places on a ranking in ``ranked``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from data_adapters import Cell, Reading
from data_adapters.patterns import regex
from service.figures.checks.finding import Check, Measured, agrees, measured, name_of
from service.figures.checks.headings import Headings
from service.figures.period import Period
from service.wording import format_percent, format_points, quantize
from service.wording.values import fits, within_reason

_PLAN, _DONE, _RATE = "plan_this_year", "done_this_year_to_date", "rate_reported"
_SCHEDULE, _GAP = "schedule_reported", "gap_reported"
_MANY: Final = 3
"""From more different schedules in one sheet on, they are the projects' own and no slips."""
_BEHIND: Final = regex(r"欠|滞后|落后|慢|低于|差距|相差|距|差序时")
_AHEAD: Final = regex(r"超|快|高于|±|\+")
_CUMULATIVE: Final = regex(r"累计|上期|上次")
_GROWTH: Final = (
    ("growth_reported", _DONE, "done_last_year_same_period", "growth_differs", "同比", "上年同期"),
    ("growth_month_reported", "done_this_month", "done_last_month", "month_growth_differs", "环比", "上月"),
)
_MONEY: Final = (
    ("rate_funds", "funds_arrived", ("funds_planned", _PLAN, "total_investment"), "funds_rate_differs", "资金到位率"),
    ("rate_paid", "funds_paid", ("funds_arrived", "funds_planned", _PLAN), "paid_rate_differs", "资金支付率"),
)
"""A printed rate, what stands above, what may stand below (no ledger says which it took), and how it is asked."""
_BELOW: Final = {
    "funds_planned": "计划到位资金",
    _PLAN: "年度计划投资",
    "total_investment": "总投资",
    "funds_arrived": "到位资金",
}


def check_reported(reading: Reading, period: Period | None = None) -> Iterator[Check]:
    """Every printed schedule, gap, growth and rate of money that does not follow; the period is else the file's own."""
    if period is None and reading.year and reading.month:
        period = Period(reading.year, reading.month)
    headings, records = Headings(reading), measured(reading)
    if period:
        yield from _schedules(records, period)
    for record in records:
        if period:
            yield from _gap(record, period, headings)
        yield from _growth(record, headings)
        yield from _money(record)
    yield from _percent_gaps(records, headings)


def _number(record: Measured, field: str) -> Decimal | None:
    value = record.value(field) if field in record.cells else None
    return value if isinstance(value, Decimal) else None


def _cells(record: Measured, *fields: str) -> tuple[Cell, ...]:
    return tuple(record.cells[field] for field in fields if field in record.cells)


def _follows(printed: Decimal, computed: Decimal) -> bool:
    """Whether a printed ratio is the computed one, also where a column of small percents was taken for ratios."""
    return agrees(printed * 100, computed * 100) or (abs(printed) <= 1 and agrees(printed, computed * 100))


def _percent(ratio: Decimal) -> str:
    return f"{(ratio * 100).normalize():f}%"


def _points(ratio: Decimal) -> str:
    return f"{(ratio * 100).normalize():+f}个百分点"


def _schedules(records: Sequence[Measured], period: Period) -> Iterator[Check]:
    """Each printed schedule that is not the period's, once for all the rows that print it."""
    found: dict[tuple[str, Decimal], list[Cell]] = {}
    for record in records:
        printed = _number(record, _SCHEDULE)
        if printed is not None:
            found.setdefault((record.row.sheet, printed), []).append(record.cells[_SCHEDULE])
    due = period.schedule.number
    for (sheet, printed), cells in found.items():
        of_sheet = sum(1 for other, _ in found if other == sheet)
        if of_sheet <= _MANY and not _follows(printed, due):
            rows = f"（共{len(cells)}行）" if len(cells) > 1 else ""
            yield Check("schedule_differs", f"序时进度{rows}", _percent(printed), format_percent(due, 2), tuple(cells))


def _gap(record: Measured, period: Period, headings: Headings) -> Iterator[Check]:
    """The printed gap against rate and schedule before rounding (a row's own schedule where it prints another)."""
    plan, done, printed = (_number(record, field) for field in (_PLAN, _DONE, _GAP))
    if printed is None or done is None or not plan or plan < 0:
        return
    own, due = _number(record, _SCHEDULE), period.schedule.number
    schedule = due if own is None or _follows(own, due) else own
    gap = done / plan - schedule
    cells = _cells(record, _GAP, _DONE, _PLAN, _SCHEDULE)
    heading = headings.above(cells[0])
    behind = bool(_BEHIND.search(heading)) and not _AHEAD.search(heading)
    if _follows(printed, gap) or (behind and _follows(-printed, gap)):
        return
    if behind:
        printed = -printed
    shown = format_points(within_reason(gap), 2)
    if _follows(-printed, gap):
        what = f"“{name_of(record)}”进度差的正负号相反"
        yield Check("gap_sign", what, _points(printed), shown, cells)
        return
    what, why = f"“{name_of(record)}”进度差", _rounded_first(printed, done / plan, schedule)
    yield Check("gap_differs", what, _points(printed), f"{shown}{why}", cells, values=(printed, gap))


def _rounded_first(printed: Decimal, rate: Decimal, schedule: Decimal) -> str:
    """Why a gap is a tenth off: rate and schedule were rounded before one was taken from the other."""
    if not fits(rate):
        return ""
    places = [place for place in (0, 1, 2) if quantize(rate, place, 2) - quantize(schedule, place, 2) == printed * 100]
    return "（表内是完成率和序时进度先四舍五入、再相减）" if places else ""


def _percent_gaps(records: Sequence[Measured], headings: Headings) -> Iterator[Check]:
    """Columns of gaps that bear %: a difference of two percentages is told in 百分点."""
    columns: dict[tuple[str, int], list[Cell]] = {}
    for record in records:
        if _number(record, _GAP) is not None:
            cell = record.cells[_GAP]
            columns.setdefault((cell.sheet, cell.column), []).append(cell)
    for cells in columns.values():
        if headings.in_percent(cells):
            what = f"“{headings.above(cells[0]) or '进度差'}”一列是两个百分数之差，单位"
            yield Check("gap_in_percent", what, "%", "应为百分点", tuple(cells))


def _growth(record: Measured, headings: Headings) -> Iterator[Check]:
    for field, above, below, code, label, base_name in _GROWTH:
        printed, now, base = (_number(record, name) for name in (field, above, below))
        if printed is None or now is None or base is None:
            continue
        cells = _cells(record, field, above, below)
        if field != "growth_reported" and _CUMULATIVE.search(headings.above(cells[2])):
            continue  # 上月累计 is no month to compare a month with
        what = f"“{name_of(record)}”{label}"
        if base <= 0:
            why = "为负数" if base else "为零"
            yield Check(code, what, _percent(printed), f"{base_name}{why}，不可比", cells)
        elif not _follows(printed, now / base - 1):
            yield Check(code, what, _percent(printed), format_percent(within_reason(now / base - 1), 2), cells)


def _money(record: Measured) -> Iterator[Check]:
    """A rate of money that is none of those its row can make; the usual one is named."""
    for field, above, below, code, label in _MONEY:
        printed, part = _number(record, field), _number(record, above)
        wholes = [(name, whole) for name in below if (whole := _number(record, name)) is not None and whole > 0]
        if printed is None or part is None or not wholes:
            continue
        if not any(_follows(printed, part / whole) for _, whole in wholes):
            name, whole = wholes[0]
            shown = f"{format_percent(within_reason(part / whole), 2)}（÷{_BELOW[name]}）"
            cells = _cells(record, field, above, name)
            yield Check(code, f"“{name_of(record)}”{label}", _percent(printed), shown, cells)
