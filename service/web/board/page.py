"""What the board shows of a period, put together from its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from threading import Thread
from typing import Any, Final

from service.config import Settings
from service.errors import HuicaiError
from service.figures import State
from service.figures.rules import RuleSet
from service.figures.targets import HALF, Reached
from service.registers.snapshots import Standing
from service.web.board.asked import wanted
from service.web.board.in_force import InForce, before_of, looked_back_on
from service.web.board.trend import Trend, trend
from service.web.indicators import Indicators, Line, lines

_KINDS: Final = {
    Reached.YES.value: "good",
    Reached.NOT_YET.value: "warn",
    Reached.NO.value: "bad",
    Reached.UNKNOWN.value: "none",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A breakdown: ``of`` is what a trace of a line asks for, ``label`` what it is broken down by."""

    of: str
    label: str
    lines: tuple[Line, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Names:
    """Projects (``of`` "project") or units named because they reported zero, or did not report at all."""

    of: str
    label: str
    zero: tuple[str, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Half:
    """双过半: the whole's line of ``figures_json``, and the units by what became of them, each word with its look."""

    when: str
    whole: Mapping[str, Any]
    kind: str
    units: tuple[tuple[str, str, tuple[str, ...]], ...]
    lacks_june: bool


@dataclass(frozen=True, slots=True)
class Board:
    """All that is shown of a period in force; ``last`` is the month its movement is measured against."""

    standing: Standing
    last: Standing | None
    shown: Indicators
    tables: tuple[Table, ...]
    names: tuple[Names, ...]
    half: Half
    trend: Trend

    @property
    def units_judged(self) -> bool:
        """Whether the rules say anything of units at all."""
        return any(unit["warning"] for unit in self.shown.found["units"])


def board(in_force: InForce, standing: Standing, every: Sequence[Standing], rules: RuleSet | None) -> Board:
    """The board of a period. Raises :class:`PaperError` where there is nothing to measure, :class:`StoreError`."""
    shown = in_force.indicators(standing, every, rules)
    found = shown.found
    return Board(
        standing,
        next(iter(before_of(standing, every)), None),
        shown,
        tuple(_tables(found)),
        tuple(_names(found)),
        _half(standing, found, any(one.period.month == HALF.month for one in looked_back_on(standing, every, rules))),
        trend([in_force.point(one, every) for one in _of_the_year(standing, every)]),
    )


def warm(in_force: InForce, settings: Settings) -> Thread:
    """Work out the newest period's board beside whatever else goes on, so that nobody waits for it after a start."""

    def work() -> None:
        with suppress(HuicaiError):  # whoever opens the page is told
            every = in_force.standing()
            asked = wanted({}, every, settings)
            if asked.standing:
                board(in_force, asked.standing, every, asked.rules)

    thread = Thread(target=work, name="board", daemon=True)
    thread.start()
    return thread


def _of_the_year(standing: Standing, every: Sequence[Standing]) -> list[Standing]:
    """What is in force of a period's year up to it, in the order of time."""
    now = standing.period
    year = [one for one in every if one.period.year == now.year and one.period.end <= now.end]
    return sorted(year, key=lambda one: one.period.end)


def _tables(found: Mapping[str, Any]) -> list[Table]:
    """By plan list, and by sector, else by the ledger's own groups; none where the ledgers tell of neither."""
    sectors, own = found["by"][0], found["groups"]
    asked = [
        ("list", "计划列表", found["lists"], "一个项目可列入几个计划，各项不能相加"),
        ("sector", "行业", sectors["groups"], sectors["note"] if sectors["groups"] else ""),
        ("group", "台账分组", [] if sectors["groups"] else own, ""),
    ]
    schedule = Decimal(found["schedule_pct"])
    return [Table(of, label, lines(groups, schedule), note) for of, label, groups, note in asked if groups]


def _names(found: Mapping[str, Any]) -> list[Names]:
    kinds = (("unit", "单位", found["units"]), ("project", "项目", found["projects"]))
    return [
        Names(of, label, _in_state(parts, State.ZERO), _in_state(parts, State.NOT_REPORTED))
        for of, label, parts in kinds
        if parts
    ]


def _in_state(parts: Sequence[Mapping[str, Any]], state: State) -> tuple[str, ...]:
    return tuple(part["name"] for part in parts if part["state"] == state.name.lower())


def _half(standing: Standing, found: Mapping[str, Any], has_june: bool) -> Half:
    period = standing.period
    whole = next(item for item in found["targets"] if item["name"] == HALF.name)
    units: dict[str, list[str]] = {}
    for unit in found["units"]:
        units.setdefault(unit["targets"][HALF.name], []).append(unit["name"])
    when = f"截至{period.month}月，离6月底还早" if period.month < HALF.month else f"{period.year}年6月底"
    return Half(
        when,
        whole,
        _KINDS[whole["reached"]],
        tuple((word, kind, tuple(units[word])) for word, kind in _KINDS.items() if word in units),
        period.elapsed > HALF.month and not has_june,
    )
