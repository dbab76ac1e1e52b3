"""The store: a database and a file store that belong together, opened once and used in short transactions."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import exc
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session, sessionmaker

from service.config import Settings
from service.store import audit, engine
from service.store.addresses import address
from service.store.anchor import Anchor
from service.store.audit_key import KEY_NAME, AuditKey
from service.store.faults import told
from service.store.migrating import ensure_current
from service.store.objects import ObjectStore


class Store:
    """What :func:`open_store` gives. Threads may share it; a process that forks must open its own."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.address: URL = address(settings)
        self.files = ObjectStore.of(settings)
        self.key = AuditKey(settings.home / KEY_NAME)
        self.anchor = Anchor.of(settings)
        self._busy = threading.local()
        self._writing = engine.writing(self.address)
        self._reading = engine.reading(self.address)
        self._writers = sessionmaker(self._writing, expire_on_commit=False)
        audit.forget_rolled_back(self._writers)
        self._readers = sessionmaker(self._reading, expire_on_commit=False)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that commits at the end of the block, with its deeds in the audit log, or leaves no trace.

        Keep it short, and never render, hash or wait for a person inside: on SQLite nobody else can write meanwhile.
        Raises :class:`StoreBusy` where another holds what it needs (nothing was changed, the same again may succeed),
        :class:`StoreError` for anything else that stands in the way.
        """
        if getattr(self._busy, "writing", False):
            raise RuntimeError("a write inside a write of the same thread would wait for itself")
        self._busy.writing = True
        try:
            with saying(self.address), self._writers() as session, session.begin():
                audit.begin(session)
                yield session
                link = audit.append(session, self.key)
        finally:
            self._busy.writing = False
        if link:
            self.anchor.tell(link)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A transaction that sees one state of the database and cannot change it. Raises as :meth:`write` does."""
        with saying(self.address), self._readers() as session, session.begin():
            yield session

    def close(self) -> None:
        """Give back all connections."""
        self._writing.dispose()
        self._reading.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(settings: Settings) -> Store:
    """The store of the settings, made or brought up to date where that is needed.

    Raises :class:`StoreError` where it cannot be used, in a sentence with the cure.
    """
    found = address(settings)
    with saying(found):
        ensure_current(found)
    return Store(settings)


@contextmanager
def saying(found: URL) -> Iterator[None]:
    """Say in a sentence what the database raises in the block; faults of the program go through as they are."""
    try:
        yield
    except exc.SQLAlchemyError as error:
        sentence = told(error, found)
        if sentence is None:
            raise
        raise sentence from error
