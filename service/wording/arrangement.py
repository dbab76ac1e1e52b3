"""An office's own days off and working days, from a TOML file: the year's official notice before the calendar has it,
a prefecture's festival, a day the county was given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from service import toml_text
from service.errors import SettingsError

_DAYS: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s*(?:至|—|～|~)\s*(\d{4}-\d{2}-\d{2}))?")
_KEYS: Final = frozenset(["off", "work", "official"])
_LONGEST: Final = 31


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Days off and days worked with their reasons, laid over the calendar's; ``official`` are the years it is whole
    for: in them only it and the weekends count, and nothing is provisional."""

    off: Mapping[date, str] = field(default_factory=dict)
    work: Mapping[date, str] = field(default_factory=dict)
    official: frozenset[int] = frozenset()


def parse_arrangement(data: bytes, what: str) -> Arrangement:
    """The arrangement in a TOML file's bytes (docs/check.md). Raises SettingsError in a sentence beginning ``what``."""
    try:
        table = toml_text.loads(data)
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"{what}不是完好的 TOML 文件，请用 UTF-8 编码保存，并检查引号和等号") from error
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise SettingsError(f"{what}里的“{unknown[0]}”不认识，只能有 [off]（放假）、[work]（上班）和 official（年份）")
    off, work = (_days(table.get(key, {}), key, what) for key in ("off", "work"))
    both = sorted(off.keys() & work.keys())
    if both:
        raise SettingsError(f"{what}里{both[0].isoformat()}既列为放假又列为上班，请删去一处")
    return Arrangement(off, work, _years(table.get("official", []), what))


def _days(listed: Any, key: str, what: str) -> dict[date, str]:
    if not isinstance(listed, Mapping):
        raise SettingsError(f'{what}里的 {key} 应写成 [{key}]，下面每行一个日期，如 2027-02-17 = "春节"')
    days: dict[date, str] = {}
    for written, reason in listed.items():
        if not isinstance(reason, str) or not reason.strip():
            raise SettingsError(f'{what}里“{written}”之后应写明是什么假或为什么上班，如 "春节"')
        first, last = _bounds(written, what)
        if not timedelta() <= last - first < timedelta(_LONGEST):
            raise SettingsError(f"{what}里的“{written}”起止不对：应由早到晚，不超过{_LONGEST}天")
        days.update({first + timedelta(step): " ".join(reason.split()) for step in range((last - first).days + 1)})
    return days


def _bounds(written: str, what: str) -> tuple[date, date]:
    match = _DAYS.fullmatch(written.strip())
    try:
        if match is not None:
            return date.fromisoformat(match[1]), date.fromisoformat(match[2] or match[1])
    except ValueError as error:
        raise SettingsError(f"{what}里没有“{written}”这样的日期，请核对") from error
    raise SettingsError(f'{what}里的“{written}”不是日期，请写作 2027-02-17，几天的写作 "2027-02-05至2027-02-11"')


def _years(listed: Any, what: str) -> frozenset[int]:
    if not isinstance(listed, list) or any(not isinstance(year, int) or not 2000 <= year <= 2999 for year in listed):
        raise SettingsError(f"{what}里的 official 应是年份，如 official = [2027]")
    return frozenset(listed)
