"""What was judged in earlier periods: uploads of other months brought beside the ones of this month, name by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from data_adapters import Project, Reading
from service.figures.breakdown import by_group
from service.figures.checks.names import project_key
from service.figures.measuring import of_record
from service.figures.period import Period
from service.figures.progress import Progress
from service.figures.ranking import places, rank
from service.figures.rules.families import Subject
from service.figures.unit_names import unit_key

Key = tuple[bool, str]


@dataclass(frozen=True, slots=True)
class History:
    """Earlier subjects by who they are and ``Period.index``, and the ranks at the last period before this one."""

    subjects: Mapping[Key, Mapping[int, Subject]] = field(default_factory=dict)
    ranks: Mapping[Key, int] = field(default_factory=dict)

    def subject(self, progress: Progress, period: Period) -> Subject:
        """A project or unit of this period with what is known of it from before."""
        return Subject(progress, period, self.subjects.get(who(progress), {}))


def who(progress: Progress) -> Key:
    """By what a project or a unit is known again in another upload."""
    is_project = isinstance(progress.record, Project)
    return is_project, project_key(progress.name) if is_project else unit_key(progress.name)


def history(last: Sequence[Reading], period: Period) -> History:
    """Earlier uploads that name their month, as far as they lie before ``period``; of two of a month the later given.

    An upload that names no month is taken for the month before.
    """
    months: dict[Period, list[Reading]] = {}
    for reading in last:
        named = Period(reading.year, reading.month) if reading.year and reading.month else _month_before(period)
        if named.index < period.index:
            months.setdefault(named, []).append(reading)
    subjects: dict[Key, dict[int, Subject]] = {}
    ranks: dict[Key, int] = {}
    for then in sorted(months, key=lambda one: one.index):
        projects, units = lines(months[then], then)
        for part in (*projects, *units):
            subjects.setdefault(who(part), {})[then.index] = Subject(part, then)
        ranks = dict(_ranks(projects, units))
    return History(subjects, ranks)


def _ranks(projects: Sequence[Progress], units: Sequence[Progress]) -> Iterator[tuple[Key, int]]:
    for is_project, parts, key in ((True, projects, project_key), (False, units, unit_key)):
        yield from (((is_project, name), place) for name, place in places(rank(parts), key).items())


def lines(readings: Sequence[Reading], period: Period) -> tuple[list[Progress], list[Progress]]:
    """The projects and the task units of readings; where no table of units is given, the projects' lead units."""
    projects = [of_record(record, period) for reading in readings for record in reading.projects]
    units = [of_record(target, period) for reading in readings for target in reading.units]
    return projects, units or by_group(projects, "unit", period)


def _month_before(period: Period) -> Period:
    year, month = divmod(period.index - 2, 12)
    return Period(year, month + 1)
