"""Signing in by login and password, staying in, and changing one's own password.

Whatever is wrong, a stranger learns one thing only: not taken. An account that is unknown or switched off costs the
same work as any other, and locks as any other does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from service.errors import EntryError, SignInError
from service.registers import lockout, passwords
from service.registers.accounts import by_login, called, locked, login_of, put_password
from service.registers.lockout import Door
from service.registers.passwords import Passwords
from service.registers.roles import Who
from service.store import Store
from service.store.audit import record
from service.store.clock import now
from service.store.models_accounts import Account, EndedSession

STRANGER: Final = "未登录者"  # who is named in the log for what failed: nobody has shown who they are
_KEPT: Final = timedelta(days=8)  # longer than the longest session that settings allow
_WRONG: Final = "登录名或密码不对，请核对大小写和输入法后重试；接连错了，会暂停一段时间不能登录"
_WRONG_OLD: Final = "原密码不对，没有改成；请核对大小写和输入法后重试"


def authenticate(store: Store, login: str, password: str, address: str, at: datetime | None = None) -> Account:
    """The account of a login and its password, typed at ``address`` (the network's, "" for this machine).

    Raises :class:`SignInError` where they are not taken, :class:`LockedOutError` where too many attempts failed: then
    even the right password is not looked at. A password kept with older settings is kept anew.
    """
    moment = at or now()
    keeper = Passwords.of(store.settings)
    with store.read() as session:
        account = by_login(session, login)
        doors = _doors(account, login, address)
        lockout.refuse_locked(session, doors, moment)
    kept = account.password_hash if account and account.active else keeper.decoy()
    if not keeper.fits(kept, password) or account is None:
        _fail(store, account, doors, address, moment)
        raise SignInError(_WRONG)
    renewed = keeper.hashed(password) if keeper.is_outdated(kept) else ""
    with store.write() as session:
        lockout.refuse_locked(session, doors, moment)  # others may have failed while we were at work
        lockout.forgive(session, lockout.door_of_account(account.id))
        account = _unchanged(session, account.id, kept)
        if renewed:
            account.password_hash = renewed
        record(session, called(account), "登录", called(account), account=account.id, address=address)
    return account


def change_password(store: Store, account: Account, old: str, new: str, address: str) -> Account:
    """One's own password changed. The sessions of the account are out, so whoever changes it must be let in anew with
    the new ``session_epoch``.

    Raises :class:`SignInError` where the old one is not right, :class:`EntryError` where the new one will not do.
    """
    moment = now()
    keeper = Passwords.of(store.settings)
    passwords.check(new, account.login, account.name)
    doors = _doors(account, account.login, address)
    with store.read() as session:
        lockout.refuse_locked(session, doors, moment)
        kept = session.get_one(Account, account.id).password_hash
    if not keeper.fits(kept, old):
        _fail(store, account, doors, address, moment)
        raise SignInError(_WRONG_OLD)
    if keeper.fits(kept, new):
        raise EntryError("新密码和原密码一样，请换一个")
    new_kept = keeper.hashed(new)
    with store.write() as session:
        lockout.refuse_locked(session, doors, moment)
        lockout.forgive(session, lockout.door_of_account(account.id))
        changed = _unchanged(session, account.id, kept)
        put_password(changed, new_kept, moment, must_change=False)
        record(session, called(changed), "修改密码", called(changed), account=changed.id, address=address)
    return changed


def of_session(session: Session, account_id: int, epoch: int, session_id: str) -> Account | None:
    """The account a session was begun with; None where it is out: signed out of, the account switched off, its
    password or roles changed since."""
    if session.get(EndedSession, _digest(session_id)):
        return None
    account = session.get(Account, account_id)
    return account if account and account.active and account.session_epoch == epoch else None


def sign_out(store: Store, who: Who, session_id: str, at: datetime | None = None) -> None:
    """End one session for good, wherever its cookie may lie."""
    moment = at or now()
    with store.write() as session:
        session.execute(delete(EndedSession).where(EndedSession.ended_at < moment - _KEPT))
        session.merge(EndedSession(sha256=_digest(session_id), ended_at=moment))
        record(session, who.name, "退出登录", who.name, account=who.account_id)


def _digest(session_id: str) -> str:
    return hashlib.sha256(session_id.encode()).hexdigest()


def _doors(account: Account | None, login: str, address: str) -> Sequence[Door]:
    own = lockout.door_of_account(account.id) if account else lockout.door_of_stranger(login_of(login))
    return own, lockout.door_of_address(address)


def _fail(store: Store, account: Account | None, doors: Sequence[Door], address: str, at: datetime) -> None:
    """Count an attempt that failed. What was typed for a login nobody has is not kept: it may be a password."""
    with store.write() as session:
        lockout.count_failure(session, doors, at)
        about = called(account) if account else "没有这个账号"
        record(session, STRANGER, "登录失败", about, account=account.id if account else None, address=address)


def _unchanged(session: Session, account_id: int, kept: str) -> Account:
    """The account, held, if its password is still the one that was looked at."""
    account = locked(session, account_id)
    if not account.active or account.password_hash != kept:
        raise SignInError(_WRONG)
    return account
