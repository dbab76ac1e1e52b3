"""管理 › 账号: made, given roles, switched off and on, passwords set anew, sessions ended."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from service.errors import HuicaiError
from service.registers import accounts, lockout
from service.registers.accounts import Made, Person, called
from service.registers.roles import May, Role, listed_roles, loaded
from service.store import Session
from service.store.clock import now
from service.store.models_accounts import Account
from service.web.access import needs
from service.web.views import once, store, unsure, who

bp = Blueprint("accounts", __name__, url_prefix="/admin/accounts")

SMALL = {
    Role.CLERK: "上传台账、筹备会议、出材料",
    Role.SUPERVISOR: "催办、审核反馈、逾期升级",
    Role.LEADER: "签发、批复、发布模板",
    Role.ADMIN: "管账号、设置和备份，不办文",
    Role.UNIT: "只报送本单位周报，要写明单位",
}


@bp.get("")
@needs(May.MANAGE_ACCOUNTS)
def index() -> str:
    """All accounts, and the form for another."""
    return page("admin/accounts.html")


@bp.post("")
@needs(May.MANAGE_ACCOUNTS)
def create() -> Response | tuple[str, int]:
    """Make an account; its password is shown on the next page, once."""
    try:
        made = accounts.create(store(), person_typed(), who())
    except HuicaiError as error:
        return page("admin/accounts.html", str(error)), 422
    show_once(made)
    return redirect(url_for("accounts.index"), 303)


@bp.get("/<int:account_id>")
@needs(May.MANAGE_ACCOUNTS)
def show(account_id: int) -> str:
    """One account and what can be done to it."""
    return _one(account_id)


@bp.post("/<int:account_id>")
@needs(May.MANAGE_ACCOUNTS)
def change(account_id: int) -> Response | tuple[str, int]:
    """Another name, unit or roles."""
    typed = person_typed()

    def deed(writing: Session) -> Account:
        account = accounts.locked(writing, account_id)
        wanted = frozenset(typed.roles)
        if wanted != loaded(account.roles):
            # A unit's account must have its unit, and others lose theirs, before the roles are looked at.
            account.unit = typed.unit
            account = accounts.set_roles(writing, account_id, wanted, who())
        if (typed.name, typed.unit) != (account.name, account.unit):
            account = accounts.rename(writing, account_id, typed.name, typed.unit, who())
        return account

    return _done(account_id, deed, "已保存 {}")


@bp.post("/<int:account_id>/off")
@needs(May.MANAGE_ACCOUNTS)
def switch_off(account_id: int) -> Response | str | tuple[str, int]:
    """Let nobody in by it any more."""
    if asking := unsure("停用这个账号？", "马上退出，不能再登录；账号和以前的记录都留着，以后可以再启用。", "停用"):
        return asking
    return _done(account_id, lambda writing: accounts.switch_off(writing, account_id, who()), "已停用 {}")


@bp.post("/<int:account_id>/on")
@needs(May.MANAGE_ACCOUNTS)
def switch_on(account_id: int) -> Response | tuple[str, int]:
    """In use again, and not locked."""
    return _done(account_id, lambda writing: accounts.switch_on(writing, account_id, who()), "已启用 {}")


@bp.post("/<int:account_id>/out")
@needs(May.MANAGE_ACCOUNTS)
def end_sessions(account_id: int) -> Response | tuple[str, int]:
    """End its sessions, wherever they are."""
    return _done(account_id, lambda writing: accounts.end_sessions(writing, account_id, who()), "{} 已在各处退出")


@bp.post("/<int:account_id>/password")
@needs(May.MANAGE_ACCOUNTS)
def reset(account_id: int) -> Response | str | tuple[str, int]:
    """A new password, shown on the next page, once."""
    if asking := unsure("重设密码？", "请先确认是本人提出的。原密码马上失效，在用的会退出。", "重设密码"):
        return asking
    try:
        show_once(accounts.reset_password(store(), account_id, who()))
    except HuicaiError as error:
        return _one(account_id, str(error)), 422
    return redirect(url_for("accounts.index"), 303)


def page(template: str, fault: str = "") -> str:
    """A page with all accounts and the form for another, as it was typed."""
    moment = now()
    with store().read() as reading:
        found = accounts.listed(reading)
        doors = {account.id: lockout.door_of_account(account.id) for account in found}
        ends = lockout.locked_until(reading, doors.values(), moment)
    until = {account_id: ends[door.name] for account_id, door in doors.items() if door.name in ends}
    return render_template(
        template,
        accounts=found,
        until=until,
        loaded=loaded,
        listed_roles=listed_roles,
        fault=fault,
        typed=request.form,
        role_options=role_options(),
        chosen=request.form.getlist("roles"),
        shown=once().take(session["id"]),
    )


def role_options() -> list[tuple[str, str, str]]:
    """The roles as ticks: name, word, what each does."""
    return [(role.name, role.value, small) for role, small in SMALL.items()]


def person_typed() -> Person:
    """Who the form describes."""
    form = request.form
    roles = {Role[name] for name in form.getlist("roles") if name in Role.__members__}
    unit = form.get("unit", "").strip()
    return Person(login=form.get("login", ""), name=form.get("name", "").strip(), roles=roles, unit=unit)


def show_once(made: Made) -> None:
    """Keep a made password for the next page of this session."""
    once().put(session["id"], {"who": called(made.account), "login": made.account.login, "password": made.password})


def _one(account_id: int, fault: str = "") -> str:
    with store().write() as writing:
        account = accounts.locked(writing, account_id)
    typed = request.form if fault and "name" in request.form else None
    return render_template(
        "admin/account.html",
        account=account,
        called=called(account),
        roles=[role.name for role in loaded(account.roles)] if typed is None else typed.getlist("roles"),
        typed=typed or {"name": account.name, "unit": account.unit},
        role_options=role_options(),
        fault=fault,
    )


def _done(account_id: int, deed: Callable[[Session], Account], words: str) -> Response | tuple[str, int]:
    try:
        with store().write() as writing:
            account = deed(writing)
    except HuicaiError as error:
        return _one(account_id, str(error)), 422
    flash(words.format(called(account)) + "。")
    return redirect(url_for("accounts.index"), 303)
