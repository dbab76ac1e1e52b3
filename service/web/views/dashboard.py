"""The first page after signing in: the four steps, and what is due."""

from __future__ import annotations

from flask import Blueprint, render_template

from service.registers.roles import May
from service.registers.ticket_lists import Wish, listed
from service.store.clock import business_date, now
from service.web.access import needs
from service.web.paging import SIZE
from service.web.views import store

bp = Blueprint("dashboard", __name__)


@bp.get("/")
@needs(May.READ)
def index() -> str:
    """The steps, and the tickets due today or overdue."""
    today = business_date(now())
    with store().read() as session:
        due = listed(session, Wish(due_by=today, most=SIZE))
    return render_template("dashboard/index.html", today=today, due=due)
