"""Doors that lock after failed attempts, for longer each time: of each account and of each address.

The counts lie in the database, for several processes guard the same doors. An account that does not exist has a door
as well, so that nobody learns by a lock which accounts there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from math import ceil
from typing import Final

from sqlalchemy import Select, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.errors import LockedOutError
from service.store.models_accounts import FailedAttempts

_MINUTE: Final = timedelta(minutes=1)
_KEPT: Final = timedelta(days=2)
_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class Lock:
    """How a kind of door locks: at the failure number ``free`` for a minute, at each further one for twice as long, at
    most ``longest``; a door that was quiet for ``forget`` after its last failure or lock begins anew."""

    free: int
    longest: timedelta
    forget: timedelta

    def wait(self, count: int) -> timedelta:
        """For how long it is locked after so many failures."""
        if count < self.free:
            return timedelta(0)
        doubled = min(count - self.free, 20)  # a million minutes: longer than any lock
        return min(_MINUTE * (1 << doubled), self.longest)


@dataclass(frozen=True, slots=True)
class Door:
    """Where attempts are counted."""

    name: str
    lock: Lock


# Some 30 guesses a day at one account (NIST SP 800-63B, 5.2.2, wants at most 100 in a row). An address may be a whole
# office behind one router, so it has room for a morning's slips.
_ACCOUNT: Final = Lock(free=5, longest=60 * _MINUTE, forget=timedelta(days=1))
_ADDRESS: Final = Lock(free=50, longest=60 * _MINUTE, forget=15 * _MINUTE)


def door_of_account(account_id: int) -> Door:
    """The door of an account."""
    return Door(f"account:{account_id}", _ACCOUNT)


def door_of_stranger(login: str) -> Door:
    """The door of a login that nobody has. Only its hash is kept: people type passwords there by mistake."""
    digest = hashlib.sha256(login.encode("utf-8", "surrogatepass")).hexdigest()
    return Door(f"login:{digest[:32]}", _ACCOUNT)


def door_of_address(address: str, kind: str = "address") -> Door:
    """The door of a network address; of IPv6 the network of 64 bits, which is one customer's."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return Door(f"{kind}:{hashlib.sha256(address.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}", _ADDRESS)
    if isinstance(found, IPv6Address):
        return Door(f"{kind}:{found.ipv4_mapped or IPv6Network((found, 64), strict=False)}", _ADDRESS)
    return Door(f"{kind}:{found}", _ADDRESS)


def refuse_locked(session: Session, doors: Sequence[Door], at: datetime) -> None:
    """Raises :class:`LockedOutError` where one of the doors is locked."""
    ends = locked_until(session, doors, at).values()
    if ends:
        seconds = ceil((max(ends) - at).total_seconds())
        raise LockedOutError(
            f"失败次数过多，请过{ceil(seconds / 60)}分钟再试；忘了密码或急用的，请管理员重设密码", seconds
        )


def locked_until(session: Session, doors: Iterable[Door], at: datetime) -> dict[str, datetime]:
    """Those of the doors that are locked, by their names, and until when."""
    rows = session.scalars(_query(doors))
    return {row.door: row.locked_until for row in rows if row.locked_until and row.locked_until > at}


def count_failure(session: Session, doors: Sequence[Door], at: datetime) -> None:
    """Count one failure at each of the doors, and lock those that had too many."""
    _sweep(session, at)
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    for door in sorted(doors, key=lambda door: door.name):  # in one order, so that two never wait crosswise
        new = dialect.insert(FailedAttempts).values(door=door.name, count=0, last_at=at)
        session.execute(new.on_conflict_do_nothing())
    locks = {door.name: door.lock for door in doors}
    query = _query(doors).with_for_update().execution_options(populate_existing=True)
    for row in session.scalars(query).all():
        lock = locks[row.door]
        quiet_since = max(row.last_at, row.locked_until or row.last_at)
        row.count = 1 if at - quiet_since > lock.forget else row.count + 1
        row.last_at = at
        wait = lock.wait(row.count)
        row.locked_until = at + wait if wait else None


def forgive(session: Session, door: Door) -> None:
    """Open a door and forget its failures."""
    forgotten = update(FailedAttempts).where(FailedAttempts.door == door.name)
    session.execute(forgotten.values(count=0, locked_until=None))


def _query(doors: Iterable[Door]) -> Select[FailedAttempts]:
    names = [door.name for door in doors]
    return select(FailedAttempts).where(FailedAttempts.door.in_(names)).order_by(FailedAttempts.door)


def _sweep(session: Session, at: datetime) -> None:
    """Forget doors long quiet, a handful at a time, none that another holds."""
    old = select(FailedAttempts.door).where(FailedAttempts.last_at < at - _KEPT)
    session.execute(
        delete(FailedAttempts).where(FailedAttempts.door.in_(old.limit(_AT_ONCE).with_for_update(skip_locked=True)))
    )
