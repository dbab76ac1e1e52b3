"""Packs of before there were batches: their pages are gone, but the files they were made into are still had."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from service.registers.roles import May
from service.web.access import needs
from service.web.views import home
from service.web.views.sending import attached

bp = Blueprint("packs", __name__, url_prefix="/packs/<id:pack>")


@bp.get("", defaults={"name": ""})
@bp.get("/<name>")
@needs(May.READ)
def show(pack: str, name: str) -> Response | tuple[str, int]:
    """One file of a pack, without a name the .zip, which holds them all; a page that says so where it is not there."""
    kept = {path.name: path for path in (home() / "packs" / pack).glob("*.*") if path.suffix != ".json"}
    found = kept.get(name or next((each for each in kept if each.endswith(".zip")), ""))
    if found is None:
        sentence = "这套材料是旧版做的，已经不在了。请从台账或会议重新生成。"
        return render_template("pages/error.html", status=404, title="材料已不在", sentence=sentence), 404
    return attached(found.read_bytes(), found.name)
