"""Rule files (TOML) as rule sets: the offices' own, and the ready examples in this folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from service.errors import SettingsError
from service.figures.rules.families import FAMILIES, Family
from service.figures.rules.ranges import Range, read_range
from service.figures.rules.subject import ISSUE, KINDS
from service.figures.rules.table import Table, read_table

COLOURS: Final = ("green", "blue", "yellow", "orange", "red", "none")
_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a scale: its own name (黄灯, 黄牌), the colour it is shown in, and what follows from it, if said."""

    name: str
    colour: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Whose figure within which range means which level.

    ``running``: for how many periods in a row it must hold; ``times``: in how many periods, this one the last.
    ``severity``: an issue of which the ledger says one of these words; () for any.
    """

    family: Family
    subject: str
    level: Level
    within: Range
    running: int = 1
    note: str = ""
    times: int = 1
    severity: tuple[str, ...] = ()

    @property
    def back(self) -> int:
        """How many earlier periods it may need to look at."""
        return max(self.running, self.times) - 1

    @property
    def words(self) -> str:
        """E.g. 滞后10（含）至30（含）个百分点为黄灯."""
        often = f"连续{self.running}个月" if self.running > 1 else f"累计{self.times}次" if self.times > 1 else ""
        note = f"（{self.note}）" if self.note else ""
        return f"{often}{self.family.says_range(self.within)}为{self.level.name}{note}"


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A rule file: levels from mild to severe, and rules. ``least_plan`` in 万元: smaller projects are not judged."""

    name: str
    source: str
    levels: tuple[Level, ...]
    rules: tuple[Rule, ...]
    least_plan: Decimal | None = None

    def severity(self, level: Level) -> int:
        """How severe a level is among the set's own: 0 is the mildest."""
        return self.levels.index(level)


def load_rules(data: bytes, file: str) -> RuleSet:
    """The rules of a file's bytes. Raises :class:`SettingsError`: one sentence with the line and what to do."""
    table = read_table(data, file)
    levels = tuple(_level(item) for item in table.tables("level"))
    if not levels:
        raise table.fault("没有写级别，请至少写一个 [[level]]，从轻到重")
    by_name = {level.name: level for level in levels}
    if len(by_name) < len(levels):
        raise table.fault("有两个级别同名，请改成不同的名称")
    numbers = table.part("given")
    given = numbers.all_numbers() if numbers else {}
    rules = tuple(_rule(item, by_name, given) for item in table.tables("rule"))
    if not rules:
        raise table.fault("没有写规则，请至少写一条 [[rule]]")
    found = RuleSet(
        table.text("name"), table.text("source", optional=True), levels, rules, table.optional_number("plan_at_least")
    )
    table.text("short", optional=True)
    table.end()
    return found


def _level(table: Table) -> Level:
    colour = table.choice("colour", COLOURS)
    found = Level(table.text("name"), colour, table.text("action", optional=True))
    table.end()
    return found


def _rule(table: Table, levels: Mapping[str, Level], given: Mapping[str, Decimal]) -> Rule:
    kind = table.choice("kind", FAMILIES)
    family = FAMILIES[kind]
    of = table.choice("of", KINDS, family.of[0])
    if of not in family.of:
        raise table.fault(f"的 {kind} 不能用来评 {of}，of 可以写：{'、'.join(family.of)}，请改正", "of")
    severity = tuple(table.texts("severity"))
    if severity and of != ISSUE:
        raise table.fault('的 severity 只能用于评问题（of = "issue"），请删去', "severity")
    found = Rule(
        family,
        of,
        levels[table.choice("level", levels)],
        read_range(table, given),
        table.whole("running", 1),
        table.text("note", optional=True),
        table.whole("times", 1),
        severity,
    )
    if found.running > 1 and found.times > 1:
        raise table.fault("同时写了 running 和 times，只能写一个，请删去一个", "times")
    table.end()
    return found


@cache
def ready_rules() -> Mapping[str, Path]:
    """The ready examples by their short Chinese names."""
    files = sorted(_FOLDER.glob("*.toml"))
    return {read_table(path.read_bytes(), path.name).text("short"): path for path in files}


def find_rules(name: str) -> RuleSet:
    """A ready example by its Chinese or file name, else the rules of the file at this path.

    Raises :class:`SettingsError` where there is neither.
    """
    for short, path in ready_rules().items():
        if name in (short, path.stem):
            return load_rules(path.read_bytes(), path.name)
    path = Path(name)
    try:
        return load_rules(path.read_bytes(), path.name)
    except (OSError, ValueError) as error:
        known = "、".join(ready_rules())
        raise SettingsError(f"没有“{name}”这个规则文件，请给出规则文件的位置，或用现成的：{known}") from error
