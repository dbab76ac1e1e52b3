"""The audit log: paged through, and gone over link by link."""

from __future__ import annotations

import json
from typing import Any

from pydantic import Field

from service.registers.roles import May
from service.store import audit_check, audit_list
from service.web.api.call import Call
from service.web.api.endpoints import Endpoints
from service.web.api.types import Next, Paged, Search, Told, next_of
from service.web.errors import without_paths

api = Endpoints("操作记录")


class AuditAsked(Paged):
    """Which entries to list."""

    subject: Search = Field("", description="只看关于它的，须与登记的一字不差，如 安重办调〔2026〕15号")


class EntryTold(Told):
    """A deed."""

    seq: int
    at: str = Field(description="时刻（UTC）")
    who: str
    action: str
    subject: str
    detail: Any = Field(description="细节，随事项而定")
    hash: str


class AuditList(Told):
    """A page of the log."""

    items: list[EntryTold]
    next: Next


class LinkTold(Told):
    """The chain's end."""

    seq: int
    hash: str


class VerdictTold(Told):
    """What was found."""

    count: int = Field(description="核对了几条")
    head: LinkTold = Field(description="链头；请记在别处，日后好核对")
    faults: list[str] = Field(description="哪里不对，第一处在前；都对为空")
    unanchored: int = Field(description="外部锚点落后几条")
    sound: bool


@api.get("/audit", "操作记录，按先后", May.READ_AUDIT, asked=AuditAsked, told=AuditList)
def list_audit(call: Call, asked: AuditAsked) -> AuditList:
    """In their order."""
    with call.store.read() as session:
        found = audit_list.listed(session, asked.subject, asked.beyond, asked.most)
    names = ("seq", "at", "who", "action", "subject", "hash")
    items = [
        EntryTold(**{name: getattr(each, name) for name in names}, detail=json.loads(each.detail)) for each in found
    ]
    return AuditList(items=items, next=next_of([each.seq for each in found], asked.most))


@api.post(
    "/audit/verify",
    "逐条核对操作记录有没有被改动、删除或截断",
    May.READ_AUDIT,
    told=VerdictTold,
    status=200,
    once=False,
)
def verify_audit(call: Call) -> VerdictTold:
    """Over the whole log."""
    found = audit_check.settle(call.store)
    head = LinkTold(seq=found.head.seq, hash=found.head.hash)
    return VerdictTold(
        count=found.count,
        head=head,
        faults=list(map(without_paths, found.faults)),
        unanchored=found.unanchored,
        sound=not found.faults,
    )
