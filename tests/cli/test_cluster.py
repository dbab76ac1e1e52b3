"""huicai scheduler and worker: what is refused before anything is started (the rest: tests/batches/test_cluster.py)."""

from __future__ import annotations

import pytest

from service.batches import cluster
from tests.cli.made import Console

WORDS = (("scheduler",), ("worker",))


@pytest.mark.parametrize("words", WORDS)
def test_without_settings_there_is_no_cluster(console: Console, words: tuple[str, ...]) -> None:
    found = console.run(*words)
    assert (found.code, "请写上设置项 scheduler，如 tls://10.0.0.5:8786" in found.err) == (2, True)


@pytest.mark.parametrize("words", WORDS)
def test_without_encryption_neither(console: Console, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUICAI_SCHEDULER", "tcp://127.0.0.1:8786")
    found = console.run(*words)
    assert (found.code, "不加密的 tcp://" in found.err) == (2, True)


@pytest.mark.parametrize("words", WORDS)
def test_without_the_package_neither(console: Console, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    monkeypatch.setenv("HUICAI_SCHEDULER", "tls://127.0.0.1:8786")
    for name in ("CERT", "KEY"):
        monkeypatch.setenv(f"HUICAI_CLUSTER_{name}", __file__)
    found = console.run(*words)
    assert (found.code, "huicai[cluster]" in found.err) == (2, True)


def test_the_doctor_says_what_is_wrong_with_it(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUICAI_SCHEDULER", "tcp://127.0.0.1:8786")
    assert "✗ 设置项 scheduler" in console.run("doctor").out
