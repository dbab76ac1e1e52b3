"""Where chunks are filled: one seam, ``concurrent.futures.Executor``, and what stands behind it on one machine."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import suppress
from typing import Any, Final, ParamSpec, TypeVar

#: So much work is out for each worker: one is being done, and the next need not be fetched.
WINDOW: Final = 2
P = ParamSpec("P")
T = TypeVar("T")
_SELDOM: Final = 100_000


class Inline(Executor):
    """Does the work in the thread that brings it: twenty papers are done before a process has started."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The finished future."""
        done: Future[T] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - a future carries whatever its work raises
            done.set_exception(error)
        return done


def pool(workers: int, way: str = "spawn") -> ProcessPoolExecutor:
    """Processes of our own, started afresh (a fork would take locks and connections along), which do not outlive us."""
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context(way), initializer=_begin)


def kill(executor: Executor) -> None:
    """End a pool at once, whatever its processes are doing; what they had is lost."""
    processes: dict[int, Any] = getattr(executor, "_processes", None) or {}  # until Python 3.14 there is no other way
    for process in list(processes.values()):
        with suppress(OSError, ValueError):  # gone already
            process.kill()
    executor.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """Leave Ctrl+C to the process that started this one, and end with it: without that, workers outlive its kill -9.

    A worker's papers leave no circles behind, but so many values that looking for some takes a third of its time.
    """
    gc.freeze()
    gc.set_threshold(_SELDOM)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="huicai-watch", daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
