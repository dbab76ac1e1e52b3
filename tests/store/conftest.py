"""Stores on both databases for the same test bodies; each test has a home and a database of its own."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol

import psycopg
import pytest

from service.config import Settings
from service.store import Store, open_store
from service.store.addresses import address
from service.store.migrating import ensure_current

ENGINES = ("sqlite", "postgresql")
#: A PostgreSQL database that has the tables already: each test gets a copy, as making them takes half a second.
_TABLES = "huicai_tables"


class Databases(Protocol):
    """What makes a fresh database: gives the setting database_url, "" for a file in the home."""

    def __call__(self, *, tables: bool = False) -> str:
        """With the tables, where making them takes long, or with nothing in it."""


@pytest.fixture(params=ENGINES)
def databases(request: pytest.FixtureRequest) -> Iterator[Databases]:
    """What makes fresh databases of the engine at hand."""
    if request.param == "sqlite":
        yield lambda *, tables=False: ""
        return
    server: str = request.getfixturevalue("server")
    made: list[str] = []

    def make(*, tables: bool = False) -> str:
        made.append(f"huicai_test_{secrets.token_hex(6)}")
        template = _with_tables(server) if tables else "template0"
        administer(server, f"CREATE DATABASE {made[-1]} TEMPLATE {template}")
        return f"{server}/{made[-1]}"

    yield make
    for name in made:
        administer(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@cache
def _with_tables(server: str) -> str:
    administer(server, f"CREATE DATABASE {_TABLES} TEMPLATE template0")
    ensure_current(address(Settings(home=Path(), database_url=f"{server}/{_TABLES}")))
    return _TABLES


def administer(server: str, statement: str) -> None:
    """Say something to the server itself."""
    with psycopg.connect(f"{server}/test", autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture
def settings(databases: Databases, tmp_path: Path) -> Settings:
    """Settings of a new home with a new database, whose tables PostgreSQL has already."""
    return Settings(home=tmp_path / "home", database_url=databases(tables=True))


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    """A new store."""
    with open_store(settings) as found:
        yield found
