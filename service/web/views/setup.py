"""First run: while nobody can sign in, every page leads here, and the first administrator is made on the spot. The
steps after that may be skipped, and come back to at any time: each shows what stands by now."""

from __future__ import annotations

import hmac

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from service.errors import AccessError, HuicaiError, SignInError
from service.papers.office_facts import missing, office_if_any
from service.registers import accounts, passwords
from service.registers.accounts import Person
from service.registers.roles import May, Role
from service.store.clock import now
from service.web import office_form, series_form
from service.web.access import has_accounts, needs, public
from service.web.local import is_local
from service.web.settings_form import changes_typed, profiles
from service.web.signed import begin
from service.web.views import once, store, who
from service.web.views.accounts import page, person_typed, show_once
from service.web.views.admin import keep_office, keep_settings, running

bp = Blueprint("setup", __name__, url_prefix="/setup")


@bp.get("")
@public
def show() -> Response | str:
    """The form for the first administrator; once there is one, the next step."""
    if has_accounts(store()):
        return redirect(url_for("dashboard.index"), 303)
    return _form()


@bp.post("")
@public
def make() -> Response | tuple[str, int]:
    """Make the first administrator and let them in; the password is shown on the next page, once."""
    if has_accounts(store()):
        abort(404)
    form = request.form
    try:
        if not (
            is_local()
            or hmac.compare_digest(
                form.get("code", "").strip().encode(), current_app.extensions["huicai.setup_code"].encode()
            )
        ):
            raise SignInError("设置码不对，请照启动会材的窗口里显示的输入")
        chosen = {Role[name] for name in form.getlist("roles") if name in Role.__members__ and name != "UNIT"}
        own = form.get("password", "") if form.get("way") == "own" else passwords.made()
        if not own:
            raise SignInError("还没有填写密码，请填写，或改选由系统生成")
        person = Person(login=form.get("login", ""), name=form.get("name", ""), roles=chosen)
        made = accounts.first_admin(store(), person, own)
    except (AccessError, HuicaiError) as error:
        return _form(str(error)), 422
    begin(made.account, now())
    if form.get("way") == "own":
        return redirect(url_for("setup.office"), 303)
    once().put(session["id"], {"login": made.account.login, "password": made.password})
    return redirect(url_for("setup.password"), 303)


@bp.get("/password")
@needs(May.SET_UP)
def password() -> Response | str:
    """The password that was made, this once."""
    words = once().take(session["id"])
    if words is None:
        return redirect(url_for("dashboard.index"), 303)
    return render_template("setup/password.html", **words)


@bp.get("/office")
@needs(May.SET_UP)
def office() -> str:
    """The office's facts."""
    return _office()


@bp.post("/office")
@needs(May.SET_UP)
def save_office() -> Response | tuple[str, int]:
    """Write them down and go on."""
    try:
        keep_office()
    except HuicaiError as error:
        return _office(str(error)), 422
    return redirect(url_for("setup.numbers"), 303)


@bp.get("/numbers")
@needs(May.SET_UP)
def numbers() -> str:
    """The printing profile, and the numbers that were given on paper."""
    return _numbers()


@bp.post("/numbers")
@needs(May.SET_UP)
def save_numbers() -> Response | tuple[str, int]:
    """Go on after those numbers, and print in that profile."""
    try:
        changes = changes_typed(request.form)
        if changes.get("profile", running().profile) != running().profile:
            keep_settings(changes)
        taken = series_form.take_over(store(), _organ(), request.form, who().name)
    except HuicaiError as error:
        return _numbers(str(error)), 422
    if taken:
        flash(f"已接续 {taken} 种编号。")
    return redirect(url_for("setup.people"), 303)


@bp.get("/people")
@needs(May.MANAGE_ACCOUNTS)
def people() -> str:
    """Accounts for colleagues."""
    return page("setup/people.html")


@bp.post("/people")
@needs(May.MANAGE_ACCOUNTS)
def add_person() -> Response | tuple[str, int]:
    """One more; the password is shown on the page that comes, once."""
    try:
        show_once(accounts.create(store(), person_typed(), who()))
    except HuicaiError as error:
        return page("setup/people.html", str(error)), 422
    return redirect(url_for("setup.people"), 303)


@bp.get("/done")
@needs(May.SET_UP)
def done() -> str:
    """What is set up, and what is still a gap on papers."""
    found = office_if_any(running())
    lacking = [words.partition("（")[0] for words in missing(found)] if found else []  # without the file's own keys
    return render_template("setup/done.html", office=found, lacking=lacking)


def _form(fault: str = "") -> str:
    roles = request.form.getlist("roles") if request.method == "POST" else [Role.CLERK.name, Role.SUPERVISOR.name]
    return render_template("setup/first.html", fault=fault, typed=request.form, roles=roles, is_local=is_local())


def _office(fault: str = "") -> str:
    typed = request.form if fault else office_form.typed_of(running())
    return render_template("setup/office.html", fault=fault, fields=office_form.fields(), office=typed)


def _numbers(fault: str = "") -> str:
    organ = _organ()
    return render_template(
        "setup/numbers.html",
        fault=fault,
        rows=series_form.rows(store(), organ) if organ else [],
        typed=request.form,
        profiles=profiles(running()),
        profile=request.form.get("profile", running().profile),
    )


def _organ() -> str:
    """The sign of the office's numbers, "" where it is not written down."""
    found = office_if_any(running())
    return found.issuer.short if found else ""
