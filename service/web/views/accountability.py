"""Accountability: what the ladder lets issue on a day, what is held back, what was issued."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, render_template, request

from service.errors import EntryError
from service.registers.escalations import preview
from service.registers.office_rules import rules_of
from service.registers.roles import May
from service.store.clock import business_date, now
from service.store.finding import Sought, search
from service.web.access import needs
from service.web.paging import SIZE, asked_beyond, cut
from service.web.tickets.handing_out import shown
from service.web.tickets.laddered import kinds_of, part
from service.web.views import store

bp = Blueprint("accountability", __name__, url_prefix="/accountability")


@bp.get("")
@needs(May.READ)
def index() -> str:
    """What could be issued on a day (today unless the address names another), with reasons."""
    today = business_date(now())
    day = _day(today)
    rules = rules_of(store().settings)
    with store().read() as session:
        found = preview(session, rules, day)
    return render_template(
        "accountability/index.html",
        day=day,
        today=today,
        ready=part(found.ready, request.args.get("ready", "")),
        held=part(found.held, request.args.get("held", "")),
        unreviewed=part(found.unreviewed, request.args.get("unreviewed", "")),
        ladder=rules.ladder.rungs,
    )


def _day(today: date) -> date:
    text = request.args.get("day", "").strip()
    try:
        return date.fromisoformat(text) if text else today
    except ValueError:
        flash(f"“{text[:20]}”不是日期，下面是今天的；请写成 2026-03-20 这样。")
        return today


@bp.get("/issued")
@needs(May.READ)
def issued() -> str:
    """The papers of the ladder that went out, the latest first, with what was printed when by whom."""
    kinds = kinds_of(rules_of(store().settings).ladder)
    chosen = request.args.get("kind", "")
    sought = Sought(
        number=request.args.get("number", "").strip(),
        unit=request.args.get("unit", "").strip(),
        kinds=frozenset({chosen} & set(kinds) or kinds),
        before=asked_beyond(),
        most=SIZE + 1,
    )
    fault, papers = "", []
    with store().read() as session:
        try:
            papers = shown(session, search(session, sought))
        except EntryError as error:  # the number that was typed is no part of one
            fault = str(error)
    return render_template(
        "accountability/issued.html", page=cut(papers, lambda each: each.id), kinds=kinds, fault=fault
    )
