"""The schedule a project set itself: the share of the year's plan due by a date (序时进度 by 节点, not by months)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Final

from data_adapters import Cell, Project, UnitTarget
from data_adapters.patterns import regex
from service.figures.figure import Figure, Unit
from service.figures.period import Period

_YEAR: Final = (Decimal(12), Decimal(1))
# Only a share of the investment is a node of this curve: "6月底完成主体工程60%" speaks of other things.
_NODE: Final = regex(
    r"(\d{1,2})月(底|末|中旬|)(?:前|，|,)?(?:累计|力争|计划)*完成(?:年度|全年|年)?(?:计划)?投资(?:计划)?的?(\d{1,3}(?:\.\d+)?)[%％]"
)


@dataclass(frozen=True, slots=True)
class Curve:
    """Nodes (months gone, share due) in order of time; between two nodes the share grows evenly.

    Before the first node it grows from 0 in January, after the last one to the whole plan at the end of December.
    ``sources`` are the cells that name the nodes.
    """

    nodes: tuple[tuple[Decimal, Decimal], ...]
    sources: tuple[Cell, ...] = ()

    def __post_init__(self) -> None:
        if any(later[0] <= sooner[0] or later[1] < sooner[1] for sooner, later in pairwise(self._points)):
            raise ValueError("节点应按时间先后排列，应完成的比例不得减少，且在1至12月之间，请改正")

    @property
    def _points(self) -> tuple[tuple[Decimal, Decimal], ...]:
        tail = () if self.nodes and self.nodes[-1][0] == _YEAR[0] else (_YEAR,)
        return ((Decimal(0), Decimal(0)), *self.nodes, *tail)

    def at(self, period: Period) -> Figure:
        """The share due at the end of the period, with the two nodes it lies between in its formula."""
        gone = period.elapsed
        (start, low), (end, high) = next(pair for pair in pairwise(self._points) if gone <= pair[1][0])
        share = low + (high - low) * (gone - start) / (end - start)
        words = f"按节点（{start:f}个月 {low * 100:f}% 至 {end:f}个月 {high * 100:f}%），已过 {period.months} 个月"
        return Figure(share, Unit.RATIO, f"序时进度 = {words}", self.sources)


def own_schedule(record: Project | UnitTarget, period: Period) -> Figure | None:
    """What a record planned to have done by the period, as a ratio of its annual plan; None where it does not say.

    Its amount 累计计划投资 counts before the nodes that its 节点 text names as shares of the investment.
    """
    due, plan = record.value("plan_to_date"), record.plan_this_year
    if isinstance(due, Decimal) and isinstance(plan, Decimal) and plan > 0:
        cells = tuple(record.cells[name] for name in ("plan_to_date", "plan_this_year") if name in record.cells)
        return Figure(due / plan, Unit.RATIO, "序时进度 = 累计计划投资 ÷ 年度计划投资", cells)
    text = record.milestone_plan if isinstance(record, Project) else ""
    nodes = _nodes(text) if text else ()
    if not nodes:
        return None
    cell = record.cells.get("milestone_plan")
    return Curve(nodes, (cell,) if cell else ()).at(period)


@lru_cache(maxsize=4096)
def _nodes(text: str) -> tuple[tuple[Decimal, Decimal], ...]:
    """The nodes a text names; none where they do not make a curve, for half of a plan is no plan."""
    plain = re.sub(r"\s", "", text)
    found = [
        (int(month) - (Decimal("0.5") if part == "中旬" else 0), Decimal(share) / 100)
        for month, part, share in _NODE.findall(plain)
    ]
    nodes = tuple((Decimal(month), share) for month, share in found)
    try:
        Curve(nodes)
    except ValueError:
        return ()
    return nodes
