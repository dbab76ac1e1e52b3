"""Numbers under fire: four processes, a fifth of all signings in vain, kill -9 at random."""

from __future__ import annotations

import random
import subprocess
import sys
import time

from service.config import Settings
from service.store import Store, open_store
from service.store.audit_check import verify
from service.store.number_report import report
from tests.house import tree
from tests.store.working import SERIES

PROCESSES, EACH, ROUNDS = 4, 250, 3


def start(settings: Settings, name: str, count: int) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "tests.store.working", str(settings.home), settings.database_url, name, str(count)]
    return subprocess.Popen(words, cwd=tree.ROOT, stdout=subprocess.PIPE, bufsize=0)


def finish(process: subprocess.Popen[bytes]) -> int:
    """Wait; the number of items it told as done."""
    said, _ = process.communicate(timeout=600)
    return said.count(b"\n")


def assert_sound(settings: Settings) -> int:
    """Numbers from 1 to the last, each once; the audit chain whole. Gives the last."""
    with open_store(settings) as store:
        with store.read() as session:
            (found,) = report(session)
        assert found.sound
        assert found.issued == found.last
        assert verify(store).faults == ()
    return found.last


def test_four_processes_and_vain_signings_leave_no_gap(settings: Settings) -> None:
    crowd = [start(settings, f"{SERIES.kind}{number}", EACH) for number in range(PROCESSES)]
    assert [finish(process) for process in crowd] == [EACH] * PROCESSES
    assert all(process.returncode == 0 for process in crowd)
    last = assert_sound(settings)
    assert PROCESSES * EACH * 0.7 < last < PROCESSES * EACH * 0.9


def test_killed_at_random_no_number_is_lost_or_doubled(store: Store) -> None:
    chance = random.Random(7)
    told = 0
    for round_ in range(ROUNDS):
        crowd = [start(store.settings, f"{round_}-{number}", 10_000) for number in range(PROCESSES)]
        for process in crowd:
            assert process.stdout is not None
            told += process.stdout.readline().count(b"\n")  # it is at work
        time.sleep(chance.uniform(0.3, 1))
        for process in crowd:
            time.sleep(chance.uniform(0, 0.02))
            process.kill()
        told += sum(map(finish, crowd))
    last = assert_sound(store.settings)
    # Every item told as done was committed or in vain; at most one of each process was done and not told.
    assert 0.6 * told < last <= told + ROUNDS * PROCESSES
