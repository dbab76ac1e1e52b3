"""Drafts of tickets: a new one, one changed."""

from __future__ import annotations

import secrets

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.errors import RegisterError
from service.registers import ticket_lists, tickets
from service.registers.office_rules import calendar_of
from service.registers.roles import May
from service.registers.ticket_life import State
from service.store.clock import business_date, now
from service.web.access import needs
from service.web.tickets import drafting
from service.web.views import store, who

bp = Blueprint("ticket_drafts", __name__, url_prefix="/tickets")


@bp.get("/new")
@needs(May.DRAFT_TICKET)
def new() -> str:
    """The empty form; another page may fill some of it in by its address (project, lead, problem …)."""
    return _form(drafting.values_sent(request.args), {})


@bp.post("/new")
@needs(May.DRAFT_TICKET)
def create() -> Response | tuple[str, int]:
    """A new draft; the same form sent twice gives one."""
    values = drafting.values_sent(request.form)
    faults = drafting.faults_of(values)
    if faults:
        return _form(values, faults), 422
    sent = drafting.sent(values, business_date(now()), calendar_of(store().settings))
    try:
        ticket = drafting.drafted(store(), sent, who(), request.form.get("form", ""))
    except RegisterError as error:
        return _form(values, {"": str(error)}), 422
    return _done(ticket, "已草拟，还没有编号，签发时才给。", sent)


@bp.get("/<int:ticket>/edit")
@needs(May.DRAFT_TICKET)
def edit(ticket: int) -> Response | str:
    """The form of a draft; a ticket that was signed shows itself, and why it cannot be changed."""
    with store().read() as session:
        found = ticket_lists.found(session, str(ticket))
    if found.state != State.DRAFT.name:
        flash(f"{tickets.called(found)}已经签发，内容不能再改；时限可以申请延期，写错的请撤销后另立一张。")
        return redirect(url_for("tickets.show", ticket=ticket), 303)
    return _form(drafting.values_of(found), {}, ticket)


@bp.post("/<int:ticket>/edit")
@needs(May.DRAFT_TICKET)
def amend(ticket: int) -> Response | tuple[str, int]:
    """The draft written anew."""
    values = drafting.values_sent(request.form)
    faults = drafting.faults_of(values)
    if faults:
        return _form(values, faults, ticket), 422
    sent = drafting.sent(values, business_date(now()), calendar_of(store().settings))
    try:
        with store().write() as session:
            drafting.amended(session, ticket, sent.order, who())
    except RegisterError as error:
        return _form(values, {"": str(error)}, ticket), 422
    return _done(ticket, "已保存。", sent)


def _done(ticket: int, said: str, sent: drafting.Sent) -> Response:
    flash(" ".join((said, *(f"请留意：{note}。" for note in sent.until.notes))))
    return redirect(url_for("tickets.show", ticket=ticket), 303)


def _form(values: dict[str, str], faults: dict[str, str], ticket: int | None = None) -> str:
    with store().read() as session:
        units = ticket_lists.units_named(session)
    given = {"values": values, "faults": faults, "ticket": ticket, "units": units, "today": business_date(now())}
    return render_template("tickets/draft.html", form=request.form.get("form") or secrets.token_urlsafe(16), **given)
