"""Which papers of a meeting are asked for, and what they are made from: data in force, or uploads that are named."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

from pydantic import Field

from service.batches.planning import Asked
from service.errors import SettingsError
from service.papers import Meeting, Paper, Shelf, find, gather, meeting_from, papers_of, settle
from service.papers.own import shelf_of
from service.registers import snapshots
from service.web.api.call import Call
from service.web.api.faults import BusyError, CheckError
from service.web.api.in_force import earlier_readings, named_readings
from service.web.api.types import NeededName, PeriodText, Row, Sent

ZIP: Final = "application/zip"
_at_once = threading.BoundedSemaphore(2)  # papers take seconds and memory: others are still to be served


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


@contextmanager
def taking_turns() -> Iterator[None]:
    """So that few ask for papers at a time. Raises :class:`BusyError`."""
    if not _at_once.acquire(blocking=False):
        raise BusyError("正在为别人做材料，请过一会儿再试")
    try:
        yield
    finally:
        _at_once.release()


def wanted(call: Call, sent: PackSent) -> tuple[str, Asked]:
    """What the meeting is called, and the papers with their inputs. Raises CheckError, and what reading does."""
    meeting, kinds = _meeting(sent), shelf_of(call.settings)
    chosen = _chosen(sent, meeting, kinds)
    if not sent.uploads and not sent.period:
        raise CheckError("请用 period 写明用哪一期的当期数据，或用 uploads 写明用哪些上传的文件", "period")
    data = snapshots.in_force(call.store, sent.period) if sent.period and not sent.uploads else None
    readings = data.readings if data else named_readings(call, sent.uploads)
    period = str(sent.period.whole_month) if sent.period else ""
    gathered = gather(readings, meeting=meeting, period=period, last=earlier_readings(call, sent.last))
    gathered = replace(gathered, scheme=call.settings.scoring_scheme)
    inputs = settle(gathered, data.decisions if data else ())
    uploads = {upload.name: upload.sha256 for upload in data.uploads} if data else {}
    return meeting.name, Asked(kinds, chosen, inputs, uploads, data.lines if data else ())


def _meeting(sent: PackSent) -> Meeting:
    try:
        return meeting_from(sent.meeting, "meeting")
    except SettingsError as error:
        raise CheckError(str(error), "meeting") from error


def _chosen(sent: PackSent, meeting: Meeting, kinds: Shelf) -> list[Paper]:
    if not sent.papers:
        return papers_of(meeting.kind, meeting.name, among=kinds.papers)
    return list({paper.id: paper for paper in (find(name, kinds.papers) for name in sent.papers)}.values())
