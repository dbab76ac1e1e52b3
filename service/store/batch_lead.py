"""Who hands out the work: one process a database, and at once another when it is gone.

The lock is one that goes with its holder, however that dies: a lock on a file beside SQLite, an advisory lock of
PostgreSQL held by a connection. The row beside it says who leads and when there was last a sign of life; and as each
write of the leader's looks for its own token there, one who lost the lock without noticing can write nothing more.
"""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Self

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from service.errors import OutputError, StoreError
from service.files import cause_of, try_lock
from service.store import engine
from service.store.addresses import database_file
from service.store.clock import now
from service.store.models_batches import BatchLead
from service.store.store import Store, saying

#: The lock's file stands beside the database under its name and this.
LOCK_END: Final = "-lead"
ALIVE: Final = timedelta(seconds=60)  # without a sign of life for so long, a leader is taken for stuck
_LOCK: Final = 0x6875_6C65_6164
_ROW: Final = 1


class LeadLostError(StoreError):
    """Somebody else leads now: nothing more may be written."""


@dataclass(frozen=True, slots=True)
class Leader:
    """Who leads: where, and when there was last a sign of life."""

    place: str
    beat: datetime

    @property
    def alive(self) -> bool:
        """Whether a sign of life came lately."""
        return now() - self.beat < ALIVE


class Lead:
    """The lead, from when it was taken until it is given up."""

    def __init__(self, store: Store, lock: ExitStack) -> None:
        """``lock`` is taken over once it is written down who leads; before that it is the caller's to let go of."""
        self._store = store
        self._token = secrets.token_hex(16)
        with store.write() as session:
            row = session.get(BatchLead, _ROW, with_for_update=True)
            if row is None:
                row = BatchLead(id=_ROW, token="", place="", beat=now())
                session.add(row)
            row.token, row.place, row.beat = self._token, f"{socket.gethostname()}:{os.getpid()}"[-200:], now()
        self._lock = lock.pop_all()

    @classmethod
    def take(cls, store: Store) -> Self | None:
        """The lead, None where another has it. Raises StoreError where the lock cannot be used."""
        with ExitStack() as stack:
            return cls(store, stack) if stack.enter_context(_lock(store)) else None

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A write of the store by the leader. Raises :class:`LeadLostError` where another leads by now."""
        with self._store.write() as session:
            token = session.scalar(select(BatchLead.token).filter_by(id=_ROW).with_for_update(read=True))
            if token != self._token:
                raise LeadLostError("生成材料的工作已由另一个程序接手，这里不再继续")
            yield session

    def beat(self) -> None:
        """Give a sign of life."""
        with self.write() as session:
            session.get_one(BatchLead, _ROW).beat = now()

    def give_up(self) -> None:
        """Let another lead."""
        self._lock.close()


def leader(session: Session) -> Leader | None:
    """Who leads, or led last; None where nobody ever did."""
    row = session.get(BatchLead, _ROW)
    return Leader(row.place, row.beat) if row else None


@contextmanager
def _lock(store: Store) -> Iterator[bool]:
    path = database_file(store.address)
    if path is None:
        with _advisory_lock(store) as held:
            yield held
        return
    with _file_lock(path.with_name(f"{path.name}{LOCK_END}")) as held:
        yield held


@contextmanager
def _file_lock(path: Path) -> Iterator[bool]:
    try:
        stream = path.open("ab")
    except OSError as error:
        raise OutputError(f"锁文件“{path}”用不了（{cause_of(error)}），请检查文件夹的权限") from error
    with stream:
        yield try_lock(stream.fileno())


@contextmanager
def _advisory_lock(store: Store) -> Iterator[bool]:
    """Held by a connection of its own, outside any transaction, so that nothing else waits for it."""
    found = engine.writing(store.address)
    try:
        with saying(store.address):
            connection = found.connect().execution_options(isolation_level="AUTOCOMMIT")
        with connection:
            yield bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _LOCK}))
            connection.invalidate()  # a pooled connection would keep the lock
    finally:
        found.dispose()
