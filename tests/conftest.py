"""Fixtures of all tests: a clean environment for each, and the machine's programs for those which ask.

``run.py test`` shares all tests out to one process for each core, in no certain order. Hence a test
- writes only under tmp_path, and takes a free port (0), a database from ``databases`` and LibreOffice from ``office``;
- asserts no time that passes, waits for an event and not for a while, and gives a hanging child ten minutes;
- is named by parameters in a certain order: sort what comes of a set or a folder;
- leans on no other test: a costly fixture of a module is made once in each process which has one of its tests.
"""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support import postgres, system
from tests.support.rendering import Office

# An example of Hypothesis takes the time it takes where others work on the same machine.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
_NUMBERS = itertools.count(1)


def demand(*needs: str) -> None:
    """Skip the test when the machine lacks one of system.NEEDS; fail it in continuous integration (CI=true)."""
    lacking = system.missing()
    said = [lacking[need] for need in needs if need in lacking]
    if not said:
        return
    if os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail("；".join(said), pytrace=False)
    pytest.skip("；".join(said))


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, _homes: Path) -> Iterator[None]:
    """No setting of the developer's machine reaches a test, and what a test stores goes with it.

    Most tests store nothing: a folder made for each, as tmp_path is, would take as long as they do.
    """
    for name in [name for name in os.environ if name.startswith("HUICAI_")]:
        monkeypatch.delenv(name)
    home = _homes / f"home-{next(_NUMBERS)}"
    monkeypatch.setenv("HUICAI_HOME", str(home))
    yield
    if home.exists():
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice with the measuring fonts; render many documents in one call of its pdfs()."""
    demand("writer", "poppler", "fonts", "fandol")
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the system's Chromium."""
    demand("chromium")
    return str(system.browser())


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, without a database."""
    demand("postgresql")
    with postgres.server() as url:
        yield url
