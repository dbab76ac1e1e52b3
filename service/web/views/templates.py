"""Templates: taken out, brought back changed, looked over, put to use by a second person, and the way back."""

from __future__ import annotations

from contextlib import suppress

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.errors import EntryError, FillError, PaperError, RegisterError, TemplateError
from service.papers import own_release
from service.papers.catalogue import Paper
from service.papers.own import shelf_of
from service.registers import own_templates
from service.registers.own_templates import Deed
from service.registers.roles import May
from service.store.models_templates import TemplateVersion
from service.web import template_pages as pages
from service.web.access import needs
from service.web.previewing import page_of, read_of
from service.web.soon import soon, soon_framed
from service.web.template_pages import Looked, With
from service.web.views import in_force, store, unsure, who
from service.web.views.sending import attached

bp = Blueprint("templates", __name__, url_prefix="/templates")
_REAL = "real"


@bp.get("")
@needs(May.READ)
def index() -> str:
    """Every paper with the template it is made of."""
    return render_template("templates/index.html", rows=pages.rows(store()))


@bp.get("/<paper>")
@needs(May.READ)
@soon
def show(paper: str) -> str:
    """One paper: what is in use, what can be taken out, the form for a new version, all versions."""
    return _paper_page(pages.ours_of(paper))


@bp.post("/<paper>")
@needs(May.MANAGE_TEMPLATES)
def upload(paper: str) -> Response | tuple[str, int]:
    """A new version, kept where papers can be made of it; else the form again with every fault and its place."""
    ours, note = pages.ours_of(paper), request.form.get("note", "")
    file = request.files.get("file")
    if file is None or not file.filename:
        return _paper_page(ours, note=note, fault="还没有选文件，请选改好的 .docx"), 422
    data = file.read()
    try:
        looked = pages.looked(store(), ours, data, "上传的文件")
    except TemplateError as error:
        return _paper_page(ours, note=note, fault=str(error)), 422
    if looked.unfit:
        return _paper_page(ours, note=note, looked=looked), 422
    draft = TemplateVersion(paper=ours.id, title=ours.title, sha256=store().files.put(data), note=note)
    try:
        with store().write() as session:
            made = own_templates.add(session, store().files, draft, who()).id
    except EntryError as error:
        return _paper_page(ours, note=note, note_fault=str(error)), 422
    flash("检查通过，已存为新的一版。请看下面的试填，没有问题再提交发布。")
    return redirect(url_for("templates.version", version=made), 303)


@bp.get("/<paper>/<any(ours, own):whose>.docx")
@needs(May.READ)
def take(paper: str, whose: str) -> Response:
    """The template that comes with the program, or the office's own as it is used now."""
    ours = pages.ours_of(paper)
    if whose == "ours":
        return attached(ours.template.read_bytes(), f"{ours.title}-自带模板.docx")
    own = shelf_of(store().settings).own.get(ours.id)
    data = own_release.standing(own) if own else None
    return attached(data, f"{ours.title}-在用模板.docx") if data is not None else abort(404)


@bp.get("/<paper>/trial")
@needs(May.READ)
@soon_framed
def used_trial(paper: str) -> Response:
    """What the template in use prints, for a frame."""
    ours = pages.ours_of(paper)
    return page_of(pages.used_trial(ours, _with()), "在用模板试填")


@bp.post("/<paper>/ours")
@needs(May.RELEASE_TEMPLATES)
def back(paper: str) -> Response | str:
    """The template that comes with the program, in use again."""
    ours = pages.ours_of(paper)
    detail = "自己的模板不会丢，以后可以在版本里恢复。"
    if page := unsure(f"“{ours.title}”改用自带的模板？", detail, "改用自带的"):
        return page
    own_release.back_to_ours(store(), ours, who())
    flash("已改用自带的模板，从现在起做的材料都用它。")
    return redirect(url_for("templates.show", paper=ours.id), 303)


@bp.get("/versions/<int:version>")
@needs(May.READ)
@soon
def version(version: int) -> str:
    """One version: what was found, what it prints beside the one in use, and what can be done with it."""
    return _version_page(version)


@bp.get("/versions/<int:version>.docx")
@needs(May.READ)
def take_version(version: int) -> Response:
    """One version to keep."""
    found = _found(version)
    return attached(store().files.get(found.sha256), f"{found.title}-模板第{found.no}版.docx")


@bp.get("/versions/<int:version>/trial")
@needs(May.READ)
@soon_framed
def trial(version: int) -> Response:
    """What one version prints, for a frame."""
    found = _found(version)
    filled = pages.trial(pages.ours_of(found.paper), store().files.get(found.sha256), _with())
    return page_of(filled, f"第{found.no}版试填")


@bp.post("/versions/<int:version>/submit")
@needs(May.MANAGE_TEMPLATES)
def submit(version: int) -> Response:
    """Handed in for release."""
    with store().write() as session:
        own_templates.submit(session, version, who())
    flash("已提交，请另一位有发布权限的同事来看、来发布。")
    return redirect(url_for("templates.version", version=version), 303)


@bp.post("/versions/<int:version>/withdraw")
@needs(May.MANAGE_TEMPLATES)
def withdraw(version: int) -> Response | str | tuple[str, int]:
    """Taken back by whoever brought it."""
    if page := unsure("撤回这一版？", "撤回后不能再提交或发布；文件还留着，可以下载。", "撤回"):
        return page
    try:
        with store().write() as session:
            paper = own_templates.withdraw(session, version, who()).paper
    except RegisterError as error:
        return _version_page(version, fault=str(error)), 422
    flash("已撤回。")
    return redirect(url_for("templates.show", paper=paper), 303)


@bp.post("/versions/<int:version>/release")
@needs(May.RELEASE_TEMPLATES)
def release(version: int) -> Response | str | tuple[str, int]:
    """Put to use, new or one of before."""
    found = _found(version)
    detail = "发布后，从现在起做的材料都用它；已经签发的不变。"
    if page := unsure(f"“{found.title}”用第{found.no}版模板？", detail, "发布"):
        return page
    try:
        own_release.release(store(), version, who())
    except (RegisterError, TemplateError) as error:
        return _version_page(version, fault=str(error)), 422
    flash(f"已发布，从现在起做的“{found.title}”都用第{found.no}版。")
    return redirect(url_for("templates.show", paper=found.paper), 303)


@bp.post("/versions/<int:version>/refuse")
@needs(May.RELEASE_TEMPLATES)
def refuse(version: int) -> Response | tuple[str, int]:
    """Sent back with the reason."""
    try:
        with store().write() as session:
            own_templates.turn_down(session, version, request.form.get("reason", ""), who())
    except EntryError as error:
        return _version_page(version, reason_fault=str(error)), 422
    except RegisterError as error:
        return _version_page(version, fault=str(error)), 422
    flash("已退回，上传的人在版本里看得到原因。")
    return redirect(url_for("templates.version", version=version), 303)


def _found(version: int) -> TemplateVersion:
    with store().read() as session:
        return own_templates.found(session, version)


def _with() -> With:
    return With(store(), in_force(), request.args.get("data") == _REAL)


def _paper_page(
    ours: Paper, *, note: str = "", fault: str = "", note_fault: str = "", looked: Looked | None = None
) -> str:
    return render_template(
        "templates/show.html",
        whole=pages.whole(store(), ours),
        state_of=own_templates.state_of,
        can_release=lambda each: own_templates.can(each, Deed.RELEASE),
        note=note,
        fault=fault,
        note_fault=note_fault,
        looked=looked,
    )


def _version_page(version: int, *, fault: str = "", reason_fault: str = "") -> str:
    found = _found(version)
    ours = pages.ours_of(found.paper)
    given, data_fault = _with(), ""
    data = store().files.get(found.sha256)
    try:
        looked = pages.looked(store(), ours, data, f"第{found.no}版")
    except TemplateError as error:  # one that was laid by as it stood in the data home
        looked, fault = None, fault or str(error)
    try:
        pages.context_of(ours, given)
        with suppress(TemplateError, FillError):  # the frames say so; what can be shown they are to have at once
            read_of(pages.used_trial(ours, given))
            read_of(pages.trial(ours, data, given))
    except PaperError as error:
        data_fault = str(error)
    return render_template(
        "templates/version.html",
        version=found,
        ours=ours,
        state=own_templates.state_of(found),
        can={deed.name for deed in Deed if own_templates.can(found, deed)},
        own_upload=own_templates.is_uploader(found, who()),
        looked=looked,
        real=given.real,
        data_fault=data_fault,
        fault=fault,
        reason=request.form.get("reason", ""),
        reason_fault=reason_fault,
    )
