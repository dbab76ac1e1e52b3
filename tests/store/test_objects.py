"""Files by their content: whole, lasting, checked when read, swept only when nobody needs them."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import fsspec
import pytest

from service.config import Settings
from service.errors import StoreError
from service.store import Store
from service.store.clock import now
from service.store.objects import ObjectStore
from service.store.references import faults, needed_files, refer, release, sweep

DATA = "会议通知".encode() * 1000
NAME = sha256(DATA).hexdigest()
LATER = timedelta(days=2)


@pytest.fixture(params=["folder", "memory", "dir"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ObjectStore]:
    """A store in a folder, in a system whose files appear whole, and in one where they are renamed into place."""
    if request.param == "memory":
        yield ObjectStore("memory://huicai")
        fsspec.filesystem("memory").store.clear()
        return
    plain = str(tmp_path / "文 件")
    yield ObjectStore(plain if request.param == "folder" else f"dir::file://{plain}")


def place(files: ObjectStore) -> str:
    return f"{files._root}/{NAME[:2]}/{NAME[2:]}"


def test_put_and_get(files: ObjectStore) -> None:
    assert not files.exists(NAME)
    assert files.size(NAME) is None
    assert files.put(DATA) == files.put(DATA) == NAME
    assert files.exists(NAME)
    assert (files.get(NAME), files.size(NAME), files.fault(NAME)) == (DATA, len(DATA), "")
    with files.open(NAME) as stream:
        assert stream.read() == DATA
    assert list(files.list()) == [NAME]
    assert list(files.unfinished()) == []


def test_nothing_there(files: ObjectStore) -> None:
    assert list(files.list()) == []
    with pytest.raises(StoreError, match=f"没有文件 {NAME}，请从备份恢复"):
        files.get(NAME)
    assert files.written(NAME) is None
    with pytest.raises(StoreError, match="不是文件库的编号"):
        files.get("../../etc/passwd")


def test_damage_is_told_and_mended_by_putting_again(files: ObjectStore) -> None:
    files.put(DATA)
    files._system.pipe_file(place(files), DATA[:-1])
    with pytest.raises(StoreError, match=f"文件 {NAME} 已损坏，内容与登记的不符"):
        files.get(NAME)
    with pytest.raises(StoreError, match="已损坏"):
        files.open(NAME)
    assert files.put(DATA) == NAME
    assert files.get(NAME) == DATA


def test_a_writer_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    files = ObjectStore(str(tmp_path))
    with pytest.raises(StoreError, match="写不进去（磁盘空间不足）"):
        files.put(DATA)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_many_write_the_same_at_once(tmp_path: Path) -> None:
    files = ObjectStore(str(tmp_path))
    threads = [threading.Thread(target=files.put, args=(DATA,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [NAME[2:]]
    assert files.get(NAME) == DATA


@pytest.mark.parametrize("url", ["s3://bucket/x", "nosuch://x"])
def test_a_place_that_cannot_be_had(url: str) -> None:
    with pytest.raises(StoreError, match="设置项 files_url 写的"):
        ObjectStore(url)


def test_a_password_is_not_told() -> None:
    with pytest.raises(StoreError) as caught:
        ObjectStore("nosuch://user:secret@host/x")
    assert "secret" not in str(caught.value)


def keep(store: Store, data: bytes, holder: str) -> str:
    digest = store.files.put(data)
    with store.write() as session:
        refer(session, store.files, digest, holder, "台账.xlsx")
    return digest


def test_a_sweep_takes_what_nobody_needs_once_it_is_old(store: Store) -> None:
    needed, shared, loose = keep(store, b"1", "甲"), keep(store, b"2", "甲"), keep(store, b"3", "乙")
    keep(store, b"2", "乙")
    keep(store, b"2", "乙")  # once more changes nothing
    folder = Path(store.files._root, NAME[:2])
    folder.mkdir(parents=True)
    (folder / ".new-00ff").write_bytes(b"half")
    with store.write() as session:
        release(session, "乙")
    swept = sweep(store)
    assert (swept.removed, swept.unfinished, swept.young) == ((), 0, 1)
    swept = sweep(store, today=now() + LATER)
    assert (swept.removed, swept.unfinished, swept.young) == ((loose,), 1, 0)
    assert set(store.files.list()) == {needed, shared}
    assert list(store.files.unfinished()) == []


def test_putting_again_makes_young_again(store: Store) -> None:
    digest = store.files.put(DATA)
    past = (now() - LATER).timestamp()
    os.utime(place(store.files), (past, past))
    store.files.put(DATA)
    assert sweep(store).young == 1
    os.utime(place(store.files), (past, past))
    assert sweep(store).removed == (digest,)


def test_a_reference_that_comes_during_a_sweep_counts(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = store.files.put(DATA)
    monkeypatch.setattr("service.store.references.needed_files", lambda _: set[str]())  # the sweep looked before
    with store.write() as session:
        refer(session, store.files, digest, "甲", "台账.xlsx")
    assert sweep(store, today=now() + LATER).removed == ()
    assert store.files.exists(digest)


def test_a_reference_to_what_was_swept_is_refused(store: Store) -> None:
    digest = store.files.put(DATA)
    sweep(store, today=now() + LATER)
    with pytest.raises(StoreError, match=r"“台账.xlsx”还没有存进文件库.*请重新上传"), store.write() as session:
        refer(session, store.files, digest, "甲", "台账.xlsx")


def test_missing_and_damaged_files_are_named(store: Store) -> None:
    sound, missing, damaged = (keep(store, data, "甲") for data in (b"1", b"2", b"3"))
    Path(store.files._root, missing[:2], missing[2:]).unlink()
    Path(store.files._root, damaged[:2], damaged[2:]).write_bytes(b"4")
    told = faults(store, needed_files(store))
    assert len(told) == 2
    assert [digest in "".join(told) for digest in (sound, missing, damaged)] == [False, True, True]


def test_the_files_may_lie_elsewhere(tmp_path: Path) -> None:
    assert ObjectStore.of(Settings(home=tmp_path)).url == str(tmp_path / "files")
    assert ObjectStore.of(Settings(home=tmp_path, files_url="别处")).url == str(tmp_path / "别处")
    assert ObjectStore.of(Settings(home=tmp_path, files_url=" memory://x ")).url == "memory://x"
