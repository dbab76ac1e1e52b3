"""What a person asks the board for in its address: which period, judged by which rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from service.config import Settings, file_bytes
from service.errors import SettingsError
from service.figures import read_period
from service.figures.rules import RuleSet, find_rules, load_rules
from service.registers.snapshots import Standing
from service.web.asking import rule_names

OWN: Final = "rules.toml"
"""The office's own rules, if it keeps such a file in its data home: they judge where nobody asks for others."""
NONE: Final = "不评级"
_OWN_WORD: Final = "own"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The period in force that is asked for (None where none is in force), the rules and under which word they are
    chosen, and sentences on what could not be given."""

    standing: Standing | None
    rules: RuleSet | None
    rule: str
    faults: tuple[str, ...]


def wanted(typed: Mapping[str, str], every: Sequence[Standing], settings: Settings) -> Wanted:
    """What an address asks for. What it asks for and is not there is said, and the usual is given in its place."""
    faults: list[str] = []
    standing = _standing(typed.get("period", "").strip(), every, faults)
    rule = typed.get("rules", "").strip() or usual(settings)
    try:
        return Wanted(standing, rules_named(rule, settings.home), rule, tuple(faults))
    except SettingsError as error:
        return Wanted(standing, None, NONE, (*faults, f"预警没有评级：{error}。"))


def usual(settings: Settings) -> str:
    """The word of the rules that judge where nobody asks for others."""
    return settings.warning_rules or (_OWN_WORD if (settings.home / OWN).is_file() else NONE)


def choices(home: Path) -> list[tuple[str, str]]:
    """The rules one can choose, each by its word and name."""
    own = [(_OWN_WORD, "本单位的规则")] if (home / OWN).is_file() else []
    return [(NONE, NONE), *own, *rule_names().items()]


def _standing(text: str, every: Sequence[Standing], faults: list[str]) -> Standing | None:
    newest = every[0] if every else None
    if not text or newest is None:
        return newest
    try:
        period = read_period(text)
    except ValueError as error:
        faults.append(f"{error}；下面是最近一期。")
        return newest
    found = next((one for one in every if one.period == period), None)
    if found is None:
        faults.append(f"{period}还没有本期数据，下面是最近一期 {newest.period}。")
    return found or newest


def rules_named(rule: str, home: Path) -> RuleSet | None:
    """The rules under a word; None for 不评级. Raises :class:`SettingsError` for faulty ones, and for none of ours."""
    if rule == NONE:
        return None
    if rule == _OWN_WORD:
        return load_rules(file_bytes(home / OWN, f"本单位的预警规则“{OWN}”"), OWN)
    if rule not in rule_names():  # anything else would be taken for a file's name
        raise SettingsError(f"没有“{rule}”这个预警规则，请在列表里另选")
    return find_rules(rule)
