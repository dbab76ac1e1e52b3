"""收表: the workbooks that units sent, who has sent and who has not, and all of them as one workbook."""

from __future__ import annotations

import io
from datetime import timedelta

from flask import Blueprint, abort, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from data_adapters.containers import base_name
from service.batches.returns_book import returns_workbook
from service.registers import deliveries, unit_returns
from service.registers.deliveries import Parcel
from service.registers.roles import May, Role
from service.store.clock import now
from service.web.access import needs
from service.web.received import keep
from service.web.returns import Collected, ReturnsError, collect, keep_returns, units_last_time, units_sent
from service.web.soon import soon
from service.web.views import home, received_here, store, who

bp = Blueprint("returns", __name__, url_prefix="/returns")

SENT_WITHIN = timedelta(days=7)
"""How far back a return that a unit sent counts as this week's."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("")
@needs(May.SEND_RETURN)
def index() -> Response | str:
    """The form: many workbooks and the list of units, as it was last time; a unit is led to its own page."""
    if Role.UNIT in who().roles:
        return redirect(url_for("own_returns.index"), 303)
    return _form("", units_last_time(home()))


@bp.post("")
@needs(May.UPLOAD)
def create() -> Response | tuple[str, int]:
    """Keep what was sent and go on to what came in; with a fault, the form again with the list."""
    sent = [(base_name(file.filename or ""), file.read()) for file in request.files.getlist("files") if file.filename]
    chosen = request.files.get("list")
    typed = request.form.get("units", "")
    try:
        units = units_sent(typed, chosen.read() if chosen and chosen.filename else b"")
        sent_in = keep_returns(home(), sent, units)
    except ReturnsError as error:
        return _form(f"{error}。", typed), 400
    return redirect(url_for("returns.show", reading=keep(store(), sent_in, who().name)[0]), 303)


@bp.post("/sent")
@needs(May.UPLOAD)
def gather_sent() -> Response | tuple[str, int]:
    """The newest returns that units sent by themselves these days, under the list of units."""
    typed = request.form.get("units", "")
    try:
        units = units_sent(typed or units_last_time(home()), b"")
    except ReturnsError as error:
        return _form(f"{error}。", typed), 400
    with store().write() as session:
        newest = unit_returns.newest_since(session, now() - SENT_WITHIN, lock=True)
        sent = [upload for _, each in newest for upload in each.uploads]
        if not sent:
            return _form("最近没有单位在网上报送，还不能汇总。", typed), 400
        made = deliveries.deliver(session, sent, who().name, Parcel((), units))
    return redirect(url_for("returns.show", reading=made.address), 303)


def _form(fault: str, units: str) -> str:
    with store().read() as session:
        sent = unit_returns.newest_since(session, now() - SENT_WITHIN)
        may_send = unit_returns.units_with_accounts(session)
    silent = [unit for unit in may_send if unit not in {each for each, _ in sent}]
    return render_template("pages/returns.html", fault=fault, units=units, sent=sent, silent=silent)


@bp.get("/<id:reading>")
@needs(May.UPLOAD)
@soon
def show(reading: str) -> str:
    """Who has sent, who has not, who twice, who is not on the list, what cannot be read, and what to ask about."""
    collected = _collected(reading)
    questions: dict[str, list[str]] = {}
    for item in collected.found["questions"]:
        if item["code"] == "sent_twice":
            continue  # told among those that sent twice
        file = item["addresses"][0].partition(" › ")[0] if item["addresses"] else "几份报表之间"
        questions.setdefault(file, []).append(item["line"].removeprefix(f"{file} › "))
    problems: dict[str, list[str]] = {}
    for text in collected.found["problems"]:
        problems.setdefault(text.partition(" › ")[0], []).append(text.partition(" › ")[2] or text)
    found = collected.found
    return render_template("pages/returned.html", reading=reading, found=found, questions=questions, problems=problems)


@bp.get("/<id:reading>/汇总.xlsx")
@needs(May.UPLOAD)
def workbook(reading: str) -> Response:
    """All rows in one workbook."""
    content = returns_workbook(_collected(reading).gathered)
    return send_file(io.BytesIO(content), mimetype=_XLSX, as_attachment=True, download_name="汇总.xlsx")


@bp.post("/<id:reading>/reading")
@needs(May.UPLOAD)
def go_on(reading: str) -> Response:
    """The gathered files as an upload of their own, to make papers from; second copies are left behind."""
    names = {item.reading.file for item in _collected(reading).gathered.returns}
    kept = [upload for upload in received_here(reading).delivery.uploads if upload.name in names]
    if not kept:
        abort(404)
    with store().write() as session:
        made = deliveries.deliver(session, kept, who().name)
    return redirect(url_for("readings.show", reading=made.address), 303)


def _collected(reading: str) -> Collected:
    return collect(received_here(reading)) or abort(404)
