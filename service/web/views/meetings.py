"""Meetings: the next of each kind, a new one in a minute, one meeting with what it opens with, held or cancelled."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from data_adapters import lead_unit
from service.errors import HuicaiError, RegisterError
from service.papers.office_facts import office_if_any
from service.registers import meetings
from service.registers.meeting_kinds import MeetingKind, kind_of
from service.registers.office_rules import calendar_of, kinds_of
from service.registers.roles import May
from service.store.clock import business_date, now
from service.web.access import needs
from service.web.errors import without_paths
from service.web.meetings import planning
from service.web.meetings.planning import Setting
from service.web.meetings.whole import coming, whole
from service.web.orders import FormError
from service.web.paging import SIZE, asked_beyond, cut
from service.web.soon import soon
from service.web.views import in_force, store, who

bp = Blueprint("meetings", __name__, url_prefix="/meetings")


@bp.get("")
@needs(May.READ)
def index() -> str:
    """The next meeting of each kind, and all that were registered."""
    settings, kind = store().settings, request.args.get("kind", "")
    kinds = kinds_of(settings)
    with store().read() as session:
        nexts = coming(session, kinds, business_date(now()), calendar_of(settings))
        rows = meetings.entered(session, kind, asked_beyond(), SIZE + 1)
    page = cut(rows, lambda meeting: meeting.id)
    return render_template(
        "meetings/index.html", nexts=nexts, page=page, kinds=[(name, name) for name in kinds], states=meetings.STATES
    )


@bp.get("/new")
@needs(May.PLAN_MEETING)
@soon
def new() -> str:
    """The form of a new meeting, filled from its kind, the last of its kind and the office's facts."""
    kinds = kinds_of(store().settings)
    kind = kind_of(kinds, request.args.get("kind") or next(iter(kinds)))
    at = _setting(kind)
    with store().read() as session:
        values, note = planning.first_values(session, at, _answerable_units())
    return _form(at, values, note=note)


@bp.post("/new")
@needs(May.PLAN_MEETING)
def create() -> Response | tuple[str, int]:
    """Register it; the same form sent twice registers one, for no second can be on its day."""
    at = _setting(kind_of(kinds_of(store().settings), request.form.get("kind", "")))
    values = planning.values_sent(request.form)
    try:
        wanted = planning.plan_of(values, at)
        with store().write() as session:
            made = meetings.plan(session, at.kind, wanted, who().name)
    except HuicaiError as error:
        return _form(at, values, error), 422
    flash(f"已登记{meetings.called(made)}。下一步：排议程。")
    return redirect(url_for("meeting_topics.agenda", meeting=made.id), 303)


@bp.get("/day")
@needs(May.PLAN_MEETING, quiet=True)
def day() -> str:
    """What to know of a day that is being typed: its weekday, whether it is a day off."""
    return planning.day_told(request.args.get("day", ""), calendar_of(store().settings))


@bp.get("/<row:meeting>")
@needs(May.READ)
def show(meeting: int) -> str:
    """One meeting: its facts, and what it opens with."""
    today = business_date(now())
    found = whole(store(), meeting, kinds_of(store().settings), today)
    values = planning.values_of(found.row)
    return render_template("meetings/show.html", found=found, values=values, more=planning.MORE, today=today)


@bp.get("/<row:meeting>/edit")
@needs(May.PLAN_MEETING)
def edit(meeting: int) -> str:
    """The form of a meeting being prepared."""
    with store().read() as session:
        row = meetings.found(session, meeting)
    kind = kind_of(kinds_of(store().settings), row.kind)
    return _form(_setting(kind), planning.values_of(row), meeting=meeting)


@bp.post("/<row:meeting>/edit")
@needs(May.PLAN_MEETING)
def revise(meeting: int) -> Response | tuple[str, int]:
    """Write it anew."""
    with store().read() as session:
        kind = kind_of(kinds_of(store().settings), meetings.found(session, meeting).kind)
    at, values = _setting(kind), planning.values_sent(request.form)
    try:
        wanted = planning.plan_of(values, at)
        with store().write() as session:
            meetings.revise(session, meeting, kind, wanted, who().name)
    except HuicaiError as error:
        return _form(at, values, error, meeting=meeting), 422
    flash("已保存。")
    return redirect(url_for("meetings.show", meeting=meeting), 303)


@bp.post("/<row:meeting>/hold")
@needs(May.PLAN_MEETING)
def hold(meeting: int) -> Response:
    """Write down that it took place."""
    try:
        with store().write() as session:
            meetings.hold(session, meeting, who().name)
    except RegisterError as error:
        flash(f"{error}。")
        return redirect(url_for("meetings.show", meeting=meeting), 303)
    flash("已登记召开。下一步：逐个议题登记决定。")
    return redirect(url_for("meeting_decisions.index", meeting=meeting), 303)


@bp.post("/<row:meeting>/cancel")
@needs(May.PLAN_MEETING)
def cancel(meeting: int) -> Response:
    """Cancel it; its topics wait for another."""
    try:
        with store().write() as session:
            meetings.cancel(session, meeting, request.form.get("reason", ""), who().name)
        flash("已取消，议题都放回待上会的里面。")
    except RegisterError as error:
        flash(f"没有取消：{error}。")
    return redirect(url_for("meetings.show", meeting=meeting), 303)


def _setting(kind: MeetingKind) -> Setting:
    settings = store().settings
    return Setting(kind, office_if_any(settings), calendar_of(settings), business_date(now()))


def _answerable_units() -> list[str]:
    """The units that answer for projects and problems in the newest data in force."""
    every = in_force().standing()
    if not every:
        return []
    readings = in_force().month(every[0], every).readings
    named = [record.resp_unit for reading in readings for record in reading.projects]
    named += [record.resp_unit for reading in readings for record in reading.topics]
    return list(dict.fromkeys(filter(None, map(lead_unit, named))))


def _form(
    at: Setting, values: dict[str, str], fault: HuicaiError | None = None, *, meeting: int | None = None, note: str = ""
) -> str:
    told: dict[str, Any] = {"fault": without_paths(str(fault or "")), "at_fault": ""}
    if isinstance(fault, FormError):
        told["at_fault"] = fault.field
    return render_template(
        "meetings/form.html",
        values=values,
        kind=at.kind,
        kinds=list(kinds_of(store().settings)),
        meeting=meeting,
        note=note,
        told=planning.day_told(values.get(planning.DAY, ""), at.calendar),
        more=planning.MORE,
        has_office=at.office is not None,
        **told,
    )
