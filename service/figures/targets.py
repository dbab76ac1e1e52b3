"""双过半, 首季开门红 and their kin: whether a share of the year's plan is done by its month, asked on any date."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final

from service.figures.figure import Figure, Unit, difference
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


class Reached(Enum):
    """Whether a target is met; before its month is over what is not met is only not met yet."""

    YES = "已实现"
    NOT_YET = "尚未实现"
    NO = "未实现"
    UNKNOWN = "无法判断"


@dataclass(frozen=True, slots=True)
class Standing:
    """How something stands to a target: ``gap`` is what it is above (below: negative) the share, as a ratio."""

    target: Target
    reached: Reached
    gap: Figure


def standing(progress: Progress, target: Target, period: Period) -> Standing:
    """How a project, unit or list stands to a target at the period; UNKNOWN where it has no rate."""
    share = Figure(target.share, Unit.RATIO, f"{target.name}目标")
    gap = difference(progress.rate, share, f"{target.name}差距", Unit.POINTS)
    if not gap.known:
        reached = Reached.UNKNOWN
    elif gap.number >= 0:
        reached = Reached.YES
    else:
        reached = Reached.NOT_YET if period.elapsed < target.month else Reached.NO
    return Standing(target, reached, gap)
