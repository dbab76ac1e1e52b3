"""The audit log: every deed in the transaction that does it, each chained to the one before by a secret key.

A deed is noted with :func:`record` at any time of a transaction and chained when that commits: the head's row is the
last thing locked and held for the shortest time, and two transactions never lock it and a counter crosswise.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import event, insert, select
from sqlalchemy.orm import Session, SessionTransaction, sessionmaker

from service.errors import StoreError
from service.store.audit_key import AuditKey
from service.store.clock import now, stamp
from service.store.models import AuditEntry, AuditHead

GENESIS: Final = "0" * 64
_HASHED: Final = ("seq", "at", "who", "action", "subject", "detail")
_DEEDS: Final = "huicai deeds"
_OPEN: Final = "huicai writing"
_SAVEPOINTS: Final = "huicai savepoints"
# What PostgreSQL cannot store, or UTF-8 not write; the rest of the controls would disturb a listing.
_UNWRITABLE: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Link:
    """One end of the chain: the number of its last entry and that entry's hash."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class _Deed:
    at: str
    who: str
    action: str
    subject: str
    detail: str


def record(session: Session, who: str, action: str, subject: str, **detail: Any) -> None:
    """Note a deed: who did what (作废编号) to what (安重办〔2026〕15号). It is in the log if the transaction commits.

    ``detail`` takes text, whole numbers, Decimal, dates, None, and lists and mappings of them.
    """
    if not who.strip():
        raise StoreError(f"“{action}”没有写明是谁做的，不能登记，请先登录或写明姓名")
    if _OPEN not in session.info:
        raise RuntimeError("a deed can be noted only in a write of the store: elsewhere nobody would chain it")
    written = canonical(detail)
    deed = _Deed(stamp(now()), _text(who, 100), _text(action, 100), _text(subject, 200), written)
    session.info.setdefault(_DEEDS, []).append(deed)


def canonical(detail: object) -> str:
    """JSON in one way only: keys sorted, no blanks, Chinese as it is; Decimal and dates as text."""
    return json.dumps(
        detail, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain
    ).translate(_SURROGATES)


class _Surrogates(dict[int, str]):
    def __missing__(self, code: int) -> str:
        return "□" if 0xD800 <= code <= 0xDFFF else chr(code)


_SURROGATES = _Surrogates()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, Decimal | date):
        return str(value)
    raise TypeError(f"an audit entry cannot hold a {type(value).__name__}")


def _text(words: str, most: int) -> str:
    cleaned = _UNWRITABLE.sub("□", words.strip())
    return cleaned if len(cleaned) <= most else f"{cleaned[: most - 1]}…"


def entry_hash(key: bytes, previous: str, entry: Any) -> str:
    """The hash of an entry after the one with hash ``previous``: HMAC-SHA256 over that hash and the entry's JSON."""
    body = canonical({name: getattr(entry, name) for name in _HASHED})
    return hmac.new(key, previous.encode() + body.encode(), hashlib.sha256).hexdigest()


def begin(session: Session) -> None:
    """Let deeds be noted in a session that :func:`append` will end."""
    session.info[_OPEN] = True


def append(session: Session, key: AuditKey) -> Link | None:
    """Chain the deeds noted in this transaction, as the last thing it does; the new head, None without a deed."""
    deeds: Sequence[_Deed] = session.info.pop(_DEEDS, ())
    if not deeds:
        return None
    session.flush()  # all that others could wait for is locked before the head is
    head = session.scalars(select(AuditHead).with_for_update()).one()
    secret = key.of(head.key_id)
    head.key_id = key.id
    rows = []
    for deed in deeds:
        entry = AuditEntry(
            seq=head.seq + 1, at=deed.at, who=deed.who, action=deed.action, subject=deed.subject, detail=deed.detail
        )
        head.seq, head.hash = entry.seq, entry_hash(secret, head.hash, entry)
        rows.append({**{name: getattr(entry, name) for name in _HASHED}, "hash": head.hash})
    session.execute(insert(AuditEntry), rows)
    session.flush()
    return Link(head.seq, head.hash)


def forget_rolled_back(sessions: sessionmaker[Session]) -> None:
    """Let a deed noted after a savepoint go when the transaction returns to that savepoint."""
    event.listen(sessions, "after_transaction_create", _mark)
    event.listen(sessions, "after_soft_rollback", _return)


def _mark(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        session.info.setdefault(_SAVEPOINTS, {})[transaction] = len(session.info.get(_DEEDS, ()))


def _return(session: Session, transaction: SessionTransaction) -> None:
    noted = session.info.get(_SAVEPOINTS, {}).pop(transaction, None)
    if noted is not None:
        del session.info.get(_DEEDS, [])[noted:]
