"""Papers being made and made: progress, pause and cancel, only the failed again, and all that leaves a batch."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.batches import export, ledger
from service.batches.listing import PRINT_NAME, PRINT_PDF
from service.errors import HuicaiError, RefusedError
from service.papers.own import shelf_of
from service.registers.roles import May
from service.store.batch_ledger import Move
from service.web.access import needs
from service.web.made import shown, under_way
from service.web.paging import SIZE, asked_beyond, cut
from service.web.previewing import page_of
from service.web.typesetting import Standing
from service.web.views import batch_trouble, store, typesetter, unsure, wake, who
from service.web.views.sending import attached, sent, streamed

bp = Blueprint("batches", __name__, url_prefix="/batches")

_MOVES: Final = {"pause": Move.PAUSE, "resume": Move.RESUME, "cancel": Move.CANCEL}
_MOST_COPIES: Final = 50
_at_once = threading.BoundedSemaphore(2)  # joining a whole pack takes seconds and memory: others are still to be served


class BusyError(HuicaiError):
    """Too many ask for a file for printing at once."""


@bp.get("")
@needs(May.READ)
def index() -> str:
    """All batches, the newest first."""
    found = ledger.listed(store(), before=asked_beyond(), most=SIZE + 1)
    return render_template("batches/index.html", page=cut(found, lambda batch: batch.id))


@bp.get("/<row:batch>")
@needs(May.READ)
def show(batch: int) -> str:
    """How far it is, what was made, held back and failed, and what to look at."""
    return render_template("batches/show.html", found=shown(store(), batch, asked_beyond()), trouble=batch_trouble())


@bp.get("/<row:batch>/progress")
@needs(May.READ, quiet=True)
def progress(batch: int) -> str:
    """How far it is: what the page asks for every two seconds."""
    return render_template("batches/progress.html", now=under_way(store(), batch), trouble=batch_trouble())


@bp.post("/<row:batch>/<move>")
@needs(May.MAKE_PAPERS)
def move(batch: int, move: str) -> Response | str:
    """Pause, go on or cancel; what is past it is said."""
    if move not in _MOVES:
        abort(404)
    if move == "cancel" and (page := unsure("取消生成？", "已经做成的留着，其余不再做。", "取消生成")):
        return page
    return _moved(batch, lambda: ledger.move(store(), batch, _MOVES[move], who().name))


@bp.post("/<row:batch>/again")
@needs(May.MAKE_PAPERS)
def again(batch: int) -> Response:
    """Make the failed papers again, and only those, with the templates as they are now."""
    kinds = shelf_of(store().settings)
    return _moved(batch, lambda: ledger.retry_failed(store(), batch, who().name, kinds))


def _moved(batch: int, deed: Callable[[], object]) -> Response:
    try:
        deed()
    except RefusedError as error:
        flash(f"{error}。")
    wake()
    return redirect(url_for("batches.show", batch=batch), 303)


@bp.get("/<row:batch>/zip")
@needs(May.READ)
def package(batch: int) -> Response:
    """What is made so far, with its listing and trace, as one .zip."""
    name = export.zip_name(ledger.progress(store(), batch))
    return streamed(export.zip_pieces(store(), batch), name)


@bp.get("/<row:batch>/print")
@needs(May.READ)
def printed(batch: int) -> Response:
    """All papers in order in one .docx, each so many times. Raises BusyError."""
    copies = request.args.get("copies", 1, type=int)
    with _taking_turns():
        content = export.print_file(store(), batch, min(max(copies, 1), _MOST_COPIES))
    return attached(content, PRINT_NAME)


@bp.get("/<row:batch>/print.pdf")
@needs(May.READ)
def print_pdf(batch: int) -> Response | str:
    """The same as PDF: how it stands with it, then the file. Raises PaperError, PdfError."""
    copies = min(max(request.args.get("copies", 1, type=int), 1), _MOST_COPIES)
    archive = store()
    made_of, total = export.print_content(archive, batch, copies)
    standing = typesetter().whole(made_of, total, lambda whole: export.print_pdf(archive, batch, copies, whole))
    path = typesetter().kept.path(standing.key)
    if "take" in request.args and path is not None:
        return sent(path, PRINT_PDF)
    return _waiting(batch, standing, "打印合并（PDF）", "pdf", url_for("batches.print_pdf", batch=batch, copies=copies))


@bp.get("/<row:batch>/pdf.zip")
@needs(May.READ)
def package_with_pdfs(batch: int) -> Response | str:
    """The .zip with a PDF of each paper: how it stands with it, then the file. Raises PaperError, PdfError."""
    archive = store()
    made_of, total = export.zip_content(archive, batch)
    standing = typesetter().package(made_of, total, lambda pdfs: export.zip_pieces(archive, batch, pdfs))
    path = typesetter().packages.path(standing.key)
    if "take" in request.args and path is not None:
        return sent(path, export.zip_name(ledger.progress(archive, batch), "（另附PDF）"))
    return _waiting(batch, standing, "下载全部，另附 PDF", "zip", url_for("batches.package_with_pdfs", batch=batch))


def _waiting(batch: int, standing: Standing, what: str, kind: str, again: str) -> str:
    """The page that asks again until it is there."""
    title = ledger.progress(store(), batch).title
    told = {"standing": standing, "what": what, "kind": kind, "again": again}
    return render_template("batches/waiting.html", batch=batch, title=title, **told)


@contextmanager
def _taking_turns() -> Iterator[None]:
    if not _at_once.acquire(blocking=False):
        raise BusyError("正在为别人合并打印，请过一会儿再点“下载打印合并”")
    try:
        yield
    finally:
        _at_once.release()


@bp.get("/<row:batch>/beside/<name>")
@needs(May.READ)
def beside(batch: int, name: str) -> Response:
    """The listing, or where each figure comes from."""
    content = export.beside(store(), batch).get(name)
    if content is None:
        flash("这套材料里没有出自台账的数，所以没有溯源。")
        return redirect(url_for("batches.show", batch=batch), 303)
    return attached(content, name)


@bp.get("/<row:batch>/papers/<row:no>.docx")
@needs(May.READ)
def paper(batch: int, no: int) -> Response:
    """One paper, to be kept."""
    item, content = ledger.open_paper(store(), batch, no)
    return attached(content, item.file_name)


@bp.get("/<row:batch>/papers/<row:no>")
@needs(May.READ)
def read(batch: int, no: int) -> str:
    """One paper, to be read in the page."""
    item, _ = ledger.open_paper(store(), batch, no)
    return render_template("batches/paper.html", batch=ledger.progress(store(), batch), item=item)


@bp.get("/<row:batch>/papers/<row:no>/page")
@needs(May.READ)
def frame(batch: int, no: int) -> Response:
    """What the frame shows of it."""
    item, content = ledger.open_paper(store(), batch, no)
    return page_of(content, item.file_name)
