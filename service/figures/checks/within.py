"""What one record says against itself: rates and their inputs, parts and wholes, dates, signs and sizes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from data_adapters import MISSING, Absent, PartialDate, Reading, Topic
from service.figures.checks.finding import LABELS, TOLERANCE, Check, Measured, agrees, amount_of, measured, name_of, wan
from service.wording import format_percent
from service.wording.values import within_reason

_TO_DATE, _PLAN, _RATE = "done_this_year_to_date", "plan_this_year", "rate_reported"
_NOT_MORE: Final = (
    ("done_this_month", _TO_DATE, "month_over_done", "本月完成大于本年累计完成"),
    (_PLAN, "total_investment", "plan_over_total", "年度计划投资大于总投资"),
    (_TO_DATE, "total_investment", "done_over_total", "本年累计完成投资大于总投资"),
    ("cum_to_prev_year_end", "total_investment", "before_over_total", "至上年底累计完成投资大于总投资"),
    (_TO_DATE, "cum_since_start", "done_over_since_start", "本年累计完成投资大于开工累计完成投资"),
    ("cum_to_prev_year_end", "cum_since_start", "before_over_since_start", "至上年底累计大于开工累计完成投资"),
    ("funds_arrived", "total_investment", "funds_over_total", "到位资金大于总投资"),
    (_TO_DATE, "expected_full_year", "done_over_expected", "累计完成投资大于预计全年完成投资"),
)
"""Amounts that cannot exceed another of the same record."""
_DATES: Final = (
    ("start_planned", "finish_planned", "计划竣工时间早于计划开工时间"),
    ("start_actual", "finish_actual", "实际竣工时间早于实际开工时间"),
)
_ABSURD: Final = 10
"""A rate above 1000 %: 403 % happens (domain.md M1), ten times the plan is rather 万元 beside 亿元."""

_BEYOND_WORDS: Final = 10_000


def check_records(reading: Reading) -> Iterator[Check]:
    """Every question that a record of the reading raises by itself."""
    for record in measured(reading):
        yield from _rate(record)
        yield from _bounds(record)
        yield from _since_start(record)
        yield from _negative(record)
        yield from _absurd(record)
        yield from _without_plan(record)
        yield from _dates(record)
    yield from _orders(reading.topics)


def _rate(record: Measured) -> Iterator[Check]:
    plan, done, printed = record.plan_this_year, record.done_this_year_to_date, record.rate_reported
    if not (isinstance(plan, Decimal) and isinstance(done, Decimal) and isinstance(printed, Decimal) and plan):
        return
    computed = done / plan
    if not agrees(printed * 100, computed * 100):
        cells = tuple(record.cells[name] for name in (_RATE, _TO_DATE, _PLAN))
        shown = format_percent(within_reason(computed), 2)
        yield Check(
            "rate_differs",
            f"“{name_of(record)}”占年计划比例",
            _percent(printed),
            shown,
            cells,
            values=(printed, computed),
        )


def _percent(ratio: Decimal) -> str:
    return f"{(ratio * 100).normalize():f}%"


def _bounds(record: Measured) -> Iterator[Check]:
    for small, large, code, what in _NOT_MORE:
        part, whole = amount_of(record, small), amount_of(record, large)
        if isinstance(part, Decimal) and isinstance(whole, Decimal) and part > whole >= 0:
            cells = (record.cells[small], record.cells[large])
            yield Check(code, f"“{name_of(record)}”{what}", wan(part), f"不应大于 {wan(whole)}", cells)


def _since_start(record: Measured) -> Iterator[Check]:
    """开工累计 holds what was done before this year and this year; each alone being larger is asked elsewhere."""
    fields = ("cum_since_start", "cum_to_prev_year_end", _TO_DATE)
    since, before, done = (amount_of(record, field) for field in fields)
    if not (isinstance(since, Decimal) and isinstance(before, Decimal) and isinstance(done, Decimal)):
        return
    if max(before, done) <= since < before + done - TOLERANCE:
        cells = tuple(record.cells[field] for field in fields)
        what = f"“{name_of(record)}”开工累计完成投资小于至上年底累计与本年累计之和"
        yield Check("since_start_short", what, wan(since), wan(before + done), cells, values=(since, before + done))


def _negative(record: Measured) -> Iterator[Check]:
    for field, label in LABELS.items():
        value = amount_of(record, field)
        if isinstance(value, Decimal) and value < 0:
            expected = "不应小于0" if field != "done_this_month" else "不应小于0，如系核减请注明"
            yield Check("negative", f"“{name_of(record)}”的{label}是负数", wan(value), expected, (record.cells[field],))


def _absurd(record: Measured) -> Iterator[Check]:
    """A rate that only a slip of units makes, whether or not the table has a column of rates."""
    plan, done, rate = record.plan_this_year, record.done_this_year_to_date, record.rate_reported
    if isinstance(plan, Decimal) and isinstance(done, Decimal):
        if plan > 0 and done > plan * _ABSURD:
            times = (
                f"的 {format_percent(done / plan, 0)}" if done < plan * _BEYOND_WORDS else f"的 {_BEYOND_WORDS} 倍以上"
            )
            computed = f"是年度计划 {wan(plan)} {times}，请核对两者的金额单位"
            cells = (record.cells[_TO_DATE], record.cells[_PLAN])
            yield Check("absurd_rate", f"“{name_of(record)}”累计完成投资", wan(done), computed, cells)
    elif isinstance(rate, Decimal) and rate > _ABSURD:
        what = f"“{name_of(record)}”占年计划比例"
        yield Check("absurd_rate", what, _percent(rate), "无计划和完成数可核对，请核对写法", (record.cells[_RATE],))


def _without_plan(record: Measured) -> Iterator[Check]:
    """What was done without a plan stands in the total and not in the total's rate: a person must know."""
    plan, done = record.plan_this_year, record.done_this_year_to_date
    if isinstance(done, Decimal) and done and isinstance(plan, Absent) and _PLAN in record.cells:
        reason = "未填" if plan is MISSING else "不适用"
        cells = (record.cells[_TO_DATE], record.cells[_PLAN])
        what = f"“{name_of(record)}”计入合计的累计完成投资"
        yield Check("no_plan", what, wan(done), f"不计入完成率（年度计划{reason}）", cells)


def _dates(record: Measured) -> Iterator[Check]:
    for first, last, what in _DATES:
        start, finish = getattr(record, first, MISSING), getattr(record, last, MISSING)
        if isinstance(start, PartialDate) and isinstance(finish, PartialDate) and _before(finish, start):
            cells = (record.cells[last], record.cells[first])
            yield Check("finish_before_start", f"“{name_of(record)}”{what}", str(finish), f"不应早于 {start}", cells)


def _orders(topics: Iterable[Topic]) -> Iterator[Check]:
    for topic in topics:
        order, deadline = topic.order_date, topic.deadline
        if isinstance(order, PartialDate) and isinstance(deadline, PartialDate) and _before(deadline, order):
            what = f"“{topic.project_name or topic.problems}”的办理时限早于交办日期"
            cells = (topic.cells["deadline"], topic.cells["order_date"])
            yield Check("deadline_before_order", what, str(deadline), f"不应早于 {order}", cells)


def _before(left: PartialDate, right: PartialDate) -> bool:
    """Whether one date is surely before another, as far as both are written: 2026年 is not before 2026年5月."""
    pairs = ((left.year, right.year), (left.month, right.month), (left.day, right.day))
    for one, other in pairs:
        if not one or not other or one != other:
            return bool(one and other and one < other)
    return False
