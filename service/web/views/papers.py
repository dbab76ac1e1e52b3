"""History: every issued paper, found by number, project, unit, kind and day; one paper looked at, and proved."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.errors import EntryError
from service.papers.catalogue import papers
from service.registers.roles import May
from service.web import issued
from service.web.access import needs
from service.web.paging import asked_beyond, cut
from service.web.previewing import page_of
from service.web.views import store

bp = Blueprint("papers", __name__, url_prefix="/papers")


@bp.get("")
@needs(May.READ)
def index() -> str | tuple[str, int]:
    """The papers, the latest first; with a fault in what was typed, the form again."""
    fault, rows = "", list[issued.Row]()
    try:
        sought = issued.sought_of(request.args, asked_beyond())
        with store().read() as session:
            rows = issued.found(session, sought)
    except EntryError as error:
        fault = str(error)
    return _list(rows, fault), (422 if fault else 200)


@bp.get("/<int:paper>")
@needs(May.READ)
def show(paper: int) -> str:
    """One paper: what it is about, its number, what befell it, and the paper itself."""
    return render_template("papers/show.html", whole=issued.whole(store(), paper))


@bp.get("/<int:paper>/preview")
@needs(May.READ)
def preview(paper: int) -> Response:
    """The paper for the frame of its page; looking is not counted as taking it out."""
    return page_of(issued.document_of(store(), paper), "材料预览")


@bp.post("/<int:paper>/proof")
@needs(May.READ)
def prove(paper: int) -> Response:
    """Fill the paper once more from what was laid by, and say whether not a byte differs."""
    said = issued.proof_of(store(), paper)
    flash(f"{said}。" if said else "按存档的数据和模板重做了一遍，与签发的原件一个字节也不差。")
    return redirect(url_for("papers.show", paper=paper), 303)


def _list(rows: Sequence[issued.Row], fault: str) -> str:
    return render_template(
        "papers/index.html",
        page=cut(rows, lambda row: row.paper.id),
        kinds=[(each.id, each.title) for each in papers().values()],
        fault=fault,
    )
