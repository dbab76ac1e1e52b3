"""The session of whoever is signed in: begun at sign-in, ended by the clock, by signing out, or by what befell the
account. The cookie is signed and holds no name: an account's number, the epoch it was begun under, and two times.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from flask import session

from service.config import Settings
from service.registers import sign_in
from service.registers.accounts import who_of
from service.registers.roles import Who
from service.store import Store
from service.store.models_accounts import Account

_STEP: Final = 60  # seconds: how fine idle time is kept, so that not every answer sets a cookie


class Why(StrEnum):
    """Why nobody is signed in."""

    STRANGER = "stranger"
    IDLE = "idle"
    LONG = "long"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Present:
    """Whoever is signed in, or why nobody is."""

    who: Who | None
    why: Why


def begin(account: Account, at: datetime) -> None:
    """Begin a session anew: nothing of the one before it, its form token included, holds any more."""
    session.clear()
    session.update(content(account, at))


def content(account: Account, at: datetime) -> dict[str, str | int]:
    """What the cookie of a session begun at a moment holds."""
    moment = int(at.timestamp())
    return {
        "account": account.id,
        "epoch": account.session_epoch,
        "began": moment,
        "seen": moment,
        "id": secrets.token_urlsafe(16),
    }


def present(store: Store, at: datetime, *, quiet: bool) -> Present:
    """Whoever the cookie says is signed in, if that still holds. ``quiet``: the page asks, nobody acted."""
    if "account" not in session:
        return Present(None, Why.STRANGER)
    moment = int(at.timestamp())
    why = _out_of_time(moment, store.settings)
    who = None if why else _account(store)
    if who is None:
        session.clear()
        return Present(None, why or Why.ENDED)
    if not quiet and moment - session["seen"] >= _STEP:
        session["seen"] = moment
    return Present(who, Why.STRANGER)


def _out_of_time(moment: int, settings: Settings) -> Why | None:
    if moment - session["seen"] >= settings.session_idle_minutes * 60:
        return Why.IDLE
    return Why.LONG if moment - session["began"] >= settings.session_hours * 3600 else None


def _account(store: Store) -> Who | None:
    with store.read() as reading:
        account = sign_in.of_session(reading, session["account"], session["epoch"], session["id"])
        return who_of(account) if account else None
