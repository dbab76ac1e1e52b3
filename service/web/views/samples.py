"""The invented county: entered from one's own pages, and taken away."""

from __future__ import annotations

import secrets

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.registers.roles import May
from service.store.clock import now
from service.web.access import needs, public
from service.web.places import PREFIX, is_sample
from service.web.sample import Sample, account_of
from service.web.signed import begin
from service.web.views import once, store, unsure

bp = Blueprint("samples", __name__)


@bp.get("/try")
@needs(May.READ)
def show() -> str:
    """What it is, and the way in."""
    return render_template("setup/sample.html", exists=sample().exists)


@bp.post("/try")
@needs(May.READ)
def enter() -> Response:
    """Make it where it is not, and go in."""
    app = sample().ready()
    key = secrets.token_urlsafe(16)
    app.extensions["huicai.once"].put(key, {"enter": "1"})
    return redirect(f"{request.script_root}{PREFIX}/enter?key={key}", 303)


@bp.post("/try/remove")
@needs(May.SET_UP)
def remove() -> Response | str:
    """Take it away."""
    if asking := unsure("删除示例？", "示例里试做的一切都会删掉；正式数据不受影响。", "删除示例"):
        return asking
    sample().remove()
    flash("示例已删除。")
    return redirect(url_for("samples.show"), 303)


@bp.get("/enter")
@public
def arrive() -> Response:
    """Within the invented county: let in whoever brings the key that was given a moment ago."""
    if not is_sample(store().settings) or once().take(request.args.get("key", "")) is None:
        abort(404)
    begin(account_of(store()), now())
    return redirect(url_for("dashboard.index"), 303)


def sample() -> Sample:
    """The running app's."""
    found: Sample | None = current_app.extensions.get("huicai.sample")
    if found is None:  # within the invented county itself
        abort(404)
    return found
