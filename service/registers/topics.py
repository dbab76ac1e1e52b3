"""Topics (议题): problems brought to a meeting, with cause and proposal; solved ones leave it and stay on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import NoEntryError, RegisterError
from service.registers import entries
from service.store.audit import record
from service.store.clock import now
from service.store.models_meetings import Topic


class TopicKind(Enum):
    """What is brought: a problem, or what needs the meeting's leave first (domain.md M19)."""

    ORDINARY = "一般议题"
    STOP_BUILDING = "停建"
    STOP_WORK = "停工"
    FINE = "罚款"

    @property
    def needs_leave(self) -> bool:
        """Whether the notice may go out only with the leave of a 联席会议."""
        return self is not TopicKind.ORDINARY


class TopicState(Enum):
    """How far a topic has come."""

    OPEN = "待上会"
    AGENDA = "已列入议程"
    SOLVED = "会前已解决"
    DECIDED = "已议定"
    ALLOWED = "已准许"
    DENIED = "未准许"
    ORDERED = "已转调度单"


UNDECIDED: Final = (TopicState.OPEN, TopicState.AGENDA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a topic says; what is not known yet is "" and holds it back."""

    problem: str
    cause: str = ""
    proposal: str = ""
    project: str = ""
    unit: str = ""
    source: str = ""
    deadline: date | None = None
    kind: TopicKind = TopicKind.ORDINARY


def bring(session: Session, matter: Matter, who: str, at: datetime | None = None) -> Topic:
    """A new topic. One that lacks cause or proposal is kept, and held back from the agenda until it has them."""
    made = Topic(state=TopicState.OPEN.name, raised_by=entries.person(who), raised_at=at or now(), solution="")
    _fill(made, matter)
    session.add(made)
    session.flush()
    record(session, who, "提出议题", called(made), topic=made.id, kind=matter.kind.value)
    return made


def complete(session: Session, topic_id: int, matter: Matter, who: str) -> Topic:
    """Write a topic anew while it is undecided. Raises :class:`RegisterError` afterwards."""
    topic = undecided(session, topic_id, "修改")
    _fill(topic, matter)
    if topic.state == TopicState.AGENDA.name and (lacks := lacking(topic)):
        raise RegisterError(f"{called(topic)}已列入议程，不能没有{lacks}，请补上")
    record(session, entries.person(who), "修改议题", called(topic), topic=topic.id)
    return topic


def lacking(topic: Topic) -> str:
    """What a topic lacks to be dealt with (domain.md M6), in words; "" where problem, cause and proposal are clear."""
    named = (("存在问题", topic.problem), ("问题原因", topic.cause), ("处理建议", topic.proposal))
    return "和".join(label for label, text in named if not text)


def solve(session: Session, topic_id: int, how: str, who: str, day: date) -> Topic:
    """Solved before the meeting: off the agenda, on record. Raises :class:`RegisterError` for one already decided."""
    topic = undecided(session, topic_id, "登记为会前解决")
    topic.solution = entries.text(how, "解决情况", required=True)
    topic.state, topic.settled_on, topic.meeting_id = TopicState.SOLVED.name, day, None
    record(session, entries.person(who), "议题会前解决", called(topic), topic=topic.id, how=topic.solution)
    return topic


def waiting(session: Session) -> Sequence[Topic]:
    """Topics that are on no agenda yet, in the order they were brought."""
    return session.scalars(select(Topic).where(Topic.state == TopicState.OPEN.name).order_by(Topic.id)).all()


def listed(session: Session, states: Sequence[TopicState] = (), beyond: int = 0, most: int = 50) -> Sequence[Topic]:
    """Topics in these states (none named: all) after the number ``beyond``, in the order they were brought."""
    query = select(Topic).where(Topic.id > beyond).order_by(Topic.id).limit(most)
    return session.scalars(query.where(Topic.state.in_([state.name for state in states])) if states else query).all()


def found(session: Session, topic_id: int) -> Topic:
    """A topic of the register. Raises :class:`NoEntryError` for none."""
    topic = session.get(Topic, topic_id)
    if topic is None:
        raise NoEntryError(f"没有第{topic_id}号议题，请核对", command="huicai meetings topics")
    return topic


def undecided(session: Session, topic_id: int, deed: str) -> Topic:
    """A topic nothing has been decided of, ours alone. Raises :class:`RegisterError` saying what became of it."""
    query = select(Topic).filter_by(id=topic_id).with_for_update().execution_options(populate_existing=True)
    topic = session.scalars(query).one_or_none()
    if topic is None:
        raise NoEntryError(f"没有第{topic_id}号议题，请核对", command="huicai meetings topics")
    state = TopicState[topic.state]
    if state not in UNDECIDED:
        raise RegisterError(f"{called(topic)}现在是“{state.value}”，不能{deed}；还要研究的，请另提一个议题")
    return topic


def called(topic: Topic) -> str:
    """What a topic is called in a sentence."""
    words = topic.project or topic.problem
    return f"第{topic.id}号议题（{words if len(words) <= 30 else f'{words[:29]}…'}）"


def _fill(topic: Topic, matter: Matter) -> None:
    topic.kind = matter.kind.name
    topic.problem = entries.text(matter.problem, "存在问题", required=True)
    topic.cause = entries.text(matter.cause, "问题原因")
    topic.proposal = entries.text(matter.proposal, "处理建议")
    topic.project = entries.text(matter.project, "项目名称")
    topic.unit = entries.text(matter.unit, "责任单位", entries.UNIT)
    topic.source = entries.text(matter.source, "来源")
    topic.deadline = matter.deadline
