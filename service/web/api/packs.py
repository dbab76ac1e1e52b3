"""Packs: all the papers of a meeting, made from what is in force or from uploads, as one .zip."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path
from typing import Any, Final

from flask import Response
from pydantic import Field

from service.batches import Trace, begun, make, write_zip
from service.errors import SettingsError
from service.papers import Meeting, Paper, Shelf, find, gather, meeting_from, papers_of, settle
from service.papers.names import safe
from service.papers.own import shelf_of
from service.registers import snapshots
from service.registers.roles import May
from service.web.api.call import Call, file
from service.web.api.endpoints import Endpoints, File
from service.web.api.faults import BusyError, CheckError
from service.web.api.in_force import earlier_readings, named_readings
from service.web.api.types import NeededName, PeriodText, Row, Sent

api = Endpoints("成套材料")
_MOST_PAPERS: Final = 2000
_ZIP: Final = "application/zip"
_at_once = threading.BoundedSemaphore(2)  # a pack takes seconds and memory: others are still to be served


class PackSent(Sent):
    """What to make."""

    meeting: dict[str, Any] = Field(
        description="会议，与会议文件 meeting.toml 同样的几节：meeting、issuer、attendees、kinds、given",
        examples=[{"meeting": {"name": "周调度会", "time": "2026年11月27日9:00"}, "issuer": {"name": "县重点办"}}],
    )
    period: PeriodText | None = Field(None, description="用哪一期的当期数据；与 uploads 至少写一样")
    uploads: tuple[Row, ...] = Field((), description="或者：用这些上传的文件", max_length=20)
    last: tuple[PeriodText, ...] = Field((), description="与哪些以前各期比；须已有当期数据", max_length=12)
    papers: tuple[NeededName, ...] = Field((), description="做哪些材料，默认按会议类别的一套", max_length=50)


@api.post("/packs", "生成一次会议的材料", May.MAKE_PAPERS, asked=PackSent, told=File((_ZIP,)), status=200, once=False)
def make_pack(call: Call, asked: PackSent) -> Response:
    """Nothing is kept of it."""
    meeting, kinds = _meeting(asked), shelf_of(call.settings)
    chosen = _chosen(asked, meeting, kinds)
    if not asked.uploads and not asked.period:
        raise CheckError("请用 period 写明用哪一期的当期数据，或用 uploads 写明用哪些上传的文件", "period")
    if not _at_once.acquire(blocking=False):
        raise BusyError("正在为别人做材料，请过一会儿再试")
    try:
        return _made(call, asked, meeting, kinds, chosen)
    finally:
        _at_once.release()


def _meeting(asked: PackSent) -> Meeting:
    try:
        return meeting_from(asked.meeting, "meeting")
    except SettingsError as error:
        raise CheckError(str(error), "meeting") from error


def _chosen(asked: PackSent, meeting: Meeting, kinds: Shelf) -> list[Paper]:
    if not asked.papers:
        return papers_of(meeting.kind, meeting.name, among=kinds.papers)
    return list({paper.id: paper for paper in (find(name, kinds.papers) for name in asked.papers)}.values())


def _made(call: Call, asked: PackSent, meeting: Meeting, kinds: Shelf, chosen: list[Paper]) -> Response:
    data = snapshots.in_force(call.store, asked.period) if asked.period and not asked.uploads else None
    readings = data.readings if data else named_readings(call, asked.uploads)
    period = str(asked.period.whole_month) if asked.period else ""
    gathered = gather(readings, meeting=meeting, period=period, last=earlier_readings(call, asked.last))
    inputs = settle(gathered, data.decisions if data else ())
    summary = begun(kinds, Trace({upload.name: upload.sha256 for upload in data.uploads} if data else {}))
    summary.sources.extend(data.lines if data else ())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{safe(f'{meeting.name}材料')}.zip"
        write_zip(path, make(chosen, inputs, summary, most=_MOST_PAPERS), summary)
        return file(path.read_bytes(), path.name, _ZIP)
