"""The cell that a figure comes from, shown in its sheet."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from service.registers.known import is_meeting
from service.registers.roles import May
from service.web.access import needs
from service.web.around import around
from service.web.understanding import sheets_of
from service.web.views import received_here, stay

bp = Blueprint("cells", __name__, url_prefix="/readings/<id:reading>/cells")


@bp.get("/<int:file>/<int:sheet>/<cell>")
@needs(May.READ)
def show(reading: str, file: int, sheet: int, cell: str) -> str:
    """The cell among its neighbours; 404 where there is no such cell."""
    got = received_here(reading)
    if not 0 < file <= len(got.files) or is_meeting(got.files[file - 1][0].name):
        abort(404)
    stored, data = got.files[file - 1]
    sheets = sheets_of(stored, data, got.mapping)
    if not 0 < sheet <= len(sheets):
        abort(404)
    name = sheets[sheet - 1].name
    # Several tables may stand on one sheet, of which a link knows the first.
    found = next((seen for item in sheets if item.name == name and (seen := around(item.layout, cell))), None)
    if found is None:
        abort(404)
    return render_template(
        "pages/cell.html", reading=reading, file=stored.name, sheet=name, cell=cell, found=found, stay=stay()
    )
