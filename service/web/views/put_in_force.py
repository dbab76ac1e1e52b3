"""The data in force: an upload made the one that a period's papers are made from, and compared with it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.errors import HuicaiError
from service.figures import Period
from service.papers.figured import read_asked_period
from service.registers import snapshots
from service.registers.differences import Side
from service.registers.roles import May
from service.web.access import needs
from service.web.errors import without_paths
from service.web.soon import soon
from service.web.views import in_force, stay, store, who, work_ahead
from service.web.views.readings import Faults, page, period_of, understood_of

bp = Blueprint("put_in_force", __name__, url_prefix="/readings/<id:reading>/in-force")


@bp.post("")
@needs(May.UPLOAD)
def put(reading: str) -> Response | tuple[str, int]:
    """Put the upload's ledgers in force; with a fault, the page again with what was typed."""
    got, understood = understood_of(reading)
    chosen = [place for place, item in understood.placed if item.projects or item.units or item.topics]
    try:
        month = read_asked_period(request.form.get("period", "").strip())
        got.renew(store(), understood.placed, who().name)
        with store().write() as session:
            ids = [got.delivery.uploads[place].id for place in chosen]
            made = snapshots.put_in_force(session, ids, who().name, request.form.get("note", ""), month)
    except HuicaiError as error:
        return page(reading, Faults(in_force=without_paths(str(error))), request.form), 422
    work_ahead()
    flash(f"已作为{snapshots.named(made)}，做这一期的材料就用它。")
    return redirect(url_for("readings.show", reading=reading, at="register", _anchor="register", **stay()), 303)


@bp.get("/difference")
@needs(May.READ)
@soon
def difference(reading: str) -> str:
    """What is different from the data in force for the upload's period; 404 where there is none."""
    got, understood = understood_of(reading)
    period, fault = period_of(understood, request.args.get("period", "").strip())
    used = _in_force(period)
    if period is None or used is None:
        abort(404)
    after = Side(f"这次上传（{period}）", period, understood.readings)
    data = in_force()
    told = data.difference((used, understood.key, period), lambda: (data.side(used), after))
    back = url_for("readings.show", reading=got.delivery.address, _anchor="register", **stay())
    return render_template("pages/difference.html", told=told, back=back, back_words="回到核对页", fault=fault)


def _in_force(period: Period | None) -> int | None:
    """The number of the snapshot in force for a period."""
    if period is None:
        return None
    with store().read() as session:
        found = snapshots.current(session, period)
    return found.id if found else None
