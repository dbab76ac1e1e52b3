"""The ladder: what could be issued on a day, and its issue by a person."""

from __future__ import annotations

from pydantic import Field

from service.registers.as_json import preview_json
from service.registers.escalations import preview
from service.registers.office_rules import rules_of
from service.registers.roles import May
from service.store.clock import business_date, now
from service.web.api.call import Call
from service.web.api.endpoints import Endpoints
from service.web.api.types import Day, OnDay, Told

api = Endpoints("逾期升级")


class ProposalTold(Told):
    """What the ladder says of a ticket."""

    id: int = Field(description="登记序号")
    number: str
    lead: str = Field(description="牵头单位")
    measure: str | None = Field(description="下一步，如 督办；没有下一步为 null")
    paper: str | None = Field(description="这一步的材料")
    reason: str = Field(description="为什么可以，或为什么先不发")
    provisional: bool = Field(description="工作日是否按暂定的放假安排算")


class UnreviewedTold(Told):
    """An answer nobody has looked at."""

    id: int = Field(description="登记序号")
    number: str
    lead: str = Field(description="牵头单位")
    days: int = Field(description="反馈后放了几天")
    reason: str = Field(description="何时反馈、是否逾期、放了几天")


class PreviewTold(Told):
    """What a person could issue on the day."""

    day: Day
    ready: list[ProposalTold] = Field(description="可以发的")
    held: list[ProposalTold] = Field(description="已过时限而先不发的")
    unreviewed: list[UnreviewedTold] = Field(description="反馈了还没有审核的，放得最久的在前")


@api.get("/escalations", "这一天可以发什么、为什么；只看不发", May.READ, asked=OnDay, told=PreviewTold)
def preview_escalations(call: Call, asked: OnDay) -> PreviewTold:
    """Nothing is issued."""
    on = asked.day or business_date(now())
    with call.store.read() as session:
        return PreviewTold.model_validate(preview_json(preview(session, rules_of(call.settings), on), on))
