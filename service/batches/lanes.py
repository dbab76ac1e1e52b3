"""Work that is out: which executor has it, since when, and what is lost when that breaks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from service.batches import engines
from service.batches.filling import Filled, Work


@dataclass(slots=True)
class Out:
    """A piece of work that is out, of which batch, and when it was first seen being done."""

    batch: int
    work: Work
    since: float | None = None


class Lane:
    """An executor and what is out there, ``most`` pieces at once; it is made when there is something to do."""

    #: Why nothing can be handed out just now; "" where it can.
    trouble = ""
    #: Whether what is out will never come back.
    gone = False

    def __init__(self, make: Callable[[], Executor], fill: Callable[[Work], Filled], most: int) -> None:
        self.out: dict[Future[Filled], Out] = {}
        self._make, self._fill, self._most = make, fill, most
        self._executor: Executor | None = None
        self._ready: Future[None] = Future()

    @property
    def room(self) -> int:
        """How many pieces more may go out."""
        return self._most - len(self.out)

    def submit(self, batch: int, work: Work) -> None:
        """Send a piece of work out; where the executor is broken, the future says so."""
        if self._executor is None:
            self._executor = self._make()
            self._ready = self._executor.submit(_nothing)
        try:
            future = self._executor.submit(self._fill, work)
        except RuntimeError as error:  # broken, and nobody has noticed yet
            future = Future()
            future.set_exception(error)
        self.out[future] = Out(batch, work)

    def take(self, futures: Iterable[Future[Filled]]) -> list[tuple[Future[Filled], Out]]:
        """Those of the futures that are out here, and no more."""
        return [(future, self.out.pop(future)) for future in futures if future in self.out]

    def hung(self, seconds: float) -> list[Out]:
        """What has been done for longer than that."""
        if not self._ready.done():  # processes are still starting, and what waits for them is called running
            return []
        now = time.monotonic()
        for future, out in self.out.items():
            if out.since is None and future.running():
                out.since = now
        return [out for out in self.out.values() if out.since is not None and now - out.since > seconds]

    def fallen(self, lost: Sequence[Out]) -> list[Out]:
        """All that is lost when these were: one process that dies takes the executor with it."""
        return [*lost, *self.broken()]

    def refused(self, why: str) -> None:
        """Nothing more goes out for now, because of ``why``: who has it sent work back."""
        self.trouble = why

    def broken(self) -> list[Out]:
        """End the executor; gives what was out and is lost."""
        lost = list(self.out.values())
        self.out.clear()
        if self._executor is not None:
            engines.kill(self._executor)
            self._executor = None
        return lost

    def rest(self) -> None:
        """Give the executor's memory back, when nothing is out."""
        if self._executor is not None and not self.out:
            self._executor.shutdown()
            self._executor = None


def _nothing() -> None:
    """What an executor can do as soon as it can do anything."""
