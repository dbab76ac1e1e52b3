"""First run: while nobody can sign in, every page leads here, and the first administrator is made on the spot."""

from __future__ import annotations

import hmac
from ipaddress import ip_address

from flask import Blueprint, abort, current_app, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from service.errors import AccessError, HuicaiError, SignInError
from service.registers import accounts, passwords
from service.registers.accounts import Person
from service.registers.roles import May, Role
from service.store.clock import now
from service.web.access import has_accounts, needs, public
from service.web.security import LOOPBACK
from service.web.signed import begin
from service.web.views import once, store

bp = Blueprint("setup", __name__, url_prefix="/setup")

_FORWARDED = ("X-Forwarded-For", "X-Real-IP", "Forwarded")


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
        if not (is_local() or hmac.compare_digest(form.get("code", "").strip().encode(), setup_code().encode())):
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
        return redirect(url_for("dashboard.index"), 303)
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


def is_local() -> bool:
    """Whether whoever asks sits at this machine: no proxy in between, and the browser asked for this machine's own
    name, so that no page from elsewhere asks in its place."""
    try:
        is_loopback = ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
    name = request.host.rpartition(":")[0].strip("[]") if ":" in request.host else request.host
    return is_loopback and name in LOOPBACK and not any(header in request.headers for header in _FORWARDED)


def setup_code() -> str:
    """What the console of the server shows, for whoever sets it up from another machine."""
    state = current_app.extensions["huicai.state"]
    return str(state.setdefault("setup_code", passwords.made()))


def _form(fault: str = "") -> str:
    roles = request.form.getlist("roles") if request.method == "POST" else [Role.CLERK.name, Role.SUPERVISOR.name]
    return render_template("setup/first.html", fault=fault, typed=request.form, roles=roles, is_local=is_local())
