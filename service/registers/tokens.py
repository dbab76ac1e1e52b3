"""Tokens: secrets by which another program (an OA system) acts for an account, with some of its roles, until a day.

A secret has 256 random bits, so it needs no slow hash and cannot be guessed; failures are counted all the same, by
address, to slow down a program that goes on asking with a token that was taken from it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.errors import EntryError, NoEntryError, RegisterError, SignInError, StoreBusy
from service.registers import entries, lockout
from service.registers.accounts import called, locked
from service.registers.roles import May, Role, Who, listed_roles, loaded, require, stored
from service.registers.sign_in import STRANGER
from service.store import Store
from service.store.audit import record
from service.store.clock import business_date, now
from service.store.models_accounts import Token

MOST_DAYS: Final = 731
_PREFIX: Final = "hc_"
_SHOWN: Final = 8
_LABEL: Final = 30
_NOTED_EVERY: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A token and its secret, which is kept nowhere: it is shown once."""

    token: Token
    secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a token is to be: what uses it (县OA), some of its account's roles, the last day on which it is taken."""

    label: str
    roles: Iterable[Role]
    expires_on: date


def make(session: Session, account_id: int, wish: Wish, by: Who, at: datetime | None = None) -> MadeToken:
    """A new token of an account.

    Raises :class:`RegisterError` for roles the account has not, a day that is past or too far, an account not in use.
    """
    require(by, May.MANAGE_ACCOUNTS)
    account = locked(session, account_id)
    if not account.active:
        raise RegisterError(f"{called(account)}已停用，不能发令牌；请先启用账号")
    moment = at or now()
    secret = _PREFIX + secrets.token_urlsafe(32)
    made = Token(
        account=account,
        label=entries.text(wish.label, "令牌用途", _LABEL, required=True),
        sha256=_hashed(secret),
        shown=secret[:_SHOWN],
        roles=stored(_within(wish.roles, loaded(account.roles), called(account))),
        expires_on=_fit(wish.expires_on, business_date(moment)),
        made_by=by.name,
        made_at=moment,
    )
    session.add(made)
    session.flush()
    told = {
        "account": account.id,
        "roles": listed_roles(loaded(made.roles)),
        "expires_on": made.expires_on,
        "shown": made.shown,
    }
    record(session, by.name, "发令牌", _called(made), token=made.id, **told)
    return MadeToken(made, secret)


def revoke(session: Session, token_id: int, by: Who, at: datetime | None = None) -> Token:
    """A token that is not taken any more. One that was revoked before stays as it was."""
    require(by, May.MANAGE_ACCOUNTS)
    query = select(Token).filter_by(id=token_id).with_for_update(of=Token).execution_options(populate_existing=True)
    token = session.scalars(query).one_or_none()
    if token is None:
        raise NoEntryError(f"没有第{token_id}号令牌，请核对", command="huicai tokens list")
    if token.revoked_at is None:
        token.revoked_at, token.revoked_by = at or now(), by.name
        record(session, by.name, "撤销令牌", _called(token), token=token.id)
    return token


def listed(session: Session) -> Sequence[Token]:
    """All tokens, the newest first."""
    return session.scalars(select(Token).order_by(Token.id.desc())).all()


def token_of(store: Store, secret: str, address: str, at: datetime | None = None) -> Who:
    """Whoever acts by a token, with those of its roles which its account still has.

    Raises :class:`SignInError` for a token that is unknown, revoked, expired or of an account not in use,
    :class:`LockedOutError` where too many were refused at this address. A good token is taken even there.
    """
    moment = at or now()
    door = lockout.door_of_address(address, "token")
    with store.read() as session:
        token = session.scalars(select(Token).filter_by(sha256=_hashed(secret))).one_or_none()
        fault = refusal(token, business_date(moment))
        if fault:
            lockout.refuse_locked(session, [door], moment)
    if fault or token is None:
        with store.write() as session:
            lockout.count_failure(session, [door], moment)
            about = _called(token) if token else "没有这个令牌"
            record(session, STRANGER, "令牌未被接受", about, token=token.id if token else None, address=address)
        raise SignInError(fault)
    _note_use(store, token, moment)
    roles = loaded(token.roles) & loaded(token.account.roles)
    return Who(token.account_id, _called(token), token.account.unit, roles, token.label)


def refusal(token: Token | None, day: date) -> str:
    """Why a token is not taken on a day, "" for one that is."""
    if token is None:
        return "令牌不对，请核对是否抄全；令牌只在发出时显示一次，丢了请管理员另发"
    if token.revoked_at:
        return f"令牌“{token.label}”已撤销，请管理员另发"
    if token.expires_on < day:
        return f"令牌“{token.label}”已在{token.expires_on}到期，请管理员另发"
    if not token.account.active:
        return f"令牌“{token.label}”所属的账号已停用，请管理员处理"
    if not loaded(token.roles) & loaded(token.account.roles):
        return f"令牌“{token.label}”的角色，它的账号都已没有，请管理员另发"
    return ""


def _note_use(store: Store, token: Token, at: datetime) -> None:
    """Write down that a token is in use, now and then: not each of a thousand questions is worth a wait."""
    if token.last_used and at - token.last_used < _NOTED_EVERY:
        return
    with suppress(StoreBusy), store.write() as session:
        session.execute(update(Token).where(Token.id == token.id).values(last_used=at))


def _within(wanted: Iterable[Role], held: frozenset[Role], owner: str) -> frozenset[Role]:
    roles = frozenset(wanted)
    if not roles:
        raise EntryError("没有写明令牌的角色，请至少写一个")
    beyond = listed_roles(roles - held)
    if beyond:
        raise EntryError(f"{owner}没有“{beyond}”角色，令牌不能超出账号的角色")
    return roles


def _fit(expires_on: date, today: date) -> date:
    if not today <= expires_on <= today + timedelta(MOST_DAYS):
        last = today + timedelta(MOST_DAYS)
        raise EntryError(f"令牌的到期日{expires_on}不能用，请写{today}至{last}之间的一天")
    return expires_on


def _called(token: Token) -> str:
    return f"{token.account.name}（{token.account.login}，令牌：{token.label}）"


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
