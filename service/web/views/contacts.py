"""The address list: looked at, added to by a line or a workbook, a line taken out, given back as a workbook."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from data_adapters import SourceError
from data_adapters.containers import base_name, open_grids
from service.batches import plain_book
from service.batches.plain_book import text_sheet
from service.errors import RegisterError
from service.registers import contacts
from service.registers.contacts import HEADS, Entry
from service.registers.roles import May
from service.web.access import needs
from service.web.views import store, who
from service.web.views.sending import attached

bp = Blueprint("contacts", __name__, url_prefix="/meetings/contacts")

_FIELDS = ("unit", "category", "person", "duty", "phone")


@bp.get("")
@needs(May.READ)
def index() -> str:
    """The list."""
    return _page("")


@bp.post("")
@needs(May.PLAN_MEETING)
def add() -> Response | tuple[str, int]:
    """One line more."""
    return _entered([Entry(**{name: request.form.get(name, "") for name in _FIELDS})])


@bp.post("/workbook")
@needs(May.PLAN_MEETING)
def upload() -> Response | tuple[str, int]:
    """All lines of a workbook; those there are already are written anew."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _page("还没有选择文件，请先选择通讯录的工作簿"), 422
    try:
        _, grids, _ = open_grids(file.read(), base_name(file.filename))
        lines = contacts.entries_of(grids)
    except (SourceError, RegisterError) as error:
        return _page(str(error)), 422
    return _entered(lines)


@bp.post("/<row:contact>/remove")
@needs(May.PLAN_MEETING)
def remove(contact: int) -> Response:
    """A line less."""
    try:
        with store().write() as session:
            gone = contacts.remove(session, contact, who().name)
        flash(f"已删去{gone.unit}{gone.person}。")
    except RegisterError as error:
        flash(f"{error}。")
    return redirect(url_for("contacts.index"), 303)


@bp.get("/workbook")
@needs(May.READ)
def workbook() -> Response:
    """The list as a workbook that can be sent in again; empty it is the form to fill in."""
    with store().read() as session:
        rows = [tuple(getattr(each, name) for name in _FIELDS) for each in contacts.listed(session)]
    return attached(plain_book.workbook([text_sheet("通讯录", HEADS, rows)]), "通讯录.xlsx")


def _entered(lines: list[Entry]) -> Response | tuple[str, int]:
    try:
        with store().write() as session:
            made, changed = contacts.enter(session, lines, who().name)
    except RegisterError as error:
        return _page(str(error)), 422
    flash(f"新增 {made} 条，修改 {changed} 条。")
    return redirect(url_for("contacts.index"), 303)


def _page(fault: str) -> str:
    with store().read() as session:
        rows = contacts.listed(session)
    return render_template("meetings/contacts.html", rows=rows, fault=fault, typed=request.form, heads=HEADS)
