"""Transactions: whole or not at all, reading without writing, and every refusal in a sentence."""

from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import StatementError

from service.config import Settings
from service.errors import StoreBusy, StoreError
from service.store import Store, engine, open_store
from service.store.addresses import address, file_system
from service.store.models import FileRef, NumberSeries
from service.store.store import saying

MOMENT = datetime(2026, 1, 5, 9, 30, 0, 123456, tzinfo=timezone(timedelta(hours=8)))


def reference(holder: str) -> FileRef:
    return FileRef(sha256="0" * 64, holder=holder, name="台账.xlsx", size=1, at=MOMENT)


def count(store: Store) -> int:
    with store.read() as session:
        return session.scalars(select(func.count()).select_from(FileRef)).one()


def test_what_was_written_is_read_as_it_was(store: Store) -> None:
    with store.write() as session:
        session.add(reference("甲"))
    with store.read() as session:
        found = session.scalars(select(FileRef)).one()
    assert (found.holder, found.name, found.at) == ("甲", "台账.xlsx", MOMENT)
    assert found.at.tzinfo is UTC


def test_a_moment_without_its_zone_is_refused(store: Store) -> None:
    made = reference("甲")
    made.at = datetime(2026, 1, 5)
    with pytest.raises(StatementError, match="time zone"), store.write() as session:
        session.add(made)


def test_an_error_leaves_no_trace(store: Store) -> None:
    def fail() -> None:
        with store.write() as session:
            session.add(reference("甲"))
            session.flush()
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert count(store) == 0


def test_reading_cannot_write(store: Store) -> None:
    with store.read() as session:
        session.add(reference("甲"))
        with pytest.raises(StoreError, match=r"不能写|只读"), saying(store.address):
            session.flush()
    assert count(store) == 0


def test_a_reader_sees_one_state_while_another_writes(store: Store) -> None:
    with store.read() as session:
        before = session.scalars(select(func.count()).select_from(FileRef)).one()
        with store.write() as writing:
            writing.add(reference("甲"))
        assert session.scalars(select(func.count()).select_from(FileRef)).one() == before == 0
    assert count(store) == 1


def test_what_conflicts_is_told(store: Store) -> None:
    with store.write() as session:
        session.add(reference("甲"))
    with pytest.raises(StoreError, match="冲突"), store.write() as session:
        session.add(reference("甲"))
    assert count(store) == 1


def test_a_write_inside_a_write_is_a_fault_of_the_program(store: Store) -> None:
    with store.write(), pytest.raises(RuntimeError, match="wait for itself"), store.write():
        pass
    with store.write() as session:  # and the next one goes as ever
        session.add(reference("甲"))
    assert count(store) == 1


def test_who_waits_too_long_is_told_to_come_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.write() as session:
        session.add(NumberSeries(organ="安重办", kind="", sign="安重办", year=2026, last=0))
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0)
    monkeypatch.setattr(engine, "_OPTIONS", "-c lock_timeout=50ms")
    holding, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with store.write() as session:
            session.execute(text("UPDATE number_series SET last = 5"))
            holding.set()
            let_go.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    holding.wait(10)
    try:
        with Store(store.settings) as other, pytest.raises(StoreBusy, match="没有写入任何内容，请稍后重试"):  # noqa: SIM117
            with other.write() as session:
                session.execute(text("UPDATE number_series SET last = 6"))
    finally:
        let_go.set()
        holder.join()
    with store.read() as session:
        assert session.scalars(select(NumberSeries.last)).one() == 5


def test_threads_share_a_store(store: Store) -> None:
    def work(name: str) -> None:
        for number in range(10):
            with store.write() as session:
                session.add(reference(f"{name}{number}"))

    threads = [threading.Thread(target=work, args=(name,)) for name in "甲乙丙丁"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(store) == 40


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://u@h/d", "只支持 SQLite 和 PostgreSQL"),
        ("没有", "database_url 写得不对"),
        ("sqlite://", "没有写数据库文件的路径"),
        ("sqlite:///:memory:", "没有写数据库文件的路径"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "连不上，请检查服务是否已启动"),
    ],
)
def test_an_address_that_will_not_do(tmp_path: Path, url: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as caught:
        open_store(Settings(home=tmp_path, database_url=url))
    assert "secret" not in str(caught.value)


def test_paths_are_counted_from_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    with open_store(Settings(home=home, database_url="sqlite:///own.db", audit_anchor="锚点")) as store:
        assert (store.address.database, store.anchor.path) == (str(home / "own.db"), home / "锚点")
    assert (home / "own.db").exists()
    monkeypatch.chdir(tmp_path)
    assert address(Settings(home=Path("home"))).database == str(home / "huicai.db")


def test_a_database_that_is_not_there(server: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"不存在，请先建立这个库|连不上"):
        open_store(Settings(home=tmp_path, database_url=f"{server}/huicai_test_none"))


def test_without_the_driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(*_: object, **__: object) -> None:
        raise ModuleNotFoundError("No module named 'psycopg'")

    monkeypatch.setattr(engine, "create_engine", lacking)
    with pytest.raises(StoreError, match="没有安装驱动程序 psycopg"):
        open_store(Settings(home=tmp_path, database_url="postgres://u@127.0.0.1/d"))


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "huicai.db").write_bytes(b"PK\x03\x04" * 1000)
    with pytest.raises(StoreError, match="不是数据库文件"):
        open_store(Settings(home=tmp_path))


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(StoreError, match="建不了"):
        open_store(Settings(home=tmp_path / "home"))


def test_a_network_file_system_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.store.addresses.file_system", lambda _: "nfs4")
    with pytest.raises(StoreError, match=r"在网络文件系统（nfs4）上.*请改用 PostgreSQL"):
        open_store(Settings(home=tmp_path))
    assert not (tmp_path / "huicai.db").exists()


def test_the_mount_nearest_to_a_path_counts(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    place = tmp_path / "共 享" / "库"
    escaped = str(tmp_path / "共 享").replace(" ", "\\040")
    mounts.write_text(
        f"1 0 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n2 1 0:5 / {escaped} rw - cifs //server/share rw\n\nbroken\n",
        encoding="utf-8",
    )
    assert file_system(place / "huicai.db", mounts) == "cifs"
    assert file_system(tmp_path / "共", mounts) == "ext4"
    assert file_system(place, tmp_path / "none") == ""


def test_sqlite_is_set_as_measured(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with open_store(settings) as store, store.write() as session:
        found = {
            name: session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 30000, "foreign_keys": 1}
    path = Path(str(address(settings).database))
    assert path.stat().st_mode & 0o077 == 0
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()
