"""单位报送, as a unit sees it: its own weekly return sent, what was understood of it, and its earlier ones."""

from __future__ import annotations

import io

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from data_adapters import SourceError, read_bytes
from data_adapters.containers import base_name
from data_adapters.marked import marked_copy
from service.errors import NoEntryError, RegisterError
from service.figures.returns import gather_returns
from service.mappings import remembered
from service.registers import unit_returns
from service.registers.roles import May
from service.registers.uploads import Arrival
from service.web.access import needs
from service.web.paging import SIZE, asked_beyond, cut
from service.web.received import Received
from service.web.rereading import reread
from service.web.understanding import SEVERITIES, understand
from service.web.views import home, received_here, store, unsure, who

bp = Blueprint("own_returns", __name__, url_prefix="/returns/own")

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("")
@needs(May.SEND_RETURN)
def index() -> str:
    """The form, and what was sent before."""
    unit_returns.require_a_unit(who())
    return _page()


@bp.post("")
@needs(May.SEND_RETURN)
def send() -> Response | tuple[str, int]:
    """Take a return in and go on to what was understood; one that names another unit, or is none, is not taken."""
    unit_returns.require_a_unit(who())
    file = request.files.get("file")
    if file is None or not file.filename:
        return _page("还没有选择报表，请先选择本单位的报表。"), 422
    name, data = base_name(file.filename), file.read()
    try:
        reading = read_bytes(data, name, remembered(home()).mapping)
    except SourceError as error:
        return _page(f"{error}。"), 422
    (sent,) = gather_returns([reading], [who().unit]).returns
    if sent.unit and not sent.speaks_for:
        return _page(
            f"这份表写的单位是“{sent.unit}”，您的账号是“{who().unit}”，没有收下；请核对是不是选错了文件。"
        ), 422
    made = unit_returns.send(store(), Arrival(data, name), who())
    return redirect(url_for("own_returns.show", address=made.address), 303)


@bp.get("/<id:address>")
@needs(May.SEND_RETURN)
def show(address: str) -> str:
    """What was understood of one."""
    got = _own(address)
    (file,) = understand(got.files, got.mapping).files
    with store().read() as session:
        fate = unit_returns.fates(session, [got.delivery])[got.delivery.id]
    return render_template(
        "returns/own_one.html", file=file, delivery=got.delivery, address=address, severities=SEVERITIES, fate=fate
    )


@bp.post("/<id:address>/withdraw")
@needs(May.SEND_RETURN)
def withdraw(address: str) -> Response | str:
    """Take one back that was sent by mistake. Raises NoEntryError for anybody else's."""
    if asking := unsure("撤回这份报表？", "办公室就看不到它了；您这里还留着记录。", "撤回"):
        return asking
    try:
        with store().write() as session:
            unit_returns.withdraw(session, who(), address)
    except NoEntryError:
        raise
    except RegisterError as error:
        flash(f"没有撤回：{error}。")
    else:
        flash("已撤回。改好以后再报一次就行。")
    return redirect(url_for("own_returns.index"), 303)


@bp.get("/<id:address>/marked")
@needs(May.SEND_RETURN)
def marked(address: str) -> Response:
    """The workbook with every problem at its cell."""
    got = _own(address)
    ((stored, data),) = got.files
    found = reread(stored.sha256, stored.name, got.mapping, lambda: data)
    name, content = marked_copy(data, stored.name, found.problems, [])
    return send_file(io.BytesIO(content), mimetype=_XLSX, as_attachment=True, download_name=name)


def _own(address: str) -> Received:
    """One of the account's own. Raises NoEntryError for anybody else's."""
    with store().read() as session:
        unit_returns.own_one(session, who(), address)
    return received_here(address)


def _page(fault: str = "") -> str:
    with store().read() as session:
        page = cut(unit_returns.own(session, who(), asked_beyond(), SIZE + 1), lambda each: each.id)
        fates = unit_returns.fates(session, page.rows)
    return render_template("returns/own.html", fault=fault, page=page, fates=fates, unit=who().unit)
