"""The first page: choose files, or try the samples."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from data_adapters.containers import base_name
from service.config import SAMPLES
from service.errors import PaperError
from service.registers.roles import May
from service.web.access import needs
from service.web.files import store_upload
from service.web.views import home

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
    return _show(store_upload(home(), [(base_name(file.filename or ""), file.read()) for file in sent]))


@bp.post("/samples")
@needs(May.UPLOAD)
def samples() -> Response:
    """The same with the invented county's files. Raises PaperError where they are not installed."""
    paths = [*sorted(SAMPLES.glob("*.xlsx")), *sorted(SAMPLES.glob("*.toml"))]
    if not paths:
        raise PaperError("这里没有安装示例数据，请直接上传自己的台账")
    return _show(store_upload(home(), [(path.name, path.read_bytes()) for path in paths]))


def _show(reading: str) -> Response:
    return redirect(url_for("readings.show", reading=reading), 303)
