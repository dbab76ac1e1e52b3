"""Who runs the dispatcher: a thread of the web app's process, or a command in the foreground; one at a time leads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

from service.batches.dispatcher import Dispatcher, Ways, unfinished
from service.errors import HuicaiError
from service.store import Store
from service.store.batch_lead import Lead, LeadLostError
from service.terminal import unforeseen

_POLL: Final = 2.0  # seconds until a batch of another process is noticed
_ASKED: Final = 0.2  # … between two looks at how far it is
_AGAIN: Final = 10.0  # … until a ledger that could not be written is tried again


def work(store: Store, go_on: Callable[[], bool], ways: Ways | None = None) -> bool:
    """Lead and work while there is something to do and ``go_on`` says so; False where another leads.

    Raises :class:`StoreError` where the ledger cannot be written: nothing is lost, the same again may succeed.
    """
    lead = Lead.take(store)
    if lead is None:
        return False
    try:
        dispatcher = Dispatcher(store, lead, ways)
        try:
            while go_on() and dispatcher.step():
                pass
        finally:
            dispatcher.close()
    except LeadLostError:
        return False
    finally:
        lead.give_up()
    return True


class Background:
    """The dispatcher of a process, in a thread of its own from the first time it is woken until it is stopped.

    ``trouble`` says what keeps it from working, where not even the ledger of the batches can be written; it tries again
    by itself.
    """

    def __init__(self, store: Store, ways: Ways | None = None) -> None:
        self._store, self._ways = store, ways
        self._woken, self._stopping, self._starting = threading.Event(), threading.Event(), threading.Lock()
        self._thread: threading.Thread | None = None
        self.trouble = ""

    def wake(self) -> None:
        """Say that there is something to do."""
        with self._starting:
            if self._thread is None and not self._stopping.is_set():
                self._thread = threading.Thread(target=self._run, name="huicai-batches", daemon=True)
                self._thread.start()
        self._woken.set()

    def stop(self) -> None:
        """End the thread; what is out is done again next time."""
        self._stopping.set()
        self._woken.set()
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            self._woken.wait(_POLL if self._worked() else _AGAIN)

    def _worked(self) -> bool:
        """Do what there is to do; False where something stood in the way."""
        try:
            if unfinished(self._store):
                work(self._store, lambda: not self._stopping.is_set(), self._ways)
            self.trouble = ""
        except HuicaiError as error:
            self.trouble = str(error)
        except Exception as error:  # noqa: BLE001 - the thread must not die of it: its batches would stand still
            self.trouble = unforeseen(error)
        return not self.trouble


def attend(
    store: Store, going_on: Callable[[], bool], ways: Ways | None = None, *, stop: threading.Event | None = None
) -> None:
    """Work, or wait for whoever leads, while ``going_on`` (asked some times a second) says so."""
    waiting = stop or threading.Event()
    while going_on() and not waiting.is_set():
        if not work(store, _seldom(going_on), ways):
            waiting.wait(_POLL / 4)


def _seldom(going_on: Callable[[], bool]) -> Callable[[], bool]:
    """The same, not asked again so soon: counting takes longer than handing out."""
    asked, said = 0.0, True

    def go_on() -> bool:
        nonlocal asked, said
        if time.monotonic() - asked >= _ASKED:
            said, asked = going_on(), time.monotonic()
        return said

    return go_on
