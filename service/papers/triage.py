"""Which problems go up to the meeting and which become a 项目调度单 (domain.md M7): ``triage.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Final

from data_adapters import Topic
from service.config import file_bytes, toml_table
from service.errors import SettingsError
from service.papers.issues import days_overdue, is_overdue

PATH: Final = Path(__file__).with_name("triage.toml")
_DENIED: Final = r"(?<![非不无])(?<!没有)"


class Weight(Enum):
    """How heavy a problem is; LATE goes up for its delay, not its weight; UNCLEAR is for a person to settle."""

    MAJOR = "重大"
    LATE = "久拖未决"
    GENERAL = "一般"
    UNCLEAR = "待核定"


@dataclass(frozen=True, slots=True)
class Triage:
    """The words and days that ``triage.toml`` explains."""

    major: tuple[str, ...]
    general: tuple[str, ...]
    major_overdue_days: int

    def weigh(self, topic: Topic, day: date) -> Weight:
        """By the word in its 问题级别; where that tells nothing, or both, by how long it is overdue on ``day``."""
        said = {
            weight
            for weight, words in ((Weight.MAJOR, self.major), (Weight.GENERAL, self.general))
            if any(re.search(_DENIED + re.escape(word), topic.severity) for word in words)
        }
        if len(said) == 1:
            return said.pop()
        late = is_overdue(topic, day) and days_overdue(topic, day) >= self.major_overdue_days
        return Weight.LATE if late else Weight.UNCLEAR


def triage(path: Path = PATH) -> Triage:
    """The rule in force. Raises :class:`SettingsError` in one sentence that names the file and the setting."""
    what = f"设置文件“{path.name}”"
    table = toml_table(file_bytes(path, what), what)
    names = [item.name for item in fields(Triage)]
    if unknown := [key for key in table if key not in names]:
        raise SettingsError(f"{what}里的“{unknown[0]}”不认识，可用的有：{'、'.join(names)}")
    days = table.get("major_overdue_days")
    if type(days) is not int or days < 1:
        raise SettingsError(f"{what}里的“major_overdue_days”应为不小于1的整数，请改正")
    return Triage(_words(table, "major", what), _words(table, "general", what), days)


def _words(table: dict[str, Any], name: str, what: str) -> tuple[str, ...]:
    words = table.get(name)
    if not isinstance(words, list) or not words or not all(isinstance(word, str) and word.strip() for word in words):
        raise SettingsError(f"{what}里的“{name}”应为方括号括起的文字，至少一个，请改正")
    return tuple(word.strip() for word in words)
