"""The board: where the county stands, what waits today; each figure down to its formula and cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request, url_for

from service.config import Settings
from service.errors import HuicaiError
from service.registers.office_rules import calendar_of, kinds_of
from service.registers.roles import May
from service.store.clock import business_date, now
from service.web.access import needs, own_path
from service.web.around import around
from service.web.board import draft
from service.web.board.asked import Wanted, choices, wanted
from service.web.board.desk import Desk, desk
from service.web.board.in_force import looked_back_on
from service.web.board.page import Board, board
from service.web.board.trace import traced
from service.web.errors import without_paths
from service.web.indicators import COLOURS
from service.web.paging import SIZE
from service.web.soon import soon
from service.web.tracing import Places
from service.web.views import home, in_force, store

bp = Blueprint("dashboard", __name__)
_MOST_WARNED = 12


@dataclass(frozen=True, slots=True)
class _Found:
    """What stands on the pages of the board: every period in force, what was asked for, and its board or why none."""

    every: list[Any]
    asked: Wanted
    board: Board | None
    fault: str


def _found() -> _Found:
    every = in_force().standing()
    asked = wanted(request.args, every, store().settings)
    if asked.standing is None:
        return _Found(every, asked, None, "")
    try:
        return _Found(every, asked, board(in_force(), asked.standing, every, asked.rules), "")
    except HuicaiError as error:
        return _Found(every, asked, None, without_paths(str(error)))


@bp.get("/")
@needs(May.READ)
@soon
def index() -> str:
    """The board of a period, and the desk of today."""
    found = _found()
    waiting, desk_fault = _desk()
    return render_template(
        "dashboard/index.html",
        found=found,
        board=found.board,
        desk=waiting,
        desk_fault=desk_fault,
        today=business_date(now()),
        periods=[str(one.period) for one in found.every],
        rules=choices(home()),
        most_warned=_MOST_WARNED,
        colours=COLOURS,
        draft=draft,
    )


def _desk() -> tuple[Desk | None, str]:
    settings: Settings = current_app.extensions["huicai"]
    try:
        return desk(store(), business_date(now()), kinds_of(settings), calendar_of(settings)), ""
    except HuicaiError as error:  # a settings file of the office's that is faulty takes the board away from nobody
        return None, without_paths(str(error))


@bp.get("/board/trace")
@needs(May.READ)
@soon
def trace() -> str:
    """How a figure came about: a page of its own, which the board's script opens in its place; 404 for no figure."""
    found = _found()
    if found.board is None or found.asked.standing is None:
        abort(404)
    told = traced(found.board.shown, request.args.get("of", ""), request.args.get("name", ""))
    if told is None:
        abort(404)
    months = [found.asked.standing]
    if told.mixed:
        months += looked_back_on(found.asked.standing, found.every, found.asked.rules)
    opened = [in_force().month(one, found.every).opened for one in months]
    pairs = [pair for one in opened for pair in zip((item.id for item in one.uploads), one.readings, strict=True)]
    return render_template(
        "dashboard/trace.html",
        board=found.board,
        told=told,
        places=Places.of_register(pairs),
        back=request.full_path,
        to_board=_to_board(found.asked),
        colours=COLOURS,
        draft=draft,
        reading="",
        stay={},
    )


@bp.get("/board/warnings")
@needs(May.READ)
@soon
def warnings() -> str:
    """All warnings of a period, the severest first."""
    found = _found()
    if found.board is None:
        abort(404)
    lines = found.board.shown.warnings.lines
    first = _number("from")
    return render_template(
        "dashboard/warnings.html",
        found=found,
        board=found.board,
        lines=lines[first : first + SIZE],
        first=first,
        more=first + SIZE if first + SIZE < len(lines) else 0,
        to_board=_to_board(found.asked),
        colours=COLOURS,
        draft=draft,
    )


@bp.get("/board/cells/<int:upload>/<int:sheet>/<cell>")
@needs(May.READ)
@soon
def cell(upload: int, sheet: int, cell: str) -> str:
    """A cell of an upload among its neighbours; 404 where there is no such cell."""
    reading = in_force().reading(upload)
    if not 0 < sheet <= len(reading.sheets):
        abort(404)
    name = reading.sheets[sheet - 1].name
    # Several tables may stand on one sheet, of which a link knows the first.
    seen = next((there for item in reading.sheets if item.name == name and (there := around(item.layout, cell))), None)
    if seen is None:
        abort(404)
    back = request.script_root + (own_path(request.args.get("back", "")) or "/")
    return render_template(
        "pages/cell.html", file=reading.file, sheet=name, cell=cell, found=seen, reading="", back=back
    )


def _to_board(asked: Wanted) -> str:
    """The board of what was asked for."""
    period = str(asked.standing.period) if asked.standing else None
    return url_for("dashboard.index", period=period, rules=asked.rule)


def _number(name: str) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
