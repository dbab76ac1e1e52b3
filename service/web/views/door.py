"""The door: signing in, signing out."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]
from werkzeug.wrappers import Response

from service.errors import LockedOutError, SignInError
from service.registers import sign_in
from service.registers.accounts import who_of
from service.store.clock import now
from service.web.access import has_accounts, own_path, public, signed_in, start_of
from service.web.local import is_loopback
from service.web.measures import measures
from service.web.places import entrance_of_sample, is_sample
from service.web.signed import Why, begin
from service.web.views import store

bp = Blueprint("door", __name__)

_WHY = {
    Why.IDLE: "您有一段时间没有操作，为安全起见已经退出，请重新登录。",
    Why.LONG: "登录已满规定的时间，请重新登录。",
    Why.ENDED: "您的账号刚才有变动（改了密码、调整了角色或已停用），请重新登录。",
}
_STALE = "这个页面放得太久了，请再输一次。"


@bp.get("/login")
@public
def show() -> Response | str:
    """The form; whoever is signed in goes on."""
    if g.who:
        return redirect(start_of(g.who), 303)
    if is_sample(store().settings):
        return redirect(entrance_of_sample(), 303)
    if not has_accounts(store()):
        return redirect(url_for("setup.show"), 303)
    return _form(reason=_WHY.get(_why(request.args.get("why", "")), ""))


@bp.post("/login")
@public
def enter() -> Response | tuple[str, int, dict[str, str]]:
    """Let somebody in, to the page they wanted."""
    try:
        account = sign_in.authenticate(
            store(), request.form.get("login", ""), request.form.get("password", ""), address()
        )
    except LockedOutError as error:
        measures().refusals.inc()
        return _form(str(error)), 429, {"Retry-After": str(error.seconds)}
    except SignInError as error:
        measures().refusals.inc()
        return _form(str(error)), 422, {}
    begin(account, now())
    wanted = own_path(request.form.get("next", ""))
    return redirect(request.script_root + wanted if wanted else start_of(who_of(account)), 303)


@bp.post("/logout")
@signed_in(for_newcomers=True)
def leave() -> Response:
    """End the session."""
    sign_in.sign_out(store(), g.who, session["id"])
    session.clear()
    answer = redirect(url_for("door.show"), 303)
    answer.headers["Clear-Site-Data"] = '"cache"'  # the Back button must not show what was seen
    return answer


@bp.errorhandler(CSRFError)
def stale(_: CSRFError) -> tuple[str, int]:
    """A form that stood open until its token was no good any more: asked again, and not a page of error."""
    return _form(_STALE), 400


def address() -> str:
    """Where whoever asks is, as the counts of failed attempts know it: "" for this machine."""
    found = request.remote_addr or ""
    return "" if is_loopback(found) else found


def _why(text: str) -> Why:
    return next((why for why in Why if why.value == text), Why.STRANGER)


def _form(fault: str = "", reason: str = "") -> str:
    return render_template(
        "door/login.html",
        fault=fault,
        reason=reason,
        login=request.form.get("login", ""),
        next=own_path(request.values.get("next", "")) or "",
    )
