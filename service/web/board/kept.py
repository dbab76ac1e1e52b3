"""Values that cost much and never change, kept for whoever asks next."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class Kept(Generic[_Value]):
    """Values made once by their key; the least recently asked for are dropped when all weigh more than ``most``.

    Threads may share it: who asks for what is being made waits for it. What could not be made is made anew next time.
    """

    def __init__(self, most: int, weigh: Callable[[_Value], int] = lambda _: 1) -> None:
        self._most, self._weigh = most, weigh
        self._kept: OrderedDict[Hashable, Future[_Value]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], _Value]) -> _Value:
        """The value of a key, made now or before. Raises what ``make`` raises."""
        mine: Future[_Value] = Future()
        with self._lock:
            found = self._kept.setdefault(key, mine)
            self._kept.move_to_end(key)
        if found is not mine:
            return found.result()
        try:
            mine.set_result(make())
        except BaseException as error:
            with self._lock:
                self._kept.pop(key, None)
            mine.set_exception(error)
            raise
        with self._lock:
            self._drop()
        return mine.result()

    def _drop(self) -> None:
        done = [(key, self._weigh(one.result())) for key, one in self._kept.items() if one.done()]
        left = sum(weight for _, weight in done)
        for key, weight in done[:-1]:  # the last one is wanted now, whatever it weighs
            if left <= self._most:
                return
            del self._kept[key]
            left -= weight
