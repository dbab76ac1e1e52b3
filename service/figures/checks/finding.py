"""One thing to look at: two values that do not go together, where both stand, and the words that ask about them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from data_adapters import Amount, Cell, Project, Reading, UnitTarget
from service.wording import format_wan
from service.wording.values import within_reason

LABELS: Final = {
    "total_investment": "总投资",
    "cum_to_prev_year_end": "至上年底累计完成投资",
    "cum_since_start": "开工累计完成投资",
    "plan_this_year": "年度计划投资",
    "done_this_year_to_date": "累计完成投资",
    "done_this_month": "本月完成投资",
    "done_last_year_same_period": "上年同期完成投资",
    "target_rest_of_year": "后几个月力争完成投资",
    "expected_full_year": "预计全年完成投资",
    "funds_arrived": "到位资金",
}
"""What a question calls an amount; every amount of a record is here."""

TOLERANCE: Final = Decimal("0.01")
"""万元: what binary cells lose when Excel adds them."""

INSIDE: Final = ("表内", "计算")
MONTHS: Final = ("上期", "本期")
PLACES: Final = ("此处", "另一处")

Measured = Project | UnitTarget


class Check(NamedTuple):
    """One question: ``code`` is stable and English, ``what`` it is about, the two values, and their cells.

    ``sides`` names the values: 表内 and 计算 inside a ledger, 上期 and 本期 against the last upload, 此处 and 另一处
    for two rows. ``values`` are the two unrounded, where the figures could take either. A check asks; nothing is
    changed by it.
    """

    code: str
    what: str
    printed: str
    computed: str
    addresses: tuple[Cell, ...]
    sides: tuple[str, str] = INSIDE
    values: tuple[Decimal, Decimal] | None = None

    def __str__(self) -> str:
        where = f"{self.addresses[0]}：" if self.addresses else ""
        return f"{where}{self.what}：{self.sides[0]} {self.printed}，{self.sides[1]} {self.computed}"


def in_order(found: Iterable[Check]) -> list[Check]:
    """Questions in the order of the sheet; those without a cell come first."""
    return sorted(found, key=lambda item: item.addresses[:1])


def measured(reading: Reading) -> list[Measured]:
    """Every record of a reading that bears amounts."""
    return [*reading.projects, *reading.units]


def name_of(record: Measured) -> str:
    """What a record is called."""
    return record.project_name if isinstance(record, Project) else record.unit


def amount_of(record: Measured, field: str) -> Amount | None:
    """The record's amount; None where such a record has no such field, or its table no such column."""
    value: Amount | None = getattr(record, field, None) if field in record.cells else None
    return value


def wan(value: Decimal) -> str:
    """An amount as questions print it, in 万元 to two places."""
    return format_wan(within_reason(value), 2)


def agrees(printed: Decimal, computed: Decimal, most_places: int = 4) -> bool:
    """Whether ``computed`` printed to as many places as ``printed`` has gives ``printed`` (half up or half even).

    A formula's cached value has many more places than anyone would print: no more than ``most_places`` are compared.
    """
    exponent = printed.normalize().as_tuple().exponent
    places = min(max(-int(exponent), 0), most_places)
    return abs(printed - computed) <= Decimal("0.5").scaleb(-places)
