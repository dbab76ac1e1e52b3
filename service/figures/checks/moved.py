"""One project or unit in two uploads: the amounts that fell, changed, went silent or grew too fast to be believed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from data_adapters import MISSING, Amount
from service.figures.checks.finding import LABELS, MONTHS, TOLERANCE, Check, Measured, amount_of, name_of, wan
from service.figures.period import Period

_DONE, _MONTH = "done_this_year_to_date", "done_this_month"
_CUMULATIVE: Final = (_DONE, "cum_since_start")
_FIXED: Final = ("total_investment", "plan_this_year", "cum_to_prev_year_end")
_OF_THE_YEAR: Final = frozenset({_DONE, "plan_this_year", "cum_to_prev_year_end"})
"""Amounts that start anew each January and are compared within one year only."""
_JUMP: Final = 5
_LEAST_UNTOUCHED: Final = 3
"""Of so few rows that none moved says nothing."""


def moved(before: Measured, after: Measured, then: Period | None, now: Period | None) -> Iterator[Check]:
    """What one record says against itself of last time. Without both periods the year is taken to be the same."""
    same_year = not (then and now) or then.year == now.year
    for field in (*_CUMULATIVE, *_FIXED):
        if same_year or field not in _OF_THE_YEAR:
            yield from _amount(field, before, after)
    if then and now and same_year and now.month > then.month:
        yield from _pace(before, after, then, now)


def _amount(field: str, before: Measured, after: Measured) -> Iterator[Check]:
    old, new = amount_of(before, field), amount_of(after, field)
    if not isinstance(old, Decimal) or new is None or old == new:
        return
    label = LABELS[field]
    if not isinstance(new, Decimal):
        if field in _CUMULATIVE or new is MISSING:
            yield _asked("went_silent", f"的{label}上期填了、本期没有填", field, before, after)
    elif field not in _CUMULATIVE:
        yield _asked("changed", f"的{label}变了", field, before, after)
    elif new < old:
        yield _asked("fell", f"的{label}比上期减少", field, before, after)


def _asked(code: str, what: str, field: str, before: Measured, after: Measured) -> Check:
    here, there = after.cells[field], before.cells[field]
    old, new = (_said(amount_of(record, field)) for record in (before, after))
    return Check(code, f"“{name_of(after)}”{what}（上期在 {there}）", old, new, (here, there), MONTHS)


def _said(value: Amount | None) -> str:
    if isinstance(value, Decimal):
        return wan(value)
    return "未填" if value is MISSING else "不适用"


def _pace(before: Measured, after: Measured, then: Period, now: Period) -> Iterator[Check]:
    """The growth since last time against the months before it, and against what the month's own column says."""
    old, new = amount_of(before, _DONE), amount_of(after, _DONE)
    if not isinstance(old, Decimal) or not isinstance(new, Decimal) or new < old:
        return
    grown, months = new - old, now.month - then.month
    mean = old / then.month
    if mean > 0 and grown > _JUMP * mean * months:
        what = f"“{name_of(after)}”的累计完成投资增加过快（上期在 {before.cells[_DONE]}）"
        cells = (after.cells[_DONE], before.cells[_DONE])
        yield Check(
            "jump", what, f"前{then.month}个月月均 {wan(mean)}", f"{months}个月增加 {wan(grown)}", cells, MONTHS
        )
    month = amount_of(after, _MONTH)
    if months == 1 and isinstance(month, Decimal) and abs(month - grown) > TOLERANCE:
        what = f"“{name_of(after)}”的本月完成投资与累计完成投资的增加数不一致（上期累计在 {before.cells[_DONE]}）"
        places = (after.cells[_MONTH], after.cells[_DONE], before.cells[_DONE])
        yield Check("month_differs", what, wan(month), wan(grown), places, values=(month, grown))


def untouched(pairs: Sequence[tuple[Measured, Measured]]) -> Iterator[Check]:
    """Whether what was done is the same in every row: then nobody wrote this month's figures."""
    amounts = [(before, after) for before, after in pairs if _reported(before) and _DONE in after.cells]
    if len(amounts) >= _LEAST_UNTOUCHED and all(
        amount_of(before, _DONE) == amount_of(after, _DONE) for before, after in amounts
    ):
        first = amounts[0]
        cells = (first[1].cells[_DONE], first[0].cells[_DONE])
        what = f"{len(amounts)}行的累计完成投资与上期完全相同，本期的数是否还没有更新"
        old, new = (_said(amount_of(record, _DONE)) for record in first)
        yield Check("nothing_updated", what, f"首行 {old}", f"首行 {new}", cells, MONTHS)


def _reported(record: Measured) -> bool:
    value = amount_of(record, _DONE)
    return isinstance(value, Decimal) and bool(value)
