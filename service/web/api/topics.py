"""Topics: problems brought to a meeting, held back until they are clear, solved beforehand."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from service.registers import meetings, topics
from service.registers.meeting_kinds import kind_of
from service.registers.office_rules import kinds_of
from service.registers.roles import May
from service.registers.topics import Matter, TopicKind, TopicState
from service.store.answers import Answer
from service.store.clock import business_date, now
from service.store.models_meetings import Topic
from service.web.api.call import Call
from service.web.api.endpoints import Endpoints
from service.web.api.types import Day, Name, Needed, NeededName, Next, Paged, Sent, Told, Words, next_of

api = Endpoints("议题")


class TopicsAsked(Paged):
    """Which topics to list."""

    state: list[TopicState] = Field([], description="只看这些状态，可写几次", max_length=len(TopicState))


class ReadyAsked(Sent):
    """By which kind of meeting."""

    kind: NeededName = Field("周调度会", description="按哪一类会议看能不能上会，见 /meeting-kinds")


class MatterSent(Sent):
    """What a topic says."""

    problem: Needed = Field(description="存在问题")
    cause: Words = Field("", description="问题原因；可以后补，补齐才能上会")
    proposal: Words = Field("", description="处理建议；可以后补，补齐才能上会")
    project: Words = Field("", description="项目名称")
    unit: Name = Field("", description="责任单位")
    source: Words = Field("", description="来源，如 第10周周报")
    deadline: Day | None = Field(None, description="办理时限")
    kind: TopicKind = Field(TopicKind.ORDINARY, description="停建、停工、罚款的要先由联席会议准许")

    def matter(self) -> Matter:
        """The same as the registers know it."""
        words: dict[str, Any] = {name: getattr(self, name) for name in type(self).model_fields}
        return Matter(**words)


class SolvedSent(Sent):
    """How it was solved."""

    how: Needed = Field(description="怎样解决的")
    day: Day | None = Field(None, description="哪一天解决的，默认今天")


class TopicTold(Told):
    """A topic."""

    id: int
    kind: TopicKind
    state: TopicState
    project: str
    problem: str
    cause: str
    proposal: str
    unit: str
    source: str
    deadline: Day | None
    meeting: int | None = Field(description="在哪次会议的议程上")
    solution: str = Field(description="怎样解决或决定的")
    settled_on: Day | None
    lacking: str = Field(description="还缺什么才能上会，如 问题原因和处理建议；不缺为空")


class TopicList(Told):
    """A page of topics."""

    items: list[TopicTold]
    next: Next


class HeldTold(Told):
    """A topic held back, and why."""

    topic: TopicTold
    reason: str


class ReadyTold(Told):
    """What a meeting of the kind could deal with."""

    ready: list[TopicTold] = Field(description="可以上会的")
    held: list[HeldTold] = Field(description="暂缓的，逐个说明为什么")


@api.get("/topics", "列出议题，按登记先后", May.READ, asked=TopicsAsked, told=TopicList)
def list_topics(call: Call, asked: TopicsAsked) -> TopicList:
    """In the order they were brought."""
    with call.store.read() as session:
        found = topics.listed(session, asked.state, asked.beyond, asked.most)
    more = next_of([each.id for each in found], asked.most)
    return TopicList(items=[told(topic) for topic in found], next=more)


@api.post("/topics", "提出议题", May.PLAN_MEETING, asked=MatterSent, told=TopicTold)
def bring_topic(call: Call, asked: MatterSent) -> Answer:
    """What is not known yet may come later."""
    return call.write(lambda session: told(topics.bring(session, asked.matter(), call.name)))


@api.get("/topics/ready", "待上会的议题：可以上会的，和暂缓的连同原因", May.READ, asked=ReadyAsked, told=ReadyTold)
def list_ready(call: Call, asked: ReadyAsked) -> ReadyTold:
    """By a kind of meeting."""
    kind = kind_of(kinds_of(call.settings), asked.kind)
    with call.store.read() as session:
        found = meetings.proposed_agenda(session, kind)
    held = [HeldTold(topic=told(topic), reason=why) for topic, why in found.held]
    return ReadyTold(ready=[told(topic) for topic in found.ready], held=held)


@api.get("/topics/<row:topic>", "一个议题", May.READ, told=TopicTold)
def show_topic(call: Call, topic: int) -> TopicTold:
    """One of them."""
    with call.store.read() as session:
        return told(topics.found(session, topic))


@api.put("/topics/<row:topic>", "修改还没有议定的议题", May.PLAN_MEETING, asked=MatterSent, told=TopicTold, once=True)
def complete_topic(call: Call, asked: MatterSent, topic: int) -> Answer:
    """Written anew."""
    return call.write(lambda session: told(topics.complete(session, topic, asked.matter(), call.name)))


@api.post(
    "/topics/<row:topic>/solve",
    "会前已经解决：移出议程，记录在案",
    May.PLAN_MEETING,
    asked=SolvedSent,
    told=TopicTold,
    status=200,
)
def solve_topic(call: Call, asked: SolvedSent, topic: int) -> Answer:
    """Off the agenda, on record."""
    day = asked.day or business_date(now())
    return call.write(lambda session: told(topics.solve(session, topic, asked.how, call.name, day)))


def told(topic: Topic) -> TopicTold:
    """A topic as it is told."""
    names = ("id", "project", "problem", "cause", "proposal", "unit", "source", "deadline", "solution", "settled_on")
    return TopicTold(
        **{name: getattr(topic, name) for name in names},
        kind=TopicKind[topic.kind],
        state=TopicState[topic.state],
        meeting=topic.meeting_id,
        lacking=topics.lacking(topic),
    )
