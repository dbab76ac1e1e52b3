"""Printed totals against the rows they cover: amounts, counts ("合计37个") and the rate of the total's own line."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Final

from data_adapters import MISSING, Cell, Reading, Subtotal
from data_adapters.patterns import regex
from service.figures.checks.finding import LABELS, TOLERANCE, Check, Measured, agrees, measured, wan
from service.wording import format_percent
from service.wording.values import within_reason

_COUNT: Final = regex(r"(\d{1,6})(?:个|项|宗)(?:项目|单位|乡镇)?(?=$|[)\]，,;；:：、。])")
_RATE, _OF_WHICH = "rate_reported", "其中"


def check_sums(reading: Reading) -> Iterator[Check]:
    """Every total that is not the sum, the count or the rate of what it covers."""
    by_row = {(*_table(record.row), record.row.row): record for record in measured(reading)}
    whole: Subtotal | None = None
    ordered = _ordered(reading.subtotals)
    for subtotal in reading.subtotals:
        members = [by_row[key] for row in subtotal.covers if (key := (*_table(subtotal.row), row)) in by_row]
        if members:
            yield from _amounts(subtotal, members, _inner(subtotal, ordered[_table(subtotal.row)]))
            yield from _count(subtotal, members)
        if not subtotal.label.startswith(_OF_WHICH):
            whole = subtotal
        elif whole and _table(whole.row) == _table(subtotal.row):
            yield from _of_which(subtotal, whole)
        yield from _rate(subtotal)


def _table(cell: Cell) -> tuple[str, str]:
    return cell.file, cell.sheet


def _ordered(subtotals: Sequence[Subtotal]) -> dict[tuple[str, str], list[Subtotal]]:
    """The sums of each sheet by the first row they cover, the widest first."""
    found: dict[tuple[str, str], list[Subtotal]] = {}
    for item in sorted(subtotals, key=lambda item: (item.covers[:1], -len(item.covers))):
        found.setdefault(_table(item.row), []).append(item)
    return found


def _inner(outer: Subtotal, ordered: Sequence[Subtotal]) -> list[Subtotal]:
    """The widest sums that follow one another and together cover just the rows of ``outer``; [] where none do."""
    found: list[Subtotal] = []
    rows, done = outer.covers, 0
    start = bisect_left(ordered, rows[:1], key=lambda item: item.covers[:1])
    for item in islice(ordered, start, None):
        if done == len(rows) or item.covers[0] > rows[-1]:
            break
        size = len(item.covers)
        if size < len(rows) and rows[done : done + size] == item.covers:
            found.append(item)
            done += size
    return found if done == len(rows) else []


def _amounts(subtotal: Subtotal, members: Sequence[Measured], inner: Sequence[Subtotal]) -> Iterator[Check]:
    for name, printed in subtotal.amounts.items():
        if name == _RATE:
            continue
        numbers = [value for member in members if isinstance(value := _given(member, name), Decimal)]
        computed = sum(numbers, Decimal(0))
        if abs(printed - computed) <= TOLERANCE:
            continue
        what = f"“{subtotal.label}”的{LABELS.get(name, name)}"
        # a sum of nothing is not 0
        summed = wan(computed) + _remarks(name, printed, members, inner) if numbers else "各行均未填报，无法计算"
        yield Check("sum_differs", what, wan(printed), summed, (subtotal.cells[name],))


def _given(member: Measured, name: str) -> object:
    """What a record gives of a field; one it has no attribute for is in its ``extra``."""
    return getattr(member, name) if hasattr(member, name) else member.extra.get(name, MISSING)


def _remarks(name: str, printed: Decimal, members: Sequence[Measured], inner: Sequence[Subtotal]) -> str:
    """What helps to find the slip: rows left blank, and sums of groups that do make the total."""
    said = []
    blank = sum(1 for member in members if _given(member, name) is MISSING)
    if blank:
        said.append(f"另有{blank}行未填")
    if inner and all(name in item.amounts for item in inner):
        groups = sum((item.amounts[name] for item in inner), Decimal(0))
        said.append("各组小计之和与表内一致" if abs(groups - printed) <= TOLERANCE else f"各组小计之和 {wan(groups)}")
    return f"（{'，'.join(said)}）" if said else ""


def _count(subtotal: Subtotal, members: Sequence[Measured]) -> Iterator[Check]:
    found = _COUNT.search(unicodedata.normalize("NFKC", subtotal.label))
    if found and int(found[1]) != len(members):
        what = f"“{subtotal.label}”写明的个数"
        yield Check("count_differs", what, f"{int(found[1])}个", f"{len(members)}行", (subtotal.row,))


def _of_which(part: Subtotal, whole: Subtotal) -> Iterator[Check]:
    """其中 names a part of the total above it."""
    for name, value in part.amounts.items():
        if name != _RATE and name in whole.amounts and value > whole.amounts[name] + TOLERANCE:
            what = f"“{part.label}”的{LABELS.get(name, name)}大于“{whole.label}”的"
            cells = (part.cells[name], whole.cells[name])
            yield Check("of_which_over_total", what, wan(value), f"不应大于 {wan(whole.amounts[name])}", cells)


def _rate(subtotal: Subtotal) -> Iterator[Check]:
    """The total's own rate against the total's own inputs; it may be kept as a ratio or in per cent."""
    amounts = subtotal.amounts
    printed, plan, done = (amounts.get(name) for name in (_RATE, "plan_this_year", "done_this_year_to_date"))
    if printed is None or not plan or done is None:
        return
    percent = done / plan * 100
    if not agrees(printed * 100, percent) and not agrees(printed, percent):
        cells = tuple(subtotal.cells[name] for name in (_RATE, "done_this_year_to_date", "plan_this_year"))
        shown = format_percent(within_reason(done / plan), 2)
        yield Check("total_rate_differs", f"“{subtotal.label}”占年计划比例", _as_written(printed), shown, cells)


def _as_written(printed: Decimal) -> str:
    return f"{(printed * 100).normalize():f}%"
