"""What earlier uploads tell of this month's projects and units: what rules look back on, target months, last ranks.

Of a closed month only these few figures stay, so that a year of uploads takes no more room than a quarter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from data_adapters import Reading, Topic
from service.figures.breakdown import by_group
from service.figures.checks.names import project_key
from service.figures.figure import Figure
from service.figures.measuring import of_all, of_record
from service.figures.period import Period
from service.figures.progress import Progress
from service.figures.ranking import Ranked, places, rank
from service.figures.rules.judging import holds
from service.figures.rules.loading import Rule, RuleSet
from service.figures.rules.subject import ISSUE, PROJECT, UNIT, Subject, kind_of, of_issue
from service.figures.targets import TARGETS, Target
from service.figures.unit_names import unit_key

Key = tuple[str, str]
Settled = Callable[[Topic], bool | None]
Ranker = Callable[[Sequence[Progress]], Iterable[Ranked]]
Groups = Callable[[Sequence[Progress], Period], Mapping[str, Sequence[Progress]]]
Figures = dict[int, dict[str, Figure]]
WHOLE: Key = ("whole", "")


@dataclass(frozen=True, slots=True)
class History:
    """By who they are: figures by ``Period.index`` and family, rates at the end of target months, the last ranks."""

    seen: Mapping[Key, Mapping[int, Mapping[str, Figure]]] = field(default_factory=dict)
    rates: Mapping[Key, Mapping[int, Figure]] = field(default_factory=dict)
    ranks: Mapping[Key, int] = field(default_factory=dict)

    def subject(self, progress: Progress, period: Period, settled: bool | None = None) -> Subject:
        """A project, unit or issue of this period with what is known of it from before."""
        return Subject(progress, period, self.seen.get(who(progress), {}), settled)

    def then(self, key: Key, target: Target, period: Period) -> Figure | None:
        """The completion rate at the end of a target's month; None where no upload of that month was given."""
        return self.rates.get(key, {}).get(Period(period.year, target.month).index)


def who(progress: Progress) -> Key:
    """By what a project, a unit or an issue is known again in another upload."""
    kind = kind_of(progress)
    if kind == ISSUE and isinstance(progress.record, Topic):
        return kind, f"{project_key(progress.name)}：{''.join(progress.record.problems.split()).rstrip('。；;')}"
    return kind, project_key(progress.name) if kind == PROJECT else unit_key(progress.name)


def nobody_says(_: Topic) -> None:
    """Of no issue is it known whether it is off the list."""


def _no_groups(_parts: Sequence[Progress], _period: Period) -> dict[str, Sequence[Progress]]:
    return {}


@dataclass(frozen=True, slots=True)
class Ways:
    """How this period's own parts are settled, ranked, grouped and measured: the earlier ones are likewise."""

    settled: Settled = nobody_says
    ranked: Ranker = rank
    groups: Groups = _no_groups
    own_curve: bool = False


_USUAL = Ways()


def history(last: Iterable[Reading], period: Period, rules: RuleSet | None = None, ways: Ways = _USUAL) -> History:
    """Earlier uploads that name their month, as far as they lie before ``period``; of two of a month the later given.

    An upload that names no month is taken for the month before.
    """
    seen: dict[Key, Figures] = {}
    rates: dict[Key, dict[int, Figure]] = {}
    ranks: dict[Key, int] = {}
    looked_back = [rule for rule in rules.rules if rule.back] if rules else []
    targets = {Period(period.year, target.month).index for target in TARGETS}
    for then, readings in _months(last, period):
        projects, units = lines(readings, then, own_curve=ways.own_curve)
        for subject in _subjects(projects, units, readings, then, ways.settled):
            rows = [rule for rule in looked_back if rule.subject == subject.kind]
            if rows:
                _keep(seen.setdefault(who(subject.progress), {}), subject, rows, period)
        if then.index in targets:
            for key, rate in _rates(projects, units, then, ways.groups(projects, then)):
                rates.setdefault(key, {})[then.index] = rate
        ranks = dict(_ranks(projects, units, ways.ranked))
    return History(seen, rates, ranks)


def _months(last: Iterable[Reading], period: Period) -> Iterator[tuple[Period, list[Reading]]]:
    """The uploads of each earlier month, in order of time."""
    months: dict[Period, list[Reading]] = {}
    for reading in last:
        named = Period(reading.year, reading.month) if reading.year and reading.month else _month_before(period)
        if named.index < period.index:
            months.setdefault(named, []).append(reading)
    yield from sorted(months.items(), key=lambda item: item[0].index)


def newest(last: Sequence[Reading]) -> list[Reading]:
    """Of uploads of several months those of the last one, which a ledger is compared with, and those without a month.

    March's and June's, given for the targets' sake, would be taken for second rows of one project.
    """
    months = [(reading.year, reading.month) for reading in last if reading.year and reading.month]
    return [item for item in last if not (item.year and item.month) or (item.year, item.month) == max(months)]


def _subjects(
    projects: Sequence[Progress], units: Sequence[Progress], readings: Sequence[Reading], then: Period, settled: Settled
) -> Iterator[Subject]:
    yield from (Subject(part, then) for part in (*projects, *units))
    for topic in (topic for reading in readings for topic in reading.topics):
        yield Subject(of_issue(topic, then), then, {}, settled(topic))


def _keep(kept: Figures, subject: Subject, rules: Sequence[Rule], period: Period) -> None:
    """Add what the rules look at of a month, and let go of what they no longer ask for."""
    for family in dict.fromkeys(rule.family for rule in rules):
        kept.setdefault(subject.period.index, {})[family.label] = family.measure(subject)
    newest = max(kept)
    for index in sorted(kept):
        asked = {rule.family.label for rule in rules if _asked_for(rule, index, newest, kept, period)}
        kept[index] = {label: figure for label, figure in kept[index].items() if label in asked}
        if not kept[index]:
            del kept[index]


def _asked_for(rule: Rule, index: int, newest: int, kept: Figures, period: Period) -> bool:
    """Whether a rule looks at a month: one of those it must run through, or one of the last in which it held."""
    label = rule.family.label
    if rule.times == 1:
        return period.index - index < rule.running
    held = [at for at in sorted(kept) if label in kept[at] and holds(rule, kept[at][label])]
    return index == newest or index in held[1 - rule.times :]


def _rates(
    projects: Sequence[Progress], units: Sequence[Progress], then: Period, groups: Mapping[str, Sequence[Progress]]
) -> Iterator[tuple[Key, Figure]]:
    yield WHOLE, of_all(projects or units, "合计", then).rate
    yield from ((who(part), part.rate) for part in (*projects, *units))
    yield from (((kind, part.name), part.rate) for kind, parts in groups.items() for part in parts)


def _ranks(projects: Sequence[Progress], units: Sequence[Progress], ranked: Ranker) -> Iterator[tuple[Key, int]]:
    for kind, parts, key, order in ((PROJECT, projects, project_key, rank), (UNIT, units, unit_key, ranked)):
        yield from (((kind, name), place) for name, place in places(list(order(parts)), key).items())


def lines(
    readings: Sequence[Reading], period: Period, *, own_curve: bool = False
) -> tuple[list[Progress], list[Progress]]:
    """The projects and the task units of readings; where no table of units is given, the projects' lead units."""
    projects = [of_record(row, period, own_curve=own_curve) for reading in readings for row in reading.projects]
    units = [of_record(row, period, own_curve=own_curve) for reading in readings for row in reading.units]
    return projects, units or by_group(projects, "unit", period)


def _month_before(period: Period) -> Period:
    year, month = divmod(period.index - 2, 12)
    return Period(year, month + 1)
