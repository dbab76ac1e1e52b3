"""Completion against the annual plan, 序时进度 and the gap between them (domain.md §3, §7).

A county works out a hundred values for each figure that somebody asks the origin of. So a :class:`Progress` holds the
exact values, and makes the figures, which know formula and cells, when they are asked for; both follow the same rules
(tests/figures/test_progress_values.py) and cost what they are used for (benchmarks/figures.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum
from functools import cached_property, lru_cache
from typing import Final, overload

from data_adapters import MISSING, NOT_APPLICABLE, Amount, Project, Record
from service.figures.figure import Figure, Unit, amount_of, difference, from_record, quotient, summed, total

PLANNED: Final = "有年度计划的累计完成投资"
UNPLANNED: Final = "无年度计划的累计完成投资"
PLAN, DONE = ("plan_this_year", "年度计划投资"), ("done_this_year_to_date", "累计完成投资")
_LAST_YEAR = ("done_last_year_same_period", "上年同期完成投资")
_INVESTMENT = ("total_investment", "总投资")


class State(Enum):
    """Where something stands. Zero, not reported and not applicable are three different things (domain.md M3)."""

    ON_SCHEDULE = "达到序时"
    BEHIND = "滞后序时"
    ZERO = "完成投资为0"
    NOT_REPORTED = "未上报"
    PLAN_MISSING = "年度计划未填"
    NO_PLAN = "无年度计划任务"
    NOT_APPLICABLE = "不适用"


_NO_INVESTMENT: Final = Figure(NOT_APPLICABLE, Unit.WAN_YUAN, "总投资", (), "任务单位不填总投资")


class Progress:
    """One project's or unit's progress; several taken together are a :class:`Together`. Treat it as unchanging.

    Amounts in 万元; ``rate`` and ``gap`` are ratios. 完成率 is 占年度计划 (domain.md §3): ``done_planned``, what those
    with a plan above zero did, over ``plan``. What those without one did (``unplanned``, of ``unplanned_count`` parts)
    stays in ``done``; absent where there is none. ``*_value`` is a figure's value without its origin.
    """

    __slots__ = (
        *("name", "unit", "plan_value", "done_value", "planned_value", "rate_value", "gap_value"),
        *("schedule", "state", "unplanned_count", "record"),
    )
    name: str
    unit: str
    plan_value: Amount
    done_value: Amount
    planned_value: Amount
    rate_value: Amount
    gap_value: Amount
    schedule: Figure
    state: State
    unplanned_count: int
    record: Record | None
    count = 1
    parts: Sequence[Progress] = ()

    def _given(self, field: tuple[str, str]) -> Figure:
        assert self.record is not None
        return from_record(self.record, *field)

    @property
    def plan(self) -> Figure:
        """年度计划投资."""
        return self._given(PLAN)

    @property
    def done(self) -> Figure:
        """累计完成投资."""
        return self._given(DONE)

    @property
    def done_planned(self) -> Figure:
        """What those with a plan above zero did."""
        return self.done if self.has_plan else _none(PLANNED)

    @property
    def rate(self) -> Figure:
        """完成率."""
        return quotient(self.done, self.plan, "完成率")

    @property
    def gap(self) -> Figure:
        """进度差."""
        return difference(self.rate, self.schedule, "进度差", Unit.POINTS)

    @property
    def four(self) -> tuple[Figure, Figure, Figure, Figure]:
        """Plan, done, rate and gap, the later made of the same earlier ones: what every table shows of a line."""
        plan, done = self.plan, self.done
        rate = quotient(done, plan, "完成率")
        return plan, done, rate, difference(rate, self.schedule, "进度差", Unit.POINTS)

    @property
    def unplanned(self) -> Figure:
        """What those without a plan above zero did."""
        return self.done if self.unplanned_count else _none(UNPLANNED)

    @property
    def total_investment(self) -> Figure:
        """总投资; a task unit's row has none."""
        return self._given(_INVESTMENT) if isinstance(self.record, Project) else _NO_INVESTMENT

    @property
    def investment_value(self) -> Amount:
        """The value of ``total_investment``."""
        return amount_of(self.record, _INVESTMENT[0]) if isinstance(self.record, Project) else NOT_APPLICABLE

    @property
    def last_year(self) -> Figure:
        """What was done in the same period of last year."""
        return self._given(_LAST_YEAR)

    @property
    def last_year_value(self) -> Amount:
        """The value of ``last_year``."""
        assert self.record is not None
        return amount_of(self.record, _LAST_YEAR[0])

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan above zero: blank, not applicable, zero and below are no plan to measure by."""
        plan = self.plan_value
        return plan.__class__ is Decimal and plan > 0

    @property
    def remark(self) -> str:
        """How many of several were not reported ("其中2个项目未上报"); "" where all were, or none was."""
        return ""


class Together(Progress):
    """Several taken together: a group, a unit by its projects, the whole. Figures made once are kept."""

    parts: tuple[Progress, ...]
    lost: str = ""
    """Why there is no rate although there are sums; "" where there is one, or the figures tell the reason."""

    @property
    def count(self) -> int:  # type: ignore[override]
        """How many parts there are."""
        return len(self.parts)

    @cached_property
    def plan(self) -> Figure:
        """The sum of the parts' plans."""
        return total_of(self.parts, "plan", self.plan_value, PLAN[1])

    @cached_property
    def done(self) -> Figure:
        """The sum of what the parts reported."""
        return total_of(self.parts, "done", self.done_value, DONE[1])

    @cached_property
    def done_planned(self) -> Figure:
        """The sum of what those with a plan above zero did."""
        planned = [part for part in self.parts if part.has_plan]
        return total_of(planned, "done_planned", self.planned_value, PLANNED) if planned else _none(PLANNED)

    @cached_property
    def rate(self) -> Figure:
        """完成率, over all the plans."""
        rate = quotient(self.done_planned, self.plan, "完成率")
        return rate._replace(value=MISSING, reason=self.lost) if self.lost else rate

    @cached_property
    def gap(self) -> Figure:
        """进度差."""
        return difference(self.rate, self.schedule, "进度差", Unit.POINTS)

    @property
    def four(self) -> tuple[Figure, Figure, Figure, Figure]:
        """Plan, done, rate and gap."""
        return self.plan, self.done, self.rate, self.gap

    @property
    def unplanned(self) -> Figure:
        """What those without a plan above zero did."""
        loose = [part for part in self.parts if part.unplanned_count]
        return total([part.unplanned for part in loose], UNPLANNED) if loose else _none(UNPLANNED)

    @cached_property
    def total_investment(self) -> Figure:
        """The sum of the parts' 总投资."""
        return total_of(self.parts, "total_investment", self.investment_value, _INVESTMENT[1])

    @property
    def investment_value(self) -> Amount:
        """The value of ``total_investment``."""
        return summed([part.investment_value for part in self.parts])

    @cached_property
    def last_year(self) -> Figure:
        """The sum of the same period of last year."""
        return total_of(self.parts, "last_year", self.last_year_value, _LAST_YEAR[1])

    @property
    def last_year_value(self) -> Amount:
        """The value of ``last_year``."""
        return summed([part.last_year_value for part in self.parts])

    @property
    def remark(self) -> str:
        """How many of several were not reported ("其中2个项目未上报"); "" where all were, or none was."""
        silent = sum(1 for part in self.parts if part.state is State.NOT_REPORTED)
        return f"其中{silent}个项目未上报" if silent and self.done_value.__class__ is Decimal else ""


class _Later(Sequence[Figure]):
    """The figures of that name of the parts that have a value: made when somebody looks at them."""

    __slots__ = ("_name", "_parts")

    def __init__(self, parts: Sequence[Progress], name: str) -> None:
        self._parts, self._name = parts, name

    def __iter__(self) -> Iterator[Figure]:
        found = (getattr(part, self._name) for part in self._parts)
        return (figure for figure in found if figure.known)

    def __reversed__(self) -> Iterator[Figure]:
        # The inherited one takes item by item, and each item makes them all: a county's total took minutes to trace.
        return reversed(tuple(self))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @overload
    def __getitem__(self, index: int) -> Figure: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Figure, ...]: ...

    def __getitem__(self, index: int | slice) -> Figure | tuple[Figure, ...]:
        return tuple(self)[index]


def total_of(parts: Sequence[Progress], name: str, value: Amount, label: str) -> Figure:
    """The sum, whose value is known, of the parts' figures of that name; as :func:`total` gives it."""
    if isinstance(value, Decimal):
        return Figure(value, Unit.WAN_YUAN, label, _Later(parts, name))
    return Figure(value, Unit.WAN_YUAN, label, (), f"{label}{'均未填报' if value is MISSING else '均不适用'}")


@lru_cache(maxsize=8)
def _none(label: str) -> Figure:
    return Figure(NOT_APPLICABLE, Unit.WAN_YUAN, label, (), f"没有{label}")
