"""The papers of a meeting: chosen and put in order, each looked at, all begun as a batch; some signed."""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.batches import ledger
from service.errors import HuicaiError, NotKeptError
from service.registers.office_rules import kinds_of
from service.registers.roles import May
from service.store.clock import business_date, now
from service.web.access import needs
from service.web.errors import without_paths
from service.web.meetings import packing, signing
from service.web.meetings.packing import Prepared, Wanted
from service.web.meetings.showing import shown
from service.web.meetings.whole import Whole, whole
from service.web.orders import FormError
from service.web.paging import asked_number
from service.web.previewing import page_of, page_saying, read_of
from service.web.soon import soon, soon_framed
from service.web.views import in_force, store, wake, who
from service.web.views.sending import attached, desk

bp = Blueprint("meeting_papers", __name__, url_prefix="/meetings/<row:meeting>/papers")

_MOST_BATCHES = 20


@bp.get("")
@needs(May.READ)
def index(meeting: int) -> str:
    """Which papers, from which data, in which order; and what was made before."""
    found = _whole(meeting)
    if before := asked_number("from"):
        try:
            return _page(found, packing.wanted_before(store(), before))
        except NotKeptError:
            flash("上次选的材料已经找不到，下面是常用的。")
    return _page(found, _wanted(found, request.args.to_dict(flat=False)))


@bp.post("")
@needs(May.MAKE_PAPERS)
def make(meeting: int) -> Response | tuple[str, int] | str:
    """Begin to make them; a button that moves one only shows the new order."""
    found = _whole(meeting)
    if move := request.form.get("move", ""):
        kept: dict[str, Any] = {
            "papers": request.form.getlist("papers"),
            "period": request.form.get("period", ""),
            "chosen": 1,
        }
        return redirect(url_for("meeting_papers.index", meeting=meeting, move=move, _anchor="papers", **kept), 303)
    wanted = _wanted(found, request.form.to_dict(flat=False) | {"chosen": ["1"]})
    try:
        batch = packing.begin(_prepared(meeting), wanted, request.form.get("key", ""), who().name)
    except HuicaiError as error:
        return _page(found, wanted, error), 422
    wake()
    return redirect(url_for("batches.show", batch=batch), 303)


def _wanted(found: Whole, asked: dict[str, list[str]]) -> Wanted:
    return packing.wanted_of(asked, packing.usual_papers(store(), found.kind), packing.periods_of(store()))


def _page(found: Whole, wanted: Wanted, fault: HuicaiError | None = None) -> str:
    first, others = packing.offered(store(), wanted)
    return render_template(
        "meetings/papers.html",
        found=found,
        wanted=wanted,
        first=first,
        others=others,
        periods=packing.periods_of(store()),
        batches=ledger.listed(store(), about=packing.about_of(found.row.id), most=_MOST_BATCHES),
        signable=signing.SIGNABLE,
        keeps_tickets=packing.keeps_tickets(store()),
        key=secrets.token_urlsafe(16),
        fault=without_paths(str(fault or "")),
        at_fault=fault.field if isinstance(fault, FormError) else "",
    )


@bp.get("/<paper>")
@needs(May.READ)
@soon
def look(meeting: int, paper: str) -> str | tuple[str, int]:
    """One kind of paper before it is made: for whom, held back for what reason, and one of them to be read."""
    found, period, place = _whole(meeting), request.args.get("period", ""), asked_number("place")
    seen, fault = None, ""
    try:
        if paper not in packing.OF_ALL or period == packing.NO_DATA:
            seen = packing.look(_prepared(meeting), paper, period)
        else:  # a large county's takes seconds: the frame is to have it at once
            with suppress(HuicaiError):
                read_of(shown(_prepared(meeting), paper, period, place)[1])
    except HuicaiError as error:
        fault = without_paths(str(error))
    given = {"paper": paper, "title": packing.titled(paper), "period": period, "place": place}
    page = render_template("meetings/look.html", found=found, seen=seen, fault=fault, **given)
    return (page, 422) if fault else page


@bp.get("/<paper>/page")
@needs(May.READ)
@soon_framed
def frame(meeting: int, paper: str) -> Response:
    """What the frame shows of it, or why there is nothing to show."""
    try:
        name, content = shown(_prepared(meeting), paper, request.args.get("period", ""), asked_number("place"))
    except HuicaiError as error:
        return page_saying(without_paths(str(error)))
    return page_of(content, name)


@bp.get("/<paper>/draft.docx")
@needs(May.READ)
def draft(meeting: int, paper: str) -> Response:
    """The same as a .docx; nothing is written down."""
    name, content = shown(_prepared(meeting), paper, request.args.get("period", ""), asked_number("place"))
    return attached(content, f"草稿 {name}.docx")


@bp.get("/<paper>/sign")
@needs(May.READ)
@soon
def signable(meeting: int, paper: str) -> str:
    """The drafts of a kind that bears numbers, those signed and those that may be."""
    return _signing(meeting, paper)


@bp.post("/<paper>/sign")
@needs(May.SIGN)
def sign(meeting: int, paper: str) -> Response | tuple[str, int]:
    """Sign those that were ticked: each gets its number, is frozen, and is found in the history."""
    period, places = request.form.get("period", ""), set(request.form.getlist("place", type=int))
    try:
        signed = signing.sign(desk(), _prepared(meeting), (paper, period), places, who().name)
    except HuicaiError as error:
        return _signing(meeting, paper, without_paths(str(error))), 422
    for each in signed:
        if each.fault:
            flash(
                f"{each.number}：编号已给，材料还没有做成（{without_paths(each.fault)}）；再签发一次就补做，不会重复编号。"
            )
    flash(f"已签发 {len(signed)} 份：{'、'.join(each.number for each in signed)}。")
    return redirect(url_for("meeting_papers.signable", meeting=meeting, paper=paper, period=period), 303)


def _signing(meeting: int, paper: str, fault: str = "") -> str:
    found, period = _whole(meeting), request.values.get("period", "")
    drafts: list[signing.Signable] = []
    try:
        drafts = signing.signables(_prepared(meeting), paper, period)
    except HuicaiError as error:
        fault = fault or without_paths(str(error))
    given = {"paper": paper, "period": period, "title": packing.titled(paper), "drafts": drafts, "fault": fault}
    return render_template("meetings/sign.html", found=found, **given)


def _prepared(meeting: int) -> Prepared:
    return packing.prepared(store(), meeting, in_force().read)


def _whole(meeting: int) -> Whole:
    return whole(store(), meeting, kinds_of(store().settings), business_date(now()))
