"""What every paper is made from, what it becomes before it is filled, and how values enter a context."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from data_adapters import MISSING, Absent, PartialDate, Project, Reading, Topic, UnitTarget, lead_unit
from service.errors import PaperError
from service.figures import Figure, Period, Progress, of_record
from service.papers.meeting import Issuer, Meeting
from service.wording import GAP, Blank

NOT_APPLICABLE_MARK: Final = Blank("／")
_COMPUTED: Final = frozenset(
    {"位次", "完成率", "进度差", "同比", "后续月均"}
)  # their gap is that of what they follow from
# The settling word must end its clause: "已完成立项" and "已办结2项" are not settled.
_CLOSED: Final = re.compile(
    r"(?:已(?:于[^，,。；;]{1,12})?(?:全部|全面)?(?:办结|完成|解决|销号)(?:并?(?:办结|销号|归档))?|办结|销号|完成)"
    r"(?=$|[（(，,。；;])"
)


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that papers are made from: the records of one or more readings, the period, the meeting and the day."""

    readings: tuple[Reading, ...]
    period: Period | None
    meeting: Meeting | None
    paper_date: date

    @property
    def projects(self) -> tuple[Project, ...]:
        return tuple(project for reading in self.readings for project in reading.projects)

    @property
    def units(self) -> tuple[UnitTarget, ...]:
        return tuple(unit for reading in self.readings for unit in reading.units)

    @property
    def topics(self) -> tuple[Topic, ...]:
        return tuple(topic for reading in self.readings for topic in reading.topics)

    @property
    def issuer(self) -> Issuer:
        """Who issues the papers; its name prints as a visible gap where no meeting file gives it."""
        return self.meeting.issuer if self.meeting else Issuer(name=GAP)

    def need_period(self) -> Period:
        """The reporting period. Raises :class:`PaperError` where neither the ledger nor the caller names one."""
        if self.period is None:
            raise PaperError("不知道数据截至哪个月：台账里没有写明，请给出期间，如 2026-10（命令行用 --period）")
        return self.period

    def need_meeting(self) -> Meeting:
        """The meeting. Raises :class:`PaperError` where none was given."""
        if self.meeting is None:
            raise PaperError(
                "没有会议信息，请填写会议信息（命令行用 --meeting 给出会议文件，样例见 samples/meeting.toml）"
            )
        return self.meeting

    def progress_of(self, project_name: str) -> Progress | None:
        """The progress of the ledger's project of that name, or None; PaperError where the period is not known."""
        found = next((project for project in self.projects if project.project_name == project_name), None)
        return of_record(found, self.need_period()) if found else None


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper ready to be filled: which template, for whom or what (``subject``), and its context."""

    paper: str
    subject: str
    context: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A paper that is not made, named, with the reason and what to do."""

    paper: str
    subject: str
    reason: str


Plan = Iterator[Draft | HeldBack]


def shown(figure: Figure) -> Decimal | Blank:
    """A figure as a template's value: the exact number, —— for what was not reported, ／ for what does not apply."""
    if figure.known:
        return figure.number
    return GAP if figure.value is MISSING else NOT_APPLICABLE_MARK


def given(text: str) -> str:
    """Text as a template's value: the visible gap where nothing was given."""
    return text or GAP


def clause(text: str) -> str:
    """Text without its closing marks, for a template that goes on after it; the visible gap where nothing is left."""
    return given(text.strip().rstrip("。；;，,、. "))


def sentence(text: str) -> str:
    """Text that ends with a full stop, for a paragraph of its own."""
    return text if text.endswith(("。", "！", "？")) else f"{text.rstrip('；;，,、. ')}。"


def printed_date(value: PartialDate | Absent) -> str:
    """A date as far as it was written, as ISO text for the date filters; —— where there is none."""
    if isinstance(value, Absent):
        return GAP
    return "-".join([f"{value.year:04d}", *(f"{part:02d}" for part in (value.month, value.day) if part)])


def last_day(value: PartialDate | Absent) -> date | None:
    """The last day that a deadline still allows: a month means its end, a year its end; None where there is none."""
    if isinstance(value, Absent):
        return None
    month = value.month or 12
    return date(value.year, month, value.day or calendar.monthrange(value.year, month)[1])


def is_closed(topic: Topic) -> bool:
    """Whether an issue is settled (已办结). "未办结" is not, "基本办结" neither."""
    return _CLOSED.match(topic.status.strip()) is not None


def lead_of(topic: Topic) -> str:
    """The unit that answers for an issue: the first named in its 责任单位."""
    return lead_unit(topic.resp_unit)


def blanks(context: Mapping[str, Any]) -> list[str]:
    """What the filled paper will show as a gap, in words, in the order of the context."""
    found: list[str] = []
    for key, value in context.items():
        found.extend(_blanks(key, value))
    return found


def _blanks(path: str, value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value == GAP and path.rsplit(".", 1)[-1] not in _COMPUTED:
            yield f"{path}未填"
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _blanks(f"{path}.{key}", item)
    elif isinstance(value, Sequence):
        yield from _blank_rows(path, value)


def _blank_rows(path: str, rows: Sequence[Any]) -> Iterator[str]:
    columns: dict[str, list[str]] = {}
    for number, row in enumerate(rows, start=1):
        for key, item in row.items() if isinstance(row, Mapping) else ():
            if item == GAP and key not in _COMPUTED:
                columns.setdefault(key, []).append(str(number))
    for key, numbers in columns.items():
        yield f"{path}第{'、'.join(numbers)}行的{key}未填"
