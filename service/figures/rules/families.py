"""What a warning rule may look at. Each family measures one figure of a subject, with its formula and cells.

MISSING says that the figure cannot be told, so that the rule cannot judge; NOT_APPLICABLE that it does not concern
the subject at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from service.figures.figure import Figure
from service.figures.rules import dates, money
from service.figures.rules.ranges import Range
from service.figures.rules.subject import ISSUE, PROJECT, UNIT, Subject


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of rule: what it measures, in which unit thresholds are written, and how a reason begins."""

    label: str
    unit: str
    measure: Callable[[Subject], Figure]
    percent: bool = False
    """Whether thresholds are written in per cent or points while the figure is a ratio."""
    spoken: tuple[str, str, str] = ("", "", "")
    """How a value below zero, of zero and above zero is said, ``{}`` the value without sign; "" as it stands."""
    ranged: tuple[str, str] = ("", "")
    """What is said of a range that ends at 0, and before any other."""
    of: tuple[str, ...] = (PROJECT, UNIT)
    """Whom a rule of this family may judge."""

    def says(self, value: Decimal, shown: str) -> str:
        """A value in words; a shortfall below zero is a lead, not a negative shortfall."""
        form = self.spoken[(value > 0) - (value < 0) + 1] or f"{self.label}{{}}"
        return form.format(shown.removeprefix("-") if self.spoken[0] else shown)

    def says_range(self, within: Range) -> str:
        """A range in words."""
        none, before = self.ranged
        if none and within.low is None and within.high == 0 and within.high_in:
            return none
        return f"{before}{within.words(self.unit)}"


_RATIO: Final = "完成率相当于序时进度的{}"
_BOND: Final = "专项债支出相当于应支出的{}"
FAMILIES: Final[dict[str, Family]] = {
    "gap": Family(
        "落后序时进度",
        "个百分点",
        money.gap,
        percent=True,
        spoken=("超序时进度{}", "与序时进度持平", "滞后序时进度{}"),
        ranged=("不滞后", "滞后"),
    ),
    "ratio": Family("完成率相当于序时进度", "%", money.ratio, percent=True, spoken=("", _RATIO, _RATIO)),
    "month": Family("月任务完成率", "%", money.month, percent=True),
    "growth": Family(
        "投资同比增速",
        "%",
        money.growth,
        percent=True,
        spoken=("投资同比下降{}", "投资同比持平", "投资同比增长{}"),
        ranged=("", "增速"),
    ),
    "start": Family(
        "应开工未开工",
        "个月",
        dates.start,
        spoken=("", "没有应开工未开工的情况", "应开工未开工{}"),
        ranged=("按时开工", "未开工"),
    ),
    "statistics": Family(
        "开工后未入库",
        "个月",
        dates.statistics,
        spoken=("", "没有开工后迟迟未入库的情况", "开工后未入库{}"),
        ranged=("按时入库", "未入库"),
    ),
    "funds": Family("资金支付率", "%", money.funds, percent=True),
    "finish": Family(
        "竣工逾期",
        "天",
        dates.finish,
        spoken=("距计划竣工还有{}", "今日为计划竣工的最后一日", "竣工逾期{}"),
        ranged=("没有逾期", "逾期天数"),
    ),
    "bond": Family("专项债支出相当于应支出", "%", money.bond, percent=True, spoken=("", _BOND, _BOND)),
    "order": Family(
        "超过办理时限",
        "天",
        dates.order,
        spoken=("距办理时限还有{}", "今日为办理时限的最后一日", "超过办理时限{}"),
        ranged=("没有超过时限", "逾期"),
        of=(ISSUE,),
    ),
}
"""Families by the id a rule file writes as ``kind``."""
