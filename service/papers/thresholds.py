"""From which day on a matter is reminded of, and in which degree: ``thresholds.toml``, read anew for every pack."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Final

from data_adapters import Topic
from service.config import file_bytes, toml_table
from service.errors import SettingsError
from service.figures import Progress
from service.papers.issues import days_overdue, last_day

PATH: Final = Path(__file__).with_name("thresholds.toml")


class Degree(Enum):
    """The degrees of a reminder; the word is what is printed."""

    BLUE = "蓝色"
    ORANGE = "橙色"
    RED = "红色"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Days and percentage points, as ``thresholds.toml`` explains each of them."""

    near_days: int
    behind_points: int
    red_days: int
    talk_days: int
    criticism_days: int


def thresholds(path: Path = PATH) -> Thresholds:
    """The thresholds in force. Raises :class:`SettingsError` in one sentence that names the file and the setting."""
    what = f"设置文件“{path.name}”"
    table = toml_table(file_bytes(path, what), what)
    names = [item.name for item in fields(Thresholds)]
    if unknown := [key for key in table if key not in names]:
        raise SettingsError(f"{what}里的“{unknown[0]}”不认识，可用的有：{'、'.join(names)}")
    for name in names:
        value = table.get(name)
        if type(value) is not int or value < 0:
            raise SettingsError(f"{what}里的“{name}”应为不小于0的整数，请改正")
    return Thresholds(**table)


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
