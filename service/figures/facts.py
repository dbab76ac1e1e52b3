"""What a project's row says of its life: new or continuing, started, resumed, finished, entered in the statistics.

What nobody wrote is not guessed from other columns, and every fact names the cells that it was read from.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from data_adapters import Cell, PartialDate, Project, Record
from data_adapters.patterns import regex


class Said(NamedTuple):
    """What a row says: True, False, or None where it does not say, and the cells that say it, or do not."""

    yes: bool | None
    cells: tuple[Cell, ...] = ()

    def __bool__(self) -> bool:
        return self.yes is True


Fact = Callable[[Project, date], Said]

_NO: Final = regex(r"^(?:否|×|✗|无)|未|没|尚|待|拟|不")
_YES: Final = regex(r"^(?:是|√|✓|有|在库|新?入库|入统|纳统|按期|正常)|已|实质性开工|开工$|复工$|竣工$|投产$")
_NEW: Final = regex(r"新建|新开工|拟开工|扩建|改建|改扩建|迁建")
_CONTINUING: Final = regex(r"续建|结转|在建|促竣工")
_LATE_PARTS: Final = {"初": 10, "上旬": 10, "中旬": 20, "中": 20}


def is_new(project: Project, _day: date) -> Said:
    """Whether its 建设性质 says that it starts this year."""
    return Said(_nature(project, _NEW, _CONTINUING), cells_of(project, "nature"))


def is_continuing(project: Project, _day: date) -> Said:
    """Whether its 建设性质 says 续建."""
    return Said(_nature(project, _CONTINUING), cells_of(project, "nature"))


def _nature(project: Project, wanted: re.Pattern[str], rather: re.Pattern[str] | None = None) -> bool | None:
    if not project.nature:
        return None
    return bool(wanted.search(project.nature)) and not (rather and rather.search(project.nature))


def has_started(project: Project, day: date) -> Said:
    """Started by ``day``: 实际开工时间, 是否开工, finished, or 续建 (开工率 counts the finished too)."""
    said = _done_by(project, "start_actual", "is_started", day)
    if said.yes is not None:
        return said
    return has_finished(project, day) or is_continuing(project, day) or said


def has_resumed(project: Project, day: date) -> Said:
    """Resumed by ``day``, by 复工时间 or 是否复工."""
    return _done_by(project, "resume_actual", "is_resumed", day)


def under_way(project: Project, day: date) -> Said:
    """Resumed where it continues, started where it is new: the numerator of 开复工率."""
    kind = is_continuing(project, day)
    said = has_resumed(project, day) if kind else has_started(project, day)
    return Said(said.yes, tuple(dict.fromkeys((*kind.cells, *said.cells))))


def has_finished(project: Project, day: date) -> Said:
    """Finished by ``day``, by 实际竣工时间 or 是否竣工."""
    return _done_by(project, "finish_actual", "is_finished", day)


def in_production(project: Project, day: date) -> Said:
    """In production by ``day``, by 实际投产时间."""
    return _done_by(project, "production_actual", "", day)


def in_statistics(project: Project, day: date) -> Said:
    """Entered in the statistics bureau's system by ``day``, by 入库时间 or 入库情况."""
    return _done_by(project, "statistics_date", "in_statistics", day)


def due_to_start(project: Project, day: date) -> Said:
    """Whether its planned start lies before the end of ``day``'s month."""
    return _due(project, "start_planned", day)


def due_to_finish(project: Project, day: date) -> Said:
    """Whether its planned end lies before the end of ``day``'s month."""
    return _due(project, "finish_planned", day)


def _due(project: Project, field: str, day: date) -> Said:
    last = last_day(project, field)
    return Said(None if last is None else last <= day, cells_of(project, field))


def _done_by(project: Project, date_field: str, text_field: str, day: date) -> Said:
    """By the first of the two columns that says something; a date after ``day`` is a plan, not a fact."""
    first = first_day(project, date_field)
    if first is not None:
        return Said(first <= day, cells_of(project, date_field))
    text = project.value(text_field) if text_field else ""
    said = spoken(text) if isinstance(text, str) else None
    return Said(said, cells_of(project, *((text_field,) if said is not None else (date_field, text_field))))


def spoken(text: str) -> bool | None:
    """Yes or no, as a cell's words say it; None for a blank or anything else."""
    plain = re.sub(r"\s", "", text)
    if _NO.search(plain):
        return False
    return True if _YES.search(plain) else None


def last_day(record: Record, field: str) -> date | None:
    """The last day that a date field still allows (a month its end, a year its end); None where it gives none."""
    value = record.value(field)
    if not isinstance(value, PartialDate):
        return None
    month = value.month or 12
    most = calendar.monthrange(value.year, month)[1]
    return date(value.year, month, value.day or _LATE_PARTS.get(value.part, most))


def first_day(record: Record, field: str) -> date | None:
    """The first day that a date field allows; of a bare year January the 1st."""
    value = record.value(field)
    return date(value.year, value.month or 1, value.day or 1) if isinstance(value, PartialDate) else None


def cells_of(record: Record, *fields: str) -> tuple[Cell, ...]:
    """The cells of the named fields that the row has."""
    return tuple(record.cells[name] for name in fields if name in record.cells)
