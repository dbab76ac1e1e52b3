"""Stores on both databases for the same test bodies; each test has a home and a database of its own."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from service.config import Settings
from service.store import Store, open_store
from tests.conftest import demand
from tests.support import postgres

ENGINES = ("sqlite", "postgresql")
Databases = Callable[[], str]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server, without a database."""
    demand("postgresql")
    with postgres.server() as url:
        yield url


@pytest.fixture(params=ENGINES)
def databases(request: pytest.FixtureRequest) -> Iterator[Databases]:
    """What makes fresh databases of the engine at hand: gives the setting database_url, "" for a file in the home."""
    if request.param == "sqlite":
        yield lambda: ""
        return
    server: str = request.getfixturevalue("server")
    made: list[str] = []

    def make() -> str:
        made.append(f"huicai_test_{secrets.token_hex(6)}")
        _administer(server, f"CREATE DATABASE {made[-1]} TEMPLATE template0 ENCODING 'UTF8'")
        return f"{server}/{made[-1]}"

    yield make
    for name in made:
        _administer(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _administer(server: str, statement: str) -> None:
    with psycopg.connect(f"{server}/test", autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture
def settings(databases: Databases, tmp_path: Path) -> Settings:
    """Settings of a new home with a new database."""
    return Settings(home=tmp_path / "home", database_url=databases())


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    """A new store."""
    with open_store(settings) as found:
        yield found
