"""Many workbooks of one form gathered: who has sent, who has not, who twice, and what differs (domain.md M7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from data_adapters import MISSING, Reading, lead_unit
from service.figures.checks.finding import Check
from service.figures.forms import form_questions
from service.figures.unit_names import mentioned, same_unit

LINE, TITLE, COLUMN, FILE_NAME, TOGETHER, NOTHING = "填报单位", "标题", "单位列", "文件名", "合报", ""
_TWICE: Final = ("前一份", "后一份")


@dataclass(frozen=True, slots=True)
class Return:
    """One workbook that was sent: ``unit`` as the list spells it, else as the file says, "" where nothing says.

    ``told_by`` is where that was found; ``speaks_for`` the units of the list it reports for: one, none for a stranger,
    or several where one table of units (合报) gives what each of them did.
    """

    unit: str
    told_by: str
    reading: Reading
    speaks_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came in. Nothing is left out of ``returns`` but a second copy that says just the same (``copies``).

    ``returns`` are in the order of the list, then strangers; ``missing`` are the units of the list that sent nothing;
    ``twice`` units that sent two that differ, which only a person can settle; ``questions`` ask about the forms.
    """

    expected: tuple[str, ...]
    returns: tuple[Return, ...]
    missing: tuple[str, ...]
    twice: tuple[tuple[Return, ...], ...]
    copies: tuple[Return, ...]
    questions: tuple[Check, ...]

    @property
    def strangers(self) -> tuple[Return, ...]:
        """Files from nobody on the list, and those that do not say from whom."""
        return tuple(item for item in self.returns if not item.speaks_for)

    @property
    def reading(self) -> Reading:
        """All rows as one reading, each with its own file's address."""
        readings = [item.reading for item in self.returns]
        return Reading(
            file="汇总",
            kind="gathered",
            sheets=tuple(sheet for reading in readings for sheet in reading.sheets),
            projects=tuple(record for reading in readings for record in reading.projects),
            units=tuple(record for reading in readings for record in reading.units),
            topics=tuple(record for reading in readings for record in reading.topics),
            subtotals=tuple(record for reading in readings for record in reading.subtotals),
            problems=tuple(problem for reading in readings for problem in reading.problems),
        )


def gather_returns(readings: Sequence[Reading], expected_units: Sequence[str]) -> Gathered:
    """Bring workbooks of one form together by the unit each is from.

    The unit is told by its 填报单位 line, else the title, else a unit column that names one unit only, else the file's
    name.
    """
    expected = tuple(dict.fromkeys(expected_units))
    found = [_return(reading, expected) for reading in readings]
    kept, copies = _without_copies(found)
    order = {unit: place for place, unit in enumerate(expected)}
    kept.sort(key=lambda item: order[item.speaks_for[0]] if item.speaks_for else len(order))
    by_unit: dict[str, list[Return]] = {}
    for item in kept:
        for unit in item.speaks_for:
            by_unit.setdefault(unit, []).append(item)
    twice = {unit: tuple(items) for unit, items in by_unit.items() if len(items) > 1}
    questions = (
        *(_twice(unit, items) for unit, items in twice.items()),
        *form_questions([item.reading for item in kept]),
    )
    missing = tuple(unit for unit in expected if unit not in by_unit)
    return Gathered(expected, tuple(kept), missing, tuple(twice.values()), tuple(copies), questions)


def _return(reading: Reading, expected: Sequence[str]) -> Return:
    stranger = Return("", NOTHING, reading)
    for unit, told_by in _claims(reading, expected):
        listed = same_unit(unit, expected)
        if listed:
            return Return(listed, told_by, reading, (listed,))
        if not stranger.unit:
            stranger = Return(unit, told_by, reading)
        if told_by == LINE:
            break  # it says itself who it is: what else stands in it is no better
    reported = [unit.unit for unit in reading.units if unit.done_this_year_to_date is not MISSING]
    together = tuple(dict.fromkeys(listed for unit in reported if (listed := same_unit(unit, expected))))
    return replace(stranger, told_by=TOGETHER, speaks_for=together) if together and not stranger.unit else stranger


def _claims(reading: Reading, expected: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The units a file may be from, the surest first."""
    if reading.sender:
        yield reading.sender, LINE
    titles = " ".join(sheet.layout.title for sheet in reading.sheets if sheet.holds)
    if unit := mentioned(titles, expected):
        yield unit, TITLE
    named = {unit.unit for unit in reading.units} or {lead_unit(project.resp_unit) for project in reading.projects}
    if len(named) == 1 and (unit := named.pop()):
        yield unit, COLUMN
    if unit := mentioned(reading.file, expected):
        yield unit, FILE_NAME


def _without_copies(found: Sequence[Return]) -> tuple[list[Return], list[Return]]:
    """Each unit's returns that differ, and those that say word for word what another of the same unit does."""
    kept: list[Return] = []
    copies: list[Return] = []
    for item in found:
        same = any(item.unit and item.unit == other.unit and _says(item) == _says(other) for other in kept)
        (copies if same else kept).append(item)
    return kept, copies


def _says(item: Return) -> list[object]:
    """A return's rows without where they stand."""
    reading = item.reading
    place = reading.sheets[0].layout if reading.sheets else None
    period = (place.year, place.month) if place else None
    records = [*reading.projects, *reading.units, *reading.topics]
    return [period, *(replace(record, row=record.row._replace(file="", sheet="")) for record in records)]


def _twice(unit: str, items: Sequence[Return]) -> Check:
    files = "、".join(f"“{item.reading.file}”" for item in items)
    what = f"“{unit}”报了{len(items)}份、内容不同：{files}，都已列入，请删去作废的一份后重新汇总"
    first, second = (_facts(item.reading) for item in items[:2])
    return Check("sent_twice", what, first, second, (), _TWICE)


def _facts(reading: Reading) -> str:
    period = f"{reading.year}年{reading.month}月" if reading.year and reading.month else "未写期间"
    counts = ((reading.projects, "项目"), (reading.units, "任务单位"), (reading.topics, "问题"))
    return "、".join([period, *(f"{label} {len(records)} 个" for records, label in counts if records)])
