"""管理 › 规则和放假: by which warning rules the office judges and by which scheme it scores, in words, and its own days
off and days worked."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.errors import EntryError, HuicaiError
from service.figures.rules import RuleSet
from service.figures.scoring import Scheme
from service.papers.score_rules import classes_of, rule_of, schemes
from service.registers.office_rules import CALENDAR_NAME
from service.registers.roles import May
from service.store.audit import record
from service.web import calendar_form
from service.web.access import needs
from service.web.board.asked import choices, rules_named, usual
from service.web.errors import without_paths
from service.web.indicators import COLOURS
from service.web.views import home, store, who
from service.web.views.admin import keep_settings
from service.web.views.sending import attached

bp = Blueprint("office_rules", __name__, url_prefix="/admin/rules")


@bp.get("")
@needs(May.SET_UP)
def index() -> str:
    """All three."""
    return _page()


@bp.post("/warnings")
@needs(May.SET_UP)
def choose() -> Response | tuple[str, int]:
    """Judge by these rules from now on."""
    chosen = request.form.get("rules", "")
    try:
        if chosen not in dict(choices(home())):
            raise EntryError("请在列表里选一个预警规则")
        rules_named(chosen, home())
        keep_settings({"warning_rules": chosen})
    except HuicaiError as error:
        return _page(rules_fault=str(error)), 422
    flash("已保存。看板和议程从现在起照这个规则预警；看板上还可以临时另选。")
    return redirect(url_for("office_rules.index"), 303)


@bp.post("/scheme")
@needs(May.SET_UP)
def choose_scheme() -> Response | tuple[str, int]:
    """Score by this scheme from now on."""
    chosen = request.form.get("scheme", "")
    try:
        if chosen not in dict(_schemes()[0]):
            raise EntryError("请在列表里选一个考核办法")
        keep_settings({"scoring_scheme": chosen})
    except HuicaiError as error:
        return _page(scheme_fault=str(error)), 422
    flash("已保存。以后做的考核评分表照这个办法打分，已经做好的不变。")
    return redirect(url_for("office_rules.index"), 303)


@bp.post("/calendar")
@needs(May.SET_UP)
def save_calendar() -> Response | tuple[str, int]:
    """Keep the office's own days; from now on terms are counted by them."""
    chosen = request.files.get("file")
    sent = chosen.read() if chosen and chosen.filename else b""
    try:
        found = calendar_form.save(store().settings, request.form, sent)
    except HuicaiError as error:
        return _page(calendar_fault=str(error)), 422
    days = {"off": len(found.off), "work": len(found.work), "official": sorted(found.official)}
    with store().write() as session:
        record(session, who().name, "修改放假安排", CALENDAR_NAME, **days)
    flash(f"已保存：放假{len(found.off)}天，上班{len(found.work)}天。以后推算的时限照此算，已经定的不变。")
    return redirect(url_for("office_rules.index"), 303)


@bp.get("/calendar.toml")
@needs(May.SET_UP)
def take_calendar() -> Response:
    """The file, to hand on."""
    path = calendar_form.file_of(store().settings) or abort(404)
    return attached(path.read_bytes(), CALENDAR_NAME, "application/toml")


def _told(word: str) -> tuple[RuleSet | None, str]:
    """The rules under a word, or what is wrong with them."""
    try:
        return rules_named(word, home()), ""
    except HuicaiError as error:
        return None, without_paths(str(error))


def _schemes() -> tuple[list[tuple[str, Scheme]], str]:
    """The schemes to choose from, and what is wrong with the one in the settings, which is not among them then."""
    settings = store().settings
    try:
        return schemes(settings), ""
    except HuicaiError as error:
        return schemes(replace(settings, scoring_scheme="")), without_paths(str(error))


def _days(fault: str) -> tuple[dict[str, str], str]:
    """What the form of days holds, and what is wrong."""
    if fault:
        return request.form.to_dict(), without_paths(fault)
    try:
        return calendar_form.values_of(store().settings), ""
    except HuicaiError as error:
        return {}, without_paths(str(error))


def _page(rules_fault: str = "", calendar_fault: str = "", scheme_fault: str = "") -> str:
    days, calendar_fault = _days(calendar_fault)
    offered, faulty_scheme = _schemes()
    return render_template(
        "admin/rules.html",
        told=[(word, name, *_told(word)) for word, name in choices(home())],
        usual=usual(store().settings),
        schemes=offered,
        scheme=store().settings.scoring_scheme,
        scheme_fault=without_paths(scheme_fault) or faulty_scheme,
        rule_of=rule_of,
        classes_of=classes_of,
        days=days,
        has_file=calendar_form.file_of(store().settings) is not None,
        rules_fault=without_paths(rules_fault),
        calendar_fault=calendar_fault,
        colours=COLOURS,
        of={"project": "项目", "unit": "单位", "issue": "问题"},
    )
