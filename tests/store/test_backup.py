"""Backups of a store in use: whole, checked, and put back where there is nothing to lose."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from service.config import Settings
from service.errors import HuicaiError, OutputError, StoreError
from service.store import Store, migrating, open_store, snapshot
from service.store import engine as engines
from service.store.audit_check import verify
from service.store.backup import Backup, back_up
from service.store.frozen import hand_out, proof
from service.store.manifest import NAME
from service.store.number_report import report
from service.store.references import refer
from service.store.restore import examine, rehearse, restore
from tests.store.conftest import Databases
from tests.store.filled import ORDERS, UPLOAD, fill
from tests.store.test_frozen import ITEM, TEXTS, render, sign
from tests.store.test_stress import start


@pytest.fixture
def elsewhere(databases: Databases, tmp_path: Path) -> Settings:
    """An empty home with an empty database."""
    return Settings(home=tmp_path / "elsewhere", database_url=databases())


@pytest.fixture
def made(store: Store, tmp_path: Path) -> Backup:
    """A backup of a filled store whose home has an office's own templates and settings."""
    fill(store)
    sign(store)
    own = store.settings.home / "templates" / "进展通报" / "template.docx"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"own")
    (store.settings.home / "huicai.toml").write_text("port = 9000\n")
    (store.settings.home / ".half").write_bytes(b"half")
    (store.settings.home / "packs").mkdir()
    (store.settings.home / "packs" / "draft.docx").write_bytes(b"draft")
    return back_up(store, tmp_path / "backups")


def test_what_was_backed_up_comes_back(made: Backup, store: Store, elsewhere: Settings) -> None:
    assert made.folder.name.startswith("huicai-20")
    assert made.manifest.missing == ()
    restore(made.folder, elsewhere)
    with open_store(elsewhere) as found:
        looked = examine(found)
        assert (looked.entries, looked.numbers, looked.files, looked.faults) == (5, 4, 4, ())
        with found.read() as session, store.read() as before:
            assert report(session) == report(before)
        paper, document = hand_out(found, ITEM, "print", "李四")
        assert document == store.files.get(paper.document)
        assert proof(found, paper, render, TEXTS) == ""
        assert verify(found).faults == ()  # the chain goes on with the same key
    assert (elsewhere.home / "templates" / "进展通报" / "template.docx").read_bytes() == b"own"
    assert (elsewhere.home / "huicai.toml").read_text() == "port = 9000\n"
    for name in ("packs", ".half"):
        assert not (elsewhere.home / name).exists()


def test_a_backup_does_not_lie_in_what_it_saves(store: Store) -> None:
    with pytest.raises(OutputError, match=r"备份不能放在数据目录.*里面"):
        back_up(store, store.settings.home / "backups")


def test_a_store_put_elsewhere_in_the_home_is_not_saved_twice(tmp_path: Path) -> None:
    home = tmp_path / "home"
    own = Settings(
        home, database_url=f"sqlite:///{home}/own.db", files_url=str(home / "own"), audit_anchor=str(home / "a")
    )
    with open_store(own) as store:
        fill(store)
        (home / "放假安排.toml").write_text("x = 1\n")
        made = back_up(store, tmp_path / "backups")
    assert [name for name in made.manifest.files if name.startswith("home/")] == ["home/放假安排.toml"]


@pytest.mark.skipif(os.name == "nt", reason="rights of files are others there")
def test_a_backup_is_for_its_owner_alone(made: Backup, elsewhere: Settings) -> None:
    assert made.folder.stat().st_mode & 0o077 == 0
    restore(made.folder, elsewhere)
    assert (elsewhere.home / "audit.key").stat().st_mode & 0o077 == 0


def test_a_backup_under_load_is_of_one_moment(store: Store, elsewhere: Settings, tmp_path: Path) -> None:
    sign(store)
    crowd = [start(store.settings, f"负载{number}", 10_000) for number in range(2)]
    try:
        for process in crowd:
            assert process.stdout is not None
            process.stdout.readline()
        backups = [back_up(store, tmp_path / "backups") for _ in range(3)]
    finally:
        for process in crowd:
            process.kill()
            process.communicate()
    assert len({backup.folder for backup in backups}) == 3
    assert backups[0].manifest.head.seq < backups[2].manifest.head.seq
    restore(backups[1].folder, elsewhere)
    with open_store(elsewhere) as found:
        looked = examine(found)
        assert looked.faults == ()
        assert looked.entries == backups[1].manifest.head.seq
        assert len(list(found.anchor.links())) > 0


def test_a_filled_place_is_not_overwritten(made: Backup, store: Store, elsewhere: Settings) -> None:
    with pytest.raises(StoreError, match="里已有数据，不能覆盖"):
        restore(made.folder, store.settings)
    elsewhere.home.mkdir()
    (elsewhere.home / "audit.key").write_text("00" * 32)
    with pytest.raises(StoreError, match=r"已有“.*audit\.key”，与备份里的不同，不能覆盖"):
        restore(made.folder, elsewhere)
    (elsewhere.home / "audit.key").unlink()
    (elsewhere.home / "templates").mkdir()
    (elsewhere.home / "templates" / "x.docx").write_bytes(b"x")
    with pytest.raises(StoreError, match=r"x\.docx”，与备份里的不同"):
        restore(made.folder, elsewhere)


def test_broken_off_it_is_done_again(made: Backup, elsewhere: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(snapshot, "put_back", cut)
    with pytest.raises(KeyboardInterrupt):
        restore(made.folder, elsewhere)
    monkeypatch.undo()
    restore(made.folder, elsewhere)
    with open_store(elsewhere) as found:
        assert examine(found).faults == ()


HARM: list[tuple[Callable[[Path], object], str]] = [
    (lambda folder: shutil.rmtree(folder / "objects"), r"备份里少了“objects/.*等 4 处，没有恢复任何内容"),
    (lambda folder: (folder / "audit.key").write_text("00"), "备份里的“audit.key”已损坏"),
    (lambda folder: next(folder.glob("huicai.*")).write_bytes(b"x"), "备份里的“huicai.(db|pgdump)”已损坏"),
    (lambda folder: (folder / NAME).write_text("{}"), "已损坏，请换一份备份"),
    (lambda folder: (folder / NAME).unlink(), "不是备份：里面没有 manifest.json"),
    (lambda folder: _change(folder, format=9), "更新版本的程序做的"),
    (lambda folder: _change(folder, tables="9999"), r"更新版本的程序做的（9999）"),
    (lambda folder: _change(folder, engine="oracle"), "备份是 oracle 的"),
    (lambda folder: _change(folder, files={"../x": "0"}), "已损坏，请换一份备份"),
]


def _change(folder: Path, **changes: object) -> None:
    found = json.loads((folder / NAME).read_text())
    (folder / NAME).write_text(json.dumps(found | changes))


@pytest.mark.parametrize(("harm", "said"), HARM)
def test_a_bad_backup_is_refused_whole(
    made: Backup, elsewhere: Settings, harm: Callable[[Path], object], said: str
) -> None:
    harm(made.folder)
    with pytest.raises(StoreError, match=said):
        restore(made.folder, elsewhere)
    assert not elsewhere.home.exists()


def test_the_folder_above_names_the_newest_backup(made: Backup, elsewhere: Settings) -> None:
    with pytest.raises(StoreError, match=f"要恢复的可能是其中的“{made.folder.name}”"):
        restore(made.folder.parent, elsewhere)


def test_a_file_that_is_gone_is_named_and_the_rest_saved(store: Store, tmp_path: Path) -> None:
    fill(store)
    digest = store.files.put(b"lost")
    with store.write() as session:
        refer(session, store.files, digest, "upload:2", "x.xlsx")
    store.files.remove(digest)
    found = back_up(store, tmp_path / "backups")
    assert [digest in sentence for sentence in found.manifest.missing] == [True]
    assert [path.read_bytes() for path in (found.folder / "objects").rglob("*") if path.is_file()] == [UPLOAD]


def test_a_backup_that_fails_leaves_no_half(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store)
    (tmp_path / "file").touch()
    with pytest.raises(OutputError):
        back_up(store, tmp_path / "file")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(HuicaiError, match="磁盘空间不足"):
        back_up(store, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_rehearsal_touches_nothing(made: Backup, tmp_path: Path) -> None:
    if made.manifest.engine == "postgresql":
        with pytest.raises(StoreError, match="演练要有一个空的数据库"):
            rehearse(made.folder, tmp_path / "rehearsal")
        return
    found, looked = rehearse(made.folder, tmp_path / "rehearsal")
    assert (found, looked.faults) == (made.manifest, ())


def test_an_older_backup_is_brought_up_to_date(store: Store, elsewhere: Settings, tmp_path: Path) -> None:
    fill(store)
    engine = engines.migrating(store.address)
    migrating.downgrade(engine, "0002")
    engine.dispose()
    found = back_up(store, tmp_path / "backups")
    assert found.manifest.tables == "0002"
    restore(found.folder, elsewhere)
    with open_store(elsewhere) as later:
        sign(later)
        assert examine(later).faults == ()


def test_the_tools_of_postgresql_may_be_missing_or_fail(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=tmp_path, database_url=f"{server}/huicai_test_none")
    store = Store(settings)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(StoreError, match="没有找到 PostgreSQL 的 pg_restore，请安装 postgresql-client"):
        snapshot.put_back(tmp_path / "x", store.address)
    monkeypatch.undo()
    (tmp_path / "x").write_bytes(b"no dump")
    with pytest.raises(StoreError, match=r"pg_restore 没有成功（.*）"):
        snapshot.put_back(tmp_path / "x", store.address)


def test_the_password_is_no_word_of_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: list[tuple[list[str], dict[str, str]]] = []

    def run(command: list[str], *, env: dict[str, str], **_: object) -> subprocess.CompletedProcess[bytes]:
        seen.append((command, env))
        return subprocess.CompletedProcess(command, 0, b"", b"")

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(shutil, "which", lambda name: name)
    settings = Settings(home=tmp_path, database_url="postgresql://u:geheim@127.0.0.1/d")
    snapshot.put_back(tmp_path / "x", Store(settings).address)
    ((command, env),) = seen
    assert not any("geheim" in word for word in command)
    assert env["PGPASSWORD"] == "geheim"


def test_numbers_go_on_after_a_restore(made: Backup, elsewhere: Settings) -> None:
    restore(made.folder, elsewhere)
    with open_store(replace(elsewhere)) as found:
        assert sign(found, "ticket:2:dispatch_order").number is not None
        with found.read() as session:
            (series,) = report(session)
    assert (series.sign, series.last, series.sound) == (ORDERS.sign, 12, True)
