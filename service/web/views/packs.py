"""What was made: the list of a pack and its files."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, send_file
from werkzeug.wrappers import Response

from service.registers.roles import May
from service.web.access import needs
from service.web.meeting_form import in_form_words
from service.web.packs import file_of, read_pack
from service.web.views import home

# Told here because Windows answers from its registry, which knows .docx only where Word is installed.
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json",
    ".zip": "application/zip",
}

bp = Blueprint("packs", __name__, url_prefix="/packs/<id:pack>")


@bp.get("")
@needs(May.READ)
def show(pack: str) -> str:
    """What was made, held back and failed, and what to look at."""
    found = read_pack(home(), pack)
    if found is None:
        abort(404)
    kinds: dict[str, list[dict[str, Any]]] = {}
    for made in found["summary"]["made"]:
        kinds.setdefault(made["title"], []).append(made)
    failed = [item | {"reason": in_form_words(item["reason"])[0]} for item in found["summary"]["failed"]]
    summary = found["summary"] | {"failed": failed}
    return render_template("pages/pack.html", pack=pack, found=found, summary=summary, kinds=kinds)


@bp.get("/<name>")
@needs(May.READ)
def download(pack: str, name: str) -> Response:
    """One file of a pack, to be saved."""
    path = file_of(home(), pack, name)
    if path is None:
        abort(404)
    kind = _TYPES.get(path.suffix, "application/octet-stream")
    return send_file(path, mimetype=kind, as_attachment=True, download_name=path.name)
