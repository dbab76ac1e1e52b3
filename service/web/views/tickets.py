"""Tickets: the list and the board, one ticket with its life, its papers to look at before they are signed."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from service.errors import EntryError, NoEntryError
from service.papers.desk import Drafted
from service.papers.signing import Wish, preview_paper
from service.registers import evidence, ticket_lists
from service.registers.escalation import outlook
from service.registers.office_rules import rules_of
from service.registers.roles import May
from service.registers.ticket_life import State
from service.registers.ticket_rules import possible
from service.store.clock import business_date, now
from service.web.access import needs
from service.web.paging import SIZE, asked_beyond, cut
from service.web.previewing import page_of
from service.web.tickets.asked import asked_of
from service.web.tickets.listing import columns, counted, row, rows
from service.web.tickets.steps import allowed, offers
from service.web.tickets.whole import whole
from service.web.views import store, who
from service.web.views.sending import DOCX, attached, desk

bp = Blueprint("tickets", __name__, url_prefix="/tickets")


@bp.get("")
@needs(May.READ)
def index() -> str:
    """The list, or the board, under the filters of the address."""
    asked, today = asked_of(request.args), business_date(now())
    with store().read() as session:
        given: dict[str, Any] = {
            "tabs": counted(session, asked, today),
            "units": ticket_lists.units_named(session),
            "meetings": ticket_lists.meetings_named(session),
        }
        if asked.columns:
            given["columns"] = columns(session, asked, today, asked.columns)
        else:
            found = rows(session, asked, today, asked_beyond(), SIZE + 1)
            given["page"] = cut([row(ticket, today) for ticket in found], lambda each: each.id)
    states = [(state.name, state.value) for state in State]
    return render_template("tickets/index.html", asked=asked, states=states, today=today, **given)


@bp.get("/<int:ticket>")
@needs(May.READ)
def show(ticket: int) -> str:
    """One ticket. Raises NoEntryError where there is none."""
    return page(ticket)


def page(ticket: int, faults: dict[str, str] | None = None, typed: dict[str, str] | None = None) -> str:
    """The page of a ticket; ``faults`` says by step why it was not taken, ``typed`` is what was filled in."""
    today = business_date(now())
    with store().read() as session:
        found = whole(session, ticket, today)
    life = found.life
    rules = rules_of(store().settings)
    ahead = outlook(life, rules.ladder, today, rules.calendar) if life.open and life.answered is None else None
    open_to = {kind.name for kind in possible(life) if allowed(who(), kind, life)}
    return render_template(
        "tickets/show.html",
        whole=found,
        offers=offers(who(), life),
        open_to=open_to,
        ahead=ahead,
        faults=faults or {},
        typed=typed or {},
        today=today,
    )


@bp.get("/<int:ticket>/preview")
@needs(May.READ)
def preview(ticket: int) -> Response:
    """The paper of a step as it would be filled, to be seen in a frame."""
    found = _draft(ticket)
    return page_of(found.document, found.name)


@bp.get("/<int:ticket>/draft.docx")
@needs(May.READ)
def draft(ticket: int) -> Response:
    """The same as a .docx to open in Word; nothing is written down."""
    found = _draft(ticket)
    return attached(found.document, f"草稿 {found.name}.docx", DOCX)


def _draft(ticket: int) -> Drafted:
    """The paper the address asks for. Raises what the desk and the press raise."""
    measure, place, day = (request.args.get(name, "") for name in ("measure", "place", "day"))
    given = {name[6:]: text for name, text in request.args.items() if name.startswith("given-") and text.strip()}
    try:
        on = date.fromisoformat(day) if day else business_date(now())
    except ValueError as error:
        raise EntryError(f"“{day[:20]}”不是日期，请写成 2026-03-20 这样") from error
    found = preview_paper(desk(), Wish(ticket, measure, given), on)
    number = int(place) if place.isascii() and place.isdigit() and len(place) < 3 else 0
    if number >= len(found):
        raise NoEntryError(f"这一步只有{len(found)}份材料")
    return found[number]


@bp.get("/<int:ticket>/evidence/<int:file>")
@needs(May.READ)
def proof(ticket: int, file: int) -> Response:
    """A file that proves a step, as it was sent; never shown, only given."""
    with store().read() as session:
        found = evidence.proof_of(session, ticket, file)
    return attached(store().files.get(found.sha256), found.name, "application/octet-stream")
