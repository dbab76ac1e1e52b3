"""One's own account: who one is, what one may do, another password."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request
from werkzeug.wrappers import Response

from service.errors import EntryError, SignInError
from service.registers import sign_in
from service.registers.accounts import who_of
from service.registers.roles import ALLOWED, May, listed_roles
from service.store.clock import now
from service.store.models_accounts import Account
from service.web.access import signed_in, start_of
from service.web.signed import begin
from service.web.views import store, who
from service.web.views.door import address

bp = Blueprint("account", __name__, url_prefix="/account")


@bp.get("")
@signed_in(for_newcomers=True)
def show() -> str:
    """The page."""
    return _page({})


@bp.post("")
@signed_in(for_newcomers=True)
def change() -> Response | tuple[str, int]:
    """Change the password and go on in a session begun anew."""
    new = request.form.get("new", "")
    if new != request.form.get("again", ""):
        return _page({"again": "两次输入的新密码不一样，请再输一次"}), 422
    try:
        changed = sign_in.change_password(store(), _own(), request.form.get("old", ""), new, address())
    except SignInError as error:
        return _page({"old": str(error)}), 422
    except EntryError as error:
        return _page({"new": str(error)}), 422
    begin(changed, now())
    flash("密码已改。在别处登录的，都已经退出。")
    return redirect(start_of(who_of(changed)), 303)


def _own() -> Account:
    with store().read() as session:
        return session.get_one(Account, who().account_id)


def _page(faults: dict[str, str]) -> str:
    held = g.who.roles
    allowed = frozenset[May]().union(*(ALLOWED[role] for role in held))
    return render_template(
        "account/own.html", faults=faults, roles=listed_roles(held), allowed=[each for each in May if each in allowed]
    )
