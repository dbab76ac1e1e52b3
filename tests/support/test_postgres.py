"""The private PostgreSQL of the tests."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.conftest import demand
from tests.support import postgres


def test_a_server_comes_and_goes() -> None:
    demand("postgresql")
    with postgres.server() as url, psycopg.connect(f"{url}/test") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(f"{url}/test", connect_timeout=2)


def test_the_newest_version_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "FOLDER", tmp_path)
    monkeypatch.setenv("PATH", "")
    assert postgres.programs() is None
    for version in ("9.6", "15", "9"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    assert postgres.programs() == tmp_path / "15" / "bin"
