"""The task units: who is where, and their ranking, apart by 单位类别, with the movement since the last period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from data_adapters import Project, Reading
from service.figures import Period, Progress, State, of_record
from service.figures.breakdown import NO_UNIT, OTHERS, by_group
from service.figures.ranking import Ranked, in_state, movement, places, rank_apart
from service.figures.rates import Measure, rate_of
from service.figures.unit_names import unit_key
from service.papers import bulletin_rows as rows
from service.papers.base import shown
from service.papers.counted import counted
from service.wording import GAP

_LISTS: Final = {
    "达序时单位": (State.ON_SCHEDULE,),
    "滞后单位": (State.BEHIND, State.ZERO),
    "零投资单位": (State.ZERO,),
    "未报单位": (State.NOT_REPORTED,),
    "计划未填单位": (State.PLAN_MISSING,),
    "不适用单位": (State.NOT_APPLICABLE,),
    "无任务单位": (State.NO_PLAN,),
}


@dataclass(frozen=True, slots=True)
class Units:
    """The units of some readings, and whether the ledger gives them tasks of their own (else by their projects)."""

    parts: tuple[Progress, ...]
    tasks: bool

    @property
    def groups(self) -> Mapping[str, list[Ranked]]:
        """Each class's own ranking, "" for units without one."""
        return rank_apart(self.parts)


@dataclass(frozen=True, slots=True)
class Before:
    """The last ranking: places by class and unit, and which units it listed at all."""

    places: Mapping[str, Mapping[str, int]]
    listed: frozenset[str]

    def moved(self, place: Ranked, group: str) -> str:
        """升2位, 降1位, 持平; 新列入 for a unit that was not listed, 上期未排名 for one that had no place."""
        if not place.rank:
            return GAP
        key, then = unit_key(place.progress.name), self.places.get(group, {})
        if key in then:
            return movement(place, then, unit_key).replace("上升", "升").replace("下降", "降")
        if key not in self.listed:
            return "新列入"
        return GAP if any(key in other for other in self.places.values()) else "上期未排名"


def units_of(readings: Sequence[Reading], projects: Sequence[Progress], period: Period) -> Units:
    """The ledger's task units, else the lead units of its projects; projects without a unit are no unit."""
    targets = tuple(of_record(unit, period) for reading in readings for unit in reading.units)
    if targets:
        return Units(targets, tasks=True)
    return Units(tuple(unit for unit in by_group(projects, "unit", period) if unit.name != NO_UNIT), tasks=False)


def before(last: Units, now: Units) -> Before | None:
    """The last ranking to measure by; None without one, or where one ledger gives tasks and the other does not."""
    if not last.parts or last.tasks is not now.tasks:
        return None
    ranked = {name: places(group, unit_key) for name, group in last.groups.items()}
    return Before(ranked, frozenset(unit_key(part.name) for part in last.parts))


def told(units: Units, projects: Sequence[Progress], period: Period, last: Before | None) -> dict[str, Any]:
    """All that the bulletin says of units: the lists best or worst first, the rankings, who has no unit."""
    groups = units.groups
    behind = sorted(in_state(units.parts, State.BEHIND, State.ZERO), key=lambda part: part.gap.number)
    ahead = sorted(in_state(units.parts, State.ON_SCHEDULE), key=lambda part: -part.gap.number)
    lists = {label: rows.names(in_state(units.parts, *states), label) for label, states in _LISTS.items()}
    several = len(groups) > 1
    own = _projects_of(projects)
    ranked: list[dict[str, Any]] = [
        {
            "类别": (name or OTHERS) if several else "",
            "名次": [
                line | _more(place, own.get(unit_key(place.progress.name), []), period, last, name)
                for place, line in zip(group, rows.ranked(group), strict=True)
            ],
        }
        for name, group in groups.items()
    ]
    return {
        "任务单位数": counted(units.parts, "任务单位数"),
        "单位类别": [
            {
                "名称": name or OTHERS,
                "个数": counted([place.progress for place in group], f"{name or OTHERS}的任务单位数"),
            }
            for name, group in groups.items()
            if several
        ],
        "有排名": any(place.rank for group in groups.values() for place in group),
        "有升降": last is not None,
        "有开工率": any(row["开工率"] != GAP for group in ranked for row in group["名次"]),
        "排名": ranked,
        **lists,
        "达序时单位": rows.names(ahead, "达序时单位"),
        "滞后单位": rows.names(behind, "滞后单位"),
        "无单位项目数": counted([part for part in projects if not (units.tasks or part.unit)], "无责任单位项目数"),
    }


def _projects_of(projects: Sequence[Progress]) -> dict[str, list[Project]]:
    """The projects that each unit leads, by the unit's key."""
    found: dict[str, list[Project]] = {}
    for part in projects:
        if isinstance(part.record, Project) and part.unit:
            found.setdefault(unit_key(part.unit), []).append(part.record)
    return found


def _more(place: Ranked, own: Sequence[Project], period: Period, last: Before | None, group: str) -> dict[str, Any]:
    """What a line of the ranking has beside its figures."""
    started = rate_of(own, Measure.STARTED, period).figure
    return {
        "项目数": counted(own, f"{place.progress.name}项目数"),
        "开工率": shown(started) if started.known else GAP,
        "升降": last.moved(place, group) if last else GAP,
    }
