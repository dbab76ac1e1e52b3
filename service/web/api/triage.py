"""Weekly returns sorted: major problems become topics, general ones draft tickets, unclear ones are for a person."""

from __future__ import annotations

from pydantic import Field

from service.papers.sorting import sorting
from service.registers.roles import May, require
from service.registers.triage import Sorted, Way, sort_out
from service.store import Session
from service.store.answers import Answer
from service.store.clock import business_date, now
from service.web.api.call import Call
from service.web.api.endpoints import Endpoints
from service.web.api.in_force import named_readings
from service.web.api.types import Day, NeededName, Row, Sent, Told

api = Endpoints("周报分两路")


class ReturnsSent(Sent):
    """Which returns to sort."""

    uploads: tuple[Row, ...] = Field(description="上传的问题清单的序号", min_length=1, max_length=20)
    source: NeededName = Field(description="来源", examples=["第10周周报"])
    day: Day | None = Field(None, description="哪一天的周报，默认今天")


class SortedTold(Told):
    """What became of one problem."""

    project: str
    problem: str
    where: str = Field(description="在哪个文件哪张表哪一行")
    way: Way
    topic: int | None = Field(description="提成的议题")
    ticket: int | None = Field(description="草拟的调度单")
    reason: str = Field(description="为什么都没有，或还缺什么；都好为空")


class SortedList(Told):
    """What became of each problem, in the order of the files."""

    items: list[SortedTold]


@api.post(
    "/triage",
    "周报里的问题分两路：重大的提为议题，一般的草拟调度单",
    May.DRAFT_TICKET,
    asked=ReturnsSent,
    told=SortedList,
    note="还需要“筹备会议”",
)
def sort_returns(call: Call, asked: ReturnsSent) -> Answer:
    """By the rule of the papers (triage.toml)."""
    require(call.who, May.PLAN_MEETING)
    problems = [topic for reading in named_readings(call, asked.uploads) for topic in reading.topics]
    by = sorting(asked.day or business_date(now()), asked.source)

    def deed(session: Session) -> SortedList:
        return SortedList(items=[_told(each) for each in sort_out(session, problems, by, call.name)])

    return call.write(deed)


def _told(found: Sorted) -> SortedTold:
    row = found.problem.row
    return SortedTold(
        project=found.problem.project_name,
        problem=found.problem.problems,
        where=f"{row.file} › {row.sheet} 第{row.row}行",
        way=found.way,
        topic=found.topic.id if found.topic else None,
        ticket=found.ticket.id if found.ticket else None,
        reason=found.reason,
    )
