"""The year of the county, lived once for all tests that look at what it left; see county_year."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from service.config import Settings
from service.papers.office_facts import write_office
from service.store import Store, open_store
from tests.registers.county_papers import OFFICE_TABLES
from tests.registers.county_year import County
from tests.store.conftest import administer

LENGTHS = {"sqlite": (52, 12), "postgresql": (13, 3)}
"""Weekly meetings and monthly bulletins: a whole year takes PostgreSQL as long, and shows no more."""


@dataclass(frozen=True)
class Lived:
    """The store as the year left it, the county, and what makes another empty database of the same kind."""

    store: Store
    county: County
    database: Callable[[], str]


@contextmanager
def living(home: Path, lengths: tuple[int, int], database: Callable[[], str] = str) -> Iterator[Lived]:
    """The county after so many weekly meetings and bulletins, in a home of its own."""
    settings = Settings(home=home, database_url=database())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUICAI_HOME", str(home))
        write_office(settings, OFFICE_TABLES)
        with open_store(settings) as store:
            county = County(store, *lengths)
            county.live()
            yield Lived(store, county, database)


@pytest.fixture(scope="session", params=LENGTHS)
def lived(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """A year on SQLite, a quarter on PostgreSQL."""
    made: list[str] = []
    server = request.getfixturevalue("server") if request.param == "postgresql" else ""

    def database() -> str:
        if not server:
            return ""
        made.append(f"huicai_year_{secrets.token_hex(6)}")
        administer(server, f"CREATE DATABASE {made[-1]} TEMPLATE template0")
        return f"{server}/{made[-1]}"

    with living(tmp_path_factory.mktemp("county") / "home", LENGTHS[request.param], database) as found:
        yield found
    for name in made:
        administer(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
