"""From which day on a matter is reminded of, and in which degree: ``thresholds.toml`` and the ladder, read anew for
every pack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Final

from data_adapters import Topic
from service.config import file_bytes, load, toml_table
from service.errors import SettingsError
from service.figures import Progress
from service.papers.issues import days_overdue, last_day
from service.registers.ladder import ladder_of

PATH: Final = Path(__file__).with_name("thresholds.toml")
_DEGREES: Final = ("behind_points", "red_days")
_OF_THE_LADDER: Final = ("near_days", "talk_days", "criticism_days")


class Degree(Enum):
    """The degrees of a reminder; the word is what is printed."""

    BLUE = "蓝色"
    ORANGE = "橙色"
    RED = "红色"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a matter is reminded of and in which degree: ``behind_points`` and ``red_days`` as ``thresholds.toml``
    explains them; the others are 逾期天数 that follow from the ladder in force, so that papers made from a list and the
    steps of the register never say different things. None where the ladder has no step that makes such a paper.
    """

    near_days: int
    behind_points: int
    red_days: int
    talk_days: int | None
    criticism_days: int | None


def thresholds(path: Path = PATH) -> Thresholds:
    """The thresholds in force. Raises :class:`SettingsError` in one sentence that names the file and the setting."""
    what = f"设置文件“{path.name}”"
    table = toml_table(file_bytes(path, what), what)
    for name in [key for key in table if key not in _DEGREES]:
        moved = "，提前几天提醒、逾期几天约谈和通报现在只写在升级规则 ladder.toml 里" if name in _OF_THE_LADDER else ""
        raise SettingsError(f"{what}里的“{name}”不认识，可用的有：{'、'.join(_DEGREES)}{moved}")
    for name in _DEGREES:
        value = table.get(name)
        if type(value) is not int or value < 0:
            raise SettingsError(f"{what}里的“{name}”应为不小于0的整数，请改正")
    rules = ladder_of(load().home)
    return Thresholds(
        **table,
        near_days=max(-(rules.earliest("reminder_letter") or 0), 0),
        talk_days=rules.earliest("talk_notice"),
        criticism_days=rules.earliest("criticism_circular"),
    )


def degree_of(topic: Topic, project: Progress | None, day: date, limits: Thresholds) -> Degree | None:
    """The degree in which an open issue is reminded of on ``day``; None where it has time, or no readable deadline."""
    deadline = last_day(topic.deadline)
    if deadline is None or (deadline - day).days > limits.near_days:
        return None
    late = days_overdue(topic, day)
    if late:
        return Degree.RED if late >= limits.red_days else Degree.ORANGE
    return Degree.ORANGE if _is_behind(project, limits) else Degree.BLUE


def _is_behind(project: Progress | None, limits: Thresholds) -> bool:
    if project is None or not project.gap.known:
        return False
    return project.gap.number <= Decimal(-limits.behind_points) / 100
