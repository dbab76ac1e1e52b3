"""The escalation ladder as a rule file (``ladder.toml``): 提醒 → 督办 → 约谈 → 通报 → 问责, and when each may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from service.config import file_bytes, toml_table
from service.errors import SettingsError

PATH: Final = Path(__file__).with_name("ladder.toml")
_BEFORE: Final = re.compile(r"到期前(\d{1,2})天")
_OVERDUE: Final = re.compile(r"逾期(\d{1,3})天")
_SINCE: Final = re.compile(r"(.{1,20})后(\d{1,3})(天|日|个?工作日)未反馈")
_LONGEST: Final = 20
_KEYS: Final = ("name", "when", "paper", "series")
_FORMS: Final = "可以写“到期前7天”（只在第一步）、“逾期10天”、“督办后5个工作日未反馈”，两个条件用“且”连起来"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder, and when it may be taken.

    ``overdue`` is the least 逾期天数, negative for so many days before the deadline, None where it does not matter;
    ``since`` the days that must have gone by after the step before, counted in working days where ``working``.
    ``when`` is the rule as it was written, ``paper`` the id of the paper it makes, ``series`` the word in its number.
    """

    name: str
    when: str
    paper: str
    series: str
    overdue: int | None = None
    since: int | None = None
    working: bool = False


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps in their order."""

    rungs: tuple[Rung, ...]

    def names(self) -> tuple[str, ...]:
        """What the steps are called."""
        return tuple(rung.name for rung in self.rungs)

    def following(self, taken: str) -> Rung | None:
        """The step after the one that was taken ("": none was); None at the top, or where it is no step of these."""
        place = self.names().index(taken) + 1 if taken in self.names() else 0 if not taken else len(self.rungs)
        return self.rungs[place] if place < len(self.rungs) else None

    def earliest(self, paper: str) -> int | None:
        """The least 逾期天数 at which a step that makes a paper can come, each before it on its first day, working days
        counted as days; negative before the deadline. None where no step makes it."""
        day: int | None = None
        for rung in self.rungs:
            reached = [rung.overdue] if rung.overdue is not None else []
            if day is not None:
                reached.append(day + (rung.since or 0) + 1)
            day = max(reached)
            if rung.paper == paper:
                return day
        return None


def ladder_of(home: Path) -> Ladder:
    """The ladder in force: the office's own ``ladder.toml`` in its data home, else ours."""
    own = home / PATH.name
    return ladder(own if own.is_file() else PATH)


def ladder(path: Path = PATH) -> Ladder:
    """The ladder of a file. Raises :class:`SettingsError` in a sentence that names the file, the step and the cure."""
    what = f"设置文件“{path.name}”"
    table = toml_table(file_bytes(path, what), what)
    steps = table.get("step")
    if set(table) != {"step"} or not isinstance(steps, list) or not steps:
        raise SettingsError(f"{what}应写成几节 [[step]]，每节有 {'、'.join(_KEYS)}，请对照样例改正")
    rungs: list[Rung] = []
    for step in steps:
        rungs.append(_rung(step, rungs, f"{what}第{len(rungs) + 1}步"))
    return Ladder(tuple(rungs))


def _rung(step: Any, before: Sequence[Rung], where: str) -> Rung:
    fine = isinstance(step, dict) and set(step) == set(_KEYS) and all(isinstance(step[key], str) for key in _KEYS)
    if not fine or not all(step[key].strip() for key in _KEYS):
        raise SettingsError(f"{where}应正好有 {'、'.join(_KEYS)} 四项，都是加引号的文字，请改正")
    name, when, paper, series = (step[key].strip() for key in _KEYS)
    if len(name) > _LONGEST:
        raise SettingsError(f"{where}的名称“{name}”超过{_LONGEST}个字，请改短")
    if name in {rung.name for rung in before}:
        raise SettingsError(f"{where}的“{name}”前面已有，一步只能写一次，请改名或删去一节")
    overdue = since = None
    working = False
    for part in when.split("且"):
        if match := _overdue(part, first=not before):
            overdue = match
        elif (found := _SINCE.fullmatch(part)) and before:
            _check_name(found[1], before[-1], where)
            since, working = int(found[2]), "工作日" in found[3]
        else:
            raise SettingsError(f"{where}“{name}”的 when 写的“{when}”读不懂：{_FORMS}")
    return Rung(name, when, paper, series, overdue, since, working)


def _overdue(part: str, *, first: bool) -> int | None:
    """The least days overdue; negative before the deadline. None for words that say something else."""
    if first and (match := _BEFORE.fullmatch(part)):
        return -int(match[1])
    match = _OVERDUE.fullmatch(part)
    return int(match[1]) or None if match else None


def _check_name(named: str, before: Rung, where: str) -> None:
    if named != before.name:
        raise SettingsError(f"{where}写的是“{named}后”，它的上一步却是“{before.name}”，只能从上一步起算，请改正")
