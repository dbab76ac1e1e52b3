"""Counts and days as figures: how many there are, and which rows were counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from data_adapters import Cell, Record, Topic
from service.figures import Figure, Progress, Unit
from service.figures.ranking import Ranked, rank_figures
from service.papers.issues import days_overdue, last_day
from service.wording import GAP
from service.wording.traced import Listed, Whole, exact, listed, told, whole

Counted = Progress | Record
_NAMES: Final = ("project_name", "unit", "problems")


def counted(members: Sequence[Counted], label: str) -> Whole:
    """How many members there are, with the cell of each; ``label`` says what was counted."""
    return whole(len(members), count_of(members, label))


def counted_list(items: Iterable[Any], members: Sequence[Counted], label: str) -> Listed:
    """The items, one for each member, as a list whose length is that figure."""
    return listed(items, count_of(members, label))


def count_of(members: Sequence[Counted], label: str) -> Figure:
    """The figure of :func:`counted`."""
    return Figure(Decimal(len(members)), Unit.COUNT, label, tuple([_member(one) for one in members]))


def _member(member: Counted) -> Cell | Figure:
    """The cell a member is known by; several taken together are the figure of their own number."""
    record = member.record if isinstance(member, Progress) else member
    if record is None:
        assert isinstance(member, Progress)
        return Figure(Decimal(1), Unit.COUNT, f"{member.name}（合{member.count}项）", tuple(map(_member, member.parts)))
    return next((record.cells[name] for name in _NAMES if name in record.cells), record.row)


def placed(ranking: Sequence[Ranked], rates: Sequence[Figure]) -> list[str]:
    """The places of a ranking, by these rates, as texts with their figures, in its order; the visible gap for those
    without one."""
    return [
        told(str(place.rank), exact(figure.number, figure)) if figure else GAP
        for place, figure in zip(ranking, rank_figures(ranking, rates), strict=True)
    ]


def overdue(topic: Topic, day: date) -> Whole:
    """The days a matter is past its deadline on ``day``, with the deadline's cell; 0 for one that is not."""
    return _days(topic, days_overdue(topic, day), f"逾期天数 = {day} − {last_day(topic.deadline)}")


def remaining(topic: Topic, day: date) -> Whole:
    """The days a matter has left on ``day``, with the deadline's cell; 0 for one past its deadline or without."""
    deadline = last_day(topic.deadline)
    left = max((deadline - day).days, 0) if deadline else 0
    return _days(topic, left, f"剩余天数 = {deadline} − {day}")


def _days(topic: Topic, days: int, formula: str) -> Whole:
    cell = topic.cells.get("deadline")
    return whole(days, Figure(Decimal(days), Unit.DAYS, formula, (cell,) if cell else ()))
