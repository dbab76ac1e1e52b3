"""What cannot be a cluster is refused in a sentence, and one that is away is waited for; nothing is started here."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from service import config
from service.app import serve_app
from service.batches import cluster, cluster_lane, ledger, workers
from service.batches.cluster import Cluster
from service.batches.dispatcher import Dispatcher, Ways
from service.batches.filling import Work, fill
from service.config import Settings
from service.errors import ClusterError, SettingsError
from service.papers import find
from service.store import Store, open_store
from service.store.batch_lead import Lead
from service.store.batch_ledger import State
from service.store.doctor import Level
from service.store.objects import ObjectStore
from tests.batches.batching import begin
from tests.conftest import demand
from tests.support.cluster import make_certificate

GOOD = "tls://127.0.0.1:1"


def a_cluster_away(settings: Settings) -> Cluster:
    return Cluster.of(settings)


def a_certificate_away(settings: Settings) -> Cluster:
    """As it is when the key vanishes while the program runs."""
    return replace(Cluster.of(settings), key=settings.home / "gone" / "key.pem")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    demand("openssl")
    folder = tmp_path_factory.mktemp("certificate")
    make_certificate(folder)
    return folder


@pytest.fixture
def settings(certificate: Path, tmp_path: Path) -> Settings:
    return Settings(
        home=tmp_path / "home",
        database_url="postgresql://127.0.0.1/huicai",
        files_url="sftp://store/files",
        scheduler=GOOD,
        cluster_cert=str(certificate / "cert.pem"),
        cluster_key=str(certificate / "key.pem"),
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"scheduler": "tcp://127.0.0.1:8786"}, "不加密的 tcp://"),
        ({"scheduler": "10.0.0.5"}, "应如 tls://10.0.0.5:8786"),
        ({"cluster_cert": ""}, "没有证书"),
        ({"cluster_key": ""}, "没有证书"),
        ({"cluster_ca": "ca.pem"}, "ca.pem”找不到"),
        ({"database_url": ""}, "数据库却还是 SQLite"),
        ({"files_url": ""}, "files_shared = true"),
        ({"files_url": "/mnt/files"}, "files_shared = true"),
        ({"files_url": "file:///mnt/files"}, "files_shared = true"),
    ],
)
def test_what_cannot_be_a_cluster_is_refused(settings: Settings, changed: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        Ways.of(replace(settings, **changed))  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match=said):
        serve_app(replace(settings, **changed), "127.0.0.1", 0)  # type: ignore[arg-type]
    finding = cluster_lane.standing(replace(settings, **changed))  # type: ignore[arg-type]
    assert (finding.level, said in finding.sentence) == (Level.BAD, True)


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
def test_a_certificate_in_a_folder_that_may_not_be_entered_is_a_sentence(settings: Settings, tmp_path: Path) -> None:
    """Not the PermissionError that looking for the file raises; root may enter everything, so it steps down."""
    barred = tmp_path / "barred"
    barred.mkdir()
    (barred / "cert.pem").write_text("x", encoding="utf-8")
    barred.chmod(0)
    was = os.geteuid()
    tmp_path.chmod(0o755)
    try:
        if was == 0:
            os.seteuid(65534)
        with pytest.raises(SettingsError, match="账户读不了"):
            Cluster.of(replace(settings, cluster_cert=str(barred / "cert.pem")))
    finally:
        os.seteuid(was)
        barred.chmod(0o700)


def test_without_its_package_there_is_none(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda name: importlib.util.find_spec(f"{name}_that_is_not_there"))
    with pytest.raises(SettingsError, match=r"huicai\[cluster\]"):
        Cluster.of(settings)


def test_a_shared_folder_will_do_where_somebody_says_so(settings: Settings) -> None:
    assert Ways.of(replace(settings, files_url="/mnt/files", files_shared=True)).cluster is not None
    assert Ways.of(replace(settings, scheduler="")).cluster is None


def test_a_worker_needs_no_database(settings: Settings) -> None:
    found = Cluster.of(replace(settings, database_url="", files_url="", scheduler="tls://[::1]:8786"))
    assert (found.host, found.port) == ("[::1]", 8786)


@pytest.fixture
def waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(cluster, "_SECONDS", 0.2)
    with open_store(Settings(home=tmp_path / "home")) as found:
        yield found


@pytest.mark.parametrize(
    ("reached", "said"),
    [(a_cluster_away, f"连不上集群的调度进程 {GOOD}"), (a_certificate_away, "集群的证书文件“key.pem”不见了")],
)
def test_one_that_is_away_is_waited_for_and_small_batches_are_made_meanwhile(
    waiting: Store, settings: Settings, reached: Callable[[Settings], Cluster], said: str
) -> None:
    large, small = begin(waiting), begin(waiting, [find("agenda")])
    lead = Lead.take(waiting)
    assert lead is not None
    dispatcher = Dispatcher(waiting, lead, Ways(pool_from=10, cluster=reached(settings)))
    while dispatcher.step(0) and ledger.progress(waiting, small).state is State.RUNNING:
        pass
    now = ledger.progress(waiting, large)
    assert (now.state, now.made) == (State.RUNNING, 0)
    assert said in now.note
    assert dispatcher.step(0)  # and it goes on waiting
    dispatcher.close()
    lead.give_up()


def test_work_of_another_program_is_not_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_files", lambda: ObjectStore.of(Settings(home=tmp_path)))
    work = Work(1, "0" * 64, 1, (1,), {})
    with pytest.raises(ClusterError, match=r"lxml：那里 1\.0，这里"):
        workers.fill_there({**workers.made_of(), "lxml": "1.0"}, 9, fill, work)
    with pytest.raises(ClusterError, match="看不到这里的文件库"):
        workers.fill_there(workers.made_of(), 9, fill, work)
    assert "看不到" in workers.Greeting("主机", workers.made_of(), False).fault
    assert workers.Greeting("主机", workers.made_of(), True).fault == ""


@pytest.mark.parametrize("work", ["time.sleep(3600)", "re.match('(a+)+$', 'a' * 64 + 'b')"])
def test_a_worker_that_hangs_ends_itself(work: str) -> None:
    words = f"import re, time\nfrom service.batches.workers import _at_most\nwith _at_most(0.1):\n {work}"
    done = subprocess.run([sys.executable, "-c", words], cwd=config.ROOT, check=False, capture_output=True, timeout=600)
    assert (done.returncode, b"Timeout" in done.stderr) == (1, True)
    words = "from service.batches.workers import _at_most\nwith _at_most(0.1): pass\nimport time\ntime.sleep(0.3)"
    subprocess.run([sys.executable, "-c", words], cwd=config.ROOT, check=True, timeout=600)


def test_a_program_that_was_changed_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("service", "data_adapters"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.py").write_bytes(b"a = 1\n")
    monkeypatch.setattr("service.config.ROOT", tmp_path)
    before = workers._program()
    (tmp_path / "service" / "a.py").write_bytes(b"a = 1\r\n")
    assert workers._program() == before  # as a checkout on Windows has it
    (tmp_path / "service" / "a.py").write_bytes(b"a = 2\n")
    assert workers._program() != before


def test_nothing_of_the_papers_and_no_password_goes_out(settings: Settings, tmp_path: Path) -> None:
    from distributed.protocol.pickle import dumps  # noqa: PLC0415 - an extra

    secret = replace(settings, database_url="postgresql://huicai:secret@127.0.0.1/huicai")
    with open_store(Settings(home=tmp_path / "files")) as store:
        lane = cluster_lane.ClusterLane(Cluster.to_lead(secret), store.files, fill, 9)
        assert b"secret" not in dumps(lane._fill)
