"""Batches of the sample county's papers, and ways of filling them that go wrong on purpose.

Workers are processes of their own: they find these functions by importing this module.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import suppress
from pathlib import Path

from sqlalchemy import text

from service.batches import engines, ledger, running
from service.batches.dispatcher import Ways
from service.batches.filling import Filled, Work, fill
from service.batches.ledger import Progress, Titled
from service.batches.planning import Asked
from service.config import Settings
from service.errors import StoreError
from service.papers import Paper, Shelf, papers_of
from service.store import Store, open_store
from service.store.batch_ledger import State
from tests.batches.made import sample

WHO = "张三"
POISON, HANGING = 5, 7


def begin(store: Store, chosen: Sequence[Paper] = (), title: str = "周调度会") -> int:
    """A batch of papers of the samples, by default a weekly meeting's pack."""
    asked = Asked(Shelf({}), list(chosen) or papers_of("周调度会"), sample())
    return ledger.start(store, asked, Titled(title), WHO)


def run(store: Store, batch: int, ways: Ways | None = None) -> Progress:
    """Work in the foreground until the batch is not running any more."""
    running.attend(store, lambda: ledger.progress(store, batch).state is State.RUNNING, ways)
    return ledger.progress(store, batch)


def forget_numbers(store: Store) -> None:
    """Have SQLite give the numbers of removed batches again, as a ledger put back from a backup does."""
    with store.write() as session:
        session.execute(text("DELETE FROM sqlite_sequence WHERE name = 'batch'"))


def quick_pool(workers: int) -> Executor:
    """As the pool of the product, but its processes come from one that has loaded the program already: a process that
    dies on purpose is replaced at once."""
    multiprocessing.set_forkserver_preload([__name__])
    return engines.pool(workers, "forkserver")


def poisonous(settings: Settings, work: Work) -> Filled:
    """As fill; but whoever touches one of the papers dies."""
    if POISON in work.numbers:
        os._exit(9)
    return fill(settings, work)


def hanging(settings: Settings, work: Work) -> Filled:
    """As fill; but one of the papers is never done."""
    if HANGING in work.numbers:
        time.sleep(3600)
    return fill(settings, work)


def dying_once(settings: Settings, work: Work) -> Filled:
    """As fill; but whoever first touches one of the papers is killed."""
    if POISON in work.numbers:
        with suppress(FileExistsError), (settings.home / "died").open("x"):
            os.kill(os.getpid(), signal.SIGKILL)
    return fill(settings, work)


def signing(settings: Settings, work: Work) -> Filled:
    """As fill; but each process leaves its number."""
    (settings.home / f"worked-{os.getpid()}").touch()
    return fill(settings, work)


def refusing(settings: Settings, work: Work) -> Filled:
    """A file store that takes nothing."""
    raise StoreError("文件库写不进去（磁盘空间不足），请腾出空间后重试")


if __name__ == "__main__":  # a process that works on a batch: home, batch, from how many papers with processes, how
    with open_store(Settings(home=Path(sys.argv[1]))) as opened:
        run(opened, int(sys.argv[2]), Ways(workers=2, pool_from=int(sys.argv[3]), fill=globals()[sys.argv[4]]))
