"""Printed figures that do not follow from their inputs: questioned with both values, never changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from data_adapters import MISSING, Absent, Cell, Project, Reading, Subtotal, UnitTarget
from service.wording import format_percent, format_wan
from service.wording.values import within_reason

_LABELS = {
    "total_investment": "总投资",
    "cum_to_prev_year_end": "至上年底累计完成投资",
    "cum_since_start": "开工累计完成投资",
    "plan_this_year": "年度计划投资",
    "done_this_year_to_date": "累计完成投资",
    "done_this_month": "本月完成投资",
    "done_last_year_same_period": "上年同期完成投资",
    "funds_arrived": "到位资金",
}
_RATE_PLACES = 4  # a formula's cached value has many more: it is compared as far as anyone would print it
_SUM_TOLERANCE = Decimal("0.01")  # 万元: what binary cells lose when Excel adds them


@dataclass(frozen=True, slots=True)
class Check:
    """One figure to look at: what it is, as printed in the ledger, as computed from its inputs, and where."""

    what: str
    printed: str
    computed: str
    addresses: tuple[Cell, ...]

    def __str__(self) -> str:
        where = f"{self.addresses[0]}：" if self.addresses else ""
        return f"{where}{self.what}：表内 {self.printed}，计算 {self.computed}"


def check(reading: Reading) -> list[Check]:
    """Every printed figure of a reading that does not follow from its inputs, in the order of the sheet."""
    records: list[Project | UnitTarget] = [*reading.projects, *reading.units]
    found = [*_sums(reading, records), *_rates(records), *_months(records), *_without_plan(records)]
    return sorted(found, key=lambda item: item.addresses[:1])


def _rates(records: Sequence[Project | UnitTarget]) -> Iterator[Check]:
    for record in records:
        plan, done, printed = record.plan_this_year, record.done_this_year_to_date, record.rate_reported
        if not (isinstance(plan, Decimal) and isinstance(done, Decimal) and isinstance(printed, Decimal) and plan):
            continue
        computed = done / plan
        if not _agrees(printed * 100, computed * 100):
            cells = tuple(record.cells[name] for name in ("rate_reported", "done_this_year_to_date", "plan_this_year"))
            printed_text = f"{(printed * 100).normalize():f}%"
            yield Check(
                f"“{_name(record)}”占年计划比例", printed_text, format_percent(within_reason(computed), 2), cells
            )


def _name(record: Project | UnitTarget) -> str:
    return record.project_name if isinstance(record, Project) else record.unit


def _agrees(printed: Decimal, computed: Decimal) -> bool:
    """Whether ``computed`` printed to as many places as ``printed`` has gives ``printed`` (half up or half even)."""
    exponent = printed.normalize().as_tuple().exponent
    places = min(max(-int(exponent), 0), _RATE_PLACES)
    return abs(printed - computed) <= Decimal("0.5").scaleb(-places)


def _sums(reading: Reading, records: Sequence[Project | UnitTarget]) -> Iterator[Check]:
    by_row = {(record.row.sheet, record.row.row): record for record in records}
    for subtotal in reading.subtotals:
        members = [by_row[key] for row in subtotal.covers if (key := (subtotal.row.sheet, row)) in by_row]
        if members:
            yield from _sum_of(subtotal, members)


def _sum_of(subtotal: Subtotal, members: Sequence[Project | UnitTarget]) -> Iterator[Check]:
    for name, printed in subtotal.amounts.items():
        numbers = [value for member in members if isinstance(value := getattr(member, name, None), Decimal)]
        computed = sum(numbers, Decimal(0))
        if abs(printed - computed) > _SUM_TOLERANCE:
            what = f"“{subtotal.label}”的{_LABELS.get(name, name)}"
            summed = format_wan(computed, 2) if numbers else "各行均未填报，无法计算"  # a sum of nothing is not 0
            yield Check(what, format_wan(printed, 2), summed, (subtotal.cells[name],))


def _months(records: Sequence[Project | UnitTarget]) -> Iterator[Check]:
    for record in records:
        month, done = record.done_this_month, record.done_this_year_to_date
        if isinstance(month, Decimal) and isinstance(done, Decimal) and month > done:
            cells = (record.cells["done_this_month"], record.cells["done_this_year_to_date"])
            what = f"“{_name(record)}”本月完成大于本年累计完成"
            yield Check(what, format_wan(month, 2), f"不应大于 {format_wan(done, 2)}", cells)


def _without_plan(records: Sequence[Project | UnitTarget]) -> Iterator[Check]:
    """What was done without a plan stands in the total and not in the total's rate: a person must know."""
    for record in records:
        plan, done = record.plan_this_year, record.done_this_year_to_date
        if isinstance(done, Decimal) and done and isinstance(plan, Absent) and "plan_this_year" in record.cells:
            reason = "未填" if plan is MISSING else "不适用"
            cells = (record.cells["done_this_year_to_date"], record.cells["plan_this_year"])
            what = f"“{_name(record)}”计入合计的累计完成投资"
            yield Check(what, format_wan(done, 2), f"不计入完成率（年度计划{reason}）", cells)
