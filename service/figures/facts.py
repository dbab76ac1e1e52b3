"""What a project's row says of its life: new or continuing, started, resumed, finished, entered in the statistics.

Each fact is True, False, or None where the row does not say: what nobody wrote is not guessed from other columns.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date
from typing import Final

from data_adapters import Cell, PartialDate, Project

Fact = Callable[[Project, date], bool | None]

_NO: Final = re.compile(r"^(?:否|×|✗|无)|未|没|尚|待|拟|不")
_YES: Final = re.compile(r"^(?:是|√|✓|有|在库|新?入库|入统|纳统|按期|正常)|已|实质性开工|开工$|复工$|竣工$|投产$")
_NEW: Final = re.compile(r"新建|新开工|拟开工|扩建|改建|改扩建|迁建")
_CONTINUING: Final = re.compile(r"续建|结转|在建|促竣工")
_LATE_PARTS: Final = {"初": 10, "上旬": 10, "中旬": 20, "中": 20}


def is_new(project: Project, _day: date) -> bool | None:
    """Whether its 建设性质 says that it starts this year; None where it says neither."""
    if _CONTINUING.search(project.nature):
        return False
    return True if _NEW.search(project.nature) else None if not project.nature else False


def is_continuing(project: Project, _day: date) -> bool | None:
    """Whether its 建设性质 says 续建."""
    return bool(_CONTINUING.search(project.nature)) if project.nature else None


def has_started(project: Project, day: date) -> bool | None:
    """Started by ``day``: 实际开工时间, 是否开工, finished, or 续建 (开工率 counts the finished too)."""
    said = _done_by(project, "start_actual", "is_started", day)
    if said is not None:
        return said
    return True if has_finished(project, day) or is_continuing(project, day) else None


def has_resumed(project: Project, day: date) -> bool | None:
    """Resumed by ``day``, by 复工时间 or 是否复工."""
    return _done_by(project, "resume_actual", "is_resumed", day)


def has_finished(project: Project, day: date) -> bool | None:
    """Finished by ``day``, by 实际竣工时间 or 是否竣工."""
    return _done_by(project, "finish_actual", "is_finished", day)


def in_production(project: Project, day: date) -> bool | None:
    """In production by ``day``, by 实际投产时间."""
    return _done_by(project, "production_actual", "", day)


def in_statistics(project: Project, day: date) -> bool | None:
    """Entered in the statistics bureau's system by ``day``, by 入库时间 or 入库情况."""
    return _done_by(project, "statistics_date", "in_statistics", day)


def due_to_start(project: Project, day: date) -> bool | None:
    """Whether its planned start lies before the end of ``day``'s month."""
    return _due(project, "start_planned", day)


def due_to_finish(project: Project, day: date) -> bool | None:
    """Whether its planned end lies before the end of ``day``'s month."""
    return _due(project, "finish_planned", day)


def _due(project: Project, field: str, day: date) -> bool | None:
    last = last_day(project, field)
    return None if last is None else last <= day


def _done_by(project: Project, date_field: str, text_field: str, day: date) -> bool | None:
    """By the first of the two columns that says something; a date after ``day`` is a plan, not a fact."""
    first = first_day(project, date_field)
    if first is not None:
        return first <= day
    text = project.value(text_field) if text_field else ""
    return spoken(text) if isinstance(text, str) else None


def spoken(text: str) -> bool | None:
    """Yes or no, as a cell's words say it; None for a blank or anything else."""
    plain = re.sub(r"\s", "", text)
    if _NO.search(plain):
        return False
    return True if _YES.search(plain) else None


def last_day(project: Project, field: str) -> date | None:
    """The last day that a date field still allows (a month its end, a year its end); None where it gives none."""
    value = project.value(field)
    if not isinstance(value, PartialDate):
        return None
    month = value.month or 12
    most = calendar.monthrange(value.year, month)[1]
    return date(value.year, month, value.day or _LATE_PARTS.get(value.part, most))


def first_day(project: Project, field: str) -> date | None:
    """The first day that a date field allows; of a bare year January the 1st."""
    value = project.value(field)
    return date(value.year, value.month or 1, value.day or 1) if isinstance(value, PartialDate) else None


def cells_of(project: Project, *fields: str) -> tuple[Cell, ...]:
    """The cells of the named fields that the row has."""
    return tuple(project.cells[name] for name in fields if name in project.cells)
