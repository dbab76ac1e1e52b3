"""Who is judged: a project, a unit or an issue at a period, with what earlier periods showed of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from data_adapters import NOT_APPLICABLE, Project, Record, Topic, lead_unit
from service.figures.figure import Figure
from service.figures.period import Period
from service.figures.progress import Progress, State

PROJECT, UNIT, ISSUE = "project", "unit", "issue"
KINDS = (PROJECT, UNIT, ISSUE)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is judged. ``earlier`` holds, by ``Period.index``, the figures that rules look back on, by family label.

    ``settled`` is whether an issue is off the list; None where its own words do not tell.
    """

    progress: Progress
    period: Period
    earlier: Mapping[int, Mapping[str, Figure]] = field(default_factory=dict)
    settled: bool | None = None

    @property
    def record(self) -> Record | None:
        """The row it comes from; None for a unit made up of its projects."""
        return self.progress.record

    @property
    def kind(self) -> str:
        """What it is, as a rule file writes it in ``of``."""
        return kind_of(self.progress)


def kind_of(progress: Progress) -> str:
    """project, issue, or unit."""
    if isinstance(progress.record, Project):
        return PROJECT
    return ISSUE if isinstance(progress.record, Topic) else UNIT


def of_issue(topic: Topic, period: Period) -> Progress:
    """An issue of the list as something to judge: it has a row, and no plan and no investment of its own."""
    found = Progress()
    found.record, found.name, found.unit = topic, topic.project_name, lead_unit(topic.resp_unit)
    found.plan_value = found.done_value = found.planned_value = NOT_APPLICABLE
    found.rate_value = found.gap_value = NOT_APPLICABLE
    found.schedule, found.state, found.unplanned_count = period.schedule, State.NOT_APPLICABLE, 0
    return found
