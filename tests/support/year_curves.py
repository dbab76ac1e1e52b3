"""How each project and unit of the invented county fares through 2026: what it had done at the end of every month.

October is the county's own ledger (``samples``) to the cell; the months before lead up to it and those after go on from
it, by dice that fall the same for the same name. Amounts in 万元, of units in 亿元; what grows never shrinks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Final

from samples.rows import Row, Value

OCTOBER: Final = 10
MONTHS: Final = range(1, 13)
_WHOLE, _CENTS = Decimal(1), Decimal("0.01")
_LATE_SHARE: Final = Decimal("0.72")
_BEGIN: Final = re.compile(r"2026[.年](\d{1,2})")
_END: Final = re.compile(r"2026(?:\.\d\d)?$")
_STOPPED: Final = 3
"""The month in which the project that left the list in October came to a halt."""
_NEVER: Final = 13


def dice_of(name: str) -> Random:
    """Dice that fall the same whenever they are thrown for a name."""
    return Random(f"2026{name}")


def begins(row: Row) -> int:
    """The month in which work on a project begins: 1 for those of the year before."""
    found = _BEGIN.match(row.period) or _BEGIN.match(row.start)
    if row.nature != "续建" and row.amounts.done == 0:
        return OCTOBER + 1 if row.problem.startswith("用地") else _NEVER
    return int(found[1]) if found else 1


def due_this_year(row: Row) -> bool:
    """Whether a project is to be finished in 2026."""
    return bool(_END.search(row.period))


def project(row: Row) -> dict[int, Decimal]:
    """The cumulative amount of a project that has a plan, by month."""
    plan, month = _decimal(row.amounts.plan), _decimal(row.amounts.month)
    ten = _decimal(row.amounts.done) if _is_number(row.amounts.done) else _whole(plan * _LATE_SHARE)
    own = month if _is_number(row.amounts.month) else _whole(ten / 11)
    dice = dice_of(row.name)
    found = _up_to(ten - own if ten else ten, begins(row), dice, _WHOLE) | {OCTOBER: ten}
    if not ten:
        late = _whole(plan / 10) if begins(row) > OCTOBER and begins(row) < _NEVER else Decimal(0)
        return found | {11: late, 12: late * 2}
    found[11] = ten + _share(own, dice, 80, 115)
    last = found[11] + _share(own, dice, 70, 110)
    if due_this_year(row) and not row.problem:
        last = max(last, _whole(plan * dice.randrange(100, 104) / 100))
    last = min(last, _decimal(row.amounts.total))
    return found | {12: last}


def halted(total: int) -> dict[int, Decimal]:
    """The cumulative amount of the project that stopped in spring and left the list in October."""
    return {month: Decimal(total * min(month, _STOPPED)) // _STOPPED for month in MONTHS}


def unit(name: str, ten: Value, plan: Value) -> dict[int, Decimal]:
    """The cumulative amount of a unit by month, in 亿元."""
    dice = dice_of(name)
    if not _is_number(ten):
        ten = float((_decimal(plan) * Decimal("0.78")).quantize(_CENTS))
    whole = _decimal(ten)
    own = (whole / 11).quantize(_CENTS)
    found = _up_to(whole - own, 1, dice, _CENTS) | {OCTOBER: whole}
    found[11] = whole + _share(own, dice, 80, 120, _CENTS)
    return found | {12: found[11] + _share(own, dice, 80, 130, _CENTS)}


def _up_to(nine: Decimal, first: int, dice: Random, step: Decimal) -> dict[int, Decimal]:
    """The months to September: nothing before the first, then by uneven steps, small ones in winter."""
    months = range(min(first, OCTOBER - 1), OCTOBER)
    weights = {month: dice.randrange(60, 140) // (2 if month < 3 else 1) for month in months}
    found, so_far = dict.fromkeys(range(1, months[0]), Decimal(0)), 0
    for month in months:
        so_far += weights[month]
        share = nine * so_far / sum(weights.values())
        found[month] = nine if month == months[-1] else share.quantize(step, ROUND_HALF_UP)
    return found


def _share(amount: Decimal, dice: Random, least: int, most: int, step: Decimal = _WHOLE) -> Decimal:
    return (amount * dice.randrange(least, most) / 100).quantize(step, ROUND_HALF_UP)


def _whole(value: Decimal) -> Decimal:
    return value.quantize(_WHOLE, ROUND_HALF_UP)


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float)


def _decimal(value: Value) -> Decimal:
    return Decimal(str(value)) if _is_number(value) else Decimal(0)


TROUBLES: Final[Sequence[tuple[str, str]]] = (
    ("临时用地手续未完善", "补齐临时用地报批材料"),
    ("主要设备到货延迟", "派人驻厂催交设备"),
    ("施工队伍力量不足", "增加施工班组"),
    ("管线迁改方案未定", "协调管线单位确定迁改方案"),
    ("配套资金未到位", "督促落实配套资金"),
    ("连续降雨影响施工", "晴天加班，抢回工期"),
    ("设计变更审批未完成", "催办设计变更审批"),
    ("弃土场尚未落实", "会同乡镇选定弃土场"),
)
"""What may trouble a project for a while, and what its row says is to be done."""


def trouble(row: Row, month: int) -> tuple[str, str]:
    """The problem and the next step of a month: October's own, for some months round it; others have one in between."""
    dice = dice_of(row.name + "问题")
    if row.problem:
        since, until = dice.randrange(min(begins(row), 7), OCTOBER), dice.choice((OCTOBER, 11, 12))
        return (row.problem, row.next_step) if since <= month <= until else ("", "")
    if month == OCTOBER:
        return "", row.next_step
    since = dice.randrange(1, 30)
    gone = since + dice.randrange(1, 4)
    found = dice.choice(TROUBLES)
    return found if max(since, begins(row)) <= month < gone and not since <= OCTOBER < gone else ("", "")
