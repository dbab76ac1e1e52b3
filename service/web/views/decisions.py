"""Decisions on questions: made, taken back, and given out as the file that the command line reads."""

from __future__ import annotations

import io

from flask import Blueprint, abort, flash, redirect, request, send_file, url_for
from werkzeug.wrappers import Response

from service.errors import HuicaiError
from service.figures import questions
from service.figures.decision_file import decisions_text
from service.figures.rules.history import newest
from service.registers.roles import May
from service.web import deciding
from service.web.access import needs
from service.web.comparing import compared_with
from service.web.errors import without_paths
from service.web.views import received_here, stay, store, who
from service.web.views.readings import Faults, page, period_of, understood_of

bp = Blueprint("decisions", __name__, url_prefix="/readings/<id:reading>/decisions")


@bp.post("")
@needs(May.UPLOAD)
def decide(reading: str) -> Response | tuple[str, int]:
    """Keep one decision; with a fault, the page again with what was typed."""
    got, understood = understood_of(reading)
    period = period_of(understood, stay().get("period", ""))[0]
    last = compared_with(store(), reading, stay().get("last", "")).readings
    seen = deciding.Seen(understood.readings, questions(understood.readings, period, newest(last)))
    try:
        made = deciding.typed_decision(seen, request.form)
        deciding.decide(store(), got.delivery, made, seen, who().name)
    except HuicaiError as error:
        return page(reading, Faults(decision=without_paths(str(error))), request.form), 422
    flash(f"已记下对“{made.project}”的决定：{made.words}。从这次上传做材料时照此计算。")
    return _back(reading)


@bp.post("/<decision>/undo")
@needs(May.UPLOAD)
def undo(reading: str, decision: str) -> Response:
    """Take one decision back; the question is asked again."""
    said = deciding.take_back(store(), received_here(reading).delivery, decision, who().name)
    flash("已撤销这个决定，问题重新列出。" if said else "这个决定已经不在了，没有改动。")
    return _back(reading)


@bp.get("/决定.toml")
@needs(May.READ)
def file(reading: str) -> Response:
    """The decisions as ``huicai figures --decisions`` reads them."""
    decisions = deciding.kept(store(), received_here(reading).delivery)
    if not decisions:
        abort(404)
    content, _ = decisions_text((), decisions, ())
    return send_file(io.BytesIO(content), mimetype="application/toml", as_attachment=True, download_name="决定.toml")


def _back(reading: str) -> Response:
    return redirect(url_for("readings.show", reading=reading, at="questions", _anchor="questions", **stay()), 303)
