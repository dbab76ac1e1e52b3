"""The tables' history: up and down on a filled database, alone among many, and no newer than the program."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.engine import Engine

from service.config import Settings
from service.errors import StoreError
from service.store import Store, batch_ledger, batch_removal, engine, guards, migrating, open_store
from service.store.addresses import address
from service.store.migrating import HEAD, downgrade, ensure_current, state, upgrade
from service.store.numbers import Wanted, issue
from service.store.tables import METADATA
from tests.store.conftest import Databases
from tests.store.filled import ORDERS, fill
from tests.store.test_batches import WHO, begin

BATCHES = ("batch", "batch_chunk", "batch_item")
FOLDER = Path(migrating.__file__).with_name("migrations")


@pytest.fixture
def found(settings: Settings) -> Iterator[Engine]:
    """The engine that migrates a new database."""
    made = engine.migrating(address(settings))
    yield made
    made.dispose()


def rows(found: Engine) -> dict[str, list[tuple[object, ...]]]:
    """All there is: a table's name -> its rows."""
    with found.connect() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))), key=repr)
            for name in inspect(connection).get_table_names()
        }


def test_the_head_is_the_newest_version() -> None:
    assert ScriptDirectory(str(FOLDER)).get_heads() == [HEAD]


def test_the_versions_make_what_the_models_say(store: Store, found: Engine) -> None:
    with found.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), METADATA) == []
        assert guards.missing(connection) == []


def test_up_and_down_on_a_filled_database(store: Store, found: Engine) -> None:
    fill(store)
    before = rows(found)
    downgrade(found, "0002")
    assert rows(found)["issued_number"] == before["issued_number"]
    upgrade(found)
    assert rows(found) == before
    with found.connect() as connection:
        assert (state(connection), guards.missing(connection)) == (HEAD, [])
    with store.read() as session:
        assert session.execute(text("SELECT count(*) FROM issued_number")).scalar() == 3
    downgrade(found, "0001")
    assert rows(found)["audit_entry"] == before["audit_entry"]
    assert "issued_number" not in rows(found)
    downgrade(found, "base")
    assert rows(found) == {"alembic_version": []}
    upgrade(found)
    assert rows(found)["issued_number"] == []
    with Store(store.settings) as again:
        fill(again)


def test_numbers_of_batches_never_come_again_whatever_version_gave_them(store: Store, found: Engine) -> None:
    """Not those of batches that an older version gave and removed, nor those removed since."""
    kept, gone = begin(store), begin(store, ())
    before = rows(found)
    downgrade(found, "0015")
    assert {name: rows(found)[name] for name in BATCHES} == {name: before[name] for name in BATCHES}
    with store.write() as session:
        batch_removal.remove(session, gone, WHO)
    upgrade(found)
    assert rows(found)["batch_item"] == before["batch_item"]
    with store.read() as session:
        assert batch_ledger.found(session, kept).total == len(rows(found)["batch_item"]) == 3
    last = begin(store, ())
    assert last > gone
    with store.write() as session:
        batch_removal.remove(session, last, WHO)
    assert begin(store, ()) > last


def test_a_step_that_fails_leaves_the_tables_as_they_were(
    store: Store, found: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    before = rows(found)
    downgrade(found, "0002")
    monkeypatch.setattr(migrating, "_check_references", _fail)
    with pytest.raises(KeyError):
        upgrade(found)
    with found.connect() as connection:
        assert state(connection) == "0002"
        assert not inspect(connection).has_table("issued_paper")
    monkeypatch.undo()
    upgrade(found)
    assert rows(found) == before


def _fail(*_: object) -> None:
    raise KeyError


def test_a_reference_that_broke_takes_all_back(store: Store, found: Engine) -> None:
    if found.dialect.name != "sqlite":
        return  # PostgreSQL checks each reference itself, and needs no look afterwards
    fill(store)
    with found.begin() as connection:
        connection.exec_driver_sql("INSERT INTO number_takeover VALUES (99, 99, 1, 2, 'x', 'y', '2026-01-01')")
    with pytest.raises(StoreError, match="“number_takeover”表的关联断了，已全部撤回"):
        downgrade(found, "0002")
    with found.connect() as connection:
        assert state(connection) == HEAD


def test_a_newer_database_is_left_alone(store: Store, found: Engine) -> None:
    fill(store)
    with found.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"是更新版本的程序建立的（9999）.*请升级程序"):
        open_store(store.settings)


def test_many_processes_starting_at_once_make_one_database(databases: Databases, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", database_url=databases())
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(4, context) as crowd:
        said = crowd.map(_start, [settings] * 4, range(4))
        assert sorted(said) == [ORDERS.text(number) for number in range(1, 5)]


def _start(settings: Settings, number: int) -> str:
    with open_store(settings) as store, store.write() as session:
        return issue(session, [Wanted(ORDERS, f"item {number}")], "张三")[0].text


def test_nothing_is_done_twice(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "upgrade", _fail)
    ensure_current(store.address)
