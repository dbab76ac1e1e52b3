"""Batches: papers of a meeting made in the background, looked at, paused, gone on with, cancelled, and fetched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal

from pydantic import Field
from werkzeug.wrappers import Response

from service.batches import Failed, export, ledger
from service.batches.ledger import Progress, Titled
from service.errors import RefusedError
from service.papers.own import shelf_of
from service.registers.roles import May
from service.store import Session, batch_ledger
from service.store.answers import Answer
from service.store.batch_ledger import FAILED, Move, State
from service.web.api.call import Call
from service.web.api.endpoints import Endpoints, File
from service.web.api.types import MOST, Backwards, Next, Told, next_of
from service.web.api.wanted import ZIP, PackSent, taking_turns, wanted
from service.web.errors import without_paths
from service.web.views import batch_trouble, wake
from service.web.views.sending import streamed

api = Endpoints("成套材料")
_ONCE: Final = "同样的内容、同样的数据再发一次，还是那一批，不会重做；取消了的另做一批"
_FETCHED: Final = "做完或取消以后才能取；里面有材料清单和溯源"


class BatchTold(Told):
    """How far a batch is."""

    id: int
    title: str = Field(description="会议名称")
    state: Literal["running", "paused", "cancelled", "done"] = Field(
        description="running 正在生成、paused 已暂停、cancelled 已取消、done 已完成"
    )
    note: str = Field(description="在等什么，或为什么自己停下了；没有为空")
    total: int = Field(description="一共几份")
    waiting: int = Field(description="还没有做的")
    made: int = Field(description="做成的")
    failed: int = Field(description="没做成的")
    by: str = Field(description="谁做的")
    at: datetime
    ended_at: datetime | None


class UnmadeTold(Told):
    """A paper there is not, and why."""

    title: str = Field(description="材料名称")
    subject: str = Field(description="给谁的、关于什么的；一种材料都没做的为空")
    reason: str


class BatchShown(BatchTold):
    """A batch with what there is not of it."""

    failures: list[UnmadeTold] = Field(description=f"没做成的和原因，至多列 {MOST} 份；全部见压缩包里的材料清单")
    held_back: list[UnmadeTold] = Field(description="暂缓的和原因")


class BatchList(Told):
    """A page of batches, the latest first."""

    items: list[BatchTold]
    next: Next


@api.post(
    "/batches",
    "登记一批材料，在后台生成",
    May.MAKE_PAPERS,
    asked=PackSent,
    told=BatchTold,
    status=202,
    leads_to="/batches/{id}",
    note=_ONCE,
)
def make_batch(call: Call, asked: PackSent) -> Answer:
    """The same papers of the same data are the same batch, whoever asks and under whatever key."""
    if before := call.kept():
        return before
    with taking_turns():
        name, order = wanted(call, asked)
        batch = ledger.start(call.store, order, Titled(name, once=True), call.name)
    wake()
    with call.store.write() as session:
        return call.note(session, told(ledger.progress_of(session, batch)))


@api.get("/batches", "成批生成的材料，新的在前", May.READ, asked=Backwards, told=BatchList)
def list_batches(call: Call, asked: Backwards) -> BatchList:
    """Whoever started them, by page, command or here."""
    found = ledger.listed(call.store, before=asked.beyond, most=asked.most)
    return BatchList(items=[told(each) for each in found], next=next_of([each.id for each in found], asked.most))


@api.get("/batches/<row:batch>", "一批做到哪里了，哪些没做成、为什么", May.READ, told=BatchShown)
def show_batch(call: Call, batch: int) -> BatchShown:
    """With the first that failed."""
    known = told(ledger.progress(call.store, batch))
    said = ledger.said(call.store, batch)
    items = ledger.items(call.store, batch, most=MOST, state=FAILED)
    failed = [*said.failed, *(Failed(item.title, item.subject, item.reason) for item in items)]
    return BatchShown(**known.model_dump(), failures=_unmade(failed), held_back=_unmade(said.held_back))


def _unmade(found: Sequence[Failed]) -> list[UnmadeTold]:
    return [UnmadeTold(title=each.title, subject=each.subject, reason=without_paths(each.reason)) for each in found]


@api.get("/batches/<row:batch>/zip", "取一批做成的材料（.zip）", May.READ, told=File((ZIP,)), note=_FETCHED)
def fetch_batch(call: Call, batch: int) -> Response:
    """Byte for byte the same each time. Raises :class:`RefusedError` before it is over, or where nothing was made."""
    now = ledger.progress(call.store, batch)
    if now.state in (State.RUNNING, State.PAUSED):
        done = f"做了 {now.made + now.failed} / {now.total} 份"
        raise RefusedError(f"“{now.title}”（第{batch}号批次）{now.words}，{done}，做完以后才能取；请过一会儿再看")
    if not now.made:
        raise RefusedError(f"“{now.title}”（第{batch}号批次）没有做成的材料，请看 failures 和 held_back 里的原因")
    return streamed(export.zip_pieces(call.store, batch), export.zip_name(now))


@api.post("/batches/<row:batch>/pause", "暂停：正在做的做完，其余的等着", May.MAKE_PAPERS, told=BatchTold, status=200)
def pause_batch(call: Call, batch: int) -> Answer:
    """The same again changes nothing."""
    return _moved(call, batch, Move.PAUSE)


@api.post("/batches/<row:batch>/resume", "接着做暂停的", May.MAKE_PAPERS, told=BatchTold, status=200)
def resume_batch(call: Call, batch: int) -> Answer:
    """The same again changes nothing."""
    return _moved(call, batch, Move.RESUME)


@api.post("/batches/<row:batch>/cancel", "取消：没做的不做了，做成的留着", May.MAKE_PAPERS, told=BatchTold, status=200)
def cancel_batch(call: Call, batch: int) -> Answer:
    """It cannot be taken back."""
    return _moved(call, batch, Move.CANCEL)


def _moved(call: Call, batch: int, deed: Move) -> Answer:
    def move(session: Session) -> BatchTold:
        batch_ledger.move(session, batch, deed, call.name)
        return told(ledger.progress_of(session, batch))

    answer = call.write(move)
    wake()
    return answer


@api.post(
    "/batches/<row:batch>/retry",
    "只重做没做成的，用现在的模板；数据还是当时的",
    May.MAKE_PAPERS,
    told=BatchTold,
    status=200,
)
def retry_batch(call: Call, batch: int) -> Answer:
    """Refused where none has failed, or the batch is not over."""
    templates = ledger.templates_again(call.store, batch, shelf_of(call.settings))

    def again(session: Session) -> BatchTold:
        batch_ledger.retry(session, call.store.files, batch, call.name, templates)
        return told(ledger.progress_of(session, batch))

    answer = call.write(again)
    wake()
    return answer


def told(batch: Progress) -> BatchTold:
    """A batch as it is told."""
    names = ("id", "title", "total", "waiting", "made", "failed", "at", "ended_at")
    note = batch.note or (batch_trouble() if batch.state is State.RUNNING else "")
    known = {name: getattr(batch, name) for name in names}
    return BatchTold(**known, state=batch.state.value, note=without_paths(note), by=batch.who)
