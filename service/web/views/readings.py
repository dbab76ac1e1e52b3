"""What was understood of an upload, and the form that turns it into papers."""

from __future__ import annotations

from collections.abc import Mapping as Table
from contextlib import suppress
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.errors import HuicaiError, PaperError, StoreError
from service.figures import Period
from service.papers import gather
from service.papers.intake import today
from service.registers import meetings
from service.registers.deliveries import new_address
from service.registers.roles import May
from service.web import meeting_form
from service.web.access import needs
from service.web.asking import choice_of
from service.web.comparing import compared_with
from service.web.deciding import kept
from service.web.errors import without_paths
from service.web.figured import WORDS, figured_of
from service.web.history import earlier, likely
from service.web.meetings import planning
from service.web.orders import FormError, Order, carry_out, first_order, needs_meeting, order_before, papers_offered
from service.web.paging import SIZE, asked_number
from service.web.preview import LEGEND
from service.web.received import Received
from service.web.registered import registered
from service.web.soon import soon
from service.web.tracing import Places
from service.web.understanding import SEVERITIES, Understood, understand
from service.web.views import received_here, stay, store, wake, who

bp = Blueprint("readings", __name__, url_prefix="/readings/<id:reading>")


@bp.get("")
@needs(May.READ)
@soon
def show(reading: str) -> str:
    """What was understood: files, sheets, problems, indicators, and the questions against an earlier upload."""
    return page(reading)


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with what was typed on the page: for a decision, or for putting the upload in force."""

    decision: str = ""
    in_force: str = ""


def page(reading: str, faults: Faults = Faults(), typed: Table[str, str] | None = None) -> str:
    """The page of an upload; with a fault, what was typed stands in its form again."""
    got, understood = understood_of(reading)
    chosen = stay()
    period, period_fault = period_of(understood, chosen.get("period", ""))
    has_figures = any(item.projects or item.units for item in understood.readings)
    compared = compared_with(store(), reading, chosen.get("last", ""))
    with suppress(StoreError):  # whoever only reads need not wait for whoever writes
        got.renew(store(), understood.placed)
    before = earlier(store(), got.delivery) if has_figures else []
    choice = choice_of(chosen)
    figured = (
        figured_of(kept(store(), got.delivery), understood, period, compared, choice)
        if period and has_figures
        else None
    )
    return render_template(
        "pages/reading.html",
        reading=reading,
        understood=understood,
        severities=SEVERITIES,
        legend=LEGEND,
        mapping_fault=got.fault,
        has_figures=has_figures,
        figured=figured,
        choice=choice,
        places=Places((reading, understood.files), (compared.id, compared.files)),
        period=chosen.get("period", "") or str(period or ""),
        period_fault=period_fault,
        compared=compared,
        before=before,
        likely=likely(understood.readings, before),
        stay=chosen,
        faults=faults,
        typed=typed or {},
        kept=registered(store(), got, period),
        first={name: asked_number(name) for name in ("projects", "warned", "moved")},
        size=SIZE,
        **WORDS,
    )


@bp.get("/meeting")
@needs(May.MAKE_PAPERS)
def meeting(reading: str) -> str:
    """The form, with what is known filled in; ``?from=`` brings back what was typed for a batch."""
    _, understood = understood_of(reading)
    order = order_before(store(), asked_number("from"), reading)
    if order is None:
        period = period_of(understood, request.args.get("period", "").strip())[0]
        registered_one = _of_the_register()
        typed = None if registered_one else understood.meeting  # days of the one would contradict those of the other
        values = meeting_form.prefilled(understood.readings, typed, today()) | registered_one
        order = first_order(str(period or ""), values, request.args.get("last", ""))
    return _form(reading, understood, order)


def _of_the_register() -> meeting_form.Values:
    """What the form takes from the registered meeting that was chosen; nothing where none was. 404 for one that is
    not there."""
    number = asked_number("meeting")
    if not number:
        return {}
    with store().read() as session:
        row, agenda = meetings.found(session, number), meetings.agenda_of(session, number)
        return planning.on_an_uploads_form(row, agenda, today())


@bp.post("/packs")
@needs(May.MAKE_PAPERS)
def make(reading: str) -> Response | tuple[str, int]:
    """Begin to make the papers and go on to them; with a fault, the form again with all that was typed."""
    got, understood = understood_of(reading)
    form = request.form
    texts = {name: form.get(name, "") for name in ("period", "last", "key")}
    order = Order(form.getlist("papers"), values=meeting_form.values_typed(form), **texts)
    try:
        batch = carry_out(store(), got, understood.readings, order, who().name)
        got.renew(store(), understood.placed, who().name)
    except HuicaiError as error:
        return _form(reading, understood, order, error), 422
    wake()
    return redirect(url_for("batches.show", batch=batch), 303)


def understood_of(reading: str) -> tuple[Received, Understood]:
    """An upload, and what is understood of it by what people said its columns mean; 404 where it is not kept."""
    got = received_here(reading)
    return got, understand(got.files, got.mapping)


def period_of(understood: Understood, typed: str) -> tuple[Period | None, str]:
    """The period typed, else the ledgers' own, and the sentence on what is wrong with it."""
    try:
        return gather(understood.readings, period=typed).period, ""
    except PaperError as error:
        return (period_of(understood, "")[0] if typed else None), str(error)


def _form(reading: str, understood: Understood, order: Order, fault: HuicaiError | None = None) -> str:
    with store().read() as session:
        prepared = meetings.being_prepared(session)
    return render_template(
        "pages/meeting.html",
        reading=reading,
        understood=understood,
        order=order,
        meetings=[(one.id, meetings.called(one)) for one in prepared],
        chosen=asked_number("meeting"),
        key=new_address(),
        papers=papers_offered(store().settings, order),
        needs_meeting=needs_meeting,
        groups={"会议": meeting_form.MEETING, "发文机关": meeting_form.ISSUER, "进展通报": meeting_form.BULLETIN},
        fault=without_paths(str(fault or "")),
        field_at_fault=fault.field if isinstance(fault, FormError) else "",
    )
