"""What was understood of an upload, and the form that turns it into papers."""

from __future__ import annotations

from collections.abc import Mapping as Table

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from data_adapters import Mapping
from service.errors import HuicaiError, PaperError
from service.figures import Period
from service.mappings import remembered
from service.papers import gather
from service.papers.intake import today
from service.registers.roles import May
from service.web import meeting_form
from service.web.access import needs
from service.web.asking import choice_of
from service.web.comparing import compared_with
from service.web.deciding import path_of
from service.web.errors import without_paths
from service.web.figured import WORDS, figured_of
from service.web.files import uploaded
from service.web.history import earlier, likely, note_what_it_is
from service.web.orders import FormError, Order, carry_out, first_order, needs_meeting, order_before, papers_offered
from service.web.preview import LEGEND
from service.web.tracing import Places
from service.web.understanding import SEVERITIES, Understood, understand
from service.web.views import home, stay

bp = Blueprint("readings", __name__, url_prefix="/readings/<id:reading>")


@bp.get("")
@needs(May.READ)
def show(reading: str) -> str:
    """What was understood: files, sheets, problems, indicators, and the questions against an earlier upload."""
    return page(reading)


def page(reading: str, fault: str = "", typed: Table[str, str] | None = None) -> str:
    """The page of an upload; with a fault, what was typed for a decision stands in its form again."""
    known = remembered(home())
    understood, _ = understood_of(reading, known.mapping)
    chosen = stay()
    period, period_fault = period_of(understood, chosen.get("period", ""))
    has_figures = any(item.projects or item.units for item in understood.readings)
    compared = compared_with(home(), reading, chosen.get("last", ""), known.mapping)
    note_what_it_is(home(), reading, understood.readings)
    before = earlier(home(), reading) if has_figures else []
    choice = choice_of(chosen)
    figured = (
        figured_of(path_of(home(), reading), understood.readings, period, compared.readings, choice)
        if period and has_figures
        else None
    )
    return render_template(
        "pages/reading.html",
        reading=reading,
        understood=understood,
        severities=SEVERITIES,
        legend=LEGEND,
        mapping_fault=known.fault,
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
        decision_fault=fault,
        typed=typed or {},
        **WORDS,
    )


@bp.get("/meeting")
@needs(May.MAKE_PAPERS)
def meeting(reading: str) -> str:
    """The form, with what is known filled in; ``?from=`` brings back what was typed for a pack."""
    understood, _ = understood_of(reading)
    order = order_before(home(), request.args.get("from", ""), reading)
    if order is None:
        period = period_of(understood, request.args.get("period", "").strip())[0]
        values = meeting_form.prefilled(understood.readings, understood.meeting, today())
        order = first_order(str(period or ""), values, request.args.get("last", ""))
    return _form(reading, understood, order)


@bp.post("/packs")
@needs(May.MAKE_PAPERS)
def make(reading: str) -> Response | tuple[str, int]:
    """Make the papers and go on to them; with a fault, the form again with all that was typed."""
    understood, mapping = understood_of(reading)
    form = request.form
    order = Order(form.getlist("papers"), form.get("period", ""), meeting_form.values_typed(form), form.get("last", ""))
    try:
        pack = carry_out(home(), reading, understood.readings, order, mapping)
    except HuicaiError as error:
        return _form(reading, understood, order, error), 422
    return redirect(url_for("packs.show", pack=pack), 303)


def understood_of(reading: str, mapping: Mapping | None = None) -> tuple[Understood, Mapping]:
    """An upload as it is read, and by what people said columns mean; 404 where it is not kept."""
    files = uploaded(home(), reading)
    if files is None:
        abort(404)
    known = mapping or remembered(home()).mapping
    return understand(files, known), known


def period_of(understood: Understood, typed: str) -> tuple[Period | None, str]:
    """The period typed, else the ledgers' own, and the sentence on what is wrong with it."""
    try:
        return gather(understood.readings, period=typed).period, ""
    except PaperError as error:
        return (period_of(understood, "")[0] if typed else None), str(error)


def _form(reading: str, understood: Understood, order: Order, fault: HuicaiError | None = None) -> str:
    return render_template(
        "pages/meeting.html",
        reading=reading,
        understood=understood,
        order=order,
        papers=papers_offered(home(), order),
        needs_meeting=needs_meeting,
        groups={"会议": meeting_form.MEETING, "发文机关": meeting_form.ISSUER, "进展通报": meeting_form.BULLETIN},
        fault=without_paths(str(fault or "")),
        field_at_fault=fault.field if isinstance(fault, FormError) else "",
    )
