"""Snapshots: the uploads in force for a period, and what changed between two of them."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from service.papers.issues import is_settled
from service.registers import differences, snapshots
from service.registers.as_json import difference_json
from service.registers.roles import May
from service.store import Session
from service.store.answers import Answer
from service.store.models_uploads import Snapshot
from service.web.api.call import Call
from service.web.api.endpoints import Endpoints
from service.web.api.types import PeriodText, Row, Sent, Told, Words

api = Endpoints("当期数据")


class PeriodAsked(Sent):
    """Of which period."""

    period: PeriodText = Field(description="哪一期，如 2026-10")


class InForceSent(Sent):
    """Which uploads are to be in force."""

    uploads: tuple[Row, ...] = Field(description="上传序号，须同一期", min_length=1, max_length=50)
    period: PeriodText | None = Field(None, description="作为哪一期的；不写则按登记的")
    note: Words = Field("", description="说明；换掉已在用的必须写明原因")


class BetweenAsked(Sent):
    """Between which two."""

    before: Row = Field(description="前一份当期数据的序号")
    after: Row = Field(description="后一份的序号")


class SnapshotTold(Told):
    """A snapshot."""

    id: int
    period: str
    note: str
    who: str
    at: datetime
    replaced_at: datetime | None = Field(description="什么时候被换下；还在用为 null")
    uploads: list[int] = Field(description="由哪些上传的文件组成")


class SnapshotList(Told):
    """All snapshots a period has had, the newest first."""

    items: list[SnapshotTold]


class SideTold(Told):
    """One of the two."""

    name: str
    period: str


class MovedTold(Told):
    """An amount that is another."""

    column: str
    before: str
    after: str
    went_back: bool = Field(description="只能增加的数变小了")


class ProjectMoved(Told):
    """A project that is not as it was."""

    name: str
    unit: str
    amounts: list[MovedTold]
    line: str = Field(description="用一句话说")


class DifferenceTold(Told):
    """What is different, as `huicai uploads compare --json` tells it."""

    before: SideTold
    after: SideTold
    came: list[ProjectMoved] = Field(description="新列入的")
    gone: list[ProjectMoved] = Field(description="不再列出的")
    changed: list[ProjectMoved] = Field(description="有变化的")
    same: int = Field(description="没有变化的有几个")


@api.get("/snapshots", "一期先后有过的当期数据，最新的在前", May.READ, asked=PeriodAsked, told=SnapshotList)
def list_snapshots(call: Call, asked: PeriodAsked) -> SnapshotList:
    """The one in force is not replaced."""
    with call.store.read() as session:
        return SnapshotList(items=[told(session, each) for each in snapshots.of_period(session, asked.period)])


@api.post("/snapshots", "把上传的文件定为当期数据", May.UPLOAD, asked=InForceSent, told=SnapshotTold)
def put_in_force(call: Call, asked: InForceSent) -> Answer:
    """What was in force before is replaced and stays."""
    return call.write(
        lambda session: told(
            session, snapshots.put_in_force(session, asked.uploads, call.name, asked.note, asked.period)
        )
    )


@api.get("/snapshots/difference", "两份当期数据之间每个项目变了什么", May.READ, asked=BetweenAsked, told=DifferenceTold)
def show_difference(call: Call, asked: BetweenAsked) -> DifferenceTold:
    """Read anew from the files that were kept."""
    found = differences.difference(call.store, asked.before, asked.after, is_settled)
    return DifferenceTold.model_validate(difference_json(found))


@api.get("/snapshots/<row:snapshot>", "一份当期数据", May.READ, told=SnapshotTold)
def show_snapshot(call: Call, snapshot: int) -> SnapshotTold:
    """And which uploads it is made of."""
    with call.store.read() as session:
        return told(session, snapshots.found(session, snapshot))


def told(session: Session, snapshot: Snapshot) -> SnapshotTold:
    """A snapshot as it is told."""
    names = ("id", "period", "note", "who", "at", "replaced_at")
    return SnapshotTold(
        **{name: getattr(snapshot, name) for name in names},
        uploads=[upload.id for upload in snapshots.uploads_of(session, snapshot.id)],
    )
