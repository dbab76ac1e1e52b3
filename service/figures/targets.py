"""双过半, 首季开门红 and their kin: whether a share of the year's plan was done by its month, asked on any date."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final

from data_adapters import MISSING
from service.figures.figure import Figure, Unit, difference, name_of
from service.figures.period import Period
from service.figures.progress import Progress


@dataclass(frozen=True, slots=True)
class Target:
    """So much of the annual plan (a ratio) by the end of a month."""

    name: str
    month: int
    share: Decimal


HALF: Final = Target("双过半", 6, Decimal("0.5"))
FIRST_QUARTER: Final = Target("首季开门红", 3, Decimal("0.25"))
TARGETS: Final = (FIRST_QUARTER, HALF)


class Reached(Enum):
    """Whether a target is met; before its month is over what is not met is only not met yet."""

    YES = "已实现"
    NOT_YET = "尚未实现"
    NO = "未实现"
    UNKNOWN = "无法判断"


@dataclass(frozen=True, slots=True)
class Standing:
    """How something stands to a target: ``gap`` is what it is above (below: negative) the share, as a ratio.

    ``reason`` says why it cannot be told; "" where it can.
    """

    target: Target
    reached: Reached
    gap: Figure
    reason: str = ""


def standing(progress: Progress, target: Target, period: Period, then: Figure | None = None) -> Standing:
    """How a project, unit or list stands to a target at the period.

    Until the end of the target's month today's rate counts: to reach it early is to reach it. After that only
    ``then``, the rate at the end of that month, tells; what is below even now was below then, for investment only
    grows. UNKNOWN, with the reason, where there is no rate to tell by.
    """
    over = period.elapsed > target.month
    if over and then is not None and then.known:
        gap = _gap(then.named(f"{target.month}月底{name_of(then.formula)}"), target)
        return Standing(target, Reached.YES if gap.number >= 0 else Reached.NO, gap)
    gap = _gap(progress.rate, target)
    if not gap.known:
        return Standing(target, Reached.UNKNOWN, gap, gap.reason)
    if gap.number < 0:
        return Standing(target, Reached.NOT_YET if period.elapsed < target.month else Reached.NO, gap)
    if not over:
        return Standing(target, Reached.YES, gap)
    reason = f"缺{target.month}月底的数据"
    return Standing(target, Reached.UNKNOWN, gap._replace(value=MISSING, reason=reason), reason)


def _gap(rate: Figure, target: Target) -> Figure:
    share = Figure(target.share, Unit.RATIO, f"{target.name}目标")
    return difference(rate, share, f"{target.name}差距", Unit.POINTS)
