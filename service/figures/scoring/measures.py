"""What a scoring item may measure of a unit: each gives figures with formula and cells, one, or one a project."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from data_adapters import MISSING, NOT_APPLICABLE, Cell, Project
from service.figures import facts
from service.figures.counting import count, counted
from service.figures.facts import Fact, Said
from service.figures.figure import Figure, Unit, from_record, total
from service.figures.growth import year_on_year
from service.figures.period import Period
from service.figures.progress import Progress
from service.figures.rates import Measure as RateMeasure
from service.figures.rates import rate_of


@dataclass(frozen=True, slots=True)
class Given:
    """What a person entered for an item: a count or points, and why."""

    value: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Scored:
    """What is scored: a unit, the projects it leads, its rank (None: unranked), and what people entered by item."""

    progress: Progress
    projects: Sequence[Project]
    period: Period
    rank: int | None = None
    given: Mapping[str, Given] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: what it is called, the unit its numbers are written in, and how it is taken."""

    label: str
    unit: str
    take: Callable[[Scored], Sequence[Figure]]
    percent: bool = False


def _count(fact: Callable[[Project, Scored], Said], label: str) -> Measure:
    """How many projects of which a fact holds; MISSING where no row says either way."""

    def take(scored: Scored) -> Sequence[Figure]:
        said = [(project, fact(project, scored)) for project in scored.projects]
        held = [counted(project, f"是{label}", known.cells) for project, known in said if known]
        if said and all(known.yes is None for _, known in said):
            return [count(held, f"{label}个数", MISSING, f"{label}未填报")]
        return [count(held, f"{label}个数")]

    return Measure(f"{label}个数", "个", take)


def _at_end(fact: Fact) -> Callable[[Project, Scored], Said]:
    return lambda project, scored: fact(project, scored.period.end)


def _started(wanted: Fact) -> Callable[[Project, Scored], Said]:
    """Projects of a kind that have started."""

    def ask(project: Project, scored: Scored) -> Said:
        kind = wanted(project, scored.period.end)
        if not kind:
            return kind
        said = facts.has_started(project, scored.period.end)
        return Said(said.yes, (*kind.cells, *said.cells))

    return ask


def _late_start(project: Project, scored: Scored) -> Said:
    """New ones that have not started, by their own word; planned for later months is not late."""
    day = scored.period.end
    kind, due = facts.is_new(project, day), facts.due_to_start(project, day)
    if not kind or due.yes is False:
        return Said(False, (*kind.cells, *due.cells))
    return _not(facts.has_started(project, day), (*kind.cells, *due.cells))


def _late_entry(project: Project, scored: Scored) -> Said:
    """Started ones that are not entered in the statistics."""
    day = scored.period.end
    started = facts.has_started(project, day)
    if not started:
        return Said(False, started.cells)
    return _not(facts.in_statistics(project, day), started.cells)


def _not(said: Said, cells: Sequence[Cell]) -> Said:
    """The opposite of what is said, with the cells that led to asking before its own."""
    return Said(None if said.yes is None else not said.yes, (*cells, *said.cells))


def _start_rate(scored: Scored) -> Sequence[Figure]:
    return [rate_of(scored.projects, RateMeasure.STARTED, scored.period).figure]


def _month_done(scored: Scored) -> Sequence[Figure]:
    records = [scored.progress.record] if scored.progress.record else list(scored.projects)
    return [total((from_record(record, "done_this_month", "本月完成投资") for record in records), "本月完成投资")]


def _plans(scored: Scored) -> Sequence[Figure]:
    """The annual plan of each project, named by it."""
    return [from_record(item, "plan_this_year", f"“{item.project_name}”年度计划投资") for item in scored.projects]


def _rank(scored: Scored) -> Sequence[Figure]:
    if scored.rank is None:
        return [Figure(NOT_APPLICABLE, Unit.COUNT, "完成率位次", (), "没有排名")]
    return [Figure(Decimal(scored.rank), Unit.COUNT, "完成率位次", (scored.progress.rate,))]


MEASURES: Final[dict[str, Measure]] = {
    "completion": Measure("投资完成率", "%", lambda scored: [scored.progress.rate], percent=True),
    "gap": Measure("进度差", "个百分点", lambda scored: [scored.progress.gap], percent=True),
    "growth": Measure("投资同比增速", "%", lambda scored: [year_on_year([scored.progress])], percent=True),
    "start_rate": Measure("开工率", "%", _start_rate, percent=True),
    "month_done": Measure("本月完成投资", "万元", _month_done),
    "plan_each": Measure("项目年度计划投资", "万元", _plans),
    "rank": Measure("完成率位次", "位", _rank),
    "new_projects": _count(_at_end(facts.is_new), "新建项目"),
    "new_started": _count(_started(facts.is_new), "新开工项目"),
    "continuing": _count(_at_end(facts.is_continuing), "续建项目"),
    "not_started": _count(_late_start, "应开工未开工项目"),
    "not_entered": _count(_late_entry, "已开工未入库项目"),
    "producing": _count(_at_end(facts.in_production), "已投产项目"),
}
"""Measures by the id a scheme writes; "given" and "text" are not among them: a person or a text column decides."""


def entered(scored: Scored, item: str) -> Figure:
    """What a person entered for an item; NOT_APPLICABLE, "没有登记", where nobody entered anything."""
    found = scored.given.get(item)
    if found is None:
        return Figure(NOT_APPLICABLE, Unit.COUNT, item, (), "没有登记")
    return Figure(found.value, Unit.COUNT, f"{item}（{found.reason}）")


def texts(scored: Scored, name: str) -> list[tuple[Project, str, tuple[Cell, ...]]]:
    """Each project's text in a column, with its cell."""
    return [
        (project, str(value), facts.cells_of(project, name))
        for project in scored.projects
        if isinstance(value := project.value(name), str) and value
    ]
