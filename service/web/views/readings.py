"""What was understood of an upload, and the form that turns it into papers."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from data_adapters import Mapping
from service.config import Settings
from service.errors import HuicaiError, PaperError
from service.figures import Period
from service.mappings import remembered
from service.papers import gather, shelf
from service.papers.intake import today
from service.web import meeting_form
from service.web.comparing import compared_with
from service.web.errors import without_paths
from service.web.files import uploaded
from service.web.history import earlier, likely, note_what_it_is
from service.web.indicators import indicators
from service.web.orders import FormError, Order, carry_out, first_order, needs_meeting, order_before
from service.web.preview import LEGEND
from service.web.understanding import SEVERITIES, Understood, understand
from service.web.views import home, stay

bp = Blueprint("readings", __name__, url_prefix="/readings/<id:reading>")


@bp.get("")
def show(reading: str) -> str:
    """What was understood: files, sheets, problems, indicators, and the questions against an earlier upload."""
    known = remembered(home())
    understood = _understood(reading, known.mapping)
    typed = request.args.get("period", "").strip()
    period, fault = _period(understood, typed)
    has_figures = any(item.projects or item.units for item in understood.readings)
    compared = compared_with(home(), reading, request.args.get("last", ""), known.mapping)
    note_what_it_is(home(), reading, understood.readings)
    before = earlier(home(), reading) if has_figures else []
    return render_template(
        "pages/reading.html",
        reading=reading,
        understood=understood,
        severities=SEVERITIES,
        legend=LEGEND,
        mapping_fault=known.fault,
        has_figures=has_figures,
        indicators=indicators(understood.readings, period, compared.readings) if period and has_figures else None,
        period=typed or str(period or ""),
        period_fault=fault,
        compared=compared,
        before=before,
        likely=likely(understood.readings, before),
        stay=stay(),
    )


@bp.get("/meeting")
def meeting(reading: str) -> str:
    """The form, with what is known filled in; ``?from=`` brings back what was typed for a pack."""
    understood = _understood(reading)
    order = order_before(home(), request.args.get("from", ""), reading)
    if order is None:
        period = _period(understood, request.args.get("period", "").strip())[0]
        values = meeting_form.prefilled(understood.readings, understood.meeting, today())
        order = first_order(str(period or ""), values)
    return _form(reading, understood, order)


@bp.post("/packs")
def make(reading: str) -> Response | tuple[str, int]:
    """Make the papers and go on to them; with a fault, the form again with all that was typed."""
    understood = _understood(reading)
    form = request.form
    order = Order(form.getlist("papers"), form.get("period", ""), meeting_form.values_typed(form))
    try:
        pack = carry_out(home(), reading, understood.readings, order)
    except HuicaiError as error:
        return _form(reading, understood, order, error), 422
    return redirect(url_for("packs.show", pack=pack), 303)


def _understood(reading: str, mapping: Mapping | None = None) -> Understood:
    files = uploaded(home(), reading)
    if files is None:
        abort(404)
    return understand(files, mapping or remembered(home()).mapping)


def _period(understood: Understood, typed: str) -> tuple[Period | None, str]:
    """The period typed, else the ledgers' own, and the sentence on what is wrong with it."""
    try:
        return gather(understood.readings, period=typed).period, ""
    except PaperError as error:
        return (_period(understood, "")[0] if typed else None), str(error)


def _form(reading: str, understood: Understood, order: Order, fault: HuicaiError | None = None) -> str:
    return render_template(
        "pages/meeting.html",
        reading=reading,
        understood=understood,
        order=order,
        papers=shelf(Settings(home=home()).templates).papers,
        needs_meeting=needs_meeting,
        groups={"会议": meeting_form.MEETING, "发文机关": meeting_form.ISSUER, "进展通报": meeting_form.BULLETIN},
        fault=without_paths(str(fault or "")),
        field_at_fault=fault.field if isinstance(fault, FormError) else "",
    )
