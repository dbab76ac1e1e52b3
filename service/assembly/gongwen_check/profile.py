"""A profile: the measures, fonts, words and rules a document is checked against, read from a TOML file.

A county's own file names the profile it builds on (``base``) and only what differs; profiles/standard.toml is whole.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.assembly.gongwen_check.finding import Severity
from service.errors import SettingsError

FOLDER = Path(__file__).parent / "profiles"
_DEEPEST = 5
_RULE_KEYS = frozenset(["on", "severity", "clause", "what", "except"])


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it asks for, its clause or source, how grave a breach is, the kinds of paper it does not bind."""

    code: str
    what: str
    clause: str
    severity: Severity
    on: bool
    without: frozenset[str]


@dataclass(frozen=True, slots=True)
class Profile:
    """Measures in mm, sizes in half-points, fonts and words by their names in the file, and the rules by code."""

    name: str
    page: Mapping[str, float]
    sizes: Mapping[str, int]
    fonts: Mapping[str, tuple[str, ...]]
    limits: Mapping[str, int]
    words: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, Rule]

    @property
    def all_fonts(self) -> frozenset[str]:
        """Every font the profile names for anything."""
        return frozenset(font for fonts in self.fonts.values() for font in fonts)


def profile_names() -> list[str]:
    """The profiles delivered with the service."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def load_profile(name: str = "standard") -> Profile:
    """A delivered profile by name. Raises SettingsError for an unknown one."""
    if name not in profile_names():
        raise SettingsError(
            f"没有名为“{name}”的检查方案，现有：{'、'.join(profile_names())}；也可以给出自己的 .toml 文件"
        )
    return parse_profile((FOLDER / f"{name}.toml").read_bytes(), f"检查方案“{name}”")


def parse_profile(data: bytes, what: str) -> Profile:
    """The profile in a TOML file's bytes. Raises SettingsError in a sentence that begins with ``what``."""
    try:
        return _profile(_whole_table(data, what), what)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SettingsError(f"{what}里的设置不合要求（{error}），请对照 standard.toml 改正") from error


def _whole_table(data: bytes, what: str, depth: int = 0) -> dict[str, Any]:
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{what}不是完好的 TOML 文件，请用 UTF-8 编码保存并对照 standard.toml 改正") from error
    base = table.pop("base", "")
    if not base:
        return table
    if base not in profile_names() or depth > _DEEPEST:
        raise SettingsError(f"{what}里的 base = “{base}”不是现有的检查方案，可用的有：{'、'.join(profile_names())}")
    below = _whole_table((FOLDER / f"{base}.toml").read_bytes(), what, depth + 1)
    return _laid(below, table, what)


def _laid(below: dict[str, Any], above: Mapping[str, Any], what: str, path: str = "") -> dict[str, Any]:
    """A table with another laid over it; a name the base does not know is a slip of the pen."""
    for key, value in above.items():
        if key not in below and not (path.startswith("rules.") and key in _RULE_KEYS):
            raise SettingsError(f"{what}里的“{path}{key}”不是检查方案的设置项，请对照 standard.toml 改正")
        if isinstance(value, Mapping) and isinstance(below.get(key), dict):
            below[key] = _laid(below[key], value, what, f"{path}{key}.")
        else:
            below[key] = value
    return below


def _profile(table: Mapping[str, Any], what: str) -> Profile:
    if not isinstance(table.get("rules"), Mapping):
        raise SettingsError(f'{what}里没有 base，也没有写全各项规则，请在开头写上 base = "standard"')
    return Profile(
        name=str(table["name"]),
        page={key: float(value) for key, value in table["page"].items()},
        sizes={key: int(value) for key, value in table["sizes"].items()},
        fonts={key: tuple(map(str, value)) for key, value in table["fonts"].items()},
        limits={key: int(value) for key, value in table["limits"].items()},
        words={key: tuple(map(str, value)) for key, value in table["words"].items()},
        rules={code: _rule(code, rule) for code, rule in table["rules"].items()},
    )


def _rule(code: str, rule: Mapping[str, Any]) -> Rule:
    unknown = set(rule) - _RULE_KEYS
    if unknown:
        raise ValueError(f"规则 {code} 里有不认识的 {'、'.join(sorted(unknown))}")
    return Rule(
        code,
        str(rule["what"]),
        str(rule["clause"]),
        Severity(rule.get("severity", "error")),
        bool(rule.get("on", True)),
        frozenset(map(str, rule.get("except", ()))),
    )
