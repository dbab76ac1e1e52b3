"""Numbers that were given whose papers were not finished, because something stopped between the two; made good here."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.papers.filling import fill_owed, owed_papers
from service.registers.roles import May
from service.web.access import needs
from service.web.tickets.laddered import part
from service.web.views import store, who

bp = Blueprint("owed", __name__, url_prefix="/tickets/owed")


@bp.get("")
@needs(May.READ)
def index() -> str:
    """All of them in parts, the longest owed first."""
    return render_template("tickets/owed.html", owed=part(owed_papers(store()), request.args.get("start", "")))


@bp.post("")
@needs(May.MAKE_PAPERS)
def fill() -> Response:
    """Make them all, with what they said when they were signed. Raises what the desk and the press raise."""
    made = fill_owed(store(), who().name)
    flash(f"已补做{len(made)}份材料，内容照签发那天的。" if made else "没有要补做的材料。")
    return redirect(url_for("owed.index"), 303)
