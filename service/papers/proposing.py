"""Topics proposed for a meeting, each with its reason: overdue tickets of the register, red warnings and unsolved
problems of the data in force (domain.md M6, M7). A person accepts or leaves them; nothing is brought by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Final

from data_adapters import Reading
from data_adapters import Topic as Issue
from service.papers.issues import (
    days_overdue,
    deadline_words,
    is_overdue,
    is_settled,
    last_day,
    place_of,
    was_ordered,
)
from service.papers.triage import Weight, triage
from service.registers import triage as registered
from service.registers.ticket_lists import Wish, listed
from service.registers.topics import Matter
from service.store import Session
from service.store.models_tickets import Ticket
from service.wording import format_date

_MOST_TICKETS: Final = 200


class Source(Enum):
    """Why a topic is proposed."""

    OVERDUE = "调度单逾期"
    RED = "红色预警"
    PROBLEM = "问题未解决"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A topic proposed: ``key`` is the same as long as it says the same."""

    source: Source
    reason: str
    matter: Matter

    @property
    def key(self) -> str:
        """What it is known by."""
        said = "\0".join((self.source.name, self.matter.project, self.matter.problem))
        return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Known:
    """The data in force: its readings as people decided, its figures as ``figures_json`` gives them (None without)."""

    readings: Sequence[Reading] = ()
    figures: Mapping[str, Any] | None = None


def proposals(session: Session, data: Known, day: date) -> list[Proposal]:
    """What could be brought on a day, by its reasons, the most pressing first. What waits or stands on an agenda
    already is not proposed, nor a problem that a ticket under way is about. Raises SettingsError for a faulty rule."""
    brought, ordered = registered.undecided(session), registered.unsettled(session)
    found: dict[tuple[str, str], Proposal] = {}
    for item in (*_overdue(session, day), *_red(data, brought), *_problems(data, ordered, day)):
        said = (item.matter.project.strip(), item.matter.problem.strip())
        if said not in brought:
            found.setdefault(said, item)
    return list(found.values())


def _overdue(session: Session, day: date) -> Iterator[Proposal]:
    """Tickets past their deadline that were not answered, the longest overdue first."""
    for ticket in listed(session, Wish(overdue_on=day, by_deadline=True, most=_MOST_TICKETS)):
        days = (day - ticket.deadline).days
        reason = f"{ticket.number}办理时限{format_date(ticket.deadline)}，已逾期{days}天没有反馈"
        yield Proposal(Source.OVERDUE, reason, _of_ticket(ticket))


def _of_ticket(ticket: Ticket) -> Matter:
    return Matter(
        problem=ticket.problem,
        cause=ticket.cause,
        proposal=ticket.task,
        project=ticket.project,
        unit=ticket.lead,
        source=f"逾期调度单{ticket.number}",
    )


def _red(data: Known, brought: frozenset[tuple[str, str]]) -> Iterator[Proposal]:
    """Projects in red by the office's rules; a project whose problem waits already is not proposed once more."""
    projects = {project for project, _ in brought if project}
    issues = {issue.project_name for reading in data.readings for issue in reading.topics if not is_settled(issue)}
    for line in (data.figures or {}).get("projects", ()):
        warning = line["warning"]
        if warning and warning["colour"] == "red" and line["name"] not in projects | issues:
            words = "；".join(warning["reasons"])
            matter = Matter(problem=words, project=line["name"], unit=line["unit"], source="红色预警")
            yield Proposal(Source.RED, words, matter)


def _problems(data: Known, ordered: frozenset[tuple[str, str]], day: date) -> Iterator[Proposal]:
    """Unsolved problems: the major and the long overdue first, those a person must weigh next, general ones last."""
    rule = triage()
    found = [
        (rule.weigh(issue, day), issue)
        for reading in data.readings
        for issue in reading.topics
        if not is_settled(issue) and (issue.project_name.strip(), issue.problems.strip()) not in ordered
    ]
    order = {Weight.MAJOR: 0, Weight.LATE: 0, Weight.UNCLEAR: 1, Weight.GENERAL: 2}
    for weight, issue in sorted(found, key=lambda pair: (order[pair[0]], -days_overdue(pair[1], day))):
        yield Proposal(
            Source.PROBLEM, f"{place_of(issue)}，{_WEIGHTS[weight]}，{_standing(issue, day)}", _matter(issue)
        )


_WEIGHTS: Final = {
    Weight.MAJOR: "重大问题",
    Weight.LATE: "没有写明轻重，逾期已久",
    Weight.UNCLEAR: "没有写明轻重",
    Weight.GENERAL: "一般问题，可以直接转调度单",
}


def _standing(issue: Issue, day: date) -> str:
    if is_overdue(issue, day):
        return f"已交办，逾期{days_overdue(issue, day)}天"
    return f"已交办，时限{deadline_words(issue)}" if was_ordered(issue) else "还没有交办"


def _matter(issue: Issue) -> Matter:
    return Matter(
        problem=issue.problems,
        cause=issue.cause,
        proposal=issue.proposal,
        project=issue.project_name,
        unit=issue.resp_unit,
        source=issue.topic_source or "问题清单",
        deadline=last_day(issue.deadline),
    )
