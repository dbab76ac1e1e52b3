"""The dispatcher: takes chunks from the ledger, has them filled, and writes down what came back.

It remembers nothing that matters: whatever it, an executor or the machine loses, the ledger says what is still to be
done. At most a few chunks for each worker are out, so that a pause is felt at once and no batch waits for another.

Where processes die, whatever was out is done again alone, in a process of its own: first chunk by chunk, then a chunk
that broke again paper by paper. A paper that is alone and breaks twice is the one; it fails, and only it. What was out
when a connection broke was nobody's fault and is handed out again as if it had never been.
"""

from __future__ import annotations

import math
import os
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, Self

from service.batches import engines
from service.batches.cluster import Cluster
from service.batches.cluster_lane import ClusterLane
from service.batches.filling import Fill, Filled, Work, fill
from service.batches.lanes import Lane, Out
from service.config import Settings
from service.errors import ClusterError, HuicaiError, StoreError
from service.store import Store, batch_work
from service.store.batch_lead import Lead
from service.store.batch_ledger import templates_of
from service.store.outcomes import Outcome

#: So many papers and more are worth a process for each core: starting them takes as long as filling a thousand.
POOL_FROM: Final = 3000
_SUSPECT: Final = 3  # started so often and never finished: it goes paper by paper
_TRIES: Final = 2  # a paper alone, before it is given up
_BEAT: Final = 10.0  # seconds


@dataclass(frozen=True, slots=True)
class Ways:
    """How the work is done: large batches by processes of our own or, where there is one, by a cluster; ``seconds`` is
    what a chunk may take, which is cut to take a few."""

    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    pool_from: int = POOL_FROM
    seconds: float = 120.0
    pool: Callable[[int], Executor] = engines.pool
    fill: Fill = fill
    cluster: Cluster | None = None

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """As the settings say. Raises :class:`SettingsError` where they name a cluster that cannot be used."""
        return cls(cluster=Cluster.to_lead(settings) if settings.scheduler else None)


def unfinished(store: Store) -> bool:
    """Whether there is work for whoever can have the lead: of one that was killed, all may be out."""
    with store.read() as session:
        return batch_work.unfinished(session)


def pending(store: Store) -> bool:
    """Whether there is anything to hand out; looking costs nobody anything."""
    with store.read() as session:
        return bool(batch_work.running(session))


class Dispatcher:
    """Hands out the work of a store while it holds the lead. One thread runs it."""

    def __init__(self, store: Store, lead: Lead, ways: Ways | None = None) -> None:
        self._store, self._lead, self._ways = store, lead, ways or Ways.of(store.settings)
        here = partial(self._ways.fill, store.settings)
        self._inline = Lane(engines.Inline, here, 1)
        self._alone = Lane(lambda: self._ways.pool(1), here, 1)
        self._pool = self._many()
        self._suspects: deque[tuple[int, Work]] = deque()
        self._broke: Counter[int | tuple[int, int]] = Counter()  # by chunk, and by paper of a chunk
        self._pooled = False
        self._told = ""  # what the batches are said to wait for
        self._turn = 0  # the batch that was served last
        self._beaten = time.monotonic()
        with lead.write() as session:
            batch_work.put_back(session)

    def step(self, patience: float = 1.0) -> bool:
        """Hand out what can be handed out and take in what came back, waiting so long for it; False where there is
        nothing to do. Raises LeadLostError, and StoreError where the ledger cannot be written."""
        if time.monotonic() - self._beaten > _BEAT:
            self._lead.beat()
            self._beaten = time.monotonic()
        self._hand_out()
        out: list[Future[Filled]] = [future for lane in self._lanes for future in lane.out]
        if not out:
            return bool(self._suspects) or self._rest(patience)
        done, _ = wait(out, timeout=patience, return_when=FIRST_COMPLETED)
        for lane in self._lanes:
            self._take_in(lane, lane.take(done))
        self._look_for_hung()
        return True

    def close(self) -> None:
        """End: what is out is lost, and done again by whoever leads next."""
        for lane in (self._inline, self._alone):
            lane.broken()
        with suppress(StoreError):  # then it is taken for the fault of what was out, and done again alone
            self._give_back(self._pool.broken())

    def _many(self) -> Lane:
        ways, files = self._ways, self._store.files
        if ways.cluster is not None:
            return ClusterLane(ways.cluster, files, ways.fill, ways.seconds)
        here = partial(ways.fill, self._store.settings)
        return Lane(lambda: ways.pool(ways.workers), here, engines.WINDOW * ways.workers)

    def _rest(self, patience: float) -> bool:
        """Where nothing is out: wait for a cluster that is away, or give memory back and say that all is done."""
        if self._pool.trouble and pending(self._store):
            time.sleep(patience)
            return True
        self._pooled = False
        for lane in self._lanes:
            lane.rest()
        return False

    @property
    def _lanes(self) -> Sequence[Lane]:
        return self._inline, self._pool, self._alone

    def _hand_out(self) -> None:
        while not self._inline.out and (taken := self._taken()):
            lane, batch, work, starts = taken
            if starts > 1:  # whoever had it is gone: it may be what killed it
                self._suspect(batch, work, singly=starts >= _SUSPECT)
            else:
                lane.submit(batch, work)
        if self._suspects and not self._alone.out:
            batch, work = self._suspects.popleft()
            with self._lead.write() as session:
                there = batch_work.is_there(session, work.chunk, work.data, work.templates)
                wanted = batch_work.still(session, work.chunk) if there else []
            numbers = tuple(number for number in work.numbers if number in wanted)
            if numbers:
                self._alone.submit(batch, replace(work, numbers=numbers))

    def _taken(self) -> tuple[Lane, int, Work, int] | None:
        """The next chunk, of the batch after the one that was served last; where it goes, and how often it was
        started."""
        found = self._lane()
        if found is None:
            return None
        lane, most = found
        with self._lead.write() as session:
            ready = [batch for batch, papers in batch_work.running(session).items() if papers < most]
            if not ready:
                return None
            self._turn = next((batch for batch in ready if batch > self._turn), ready[0])
            chunk, numbers = batch_work.take(session, self._turn)
            work = Work(chunk.id, chunk.data, chunk.first, tuple(numbers), templates_of(chunk))
            return lane, self._turn, work, chunk.starts

    def _lane(self) -> tuple[Lane, float] | None:
        """Where the next is done, and how large its batch must not be; None where it has to wait."""
        if not self._pooled:
            with self._store.read() as session:
                waiting = sum(batch_work.running(session).values())
            self._pooled = waiting >= self._ways.pool_from
            if not self._pooled or not waiting:
                return (self._inline, math.inf) if waiting else None
        room = self._pool.room
        self._tell(self._pool.trouble)
        if room > 0:
            return self._pool, math.inf
        return (self._inline, self._ways.pool_from) if self._pool.trouble else None  # small ones need not wait for it

    def _tell(self, trouble: str) -> None:
        """Say on the batches what they wait for, "" for nothing."""
        if trouble != self._told:
            with self._lead.write() as session:
                batch_work.note(session, trouble)
            self._told = trouble

    def _take_in(self, lane: Lane, done: Sequence[tuple[Future[Filled], Out]]) -> None:
        lost: list[Out] = []
        back: list[Out] = []
        for future, out in done:
            if future.cancelled():  # the connection broke
                lane.gone = True
                back.append(out)
                continue
            error = future.exception()
            if error is None:
                self._settle(out.work, future.result())
            elif isinstance(error, ClusterError):
                lane.refused(str(error))
                back.append(out)
            elif isinstance(error, HuicaiError):  # no disk, no file: a person has to see to it
                self._stop(out.batch, str(error))
            else:
                lost.append(out)
        self._give_back([*back, *(lane.broken() if lane.gone else ())])
        if lost:
            self._lose(lane.fallen(lost), alone=lane is self._alone)

    def _give_back(self, unharmed: Sequence[Out]) -> None:
        if unharmed:
            with self._lead.write() as session:
                batch_work.give_back(session, [out.work.chunk for out in unharmed])

    def _settle(self, work: Work, filled: Filled) -> None:
        with self._lead.write() as session:
            if batch_work.is_there(session, work.chunk, work.data, work.templates):
                batch_work.settle(session, self._store.files, work.chunk, filled.outcomes, filled.result)

    def _stop(self, batch: int, why: str) -> None:
        self._suspects = deque(each for each in self._suspects if each[0] != batch)
        with self._lead.write() as session:
            batch_work.stop(session, batch, why)

    def _look_for_hung(self) -> None:
        for lane in (self._pool, self._alone):
            hung = lane.hung(self._ways.seconds)
            if hung:
                for out in hung:
                    self._broke[out.work.chunk] += 1
                self._lose(lane.broken(), alone=lane is self._alone)

    def _lose(self, lost: Sequence[Out], *, alone: bool) -> None:
        """What was out when processes died is done again alone; what was alone is the reason they died."""
        for out in lost:
            if alone:
                self._blame(out)
            else:
                self._suspect(out.batch, out.work, singly=bool(self._broke[out.work.chunk]))

    def _blame(self, out: Out) -> None:
        work = out.work
        if len(work.numbers) > 1:
            self._suspect(out.batch, work, singly=True)
            return
        number = work.numbers[0]
        self._broke[work.chunk, number] += 1
        if self._broke[work.chunk, number] < _TRIES:
            self._suspects.appendleft((out.batch, work))
            return
        reason = f"做这一份时程序中断或超过{self._ways.seconds:g}秒没有做完，已跳过，其余照做；请检查它的数据和模板"
        self._settle(work, Filled((Outcome(number, reason),), None))

    def _suspect(self, batch: int, work: Work, *, singly: bool) -> None:
        pieces = [replace(work, numbers=(number,)) for number in work.numbers] if singly else [work]
        self._suspects.extend((batch, piece) for piece in pieces)
