"""What every paper is made from, what it becomes before it is filled, and how values enter a context."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from data_adapters import MISSING, Absent, PartialDate, Project, Reading, Topic, UnitTarget, lead_unit
from data_adapters.patterns import regex
from service.errors import PaperError
from service.figures import Figure, Outcome, Period, Progress, of_record
from service.papers.grades import NO_GRADES, Grades
from service.papers.meeting import Meeting
from service.papers.office_facts import Issuer, Office
from service.wording import GAP, Blank
from service.wording.traced import blank, exact

_NUMBER: Final = regex(r"^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、]|[（(]?\d{1,2}(?:[）)、．]|\.(?!\d)))\s*")
NOT_APPLICABLE_MARK: Final = Blank("／")
_NO_WORDS: Final = (Decimal, date, int)
_COMPUTED: Final = frozenset(
    {
        "位次",
        "完成率",
        "进度差",
        "同比",
        "后续月均",
        "开工率",
        "升降",
        "上期完成",
        "本期完成",
        "增加",
        "增减额",
        "提高",
        "上期状态",
        "本期状态",
    }
)  # their gap is that of what they follow from


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that papers are made from: the records of one or more readings, the period, the meeting and the day.

    ``last`` are the readings of the last return or period, to measure against; empty where there is none. ``outcome``
    is what became of decisions on questions about the ledgers, by which ``readings`` are changed already; None without.
    ``own_office`` is whose papers they are where there is no meeting. ``chosen`` says that a person chose these very
    matters for a paper: then no threshold of days sorts any of them out. ``agenda`` are the topics that a register has
    on the meeting's agenda, None where the ledgers' issues are what it deals with. ``scheme`` is the 考核办法 that the
    office scores by, "" for that of the program; the meeting's own goes before it.
    """

    readings: tuple[Reading, ...]
    period: Period | None
    meeting: Meeting | None
    paper_date: date
    last: tuple[Reading, ...] = ()
    outcome: Outcome | None = None
    own_office: Office | None = None
    chosen: bool = False
    agenda: tuple[Topic, ...] | None = None
    scheme: str = ""
    _named: dict[str, list[Project]] = field(default_factory=dict, init=False, compare=False, repr=False)

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
    def matters(self) -> tuple[Topic, ...]:
        """What the meeting deals with."""
        return self.topics if self.agenda is None else self.agenda

    @property
    def issuer(self) -> Issuer:
        """Who issues the papers; its name prints as a visible gap where nobody gives it."""
        return self.office.issuer

    @property
    def office(self) -> Office:
        """What papers take from their office: as the meeting file says it, else as it says itself."""
        return self.meeting.office if self.meeting else self.own_office or Office(Issuer(name=GAP))

    @property
    def grades(self) -> Grades:
        """份号, 密级 and 紧急程度 of the papers; none where no meeting file gives them."""
        return self.meeting.grades if self.meeting else NO_GRADES

    def need_period(self) -> Period:
        """The reporting period. Raises :class:`PaperError` where neither the ledger nor the caller names one."""
        if self.period is None:
            raise PaperError(
                "不知道数据截至哪个月：台账里没有写明，请给出期间，如 2026-10", command="命令行用 --period"
            )
        return self.period

    def need_meeting(self) -> Meeting:
        """The meeting. Raises :class:`PaperError` where none was given."""
        if self.meeting is None:
            raise PaperError(
                "没有会议信息，请填写会议信息",
                command="命令行用 --meeting 给出会议文件，样例见 samples/meeting.toml",
            )
        return self.meeting

    def progress_of(self, topic: Topic) -> Progress | None:
        """The progress of the ledger's project an issue is about; None where there is none, or none can be told apart.

        Raises :class:`PaperError` where the period is not known.
        """
        if not self._named:
            for project in self.projects:
                self._named.setdefault(_plain_name(project.project_name), []).append(project)
        wanted = _plain_name(topic.project_name)
        found = self._named.get(wanted, []) if wanted else []
        if len(found) > 1:  # two projects of one name: only the answerable unit tells them apart
            found = [project for project in found if lead_unit(project.resp_unit) == lead_unit(topic.resp_unit)]
        return of_record(found[0], self.need_period()) if len(found) == 1 else None


def _plain_name(name: str) -> str:
    """A project's name as far as two spellings of it agree: no blanks, half-width brackets."""
    return "".join(unicodedata.normalize("NFKC", name).split())


class Draft(NamedTuple):
    """A paper ready to be filled: which template, for whom or what (``subject``), and its context."""

    paper: str
    subject: str
    context: Mapping[str, Any]


class HeldBack(NamedTuple):
    """A paper that is not made, named, with the reason and what to do."""

    paper: str
    subject: str
    reason: str


Plan = Iterator[Draft | HeldBack]


def shown(figure: Figure) -> Decimal | Blank:
    """A figure as a template's value, which remembers it: the exact number, —— for what was not reported, ／ for what
    does not apply."""
    if figure.known:
        return exact(figure.number, figure)
    return blank(GAP if figure.value is MISSING else NOT_APPLICABLE_MARK, figure)


def given(text: str) -> str:
    """Text as a template's value: the visible gap where nothing was given."""
    return text or GAP


def clause(text: str) -> str:
    """Text without its closing marks, for a template that goes on after it; the visible gap where nothing is left."""
    return given(text.strip().rstrip("。；;，,、. "))


def sentence(text: str) -> str:
    """Text that ends with a full stop, for a paragraph of its own."""
    return text if text.endswith(("。", "！", "？")) else f"{text.rstrip('；;，,、. ')}。"


def unnumbered(text: str) -> str:
    """Text without a number typed before it: the template numbers its list itself."""
    return _NUMBER.sub("", text.strip())


def printed_date(value: PartialDate | Absent) -> str:
    """A date as far as it was written, as text for the date filters; —— where there is none."""
    return GAP if isinstance(value, Absent) else value.iso()


def blanks(context: Mapping[str, Any]) -> list[str]:
    """What the filled paper will show as a gap, in words, in the order of the context."""
    found: list[str] = []
    for key, value in context.items():
        _find_blanks(key, value, found)
    return found


def _find_blanks(path: str, value: Any, found: list[str]) -> None:
    if isinstance(value, str):
        if GAP in value and path.rsplit(".", 1)[-1] not in _COMPUTED:
            found.append(f"{_told(path)}未填" if value == GAP else f"{_told(path)}里有空白")
    elif isinstance(value, _NO_WORDS):
        return  # nearly all of the rest, and told faster than what is a mapping or a sequence
    elif isinstance(value, Mapping):
        for key, item in value.items():
            _find_blanks(f"{path}.{key}", item, found)
    elif isinstance(value, Sequence):
        found.extend(_blank_rows(path, value))


def _blank_rows(path: str, rows: Sequence[Any]) -> Iterator[str]:
    if GAP in rows:
        yield f"{_told(path)}未填"
    columns: dict[str, list[int]] = {}
    for number, row in enumerate(rows, start=1):
        for key, item in _cells(row) if isinstance(row, Mapping) else ():
            if item == GAP and key.rpartition(".")[2] not in _COMPUTED:
                columns.setdefault(key, []).append(number)
    for key, numbers in columns.items():
        where = f"全部{len(rows)}行" if len(rows) == len(numbers) > 1 else f"第{_spans(numbers)}行"
        yield f"{_told(path)}{where}的{_told(key)}未填"


def _told(path: str) -> str:
    """A name of the templates as a person says it: 会议.主持人 is 会议主持人."""
    return path.replace(".", "")


def _cells(row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The values of a row by name; those of a record within it by dotted names."""
    for key, item in row.items():
        if isinstance(item, Mapping):
            yield from ((f"{key}.{inner}", value) for inner, value in _cells(item))
        else:
            yield key, item


def _spans(numbers: Sequence[int]) -> str:
    """Row numbers in words, three or more in a row as a span: 1、3—6、8."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    parts = ([f"{span[0]}—{span[-1]}"] if len(span) > 2 else map(str, span) for span in spans)
    return "、".join(part for few in parts for part in few)
