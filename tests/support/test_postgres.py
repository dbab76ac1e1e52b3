"""The private PostgreSQL of the tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.conftest import demand
from tests.house import tree
from tests.support import postgres


def test_a_server_comes_and_goes() -> None:
    demand("postgresql")
    with postgres.server() as url, psycopg.connect(f"{url}/test") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(f"{url}/test", connect_timeout=2)


def test_a_server_goes_when_those_it_was_for_are_killed() -> None:
    demand("postgresql")
    words = "from tests.support import postgres\nwith postgres.server() as url:\n print(url, flush=True)\n input()"
    command = [sys.executable, "-c", words]
    with subprocess.Popen(command, cwd=tree.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as tests:
        assert tests.stdout is not None
        url = tests.stdout.readline().decode().strip()
        connection = psycopg.connect(f"{url}/test")
        tests.kill()
    with pytest.raises(psycopg.OperationalError):  # it ends what a connection waits for
        connection.execute("SELECT pg_sleep(600)")
    connection.close()


def test_the_newest_version_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "FOLDER", tmp_path)
    monkeypatch.setenv("PATH", "")
    assert postgres.programs() is None
    for version in ("9.6", "15", "9"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    assert postgres.programs() == tmp_path / "15" / "bin"
