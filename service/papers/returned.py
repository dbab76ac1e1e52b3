"""Who has returned this week, with what figures: files of their own first, then the tables that list them (M7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from data_adapters import Reading, lead_unit
from service.figures import Period, Progress, State, of_all, of_record
from service.figures.ranking import is_whole
from service.figures.returns import Gathered, gather_returns
from service.figures.unit_names import same_unit, unit_key
from service.papers.base import Inputs

#: A table of so many units lists who should return; one unit's own form does not.
_LIST: Final = 2


@dataclass(frozen=True, slots=True)
class Returned:
    """One unit: whether it returned, in how many files that differ, and its progress (None: nothing says any)."""

    name: str
    sent: bool
    files: int
    progress: Progress | None


@dataclass(frozen=True, slots=True)
class Week:
    """All units. ``expected`` says what named those who should return; "" where nothing did, and the units are those
    that the files name. ``strangers`` are units that returned and stand on no list."""

    units: tuple[Returned, ...]
    expected: str
    strangers: tuple[str, ...]

    def standing(self, *states: State) -> list[str]:
        """The names of those that returned and stand in one of the states."""
        return [unit.name for unit in self.units if unit.sent and unit.progress and unit.progress.state in states]


def week_of(inputs: Inputs, period: Period) -> Week:
    """What was returned by the end of ``period``: a unit that sent nothing is none that has nothing to report."""
    names, expected = _expected(inputs)
    gathered = gather_returns(inputs.readings, names)
    files = _files(gathered)
    figures = figures_of(inputs.readings, period)
    units = []
    for name in names:
        progress = figures.get(unit_key(name))
        told = progress is not None and progress.state is not State.NOT_REPORTED
        units.append(Returned(name, bool(files.get(name)) or told, files.get(name, 0), progress))
    strangers = dict.fromkeys(item.unit for item in gathered.strangers if item.unit)
    return Week(tuple(units), expected, tuple(strangers))


def figures_of(readings: Sequence[Reading], period: Period) -> dict[str, Progress]:
    """Each unit's progress by its key: its own row where it has one that says something, else its projects together.

    Of several rows the last that was reported counts.
    """
    found: dict[str, Progress] = {}
    led: dict[str, list[Progress]] = {}
    for project in (project for reading in readings for project in reading.projects):
        if unit := lead_unit(project.resp_unit):
            led.setdefault(unit_key(unit), []).append(of_record(project, period))
    for row in (unit for reading in readings for unit in reading.units):
        part, key = of_record(row, period), unit_key(row.unit)
        if key not in found or part.state is not State.NOT_REPORTED:
            found[key] = part
    together = {key: of_all(parts, parts[0].unit, period) for key, parts in led.items() if key not in found}
    return {key: part for key, part in (found | together).items() if not is_whole(part)}


def _expected(inputs: Inputs) -> tuple[list[str], str]:
    """Who should return, and what names them: the meeting file, else a table of units, else whoever is named."""
    if inputs.meeting and inputs.meeting.expected_units:
        return list(dict.fromkeys(inputs.meeting.expected_units)), "应报单位名单"
    listed = [unit.unit for reading in inputs.readings if len(reading.units) >= _LIST for unit in reading.units]
    if listed:
        return _distinct(listed), "任务单位表"
    senders = (reading.sender for reading in inputs.readings)
    rows = (unit.unit for unit in inputs.units)
    leads = (lead_unit(project.resp_unit) for project in inputs.projects)
    return _distinct([*senders, *rows, *leads]), ""


def _distinct(names: Iterable[str]) -> list[str]:
    """Each unit once, by its first spelling; neither blanks nor lines that are sums."""
    found: list[str] = []
    for name in names:
        if name and not same_unit(name, found):
            found.append(name)
    return found


def _files(gathered: Gathered) -> dict[str, int]:
    """How many files of its own each unit sent; a table of many units (合报) is nobody's own."""
    counts: dict[str, int] = {}
    for item in gathered.returns:
        if len(item.speaks_for) == 1:
            counts[item.speaks_for[0]] = counts.get(item.speaks_for[0], 0) + 1
    return counts
