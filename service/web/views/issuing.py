"""Signing drafts and issuing steps of the ladder: looked at with their numbers, then issued, all or none."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.errors import EntryError, HuicaiError, SettingsError
from service.papers.desk import organ_of, together
from service.papers.signing import Wish, issue_papers
from service.registers import ticket_lists
from service.registers.issuing import last_taken
from service.registers.roles import May
from service.registers.tickets import Hand
from service.store import frozen
from service.store.clock import now
from service.web.access import needs
from service.web.errors import without_paths
from service.web.tickets.handing_out import shown
from service.web.tickets.issuing import Trial, key_of, span, trials, wishes_of
from service.web.views import store, who
from service.web.views.sending import desk

bp = Blueprint("issuing", __name__)


@bp.get("/tickets/sign")
@needs(May.SIGN)
def sign() -> Response | str:
    """The drafts chosen, with the numbers they would get."""
    return _looked(measures=False)


@bp.post("/tickets/sign")
@needs(May.SIGN)
def sign_all() -> Response | tuple[str, int] | str:
    """Sign them."""
    return _issued(measures=False)


@bp.get("/accountability/issue")
@needs(May.ESCALATE)
def escalate() -> Response | str:
    """The steps of the ladder chosen, with their papers and numbers."""
    return _looked(measures=True)


@bp.post("/accountability/issue")
@needs(May.ESCALATE)
def escalate_all() -> Response | tuple[str, int] | str:
    """Issue them."""
    return _issued(measures=True)


@bp.get("/tickets/issued")
@needs(May.READ)
def issued() -> str:
    """What was issued together: numbers and papers, to be printed. Raises EntryError for a wrong address."""
    keys = request.args.getlist("step")
    wishes = [wish for key in keys for wish in wishes_of([key], {}, measures=":" in key)]
    with store().read() as session:
        items = [last_taken(session, wish.ticket_id, wish.measure) for wish in wishes]
        papers = shown(session, frozen.issued_of(session, [each for item in items if item for each in together(item)]))
        tickets = {wish.ticket_id: ticket_lists.found(session, str(wish.ticket_id)) for wish in wishes}
    done = {paper.ticket_id for paper in papers}
    owed = [ticket for ticket_id, ticket in tickets.items() if ticket_id not in done]
    return render_template("tickets/issued.html", papers=papers, owed=owed, measures=any(":" in key for key in keys))


def _looked(*, measures: bool) -> Response | str:
    try:
        wishes = wishes_of(request.args.getlist("step"), request.args, measures=measures)
    except EntryError as error:
        flash(str(error))
        return redirect(_back(measures=measures), 303)
    return _page(wishes, measures=measures)


def _issued(*, measures: bool) -> Response | tuple[str, int] | str:
    wishes = wishes_of(request.form.getlist("step"), request.form, measures=measures)
    if "look" in request.form:
        return _page(wishes, measures=measures)
    try:
        at = desk()
        signed = issue_papers(at, wishes, Hand(who().name, organ_of(at)))
    except HuicaiError as error:
        if _stands(wishes):
            flash("这些已经签发过了，没有重复签发。")
            return redirect(_result(wishes), 303)
        return _page(wishes, measures=measures, fault=without_paths(str(error))), 422
    for each in signed:
        if each.fault:
            flash(
                f"{each.number}：编号已给，材料还没有做成（{without_paths(each.fault)}），处理后可以补做，不会重复编号。"
            )
    flash(f"已签发{len(signed)}份：{'、'.join(each.number for each in signed)}。")
    return redirect(_result(wishes), 303)


def _stands(wishes: Sequence[Wish]) -> bool:
    """Whether all of it was done already, by the same person: the form was sent twice."""
    with store().read() as session:
        for wish in wishes:
            item = last_taken(session, wish.ticket_id, wish.measure)
            step = next((each for each in ticket_lists.history(session, wish.ticket_id) if each.item == item), None)
            last = ticket_lists.history(session, wish.ticket_id)[-1:]
            if step is None or step.who != who().name or [each.id for each in last] != [step.id]:
                return False
    return True


def _result(wishes: Sequence[Wish]) -> str:
    return url_for("issuing.issued", step=[key_of(wish) for wish in wishes])


def _back(*, measures: bool) -> str:
    return url_for("accountability.index") if measures else url_for("tickets.index", tab="draft")


def _page(wishes: Sequence[Wish], *, measures: bool, fault: str = "") -> str:
    found: list[Trial] = []
    try:
        found = trials(desk(), wishes, who().name, now())
    except SettingsError as error:
        fault = fault or without_paths(str(error))
    return render_template(
        "tickets/issue.html",
        trials=found,
        span="、".join(span(found)),
        measures=measures,
        fault=fault,
        back=_back(measures=measures),
        ready=[trial for trial in found if not trial.refusal],
    )
