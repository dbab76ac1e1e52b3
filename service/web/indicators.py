"""The indicators of an upload as the page shows them: ``figures_json`` put in the order a person reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from data_adapters import Reading
from service.figures import Outcome, Period, State
from service.figures.report import figures_json
from service.figures.settled import LEFT_OUT
from service.web.asking import Choice
from service.wording import cumulative_period

_FULL = Decimal(100)
COLOURS: Final = {"green": "绿", "blue": "蓝", "yellow": "黄", "orange": "橙", "red": "红", "none": "无色"}
"""How a level's colour is called: a chip says it, for grey print and for those who cannot tell colours."""
_SEVERE: Final = ("red", "orange", "yellow", "blue", None, "none", "green")


@dataclass(frozen=True, slots=True)
class Bar:
    """A rate's bar on a scale common to its table: widths and the schedule's place, 0 to 100."""

    width: Decimal
    schedule: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a ranking: ``figures`` is its entry of ``figures_json``; ``bar`` is None without a rate."""

    figures: dict[str, Any]
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class Group:
    """Those ranked together: the group's name ("" where all are), and how many there are."""

    name: str
    lines: tuple[Line, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Warned:
    """One that a rule speaks of: what it is (任务单位, 项目, 问题), its name and unit, and the warning."""

    kind: str
    name: str
    unit: str
    warning: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Warnings:
    """``lines`` are those not green, the severest first; ``counts`` pair each level with how many there are."""

    lines: tuple[Warned, ...]
    counts: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Indicators:
    """All indicators of a period; ``found`` is ``figures_json`` itself."""

    span: str
    found: dict[str, Any]
    units: tuple[Group, ...]
    projects: Group
    groups: tuple[Line, ...]
    warnings: Warnings
    no_plan: tuple[str, ...]


def indicators(outcome: Outcome, period: Period, last: Sequence[Reading], choice: Choice) -> Indicators:
    """Every figure at the end of a period, as persons decided on questions; ``last`` is the upload compared with."""
    asked = replace(choice.asked, questions=outcome.open)
    return shown(figures_json(outcome.readings, period, last, choice.rules, asked), period)


def shown(found: dict[str, Any], period: Period) -> Indicators:
    """The figures found, in the order a person reads."""
    schedule = Decimal(found["schedule_pct"])
    span = cumulative_period(period.year, period.month)
    units = tuple(_group(name, parts, schedule) for name, parts in _apart(found["units"]).items())
    parts = found["projects"] or found["units"]
    return Indicators(
        span,
        found,
        units,
        _group("", found["projects"], schedule),
        lines(found["by"][0]["groups"], schedule) if found["by"] else (),
        _warnings(found),
        tuple(part["name"] for part in parts if _without_plan(part)),
    )


def _without_plan(part: dict[str, Any]) -> bool:
    """Whether its ledger gives no plan; what a person left out has one that is not counted."""
    return bool(part["state"] == State.NO_PLAN.name.lower() and part["remark"] != LEFT_OUT)


def _apart(units: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Units by the group they are ranked in."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for unit in units:
        groups.setdefault(unit["rank_group"], []).append(unit)
    return groups


def _group(name: str, parts: Sequence[dict[str, Any]], schedule: Decimal) -> Group:
    """By rank, the unranked last."""
    ordered = sorted(parts, key=lambda part: (part["rank"] is None, part["rank"]))
    return Group(name, lines(ordered, schedule), len(parts))


def lines(parts: Sequence[dict[str, Any]], schedule: Decimal) -> tuple[Line, ...]:
    """A rate over 100 % stretches the scale of the whole table."""
    scale = max([_FULL, *(Decimal(part["rate_pct"]) for part in parts if part["rate_pct"])])
    return tuple(Line(part, _bar(part["rate_pct"], schedule, scale)) for part in parts)


def _bar(rate: str | None, schedule: Decimal, scale: Decimal) -> Bar | None:
    if rate is None:
        return None
    return Bar(_share(max(Decimal(rate), Decimal(0)), scale), _share(schedule, scale))


def _share(value: Decimal, scale: Decimal) -> Decimal:
    return round(value / scale * _FULL, 2)


def _warnings(found: dict[str, Any]) -> Warnings:
    kinds = (("任务单位", found["units"]), ("项目", found["projects"]), ("问题", found["issues"]))
    judged = [
        Warned(kind, _named(part), part["unit"], part["warning"])
        for kind, parts in kinds
        for part in parts
        if part["warning"]
    ]
    counts: dict[tuple[str, str], int] = {}
    judged.sort(key=lambda item: _SEVERE.index(item.warning["colour"]))
    for item in judged:
        level = (item.warning["level"] or "未评级", item.warning["colour"] or "none")
        counts[level] = counts.get(level, 0) + 1
    shown = [item for item in judged if item.warning["colour"] != "green"]
    return Warnings(tuple(shown), tuple((*level, count) for level, count in counts.items()))


def _named(part: dict[str, Any]) -> str:
    return (
        f"{part['name']}：{part['problem']}"
        if part.get("problem") and part["problem"] != part["name"]
        else part["name"]
    )
