"""The same county a month before: the ledger of September 2026, which follows from October's but for what is said here.

What a project had done by the end of September is what it had done by the end of October without October's own part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from samples.ledger import GROUPS
from samples.ledger import Edition as LedgerEdition
from samples.oddities import SLIPS, SPELLINGS
from samples.rows import Amounts, Group, Row, Sector, Value, number
from samples.units import UNITS
from samples.units import Edition as UnitsEdition

_MONTH: Final = 9
# fmt: off
OTHERWISE: Final[Mapping[str, Mapping[str, Any]]] = {
    "安澜至枕石快速通道": {"problem": "取土场手续未办"},
    "枕石石英砂提纯项目": {"progress": "主厂房基础完成", "problem": ""},
    "★望舒大道改扩建工程": {"progress": "路基完成五成"},
    "云窗节能门窗制造项目": {
        "name": "竹隐木塑型材加工项目", "content": "年产木塑型材3万吨", "progress": "业主撤资停建",
        "owner": "安澜竹隐型材有限公司",
    },
}
"""By October's name, what a project's row said otherwise; the last is another project, which left the list."""

_DONE: Final[Mapping[str, Value]] = {
    "云窗节能门窗制造项目": 600, "县工业固废综合利用中心项目": 6850,
}
"""By October's name, what was done to September where it does not follow from October."""

_UNITS_DONE: Final[Mapping[str, Value]] = {
    "栖云镇": 2.5, "枕石镇": 1.9, "听泉镇": 2.24, "望舒乡": 0, "拾穗镇": 1.1,
    "漱玉镇": 1.62, "采薇乡": 0.55, "鸣珂镇": 0,
    "扶摇乡": 0.86, "沉璧镇": "未报", "青蘅乡": None, "衔月镇": 0.74, "县工业和信息化局": 6.1, "县农业农村局": 2.3,
    "县商务局": 1.45, "县文化和旅游局": 1.5, "县交通运输局": 4.1, "县水利局": 2.2, "县住房和城乡建设局": 3.3,
    "县教育局": 1.7, "县卫生健康局": 1.19, "县民政局": 0.4, "县自然资源和规划局": "—",
}
# fmt: on


def ledger_edition() -> LedgerEdition:
    """The projects at the end of September, with the slip that October copied from it."""
    spellings = {cell: value for cell, value in SPELLINGS.items() if not cell.startswith("L")}
    groups = tuple(
        Group(group.heading, tuple(Sector(part.heading, part.leader, tuple(_rows(part))) for part in group.sectors))
        for group in GROUPS
    )
    return LedgerEdition(_MONTH, groups, {**spellings, "G55": SLIPS["G55"]})


def units_edition() -> UnitsEdition:
    """The task units at the end of September; the year before as even months."""
    return UnitsEdition(_MONTH, tuple((name, plan, _UNITS_DONE[name], _nine(last)) for name, plan, _, last in UNITS))


def _rows(sector: Sector) -> Iterator[Row]:
    for row in sector.rows:
        amounts = row.amounts
        done = _DONE.get(row.name, _before(amounts))
        then = amounts._replace(done=done, month=_ninth(done), last_year=_nine(amounts.last_year))
        yield row._replace(amounts=then, **OTHERWISE.get(row.name, {}))


def _before(now: Amounts) -> Value:
    """What was done without October's own; what is no number stays as it is."""
    if not isinstance(now.done, int | float) or not isinstance(now.month, int | float):
        return now.done
    return number(Decimal(str(now.done)) - Decimal(str(now.month)))


def _ninth(done: Value) -> Value:
    """September's own part of an amount, as if all months were alike; in whole 万元."""
    return int(done / _MONTH) if isinstance(done, int | float) else done


def _nine(ten: Value) -> Value:
    """Nine months of an amount of ten."""
    return number(Decimal(str(ten)) * _MONTH / 10) if isinstance(ten, int | float) else ten
