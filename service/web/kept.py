"""Values that cost much and never change, kept for whoever asks next.

A page need not wait for one (see ``service.web.soon``): a thread of its own makes it, and the page says so meanwhile.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock
from typing import Final, Generic, TypeVar

from flask import Flask, current_app, g, has_request_context

_Value = TypeVar("_Value")

# Python works one out at a time: more threads would only take the pages their turns.
_aside: Final = ThreadPoolExecutor(2, "huicai-aside")


class StillMadeError(Exception):
    """A value is still being made; asked again, the page has it soon."""


class _Making(Generic[_Value]):
    """A value on its way; whoever claims it first makes it."""

    def __init__(self, make: Callable[[], _Value]) -> None:
        self.value: Future[_Value] = Future()
        self._make: Callable[[], _Value] | None = make
        self._claim = Lock()

    def work(self) -> None:
        if not self._claim.acquire(blocking=False):
            return
        assert self._make is not None
        try:
            self.value.set_result(self._make())
        except BaseException as error:  # noqa: BLE001 - whoever waits for it is told
            self.value.set_exception(error)
        self._make = None  # and with it all that it was made from


class Kept(Generic[_Value]):
    """Values made once by their key; the least recently asked for are dropped when all weigh more than ``most``.

    Threads may share it: who asks for what is being made waits for it. What could not be made is said once to whoever
    waits, and made anew next time.
    """

    def __init__(self, most: int, weigh: Callable[[_Value], int] = lambda _: 1) -> None:
        self._most, self._weigh = most, weigh
        self._kept: OrderedDict[Hashable, _Making[_Value]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], _Value]) -> _Value:
        """The value of a key, made now or before. Raises what ``make`` raises, and :class:`StillMadeError` on pages
        that do not wait."""
        mine = _Making(make)
        with self._lock:
            found = self._kept.setdefault(key, mine)
            self._kept.move_to_end(key)
        until = g.get("until") if has_request_context() else None
        if until is None:
            found.work()  # also what waits for a thread: those threads may themselves be waiting for it
        elif found is mine:
            _aside.submit(_within, current_app._get_current_object(), found.work)  # type: ignore[attr-defined]
        if not wait([found.value], until and max(until - time.monotonic(), 0)).done:
            raise StillMadeError
        with self._lock:
            if found.value.exception() is not None and self._kept.get(key) is found:
                del self._kept[key]
            self._drop()
        return found.value.result()

    def _drop(self) -> None:
        done = [(key, self._weighed(one.value)) for key, one in self._kept.items() if one.value.done()]
        left = sum(weight for _, weight in done)
        for key, weight in done[:-1]:  # the last one is wanted now, whatever it weighs
            if left <= self._most:
                return
            del self._kept[key]
            left -= weight

    def _weighed(self, value: Future[_Value]) -> int:
        return self._weigh(value.result()) if value.exception() is None else 1


def _within(app: Flask, work: Callable[[], None]) -> None:
    with app.app_context():
        work()
