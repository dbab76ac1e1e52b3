"""管理: settings, the log of deeds, health and backups."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.batches import pdf_findings
from service.config import Settings
from service.errors import HuicaiError
from service.registers.roles import May, Who
from service.store import doctor
from service.store.audit import record
from service.store.audit_check import verify
from service.store.audit_list import Looked, looked_up
from service.web import chosen, office_form
from service.web.access import needs, signed_in
from service.web.backing_up import Backups, kept
from service.web.errors import without_paths
from service.web.paging import SIZE, asked_beyond, cut
from service.web.settings_form import CHANGEABLE, changes_typed, profiles, shown
from service.web.views import store, who

bp = Blueprint("admin", __name__, url_prefix="/admin")

_PARTS = (
    (May.MANAGE_ACCOUNTS, "accounts.index"),
    (May.SET_UP, "admin.settings"),
    (May.READ_AUDIT, "admin.audit"),
    (May.BACKUP, "admin.health"),
)


@bp.get("")
@signed_in()
def index() -> Response:
    """The first part somebody may use."""
    person: Who = who()
    return redirect(url_for(next((part for may, part in _PARTS if person.may(may)), "account.show")), 303)


@bp.get("/settings")
@needs(May.SET_UP)
def settings() -> str:
    """The office's facts and the installation's settings."""
    return _settings()


@bp.post("/settings/office")
@needs(May.SET_UP)
def save_office() -> Response | tuple[str, int]:
    """Write the office's facts down."""
    try:
        keep_office()
    except HuicaiError as error:
        return _settings(office_fault=str(error)), 422
    flash("发文信息已保存，以后的材料照此印。")
    return redirect(url_for("admin.settings"), 303)


@bp.post("/settings")
@needs(May.SET_UP)
def save_settings() -> Response | tuple[str, int]:
    """Change settings of the installation, at once."""
    try:
        keep_settings(changes_typed(request.form))
    except HuicaiError as error:
        return _settings(fault=str(error)), 422
    flash("设置已保存，马上生效。")
    only_folder = set(request.form) - {"csrf_token"} == {"backup_folder"}  # the form beside the button that backs up
    return redirect(url_for("admin.health" if only_folder else "admin.settings"), 303)


@bp.get("/audit")
@needs(May.READ_AUDIT)
def audit() -> str:
    """The log of deeds, the newest first."""
    return _audit()


@bp.post("/audit/verify")
@needs(May.READ_AUDIT)
def verify_audit() -> str:
    """Go over the whole log, and say what was found."""
    found = verify(store())
    if found.unanchored and not found.faults:
        store().anchor.tell(found.head)
    return _audit(verdict=found)


@bp.get("/health")
@needs(May.BACKUP)
def health() -> str:
    """What the doctor says, and the backups."""
    findings = [*doctor.examine(running()), *pdf_findings.findings(running())]
    return render_template(
        "admin/health.html",
        findings=findings,
        backups=backups(),
        folder=running().backup_folder,
        kept=kept(running().backup_folder, running().home),
    )


@bp.post("/health/backup")
@needs(May.BACKUP)
def back_up() -> Response:
    """Begin a backup; the page says when it is done."""
    begun = backups().begin(store(), who().name)
    flash("开始备份，稍后刷新本页看结果。" if begun else "正在备份，请稍候。")
    return redirect(url_for("admin.health"), 303)


def backups() -> Backups:
    """The backups of the running app."""
    found: Backups = current_app.extensions["huicai.backups"]
    return found


def running() -> Settings:
    """The settings in force."""
    found: Settings = current_app.extensions["huicai"]
    return found


def keep_office() -> None:
    """Write down the office's facts that were typed, and who did."""
    found = office_form.save(running(), request.form)
    with store().write() as session:
        record(session, who().name, "修改发文信息", found.issuer.name, short=found.issuer.short)


def keep_settings(changes: dict[str, str | int]) -> None:
    """Write settings down and take them up."""
    changed = chosen.change(running(), changes)
    with store().write() as session:
        record(session, who().name, "修改设置", chosen.FILE, **changes)
    current_app.extensions["huicai"] = store().settings = changed
    current_app.config["MAX_CONTENT_LENGTH"] = changed.max_upload_mb * 1024 * 1024


def _settings(fault: str = "", office_fault: str = "") -> str:
    office: dict[str, Any] = {}
    if not office_fault:
        try:
            office = office_form.typed_of(running())
        except HuicaiError as error:
            office_fault = without_paths(str(error))
    return render_template(
        "admin/settings.html",
        fault=fault,
        office_fault=office_fault,
        fields=office_form.fields(),
        office={**office, **(request.form.to_dict() if office_fault else {})},
        changeable=CHANGEABLE,
        profiles=profiles(running()),
        values={**{item.name: getattr(running(), item.name) for item in CHANGEABLE}, **(request.form if fault else {})},
        profile=request.form.get("profile", running().profile),
        others=shown(running()),
    )


def _audit(verdict: Any = None) -> str:
    day: date | None = None
    with suppress(ValueError):
        day = date.fromisoformat(request.args.get("day", ""))
    words = {name: request.args.get(name, "").strip()[:100] for name in ("who", "subject")}
    with store().read() as session:
        found = looked_up(session, Looked(**words, day=day, before=asked_beyond(), most=SIZE + 1))
    return render_template("admin/audit.html", page=cut(found, lambda entry: entry.seq), verdict=verdict)
