"""The first page: choose files, or try the samples."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from data_adapters.containers import base_name
from service.config import SAMPLES
from service.errors import PaperError
from service.papers.figured import read_asked_period
from service.readable import read_words
from service.registers import deliveries, snapshots
from service.registers.roles import May
from service.registers.uploads import summary_of
from service.web.access import needs
from service.web.paging import SIZE, asked_beyond, cut
from service.web.places import is_sample
from service.web.received import keep, parcel
from service.web.soon import soon
from service.web.views import in_force, store, who

MAX_FILES = 20

bp = Blueprint("uploads", __name__)


@bp.get("/ledgers")
@needs(May.READ)
def index() -> str:
    """The upload page."""
    return render_template("pages/upload.html", fault="")


@bp.post("/readings")
@needs(May.UPLOAD)
def create() -> Response | tuple[str, int]:
    """Keep what was chosen and go on to what was understood of it."""
    sent = [file for file in request.files.getlist("files") if file.filename]
    if not sent:
        return render_template("pages/upload.html", fault="还没有选择文件，请先选择台账或问题清单。"), 400
    if len(sent) > MAX_FILES:
        fault = f"一次最多上传 {MAX_FILES} 个文件，这次选了 {len(sent)} 个，请分几次上传。"
        return render_template("pages/upload.html", fault=fault), 400
    return _keep([(base_name(file.filename or ""), file.read()) for file in sent])


@bp.get("/ledgers/uploads")
@needs(May.READ)
def listing() -> str:
    """All that was uploaded, the newest first, of one period or of any, with the data that is or was in force."""
    period, fault = request.args.get("period", "").strip(), ""
    try:
        month = read_asked_period(period)
    except PaperError as error:
        month, fault = None, str(error)
    with store().read() as session:
        some = deliveries.listed(session, str(month or ""), asked_beyond(), SIZE + 1)
        history = snapshots.of_period(session, month) if month else []
    return render_template(
        "pages/uploads.html",
        page=cut(some, lambda one: one.upload.id),
        history=history,
        period=str(month or ""),
        fault=fault,
        read=lambda upload: read_words(summary_of(upload)),
        moment=snapshots.moment,
        named=snapshots.named,
        told=snapshots.told,
    )


@bp.get("/ledgers/difference")
@needs(May.READ)
@soon
def difference() -> str:
    """What is different from one snapshot to another. Raises RegisterError where there is none of a number."""
    before, after = (request.args.get(name, 0, int) for name in ("before", "after"))
    data = in_force()
    told = data.difference((before, after), lambda: (data.side(before), data.side(after)))
    back = url_for("uploads.listing", period=str(told.after.period))
    return render_template("pages/difference.html", told=told, back=back, back_words="回到上传过的文件")


@bp.post("/samples")
@needs(May.UPLOAD)
def samples() -> Response:
    """The same with the invented county's files, in that county alone: they are no data of an office. Raises
    PaperError where they are not installed."""
    if not is_sample(store().settings):
        return redirect(url_for("samples.show"), 303)
    paths = [*sorted(SAMPLES.glob("*.xlsx")), *sorted(SAMPLES.glob("*.toml"))]
    if not paths:
        raise PaperError("这里没有安装示例数据，请直接上传自己的台账")
    return _keep([(path.name, path.read_bytes()) for path in paths])


def _keep(files: Sequence[tuple[str, bytes]]) -> Response:
    reading, fault = keep(store(), parcel(files), who().name)
    if fault:
        flash(f"{fault}。", "warning")
    return redirect(url_for("readings.show", reading=reading), 303)
