"""Uploads: files pushed, kept as they came; what was read and what is wrong with it, cell by cell."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from flask import Response, request
from pydantic import Field

from data_adapters.containers import base_name
from service.mappings import remembered
from service.registers import deliveries, upload_decisions, uploads
from service.registers.roles import May
from service.registers.uploads import Arrival
from service.store import Session
from service.store.answers import Answer
from service.store.models_uploads import Upload, UploadDecision
from service.web.api.call import Call, file
from service.web.api.endpoints import Endpoints, File
from service.web.api.faults import CheckError, MalformedError
from service.web.api.types import Backwards, Needed, Next, PeriodText, Search, Sent, Told, next_of

api = Endpoints("上传的文件")
MOST_FILES: Final = 20
BYTES: Final = "application/octet-stream"
_FORM: Final = "multipart/form-data"


class UploadsAsked(Backwards):
    """Which uploads to list."""

    period: PeriodText | None = Field(None, description="只看这一期的，如 2026-10")


class PushAsked(Sent):
    """Of which period the files are."""

    period: PeriodText | None = Field(None, description="数据截至哪一期，如 2026-10、2026-10上半月；不写则按文件里写的")
    name: Search = Field("", description=f"文件名；直接发送字节（{BYTES}）时必须写明")


class NoteSent(Sent):
    """What a person decided about a problem."""

    about: Needed = Field(description="所说的问题，如 明细表!H12")
    decided: Needed = Field(description="处理意见")


class ProblemTold(Told):
    """What is wrong with a cell, a sheet or the file."""

    address: str = Field(description="在哪里，如 台账.xlsx › 明细表!H12；说整个文件的为空")
    code: str
    message: str
    severity: str = Field(description="error、warning 或 note")
    cell: str = Field(default="", description="单元格，如 H12；不是一格的为空")


class UploadTold(Told):
    """An upload."""

    id: int
    name: str
    sha256: str
    period: str = Field(description="数据截至哪一期；不知道为空")
    who: str
    at: datetime
    readable: bool = Field(description="读得了；读不了的也留着，原因在 problems 里")
    summary: dict[str, Any] = Field(description="读到了什么：项目、任务单位、问题各几个，各工作表是什么")
    problem_count: int


class NoteTold(Told):
    """What a person decided."""

    id: int
    about: str
    decided: str
    who: str
    at: datetime


class UploadWhole(UploadTold):
    """An upload with its problems."""

    problems: list[ProblemTold]
    decisions: list[NoteTold]
    same: list[int] = Field(description="以前上传过的一模一样的文件")


class UploadListed(UploadTold):
    """An upload in a list."""

    in_force: bool = Field(description="是不是现在的当期数据")


class UploadList(Told):
    """A page of uploads, the latest first."""

    items: list[UploadListed]
    next: Next


class Pushed(Told):
    """What came in."""

    delivery: int = Field(description="这一批的序号")
    uploads: list[UploadWhole]


@api.get("/uploads", "上传过的文件，后来的在前", May.READ, asked=UploadsAsked, told=UploadList)
def list_uploads(call: Call, asked: UploadsAsked) -> UploadList:
    """Without their problems."""
    period = str(asked.period) if asked.period else ""
    with call.store.read() as session:
        found = deliveries.listed(session, period, asked.beyond, asked.most)
    more = next_of([each.upload.id for each in found], asked.most)
    return UploadList(items=[UploadListed(**_told(each.upload), in_force=each.in_force) for each in found], next=more)


@api.post(
    "/uploads",
    "推送一个或几个文件：multipart/form-data 的 files，或直接发送字节",
    May.UPLOAD,
    asked=PushAsked,
    told=Pushed,
    reads_files=True,
)
def push(call: Call, asked: PushAsked) -> Answer:
    """All are kept, or none; one that cannot be read is kept too."""
    sent = _files(asked)
    mapping = remembered(call.settings.home).mapping
    arrivals = [Arrival(data, name, asked.period) for name, data in sent]
    named = deliveries.own_names(each.name for each in arrivals)
    ready = [
        uploads.prepared(call.store.files, each, name, mapping) for each, name in zip(arrivals, named, strict=True)
    ]
    call.sent = [f"{each.name}\n{each.digest}" for each in ready]

    def deed(session: Session) -> Pushed:
        made = [uploads.add(session, call.store.files, each, call.name) for each in ready]
        delivery = deliveries.deliver(session, made, call.name)
        return Pushed(delivery=delivery.id, uploads=[_whole(session, each) for each in made])

    return call.write(deed)


def _files(asked: PushAsked) -> list[tuple[str, bytes]]:
    """The files that were sent. Raises :class:`MalformedError`, :class:`CheckError`."""
    if request.mimetype == _FORM:
        if request.form or set(request.files) - {"files"}:
            raise CheckError("表单里只认 files（文件）；period 写在地址的 ? 后面", "files")
        found = [(base_name(each.filename or ""), each.read()) for each in request.files.getlist("files")]
    elif request.mimetype == BYTES:
        if not asked.name.strip():
            raise CheckError("直接发送字节时，请用 name 写明文件名", "name")
        found = [(base_name(asked.name), request.get_data(cache=False))]
    else:
        raise MalformedError(f"请用 {_FORM} 或 {BYTES} 发送文件，并写明 Content-Type")
    if not found or not all(data for _, data in found):
        raise CheckError("没有收到文件，或文件是空的，请检查", "files")
    if len(found) > MOST_FILES:
        raise CheckError(f"一次最多 {MOST_FILES} 个文件，这次有 {len(found)} 个，请分几次发", "files")
    return found


@api.get("/uploads/<row:upload>", "一个上传的文件：读到了什么，问题在哪一格", May.READ, told=UploadWhole)
def show_upload(call: Call, upload: int) -> UploadWhole:
    """With what people decided about it."""
    with call.store.read() as session:
        return _whole(session, upload_decisions.found(session, upload))


@api.get("/uploads/<row:upload>/file", "取回上传的原件", May.READ, told=File((BYTES,)))
def fetch_upload(call: Call, upload: int) -> Response:
    """The very bytes."""
    with call.store.read() as session:
        found = upload_decisions.found(session, upload)
    return file(call.store.files.get(found.sha256), found.name, BYTES)


@api.post(
    "/uploads/<row:upload>/decisions",
    "登记对一处问题的核定意见，登记后不能改",
    May.UPLOAD,
    asked=NoteSent,
    told=NoteTold,
)
def note_decision(call: Call, asked: NoteSent, upload: int) -> Answer:
    """Beside the problems."""
    return call.write(
        lambda session: _note(
            upload_decisions.note_decision(session, upload, asked.about, asked.decided, call.name), session
        )
    )


def _told(upload: Upload) -> dict[str, Any]:
    names, summary = ("id", "name", "sha256", "period", "who", "at"), uploads.summary_of(upload)
    return {
        **{name: getattr(upload, name) for name in names},
        "readable": uploads.is_readable(upload),
        "summary": summary,
        "problem_count": summary.get("problems", 0 if summary else 1),  # of one that cannot be read: that
    }


def _whole(session: Session, upload: Upload) -> UploadWhole:
    return UploadWhole(
        **_told(upload),
        problems=[ProblemTold.model_validate(each) for each in uploads.problems_of(upload)],
        decisions=[_note(each, session) for each in upload_decisions.decisions_of(session, upload.id)],
        same=[each.id for each in uploads.same(session, upload)],
    )


def _note(made: UploadDecision, session: Session) -> NoteTold:
    session.flush()  # it has its number then
    names = ("id", "about", "decided", "who", "at")
    return NoteTold(**{name: getattr(made, name) for name in names})
