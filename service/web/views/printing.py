"""Frozen papers taken out: one, several in a .zip, several joined for the printer; each taking out is counted.

They are answers to a form, not addresses: whoever takes a paper out does something that is written down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.batches.listing import PRINT_NAME
from service.errors import EntryError
from service.papers.reprints import hand_out
from service.registers.roles import May
from service.store.frozen import Way
from service.store.models import IssuedPaper
from service.web.access import needs
from service.web.tickets import handing_out
from service.web.views import store, who
from service.web.views.sending import DOCX, ZIP, attached

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
    return attached(handing_out.joined(store(), found, lines, who().name), PRINT_NAME, DOCX)


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
