"""Work that is out on a cluster, and what is known of who does it there.

The scheduler and its workers may go and come at any time. Nothing is handed out while one of the workers could not do
our work or nobody is there; what is out when the connection breaks is to be handed out again by the dispatcher.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from service.batches.cluster import Cluster
from service.batches.engines import WINDOW
from service.batches.filling import Fill, Filled, Work, fill
from service.batches.lanes import Lane, Out
from service.batches.workers import Greeting, fill_there, greet, made_of
from service.config import Settings
from service.errors import ClusterError, HuicaiError
from service.store.doctor import Finding, Level
from service.store.objects import ObjectStore

if TYPE_CHECKING:
    from distributed import Client

_LOOK, _AGAIN = 2.0, 5.0  # seconds between two looks at the workers, and two attempts to reach them
_ANSWER: Final = 5.0
_GREETING: Final = 60.0  # a worker that was just started loads the program first
_PROBE: Final = b"huicai cluster"


class ClusterLane(Lane):
    """What is out on a cluster; of that, no piece may take longer than ``seconds``."""

    def __init__(self, cluster: Cluster, files: ObjectStore, fill: Fill, seconds: float) -> None:
        super().__init__(self._reach, partial(fill_there, dict(made_of()), seconds, fill), 0)
        self._cluster, self._files, self._seconds = cluster, files, seconds
        self._client: Client | None = None
        self._known: set[str] = set()  # workers that can do our work, by their addresses
        self._next_look = 0.0

    @property
    def room(self) -> int:
        """How many pieces more may go out; the workers are counted anew from time to time."""
        if self.gone and not self.out:
            self.broken()
        self._look()
        return 0 if self.trouble or self.gone else WINDOW * len(self._known) - len(self.out)

    def submit(self, batch: int, work: Work) -> None:
        """Send a piece of work out, after room was found for it."""
        try:
            assert self._executor is not None
            future: Future[Filled] = self._executor.submit(self._fill, work)
        except Exception as error:  # noqa: BLE001 - whatever Dask says of a connection that has just gone
            self._lose(error)
            future = Future()
            future.cancel()
            future.set_running_or_notify_cancel()
        self.out[future] = Out(batch, work, time.monotonic())

    def hung(self, seconds: float) -> list[Out]:
        """Nothing: a worker that hangs ends itself, and who hands out hears of it. But where nothing has come back for
        longer than all that can take together, the connection is taken for lost."""
        now = time.monotonic()
        if any(now - (out.since or now) > 2 * WINDOW * seconds for out in self.out.values()):
            self._lose(TimeoutError())
        if self.out:
            self._look()
        return []

    def fallen(self, lost: Sequence[Out]) -> list[Out]:
        """These and no others: each worker is a process of its own."""
        return list(lost)

    def refused(self, why: str) -> None:
        """A worker sent work back that it cannot do: no more goes out before all have been looked at again."""
        self.trouble, self._next_look = why, time.monotonic() + _AGAIN
        self._known.clear()

    def broken(self) -> list[Out]:
        """Let go of the scheduler; gives what was out."""
        lost = list(self.out.values())
        self.out.clear()
        client, self._client, self._executor = self._client, None, None
        self._known.clear()
        self.gone, self._next_look = False, min(self._next_look, time.monotonic() + _LOOK)
        if client is not None:
            with suppress(Exception):  # it is gone either way
                client.close(timeout=_ANSWER)
        return lost

    def rest(self) -> None:
        """Let go of the scheduler when nothing is out."""
        if self._client is not None and not self.out:
            self.broken()

    def _look(self) -> None:
        if time.monotonic() < self._next_look or self.gone:
            return
        try:
            self._meet()
        except HuicaiError as error:
            self.trouble = str(error)
        except Exception as error:  # noqa: BLE001 - whatever Dask says of a connection that has just gone
            self._lose(error)
        else:
            self.trouble = ""
        self._next_look = time.monotonic() + (_AGAIN if self.trouble else _LOOK)

    def _meet(self) -> None:
        """Know all workers there are. Raises :class:`ClusterError` where there are none, or one cannot do our work."""
        client = self._client
        if client is None:
            self._executor = self._reach()
            client = self._client
        assert client is not None
        assert client.scheduler is not None
        if client.status != "running":
            raise ConnectionError(client.status)
        there = set(client.sync(client.scheduler.ncores, callback_timeout=_ANSWER))
        self._known &= there
        for name, greeting in self._greetings(client, there - self._known).items():
            if isinstance(greeting, Greeting) and not greeting.fault:
                self._known.add(name)
                continue
            raise ClusterError(greeting.fault if isinstance(greeting, Greeting) else _strange(name, greeting))
        if not there:
            raise ClusterError(f"集群 {self._cluster.address} 里没有工作进程，请管理员在各台机器上启动")

    def _greetings(self, client: Client, new: set[str]) -> Mapping[str, Any]:
        if not new:
            return {}
        probe = self._files.put(_PROBE)
        asked: Mapping[str, Any] = client.sync(
            client._run, greet, probe, workers=sorted(new), on_error="return", callback_timeout=_GREETING
        )
        return asked

    def _reach(self) -> Executor:
        self._client = self._cluster.connect()
        found: Executor = self._client.get_executor(pure=False, retries=0)
        return found

    def _lose(self, error: Exception) -> None:
        self.gone = True
        self.trouble = (
            f"与集群的调度进程 {self._cluster.address} 的连接断了（{type(error).__name__}），"
            "正在重新连接，没有做完的会重做"
        )


def standing(settings: Settings) -> Finding:
    """Whether work could be handed to the settings' cluster now, or what is wrong."""
    try:
        lane = ClusterLane(Cluster.to_lead(settings), ObjectStore.of(settings), fill, 0)
    except HuicaiError as error:
        return Finding(Level.BAD, str(error))
    number = lane.room // WINDOW
    lane.broken()
    if lane.trouble:
        return Finding(Level.BAD, lane.trouble)
    return Finding(
        Level.FINE, f"集群 {settings.scheduler} 连得上，有 {number} 个工作进程，程序与这里一致，文件库是同一个"
    )


def _strange(name: str, error: Any) -> str:
    return f"工作进程 {name} 上的程序用不了（{type(error).__name__}），请检查那里的安装后重新启动它"
