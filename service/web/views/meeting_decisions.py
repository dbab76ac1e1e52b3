"""What a meeting decided: topic by topic, orders as drafts of tickets; what it did not get to goes to the next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.errors import EntryError, RegisterError
from service.registers import decisions, meetings, topics
from service.registers.deadlines import named
from service.registers.decisions import Decided
from service.registers.office_rules import calendar_of, kinds_of
from service.registers.roles import May
from service.registers.tickets import Order
from service.registers.topics import TopicKind
from service.store.clock import business_date, now
from service.store.models_meetings import Topic
from service.web.access import needs
from service.web.meetings.whole import Whole, whole
from service.web.views import store, who

bp = Blueprint("meeting_decisions", __name__, url_prefix="/meetings/<row:meeting>/decisions")


@bp.get("")
@needs(May.READ)
def index(meeting: int) -> str:
    """What was decided, and a form for each topic of which nothing is."""
    return _page(_whole(meeting), {}, "")


@bp.post("")
@needs(May.PLAN_MEETING)
def decide(meeting: int) -> Response | tuple[str, int]:
    """Write a decision down; with a unit and a deadline it becomes the draft of a ticket."""
    form = request.form
    try:
        with store().write() as session:
            number = form.get("topic", type=int)
            topic = topics.found(session, number) if number else None
            order = _order(form, topic)
            decided = Decided(text=form.get("text", ""), topic_id=number, order=order, leave=_leave(form))
            made = decisions.decide(session, meeting, decided, who().name)
    except RegisterError as error:
        return _page(_whole(meeting), form, str(error)), 422
    flash("已登记决定" + ("，并草拟了调度单，签发时编号。" if made.ticket_id else "。"))
    for note in named(order.deadline, calendar_of(store().settings)).notes if order else ():
        flash(f"请留意：{note}。")
    return redirect(url_for("meeting_decisions.index", meeting=meeting), 303)


@bp.post("/carry-over")
@needs(May.PLAN_MEETING)
def carry_over(meeting: int) -> Response:
    """Give back the topics the meeting did not get to."""
    try:
        with store().write() as session:
            left = meetings.carry_over(session, meeting, who().name)
        flash(f"{len(left)} 个没有议到的议题已结转，下次会议可以列入。")
    except RegisterError as error:
        flash(f"{error}。")
    return redirect(url_for("meeting_decisions.index", meeting=meeting), 303)


def _order(form: Mapping[str, str], topic: Topic | None) -> Order | None:
    """What is ordered; None where no unit and no deadline is named."""
    lead, until = form.get("lead", "").strip(), form.get("deadline", "").strip()
    if not lead and not until:
        return None
    if not lead or not until:
        raise EntryError("要交办的，请把牵头单位和办理时限都填上；只作记录的，两样都空着")
    try:
        deadline = date.fromisoformat(until)
    except ValueError as error:
        raise EntryError("办理时限不是日期，请写成 2026-03-20 这样") from error
    text = form.get("text", "").strip()
    others = (line.strip() for line in form.get("others", "").splitlines())
    return Order(
        problem=topic.problem if topic else text,
        cause=topic.cause if topic else "",
        task=form.get("task", "").strip() or text,
        units=(lead, *filter(None, others)),
        deadline=deadline,
        project=topic.project if topic else form.get("project", "").strip(),
    )


def _leave(form: Mapping[str, str]) -> bool | None:
    return {"yes": True, "no": False}.get(form.get("leave", ""))


def _page(found: Whole, typed: Mapping[str, str], fault: str) -> str:
    asking = {topic.id for topic in found.undecided if TopicKind[topic.kind].needs_leave}
    names = {topic.id: topics.called(topic) for topic in found.agenda}
    given = {"typed": typed, "fault": fault, "asking": asking, "names": names, "today": business_date(now())}
    return render_template("meetings/decisions.html", found=found, **given)


def _whole(meeting: int) -> Whole:
    return whole(store(), meeting, kinds_of(store().settings), business_date(now()))
