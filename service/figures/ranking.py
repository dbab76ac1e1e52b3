"""Ranking by the exact value before rounding; ties, which end is first and who is ranked apart are settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple

from data_adapters import Absent, UnitTarget
from data_adapters.patterns import regex
from service.figures.breakdown import NO_UNIT
from service.figures.figure import Figure, Unit
from service.figures.progress import Progress, State

_WHOLE: Final = regex(
    r"(?:[县市区省州盟旗]?(?:合|总|小|累)计|全[县市区省州盟旗](?:合计|总计|平均)?)(?:[(（]?共?\d+[个项][)）]?)?"
)
_ZERO: Final = State.ZERO.value
TOTAL_UNRANKED: Final = "合计不参加排名"
NO_UNIT_UNRANKED: Final = "没有填写责任单位，不参加排名"


class Ties(Enum):
    """What follows two that share the second rank: the fourth (the usual), or the third."""

    SKIP = "1224"
    DENSE = "1223"


class Order(NamedTuple):
    """Settings of a ranking. ``lowest_first`` makes the worst no. 1, as some counties do (domain.md §4)."""

    ties: Ties = Ties.SKIP
    lowest_first: bool = False


class Ranked(NamedTuple):
    """A place on a ranking: ``rank`` is None for those that stand below, unranked, with the ``reason``."""

    rank: int | None
    progress: Progress
    reason: str = ""
    tied: bool = False

    @property
    def words(self) -> str:
        """The place as a text says it: 第3, 并列第2; "" without one."""
        return f"{'并列' if self.tied else ''}第{self.rank}" if self.rank else ""


def rank(parts: Sequence[Progress], order: Order | None = None) -> list[Ranked]:
    """Ranking of completion rates, best first unless ``order`` says else; the unranked follow in their given order.

    Ties keep the order they were given in. Who reported zero is ranked, who did not report is not; several of which
    some were not reported are ranked by what was, over all their plans, and the reason says how many were not. Who is
    unranked as 未上报 has no rate, so that a place and "未上报" never stand in one line. A line that is the sum of the
    others (合计, 全县) is never ranked, nor are the projects that name no unit.
    """
    order = order or Order()
    able: list[tuple[Decimal, Progress]] = []
    below: list[Progress] = []
    for part in parts:
        rate = part.rate_value
        if isinstance(rate, Absent) or _never(part):
            below.append(part)
        else:
            able.append((rate, part))
    able.sort(key=itemgetter(0), reverse=not order.lowest_first)
    places = _places([rate for rate, _ in able], order.ties)
    tied = {place for place, after in pairwise(places) if place == after}
    ranked = [
        Ranked(place, part, _ZERO if part.state is State.ZERO else part.remark, place in tied)
        for place, (_, part) in zip(places, able, strict=True)
    ]
    return ranked + [Ranked(None, part, _why_unranked(part)) for part in below]


def _places(values: Sequence[Decimal], ties: Ties) -> list[int]:
    """The places of values that stand in order."""
    places: list[int] = []
    for position, value in enumerate(values):
        if position and values[position - 1] == value:
            places.append(places[-1])
        else:
            places.append(position + 1 if ties is Ties.SKIP or not places else places[-1] + 1)
    return places


def rank_figures(ranking: Sequence[Ranked], rates: Sequence[Figure]) -> list[Figure | None]:
    """The places of a ranking as figures, in its order: each from its own rate, as given, and those it was compared
    with; None for the unranked. A place is one more than how many stand before it, ties sharing theirs."""
    able = [(place, rate) for place, rate in zip(ranking, rates, strict=True) if place.rank]
    compared = Figure(Decimal(len(able)), Unit.COUNT, "参加排名的完成率", tuple([rate for _, rate in able]))
    formula = _place_words(able)
    made = iter([Figure(Decimal(place.rank or 0), Unit.PLACE, formula, (rate, compared)) for place, rate in able])
    return [next(made) if place.rank else None for place in ranking]


def _place_words(able: Sequence[tuple[Ranked, Figure]]) -> str:
    """How the places of a ranking were counted, as it shows itself."""
    falling = all(before.number >= after.number for (_, before), (_, after) in pairwise(able))
    dense = bool(able) and able[-1][0].rank == len({rate.number for _, rate in able}) < len(able)
    which = "不相同的" if dense else ""
    return f"位次 = 参加排名的完成率中{'高于' if falling else '低于'}它的{which}个数 + 1"


def is_whole(part: Progress) -> bool:
    """Whether a line is the sum of others by its name."""
    name = part.name
    return ("计" in name or "全" in name) and bool(_WHOLE.fullmatch(re.sub(r"\s", "", name)))


def _never(part: Progress) -> str:
    """Why a part is ranked among nobody, whatever its rate; "" for one that may be."""
    return TOTAL_UNRANKED if is_whole(part) else NO_UNIT_UNRANKED if part.name == NO_UNIT else ""


def _why_unranked(part: Progress) -> str:
    if never := _never(part):
        return never
    said = part.state is State.NOT_REPORTED or part.record  # of one record: what a person decided
    return part.remark if said and part.remark else part.state.value


def unit_group(part: Progress) -> str:
    """The 单位类别 a task unit is ranked in; "" where it names none."""
    return part.record.unit_group if isinstance(part.record, UnitTarget) else ""


def rank_apart(
    parts: Sequence[Progress], order: Order | None = None, group: Callable[[Progress], str] = unit_group
) -> dict[str, list[Ranked]]:
    """Each group's own ranking, by group name in order of first appearance; "" where no part names a group."""
    groups: dict[str, list[Progress]] = {}
    for part in parts:
        groups.setdefault(group(part), []).append(part)
    return {name: rank(members, order) for name, members in groups.items()}


def places(ranked: Sequence[Ranked], key: Callable[[str], str] = str) -> dict[str, int]:
    """The ranks by name (or what ``key`` makes of one), to measure the next ranking's movement against."""
    return {key(place.progress.name): place.rank for place in ranked if place.rank}


def movement(place: Ranked, before: Mapping[str, int], key: Callable[[str], str] = str) -> str:
    """What became of a place since the last ranking: 上升2位, 下降1位, 持平, 新上榜; "" for the unranked."""
    if not place.rank:
        return ""
    old = before.get(key(place.progress.name))
    if old is None:
        return "新上榜"
    if old == place.rank:
        return "持平"
    return f"{'上升' if place.rank < old else '下降'}{abs(old - place.rank)}位"


def in_state(parts: Sequence[Progress], *states: State) -> list[Progress]:
    """The parts in one of the states, in their given order."""
    return [part for part in parts if part.state in states]
