"""Accounts: made, renamed, given roles, switched off and on, and their passwords set anew. Nothing is ever deleted.

Whatever hashes a password takes the store and hashes outside its transaction; the rest works in the caller's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import EntryError, NoEntryError, RegisterError
from service.registers import entries, lockout, passwords
from service.registers.passwords import Passwords
from service.registers.roles import May, Role, Who, listed_roles, loaded, require, role_set, stored
from service.registers.ticket_rules import NOBODY
from service.store import Store
from service.store.audit import record
from service.store.clock import now
from service.store.models import AuditHead
from service.store.models_accounts import Account

_LOGIN: Final = re.compile(r"[a-z][a-z0-9._-]{1,31}")
_NAME: Final = 30
_UNFIT: Final = re.compile(r"[()（）\n\t\u200b-\u200f\u202a-\u202e\u2066-\u2069]")  # what would forge a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is to have an account. ``unit`` is the unit's name as ledgers have it, "" for the office's own people."""

    login: str
    name: str
    roles: Iterable[Role]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """An account and the password made for it, which is kept nowhere: it is shown once."""

    account: Account
    password: str


def first_admin(store: Store, person: Person, own: str = "") -> Made:
    """The first account of an installation, an administrator whatever other roles it has. ``own`` is the password
    whoever it is chose, or keeps as theirs; without it one is made, to be changed at the first sign-in.

    Raises :class:`RegisterError` where there is any account already, :class:`EntryError` for a password that will not
    do.
    """
    with store.read() as session:
        _refuse_second(session)
    if own:
        passwords.check(own, login_of(person.login), person.name)
    row, password = _new(store, replace(person, roles={*person.roles, Role.ADMIN}))
    row.made_by = called(row)
    if own:
        password = own
        row.password_hash, row.must_change_password = Passwords.of(store.settings).hashed(own), False
    with store.write() as session:
        session.scalars(select(AuditHead).with_for_update()).one()  # two at once: the second waits here and then sees
        _refuse_second(session)
        _keep(session, row, row.made_by, "建立首个管理员")
    return Made(row, password)


def create(store: Store, person: Person, by: Who) -> Made:
    """A new account with a password made for it, to be changed at the first sign-in.

    Raises :class:`RegisterError` for what cannot be an account, or a login that is, or ever was, another's.
    """
    require(by, May.MANAGE_ACCOUNTS)
    row, password = _new(store, person)
    row.made_by = by.name
    with store.write() as session:
        if by_login(session, row.login):
            raise RegisterError(f"登录名“{row.login}”已有人用过，请另取一个；登录名不重复使用，旧记录才分得清是谁")
        _keep(session, row, by.name, "建立账号")
    return Made(row, password)


def reset_password(store: Store, account_id: int, by: Who) -> Made:
    """A new password made for an account, to be changed at the next sign-in; its sessions are out, its lock is open."""
    require(by, May.MANAGE_ACCOUNTS)
    password = passwords.made()
    kept = Passwords.of(store.settings).hashed(password)
    with store.write() as session:
        lockout.forgive(session, lockout.door_of_account(account_id))
        account = locked(session, account_id)
        put_password(account, kept, now(), must_change=True)
        record(session, by.name, "重设密码", called(account), account=account.id)
    return Made(account, password)


def rename(session: Session, account_id: int, name: str, unit: str, by: Who) -> Account:
    """Another name or unit for an account, whose login stays. What was recorded before keeps the old name."""
    require(by, May.MANAGE_ACCOUNTS)
    account = locked(session, account_id)
    before = called(account)
    role_set(loaded(account.roles), _unit(unit))
    account.name, account.unit = _name(name), _unit(unit)
    account.changed_at = now()
    record(session, by.name, "修改账号姓名单位", before, account=account.id, name=account.name, unit=account.unit)
    return account


def set_roles(session: Session, account_id: int, roles: Iterable[Role], by: Who) -> Account:
    """Other roles for an account, whose sessions are out. Raises :class:`RegisterError` where no administrator would
    be left."""
    require(by, May.MANAGE_ACCOUNTS)
    account = _among_active(session, account_id)
    wanted = role_set(roles, account.unit)
    if Role.ADMIN not in wanted:
        _refuse_last_admin(session, account)
    before, account.roles = loaded(account.roles), stored(wanted)
    if wanted != before:
        account.session_epoch += 1
    account.changed_at = now()
    told = {"before": listed_roles(before), "roles": listed_roles(wanted)}
    record(session, by.name, "调整角色", called(account), account=account.id, **told)
    return account


def switch_off(session: Session, account_id: int, by: Who) -> Account:
    """Nobody comes in by this account or its tokens any more, and whoever is in is out.

    Raises :class:`RegisterError` where no administrator would be left.
    """
    require(by, May.MANAGE_ACCOUNTS)
    account = _among_active(session, account_id)
    _refuse_last_admin(session, account)
    account.active = False
    account.session_epoch += 1
    account.changed_at = now()
    record(session, by.name, "停用账号", called(account), account=account.id)
    return account


def end_sessions(session: Session, account_id: int, by: Who) -> Account:
    """Whoever is signed in by an account is out, and may sign in anew."""
    require(by, May.MANAGE_ACCOUNTS)
    account = locked(session, account_id)
    account.session_epoch += 1
    account.changed_at = now()
    record(session, by.name, "结束登录", called(account), account=account.id)
    return account


def switch_on(session: Session, account_id: int, by: Who) -> Account:
    """An account in use again, and not locked."""
    require(by, May.MANAGE_ACCOUNTS)
    lockout.forgive(session, lockout.door_of_account(account_id))
    account = locked(session, account_id)
    account.active = True
    account.changed_at = now()
    record(session, by.name, "启用账号", called(account), account=account.id)
    return account


def put_password(account: Account, kept: str, at: datetime, *, must_change: bool) -> None:
    """Another password, under which nobody is signed in yet."""
    account.password_hash = kept
    account.must_change_password = must_change
    account.session_epoch += 1
    account.changed_at = at


def called(account: Account) -> str:
    """How records name an account: 张三（zhangsan）."""
    return f"{account.name}（{account.login}）"


def who_of(account: Account) -> Who:
    """An account as whoever is signed in by it."""
    roles = loaded(account.roles)
    return Who(account.id, called(account), account.unit, roles, must_change=account.must_change_password)


def any_account(session: Session) -> bool:
    """Whether there is any account yet."""
    return session.scalars(select(Account.id).limit(1)).first() is not None


def listed(session: Session) -> Sequence[Account]:
    """All accounts, by login."""
    return session.scalars(select(Account).order_by(Account.login)).all()


def by_login(session: Session, login: str) -> Account | None:
    """The account of a login, whatever the case it was typed in."""
    return session.scalars(select(Account).where(Account.login == login_of(login))).one_or_none()


def named(session: Session, login: str) -> Account:
    """As :func:`by_login`. Raises :class:`NoEntryError` where there is none."""
    account = by_login(session, login)
    if account is None:
        raise NoEntryError(f"没有登录名为“{login}”的账号，请核对", command="huicai users list")
    return account


def locked(session: Session, account_id: int) -> Account:
    """An account, nobody else's until the transaction ends. Raises :class:`NoEntryError` where there is none."""
    query = select(Account).filter_by(id=account_id).with_for_update().execution_options(populate_existing=True)
    account = session.scalars(query).one_or_none()
    if account is None:
        raise NoEntryError(f"没有第{account_id}号账号，请刷新后重试")
    return account


def login_of(typed: str) -> str:
    """A login as it is kept."""
    return entries.text(typed, "登录名").lower()


def _new(store: Store, person: Person) -> tuple[Account, str]:
    """An account not yet kept, ``made_by`` still to be said, and its password."""
    login = login_of(person.login)
    if not _LOGIN.fullmatch(login):
        raise EntryError(f"登录名“{person.login}”不能用：用2至32个小写字母、数字和 . _ -，以字母开头，如 zhangsan")
    unit = _unit(person.unit)
    moment = now()
    password = passwords.made()
    account = Account(
        login=login,
        name=_name(person.name),
        unit=unit,
        roles=stored(role_set(person.roles, unit)),
        password_hash=Passwords.of(store.settings).hashed(password),
        active=True,
        must_change_password=True,
        session_epoch=1,
        made_at=moment,
        changed_at=moment,
    )
    return account, password


def _keep(session: Session, account: Account, who: str, action: str) -> None:
    session.add(account)
    session.flush()
    held = listed_roles(loaded(account.roles))
    record(session, who, action, called(account), account=account.id, roles=held, unit=account.unit)


def _refuse_second(session: Session) -> None:
    if any_account(session):
        raise RegisterError(
            "已经有账号了，首个管理员只能建立一次；忘了密码的，请管理员重设",
            command="huicai users reset-password",
        )


def _name(typed: str) -> str:
    name = entries.text(typed, "姓名", _NAME, required=True)
    if _UNFIT.search(name) or name.lower() in NOBODY:
        raise EntryError(f"姓名“{name}”不能用：请写真实姓名，不带括号；记录里要分得清是谁办的")
    return name


def _unit(typed: str) -> str:
    return entries.text(typed, "单位名称", entries.UNIT)


def _among_active(session: Session, account_id: int) -> Account:
    """An account, with all active ones held until the transaction ends, so that no two of them go at once."""
    session.scalars(select(Account.id).where(Account.active).order_by(Account.id).with_for_update()).all()
    return locked(session, account_id)


def _refuse_last_admin(session: Session, account: Account) -> None:
    others = select(Account.roles).where(Account.active, Account.id != account.id)
    is_admin = account.active and Role.ADMIN in loaded(account.roles)
    if is_admin and not any(Role.ADMIN in loaded(roles) for roles in session.scalars(others)):
        raise RegisterError(f"{called(account)}是最后一个在用的管理员，不能停用或取消管理员角色；请先另设一个管理员")
