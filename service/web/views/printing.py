"""Frozen papers taken out: one, several in a .zip, several joined for the printer; each taking out is counted.

They are answers to a form, not addresses: whoever takes a paper out does something that is written down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from service.batches.listing import PRINT_NAME, PRINT_PDF
from service.errors import EntryError
from service.papers.reprints import Found, hand_out
from service.registers.roles import May
from service.store.frozen import Way
from service.store.models import IssuedPaper
from service.web.access import needs
from service.web.tickets import handing_out
from service.web.typesetting import Standing
from service.web.views import store, typesetter, who
from service.web.views.sending import DOCX, ZIP, attached, sent

bp = Blueprint("printing", __name__, url_prefix="/tickets")


@bp.get("/print")
@needs(May.READ)
def show() -> Response | str:
    """The papers ticked, to be put in order with their copies."""
    try:
        found = handing_out.chosen(store(), request.args.getlist("paper"))
    except EntryError as error:
        flash(str(error))
        return redirect(url_for("accountability.issued"), 303)
    return _page(found, {}, "")


@bp.post("/print")
@needs(May.READ)
def take() -> Response | tuple[str, int]:
    """One file for the printer, or a .zip of the papers as they were signed. Raises EntryError for none chosen."""
    found = handing_out.chosen(store(), request.form.getlist("paper"))
    if "zip" in request.form:
        return attached(handing_out.zipped(store(), found, who().name), "签发的材料.zip", ZIP)
    try:
        lines = handing_out.lines_of(found, request.form)
    except EntryError as error:
        return _page(found, request.form, str(error)), 422
    wanted = handing_out.to_print(store(), found, lines)
    if "pdf" in request.form:
        return redirect(url_for("printing.set_in_pages", **_asked(found, request.form)), 303)
    return attached(handing_out.joined(store(), wanted, who().name), PRINT_NAME, DOCX)


@bp.get("/print/pdf")
@needs(May.READ)
def set_in_pages() -> str:
    """One PDF for the printer: how it stands with it, and the form that takes it. Raises EntryError, PdfError."""
    found, _, standing = _typeset(request.args)
    return render_template("tickets/print_pdf.html", asked=_asked(found, request.args), standing=standing)


@bp.post("/print/pdf")
@needs(May.READ)
def take_pdf() -> Response:
    """The PDF, every copy counted."""
    found, wanted, standing = _typeset(request.form)
    path = typesetter().kept.path(standing.key)
    if path is None:  # it was kept for a while only
        return redirect(url_for("printing.set_in_pages", **_asked(found, request.form)), 303)
    handing_out.count_printed(store(), wanted, who().name)
    return sent(path, PRINT_PDF)


def _typeset(words: MultiDict[str, str]) -> tuple[list[IssuedPaper], list[tuple[Found, int]], Standing]:
    archive = store()
    found = handing_out.chosen(archive, words.getlist("paper"))
    wanted = handing_out.to_print(archive, found, handing_out.lines_of(found, words))
    made_of, total = handing_out.print_content(wanted)
    standing = typesetter().whole(made_of, total, lambda whole: handing_out.gather(archive, wanted, whole))
    return found, wanted, standing


def _asked(found: Sequence[IssuedPaper], typed: Mapping[str, str]) -> dict[str, Any]:
    """What was asked for, as words of an address or fields of a form."""
    names = [f"{word}-{paper.id}" for paper in found for word in ("place", "copies")]
    return {"paper": [paper.id for paper in found], **{name: typed[name] for name in names if name in typed}}


@bp.post("/papers/<int:paper>")
@needs(May.READ)
def one(paper: int) -> Response:
    """One paper as it was signed, to print or to keep."""
    found = handing_out.one(store(), paper)
    way: Way = "print" if request.form.get("way") == "print" else "download"
    return attached(hand_out(store(), found, way, who().name), found.file_name, DOCX)


def _page(found: Sequence[IssuedPaper], typed: Mapping[str, str], fault: str) -> str:
    with store().read() as session:
        papers = handing_out.shown(session, found)
    return render_template("tickets/print.html", papers=papers, typed=typed, fault=fault, most=handing_out.MOST_COPIES)
