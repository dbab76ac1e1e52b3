"""Weekly returns sorted (domain.md M7): a major problem becomes a topic, a general one a draft ticket."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_adapters import Topic as Problem
from data_adapters.values.units import units
from service.errors import RegisterError
from service.registers import tickets, topics
from service.store.models_meetings import Topic
from service.store.models_tickets import Ticket


class Way(Enum):
    """Where a problem goes."""

    UP = "上会"
    ORDER = "转调度单"
    ASK = "待核定"


Rule = Callable[[Problem, date], Way]
"""What sorts by rule: a problem and the day of the return → where it goes; ``ASK`` leaves it to a person."""
Due = Callable[[Problem], date | None]
"""The last day a problem's own deadline allows, None where it has none that can be read."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """What became of one problem: the topic or draft it is now, or why it is neither yet, in a sentence."""

    problem: Problem
    way: Way
    topic: Topic | None = None
    ticket: Ticket | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Sorting:
    """How returns are sorted: the rule, the reading of deadlines, the day, and where they came from (第10周周报)."""

    rule: Rule
    due: Due
    day: date
    source: str


def sort_out(session: Session, problems: Sequence[Problem], sorting: Sorting, who: str) -> list[Sorted]:
    """Sort problems by rule; each goes one way, and one that is in the registers already is not entered twice."""
    return [sort_one(session, problem, sorting.rule(problem, sorting.day), sorting, who) for problem in problems]


def sort_one(session: Session, problem: Problem, way: Way, sorting: Sorting, who: str) -> Sorted:
    """Sort a problem by hand, the way a person says."""
    where = f"{problem.row.file} › {problem.row.sheet} 第{problem.row.row}行"
    if way is Way.ASK:
        return Sorted(problem, way, reason=f"{where}看不出是重大还是一般问题，请核定")
    if known := _known(session, problem):
        return Sorted(problem, way, reason=f"{where}已在登记簿里：{known}，没有重复登记")
    if way is Way.UP:
        topic = topics.bring(session, _matter(problem, sorting), who)
        lacks = topics.lacking(topic)
        return Sorted(problem, way, topic=topic, reason=f"{where}没有填写{lacks}，补齐后才能上会" if lacks else "")
    try:
        return Sorted(problem, way, ticket=tickets.draft(session, _order(problem, sorting, where), who))
    except RegisterError as error:
        return Sorted(problem, way, reason=f"{where}：{error}")


def undecided(session: Session) -> frozenset[tuple[str, str]]:
    """The project and problem of every topic that waits or stands on an agenda."""
    states = [state.name for state in topics.UNDECIDED]
    query = select(Topic.project, Topic.problem).where(Topic.state.in_(states))
    return frozenset((project, problem) for project, problem in session.execute(query))


def unsettled(session: Session) -> frozenset[tuple[str, str]]:
    """The project and problem of every ticket that is not done with."""
    query = select(Ticket.project, Ticket.problem).where(Ticket.state.in_(tickets.UNSETTLED))
    return frozenset((project, problem) for project, problem in session.execute(query))


def _known(session: Session, problem: Problem) -> str:
    """What an undecided topic, or a ticket not yet closed, of the same project and words is called; "" for none."""
    same = (Topic.project == problem.project_name.strip(), Topic.problem == problem.problems.strip())
    undecided = [state.name for state in topics.UNDECIDED]
    topic = session.scalars(select(Topic).where(*same, Topic.state.in_(undecided)).limit(1)).one_or_none()
    if topic:
        return topics.called(topic)
    same = (Ticket.project == problem.project_name.strip(), Ticket.problem == problem.problems.strip())
    query = select(Ticket).where(*same, Ticket.state.in_(tickets.UNSETTLED)).limit(1)
    ticket = session.scalars(query).one_or_none()
    return tickets.called(ticket) if ticket else ""


def _matter(problem: Problem, sorting: Sorting) -> topics.Matter:
    return topics.Matter(
        problem=problem.problems,
        cause=problem.cause,
        proposal=problem.proposal,
        project=problem.project_name,
        unit=problem.resp_unit,
        source=sorting.source,
        deadline=sorting.due(problem),
    )


def _order(problem: Problem, sorting: Sorting, where: str) -> tickets.Order:
    deadline = sorting.due(problem)
    if deadline is None:
        raise RegisterError("没有能读出的办理时限，不能限期交办，请补上")
    named = (*units(problem.resp_unit), *units(problem.support_unit)) if units(problem.resp_unit) else ()
    return tickets.Order(
        project=problem.project_name,
        problem=problem.problems,
        cause=problem.cause,
        task=problem.proposal,
        units=tuple(dict.fromkeys(named)),
        deadline=deadline,
        source=f"{sorting.source}（{where}）",
        person=problem.resp_person,
        leader=problem.leader,
    )
