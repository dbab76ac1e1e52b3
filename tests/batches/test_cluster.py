"""Batches on a real cluster, with a scheduler, two workers and PostgreSQL, and kill -9 of each of them."""

from __future__ import annotations

import os
import secrets
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from service.batches import cluster_lane, ledger, running, workers
from service.batches.cluster import Cluster as Address
from service.batches.dispatcher import Ways
from service.batches.filling import Fill, fill
from service.batches.ledger import Progress
from service.errors import ClusterError
from service.store import Store, open_store
from service.store.batch_ledger import State
from service.store.clock import now
from service.store.models_batches import BatchLead
from service.store.number_report import report
from service.store.numbers import Wanted, issue, series_at
from tests.batches import batching
from tests.batches.batching import POISON, WHO, begin
from tests.batches.test_batch_kills import assert_whole
from tests.conftest import demand
from tests.store.conftest import administer
from tests.support import cluster, postgres
from tests.support.cluster import SECONDS, Cluster, kill

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 there")

CHUNK = 2


@pytest.fixture(scope="module")
def place() -> Iterator[Cluster]:
    """A cluster that lasts for this module; a test that kills a part of it starts it again."""
    demand("openssl")
    with cluster.running() as found:
        yield found


@pytest.fixture
def store(server: str, place: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr("service.batches.planning._MOST_ITEMS", CHUNK)  # never are more than half of them out
    monkeypatch.setattr(cluster_lane, "_AGAIN", 0.2)
    monkeypatch.setattr(running, "_ASKED", 0)
    place.start()
    database = f"huicai_test_{secrets.token_hex(6)}"
    administer(server, f"CREATE DATABASE {database} TEMPLATE template0")
    with open_store(place.settings(tmp_path / "home", f"{server}/{database}")) as found:
        yield found
    administer(server, f"DROP DATABASE {database} WITH (FORCE)")


def run(store: Store, batch: int, fill: Fill = fill, after: Callable[[Progress], object] = lambda _: None) -> Progress:
    """Work until the batch is not running any more, all of it on the cluster; ``after`` sees how far it is."""
    ways = replace(Ways.of(store.settings), pool_from=1, fill=fill, pool=batching.quick_pool)
    end = time.monotonic() + SECONDS

    def going_on() -> bool:
        found = ledger.progress(store, batch)
        assert time.monotonic() < end, found
        after(found)
        return found.state is State.RUNNING

    running.attend(store, going_on, ways)
    return ledger.progress(store, batch)


def once(deed: Callable[[], object], made: int = CHUNK) -> Callable[[Progress], None]:
    """Does something the first time so many papers are made."""
    left = [deed]

    def see(found: Progress) -> None:
        if left and found.made >= made:
            left.pop()()

    return see


def test_every_paper_is_made_once_and_by_the_workers(store: Store, place: Cluster) -> None:
    run(store, batch := begin(store), batching.signing)
    assert_whole(store, batch)
    assert list(place.home.glob("worked-*"))
    assert f"有 {cluster.WORKERS} 个工作进程" in cluster_lane.standing(store.settings).sentence
    assert not (place.home / f"worked-{os.getpid()}").exists()


def test_a_worker_is_killed_and_nobody_is_blamed(store: Store, place: Cluster) -> None:
    run(store, batch := begin(store), batching.dying_once)
    assert (place.home / "died").exists()
    assert_whole(store, batch)


def test_poison_fails_alone(store: Store) -> None:
    end = run(store, batch := begin(store), batching.poisonous)
    assert (end.state, end.failed, end.made) == (State.ENDED, 1, end.total - 1)
    (failed,) = ledger.items(store, batch, state="failed")
    assert (failed.no, "程序中断" in failed.reason) == (POISON, True)


def test_the_scheduler_is_killed_and_another_takes_its_place(store: Store, place: Cluster) -> None:
    said: list[str] = []

    def see(found: Progress) -> None:
        said.append(found.note)
        stop(found)
        if "没有工作进程" in found.note or "连" in found.note:
            place.start()

    stop = once(lambda: place.kill("scheduler"))
    run(store, batch := begin(store), after=see)
    assert_whole(store, batch)
    assert ledger.progress(store, batch).note == ""


def test_the_workers_are_all_killed_and_the_page_says_what_is_waited_for(store: Store, place: Cluster) -> None:
    place.kill("worker")
    waited: list[str] = []

    def see(found: Progress) -> None:
        if found.note and not waited:
            waited.append(found.note)
            place.start()

    run(store, batch := begin(store), after=see)
    assert "没有工作进程" in waited[0]
    assert_whole(store, batch)


def test_a_worker_with_another_program_is_given_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = workers.made_of()
    said: list[str] = []

    def see(found: Progress) -> None:
        if "这里 5.0" in found.note:  # before that, that there are no workers yet
            said.append(found.note)
            monkeypatch.setattr(workers, "made_of", lambda: ours)

    monkeypatch.setattr(workers, "made_of", lambda: {**ours, "lxml": "5.0"})
    run(store, batch := begin(store), after=see)
    assert f"lxml：那里 {ours['lxml']}，这里 5.0" in said[0]
    assert_whole(store, batch)


def test_nobody_comes_in_without_the_certificate(place: Cluster, tmp_path: Path) -> None:
    place.start()
    place.await_scheduler()
    ours = place.settings(tmp_path)
    client = Address.of(ours).connect()
    assert client.status == "running"
    client.close()
    cluster.make_certificate(tmp_path)
    theirs = replace(ours, cluster_cert="cert.pem", cluster_key="key.pem", cluster_ca=ours.cluster_cert)
    with pytest.raises(ClusterError, match="证书"):
        Address.of(theirs).connect()
    silent = ssl.create_default_context(cafile=ours.cluster_cert)
    silent.check_hostname = False
    with (
        socket.create_connection(("127.0.0.1", place.port)) as plain,
        silent.wrap_socket(plain) as found,
        pytest.raises((ssl.SSLError, ConnectionError)),
    ):
        found.recv(1)


def test_a_second_scheduler_says_why_it_cannot_be_one(place: Cluster, tmp_path: Path) -> None:
    place.start()
    place.await_scheduler()
    second = place.run(["-m", "service.cli", "scheduler"], place.settings(tmp_path))
    assert second.wait(SECONDS) == 2
    kill(second)
    assert "端口已被占用" in (place.folder / "log").read_text(encoding="utf-8", errors="replace")


@pytest.fixture
def leading(store: Store, place: Cluster) -> Iterator[Callable[[int], subprocess.Popen[bytes]]]:
    """What starts a dispatcher in a process of its own."""
    started: list[subprocess.Popen[bytes]] = []

    def start(batch: int) -> subprocess.Popen[bytes]:
        started.append(place.run(["-m", "tests.batches.leading", str(batch)], store.settings))
        return started[-1]

    yield start
    for each in started:
        kill(each)


def wait(store: Store, batch: int, made: int) -> None:
    """Until so many are made, or all."""
    end = time.monotonic() + SECONDS
    while (found := ledger.progress(store, batch)).made < made and found.state is State.RUNNING:
        assert time.monotonic() < end, found
        time.sleep(0.01)


def leader(store: Store) -> int:
    """The process that leads."""
    with store.read() as session:
        return int(session.scalars(select(BatchLead.place)).one().rpartition(":")[2])


def test_postgresql_is_restarted_and_numbers_and_papers_are_whole(
    store: Store, server: str, leading: Callable[[int], subprocess.Popen[bytes]]
) -> None:
    series = series_at("安重办", "调", now())
    with store.write() as session:
        issue(session, [Wanted(series, f"ticket:{no}") for no in range(3)], WHO)
    leading(batch := begin(store))
    wait(store, batch, CHUNK)
    postgres.restart(server)
    with store.write() as session:
        issue(session, [Wanted(series, "ticket:3")], WHO)
    wait(store, batch, 1000)
    assert_whole(store, batch)
    with store.read() as session:
        (found,) = report(session)
    assert (found.sound, found.last, found.issued) == (True, 4, 4)


def test_of_two_dispatchers_the_other_takes_over_and_all_killed_lose_nothing(
    store: Store, place: Cluster, leading: Callable[[int], subprocess.Popen[bytes]]
) -> None:
    batch = begin(store)
    both = {each.pid: each for each in (leading(batch), leading(batch))}
    wait(store, batch, CHUNK)
    kill(both.pop(leader(store)))
    (second,) = both.values()
    end = time.monotonic() + SECONDS
    while leader(store) != second.pid:
        assert time.monotonic() < end
        time.sleep(0.01)
    place.close()
    kill(second)
    place.start()
    run(store, batch)
    assert_whole(store, batch)
