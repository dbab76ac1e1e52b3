"""kill -9 of whoever works on a batch, at any moment: afterwards every paper is there, once and whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from service import config
from service.batches import Summary, export, ledger, make
from service.batches.dispatcher import Ways
from service.config import Settings
from service.errors import HuicaiError
from service.papers import papers_of
from service.store import Store, open_store
from service.store.batch_lead import Lead
from service.store.batch_ledger import Move, State
from service.store.references import faults, needed_files
from tests.batches import batching
from tests.batches.batching import WHO, begin, run
from tests.batches.made import sample
from tests.batches.test_batch import unzipped
from tests.store.test_disk_full import fill_up, small

__all__ = ["small"]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 there")
CHUNK = 4
QUICK = Ways(pool=batching.quick_pool)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr("service.batches.planning._MOST_ITEMS", CHUNK)
    with open_store(Settings(home=tmp_path / "home")) as found:
        yield found


@cache
def at_once() -> dict[str, bytes]:
    """The papers as they are when nothing happens."""
    return {made.file_name: data for made, data in make(papers_of("周调度会"), sample(), Summary())}


def working(
    store: Store, batch: int, fill: str = "fill", pool_from: int = 10_000, seed: int = 1
) -> subprocess.Popen[bytes]:
    """A process group of its own that works on a batch; what its sets are ordered by must not show in a paper."""
    words = [str(store.settings.home), str(batch), str(pool_from), fill]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.batches.batching", *words],
        cwd=config.ROOT,
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        start_new_session=True,
    )


def wait_for(store: Store, batch: int, made: int, worker: subprocess.Popen[bytes]) -> None:
    while worker.poll() is None and ledger.progress(store, batch).made < made:
        time.sleep(0.002)


def assert_whole(store: Store, batch: int) -> None:
    """Every paper is there once, as it would be had nothing happened, and so is every file of the store."""
    end = ledger.progress(store, batch)
    assert (end.state, end.made, end.failed) == (State.ENDED, end.total, 0)
    found = unzipped(export.zip_pieces(store, batch))
    assert {name: data for name, data in found.items() if name.endswith(".docx")} == at_once()
    assert faults(store, needed_files(store)) == []


@pytest.mark.parametrize("seed", range(2))
def test_the_whole_tree_is_killed(store: Store, seed: int) -> None:
    batch = begin(store)
    chance = random.Random(seed)
    for again in range(1, 3):
        made = ledger.progress(store, batch).made
        worker = working(store, batch, seed=again)
        wait_for(store, batch, made + chance.randint(1, 2 * CHUNK), worker)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    run(store, batch, QUICK)
    assert_whole(store, batch)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc to see who is left")
def test_the_dispatcher_alone_is_killed_and_its_workers_go_with_it(store: Store) -> None:
    batch = begin(store)
    worker = working(store, batch, pool_from=1)
    wait_for(store, batch, 1, worker)
    workers = children(worker.pid)
    assert len(workers) >= 2
    worker.kill()
    worker.wait()
    while any(map(alive, workers)):
        time.sleep(0.002)
    run(store, batch, QUICK)
    assert_whole(store, batch)


def children(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_worker_is_killed_and_nobody_is_blamed(store: Store) -> None:
    batch = begin(store)
    run(store, batch, replace(QUICK, workers=2, pool_from=1, fill=batching.dying_once))
    assert (store.settings.home / "died").exists()
    assert_whole(store, batch)


def test_one_leads_and_the_next_takes_over_at_once(store: Store) -> None:
    batch = begin(store)
    leading = working(store, batch, "hanging")
    wait_for(store, batch, CHUNK, leading)
    assert Lead.take(store) is None
    leading.kill()
    leading.wait()
    run(store, batch, QUICK)
    assert_whole(store, batch)


def why_it_stopped(store: Store, batch: int) -> str:
    """What is said where the papers, or else the ledger itself, cannot be written."""
    try:
        return run(store, batch).note
    except HuicaiError as error:
        return str(error)


def test_a_disk_that_runs_full(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.batches.planning._MOST_ITEMS", CHUNK)
    with open_store(Settings(home=small / "home")) as store:
        batch = begin(store)
        ballast = fill_up(small)
        assert "磁盘" in why_it_stopped(store, batch)
        assert ledger.progress(store, batch).made < ledger.progress(store, batch).total
        ballast.unlink()
        ledger.move(store, batch, Move.RESUME, WHO)
        run(store, batch, QUICK)
        assert_whole(store, batch)
