"""One uploaded file given back: its copy with the problems marked, or the bare list of them."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence

from flask import Blueprint, abort, request, send_file
from werkzeug.wrappers import Response

from data_adapters import Cell, Reading, SourceError
from data_adapters.marked import marked_copy
from service.errors import HuicaiError, PaperError
from service.figures import questions
from service.papers import gather
from service.registers.known import is_meeting
from service.registers.roles import May
from service.web.access import needs
from service.web.comparing import compared_with
from service.web.understanding import SEVERITIES, understand
from service.web.views import received_here, store

bp = Blueprint("files", __name__, url_prefix="/readings/<id:reading>/files/<int:file>")

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Marking the largest workbook allowed takes seconds and memory: two at a time, so that other pages are still served.
_marking = threading.BoundedSemaphore(2)


class BusyError(HuicaiError):
    """Too many ask for a marked copy at once."""


@bp.get("/marked")
@needs(May.READ)
def marked(reading: str, file: int) -> Response:
    """The file as a workbook with every problem and question at its cell. Raises BusyError or SourceError."""
    if not _marking.acquire(blocking=False):
        raise BusyError("正在为别人做标注本，请过一会儿再点“下载标注本”")
    try:
        name, data, found, readings = _opened(reading, file)
        copy, content = marked_copy(data, name, found.problems, _questions(reading, found, readings))
    finally:
        _marking.release()
    return _sent(content, copy, _XLSX)


@bp.get("/problems")
@needs(May.READ)
def problems(reading: str, file: int) -> Response:
    """Every problem and question of the file as lines of a text."""
    name, _, found, readings = _opened(reading, file)
    lines = [f"{SEVERITIES[problem.severity]}\t{_in_one_line(str(problem))}" for problem in found.problems]
    lines += [f"核对\t{_in_one_line(sentence)}" for _, sentence in _questions(reading, found, readings)]
    text = "\r\n".join([f"“{name}”的问题，共 {len(lines)} 条", *lines, ""])
    return _sent(text.encode("utf-8-sig"), f"{name.rpartition('.')[0] or name}（问题）.txt", "text/plain")


def _in_one_line(sentence: str) -> str:
    """A sentence as one line of a list: a cell that it quotes may have several."""
    return " ".join(sentence.split())


_Opened = tuple[str, bytes, Reading, Sequence[Reading]]


def _opened(reading: str, file: int) -> _Opened:
    """One file of an upload: its name, bytes and reading, with all readings; 404 where there is none."""
    got = received_here(reading)
    if not 0 < file <= len(got.files):
        abort(404)
    understood = understand(got.files, got.mapping)
    stored, data = got.files[file - 1]
    if is_meeting(stored.name):
        abort(404)
    if fault := understood.files[file - 1].fault:
        raise SourceError(fault)
    return stored.name, data, understood.readings[understood.places.index(file - 1)], understood.readings


def _questions(reading: str, found: Reading, readings: Sequence[Reading]) -> list[tuple[Sequence[Cell], str]]:
    """The questions of the upload that concern a file, also against the upload it is compared with."""
    try:
        period = gather(readings, period=request.args.get("period", "").strip()).period
    except PaperError:
        period = None  # the page says why; the copy asks what can be asked without it
    last = compared_with(store(), reading, request.args.get("last", "")).readings
    asked = questions(readings, period, last)
    return [(item.addresses, str(item)) for item in asked if any(cell.file == found.file for cell in item.addresses)]


def _sent(content: bytes, name: str, kind: str) -> Response:
    return send_file(io.BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
