"""The agenda of a meeting: topics proposed, waiting, held back; brought, completed, put in order, solved beforehand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from data_adapters import lead_unit
from service.errors import EntryError, RegisterError
from service.papers.proposing import Known
from service.registers import meetings, topics
from service.registers.office_rules import kinds_of
from service.registers.roles import May
from service.registers.topics import Matter, TopicKind
from service.store import Session
from service.store.clock import business_date, now
from service.web.access import needs
from service.web.board.asked import wanted
from service.web.errors import without_paths
from service.web.meetings.whole import Whole, accept, bench, whole
from service.web.soon import soon
from service.web.views import in_force, store, who

bp = Blueprint("meeting_topics", __name__, url_prefix="/meetings/<row:meeting>")

_TEXTS = ("problem", "cause", "proposal", "project", "unit", "source", "deadline", "kind")


@bp.get("/agenda")
@needs(May.READ)
@soon
def agenda(meeting: int) -> str:
    """The agenda in its order, and what may come onto it."""
    found, today = _whole(meeting), business_date(now())
    able = bench(store(), found.row, found.kind, _data, today) if found.is_planned else None
    fault = without_paths(able.fault) if able else ""
    return render_template("meetings/agenda.html", found=found, bench=able, fault=fault, has_rules=_has_rules())


def _data() -> Known:
    """The newest data in force, with warnings where the office has rules."""
    every = in_force().standing()
    if not every:
        return Known()
    rules = wanted({}, every, store().settings).rules
    figures = in_force().indicators(every[0], every, rules).found if rules else None
    return Known(in_force().month(every[0], every).readings, figures)


def _has_rules() -> bool:
    every = in_force().standing()
    return bool(every) and wanted({}, every, store().settings).rules is not None


@bp.post("/proposed")
@needs(May.PLAN_MEETING)
def settle(meeting: int) -> Response:
    """Bring the proposals that were ticked, or leave them out."""
    found, keys = _whole(meeting), set(request.form.getlist("key"))
    offered = bench(store(), found.row, found.kind, _data, business_date(now())).proposed
    chosen = [each for each in offered if each.key in keys]
    if not chosen:
        return _said(meeting, "没有勾选议题，或者刚才已经有人办了。", "proposed")

    def deed(session: Session) -> str:
        if request.form.get("what") == "leave":
            for each in chosen:
                words = each.matter.project or each.matter.problem
                meetings.leave_out(session, meeting, each.key, words, who().name)
            return f"{len(chosen)} 个不列入这次会议，下次还会提出。"
        ready, held = accept(session, found.row, found.kind, chosen, who().name)
        return f"已列入议程 {ready} 个议题。" + (
            f"还有 {held} 个问题、原因、建议不全，补齐后才能上会。" if held else ""
        )

    return _done(meeting, deed, "held" if request.form.get("what") != "leave" else "proposed")


@bp.get("/proposed/<key>/ticket")
@needs(May.DRAFT_TICKET)
def order_at_once(meeting: int, key: str) -> Response:
    """On to the form of a ticket, filled from a proposal that needs no meeting; 404 where it is proposed no more."""
    found = _whole(meeting)
    offered = bench(store(), found.row, found.kind, _data, business_date(now())).proposed
    matter = next((each.matter for each in offered if each.key == key), None) or abort(404)
    words = {name: getattr(matter, name) for name in ("project", "problem", "cause", "source")}
    due = matter.deadline.isoformat() if matter.deadline else ""
    return redirect(
        url_for("ticket_drafts.new", **words, task=matter.proposal, lead=lead_unit(matter.unit), deadline=due), 303
    )


@bp.post("/put")
@needs(May.PLAN_MEETING)
def put(meeting: int) -> Response:
    """Put topics that wait on the agenda."""
    found, ids = _whole(meeting), request.form.getlist("topic", type=int)
    if not ids:
        return _said(meeting, "没有勾选议题。", "ready")

    def deed(session: Session) -> str:
        meetings.put_on_agenda(session, meeting, found.kind, ids, who().name)
        return f"已列入议程 {len(ids)} 个议题。"

    return _done(meeting, deed)


@bp.post("/order")
@needs(May.PLAN_MEETING)
def order(meeting: int) -> Response | tuple[str, int]:
    """Put the agenda in the order sent, after moving one of them a place (``up:5``), or take one off (``off:5``)."""
    ids, (way, _, moved) = request.form.getlist("topic", type=int), request.form.get("move", "").partition(":")
    number = int(moved) if moved.isascii() and moved.isdigit() else 0

    def deed(session: Session) -> str:
        if way == "off":
            return f"{topics.called(meetings.take_off(session, meeting, number, who().name))}已移出议程，等下次会议。"
        if number in ids:
            old = ids.index(number)
            ids.insert(min(max(old + (-1 if way == "up" else 1), 0), len(ids) - 1), ids.pop(old))
        meetings.arrange(session, meeting, ids, who().name)
        return ""

    if request.headers.get("X-Requested-With") != "fetch":
        return _done(meeting, deed, f"topic-{number}" if number in ids else "agenda")
    try:
        with store().write() as session:
            deed(session)
    except RegisterError as error:
        return f"{error}。", 409
    return "", 204


@bp.get("/topics/new")
@needs(May.PLAN_MEETING)
def new(meeting: int) -> str:
    """The form of a new topic."""
    return _form(_whole(meeting), None, {})


@bp.post("/topics/new")
@needs(May.PLAN_MEETING)
def bring(meeting: int) -> Response | tuple[str, int]:
    """A new topic, on the agenda where it is complete."""
    found = _whole(meeting)
    return _kept(found, None, lambda session, matter: _brought(session, found, matter))


def _brought(session: Session, found: Whole, matter: Matter) -> str:
    made = topics.bring(session, matter, who().name)
    if reason := meetings.held_back(made, found.kind):
        return f"已登记，还不能上会：{reason}。"
    meetings.put_on_agenda(session, found.row.id, found.kind, [made.id], who().name)
    return "已登记，列入议程。"


@bp.get("/topics/<row:topic>")
@needs(May.PLAN_MEETING)
def edit(meeting: int, topic: int) -> str:
    """The form of a topic nothing was decided of."""
    with store().read() as session:
        row = topics.found(session, topic)
    values = {name: getattr(row, name) or "" for name in _TEXTS}
    return _form(_whole(meeting), topic, values | {"deadline": row.deadline.isoformat() if row.deadline else ""})


@bp.post("/topics/<row:topic>")
@needs(May.PLAN_MEETING)
def complete(meeting: int, topic: int) -> Response | tuple[str, int]:
    """Write a topic anew; one that waited and is clear now goes on the agenda."""
    found = _whole(meeting)

    def deed(session: Session, matter: Matter) -> str:
        row = topics.complete(session, topic, matter, who().name)
        if row.meeting_id is not None:
            return "已保存。"
        if reason := meetings.held_back(row, found.kind):
            return f"已保存，还不能上会：{reason}。"
        meetings.put_on_agenda(session, meeting, found.kind, [topic], who().name)
        return "已补齐，列入议程。"

    return _kept(found, topic, deed)


@bp.post("/topics/<row:topic>/solve")
@needs(May.PLAN_MEETING)
def solve(meeting: int, topic: int) -> Response:
    """Solved before the meeting: off the agenda, on record."""

    def deed(session: Session) -> str:
        made = topics.solve(session, topic, request.form.get("how", ""), who().name, business_date(now()))
        return f"{topics.called(made)}已登记为会前解决，不再上会。"

    return _done(meeting, deed)


def _kept(found: Whole, topic: int | None, deed: Callable[[Session, Matter], str]) -> Response | tuple[str, int]:
    values = {name: request.form.get(name, "").strip() for name in _TEXTS}
    try:
        matter = _matter(values)
        with store().write() as session:
            flash(deed(session, matter))
    except RegisterError as error:
        return _form(found, topic, values, str(error)), 422
    return redirect(url_for("meeting_topics.agenda", meeting=found.row.id), 303)


def _matter(values: dict[str, str]) -> Matter:
    kind = TopicKind.__members__.get(values["kind"], TopicKind.ORDINARY)
    words = {name: text for name, text in values.items() if name not in ("deadline", "kind")}
    try:
        deadline = date.fromisoformat(values["deadline"]) if values["deadline"] else None
    except ValueError as error:
        raise EntryError("办理时限不是日期，请写成 2026-03-20 这样") from error
    return Matter(**words, deadline=deadline, kind=kind)


def _form(found: Whole, topic: int | None, values: dict[str, str], fault: str = "") -> str:
    kinds = [(kind.name, kind.value) for kind in TopicKind]
    given = {"values": values, "topic": topic, "fault": fault, "kinds": kinds}
    return render_template("meetings/topic.html", found=found, **given)


def _whole(meeting: int) -> Whole:
    return whole(store(), meeting, kinds_of(store().settings), business_date(now()))


def _done(meeting: int, deed: Callable[[Session], str], anchor: str = "agenda") -> Response:
    try:
        with store().write() as session:
            told = deed(session)
    except RegisterError as error:
        told = f"没有办成：{error}。"
    return _said(meeting, told, anchor)


def _said(meeting: int, told: str, anchor: str) -> Response:
    if told:
        flash(told)
    return redirect(url_for("meeting_topics.agenda", meeting=meeting, _anchor=anchor), 303)
