"""Steps of a ticket sent from its page, and papers made good that are owed."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from data_adapters.containers import base_name
from service.errors import RegisterError
from service.papers.filling import fill_owed
from service.registers.roles import May
from service.store.clock import business_date, now
from service.web.access import needs
from service.web.tickets.steps import FORMS, Sent, kind_of, sent_step, take
from service.web.views import store, unsure, who
from service.web.views.tickets import page

bp = Blueprint("ticket_steps", __name__, url_prefix="/tickets")


@bp.post("/<int:ticket>/steps/<kind>")
@needs(May.READ)
def step(ticket: int, kind: str) -> Response | str | tuple[str, int]:
    """Take a step. Every step asks its own role: who may is looked at where it is taken."""
    wanted = kind_of(kind)
    asks = FORMS[wanted].asks
    if asks and (question := unsure(f"确定{wanted.value}吗？", asks, f"确定{wanted.value}")):
        return question
    files = [(base_name(file.filename or ""), file.read()) for file in request.files.getlist("files") if file.filename]
    try:
        sent = Sent(sent_step(wanted, request.form, who(), business_date(now())), request.form.get("seen", ""), files)
        done = take(store(), ticket, sent, who())
    except RegisterError as error:
        return page(ticket, {kind: _told(str(error), files)}, request.form.to_dict()), 422
    flash(f"已登记“{wanted.value}”。" if done else f"“{wanted.value}”已经登记过了，没有重复登记。")
    return redirect(url_for("tickets.show", ticket=ticket), 303)


def _told(said: str, files: list[tuple[str, bytes]]) -> str:
    """The fault; a browser forgets which files were chosen, so that is said with it."""
    return f"{said}。选过的文件要重新选一次" if files else said


@bp.post("/<int:ticket>/papers")
@needs(May.MAKE_PAPERS)
def fill(ticket: int) -> Response:
    """Make the papers a ticket owes. Raises what the desk and the press raise."""
    made = fill_owed(store(), who().name, ticket)
    flash(f"已补做{len(made)}份材料，内容照签发那天的。" if made else "没有要补做的材料。")
    return redirect(url_for("tickets.show", ticket=ticket), 303)
