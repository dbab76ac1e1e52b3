"""A disk that runs full: nothing that was told is lost, the sentence says so, and with room again work goes on."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.config import Settings
from service.errors import HuicaiError
from service.store import Store, open_store
from service.store.backup import back_up
from service.store.number_report import report
from service.store.numbers import Wanted, issue
from service.store.restore import examine
from tests.store.filled import ORDERS

SIZE = "3m"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of three megabytes."""
    yield from small_disk(tmp_path, SIZE)


def small_disk(tmp_path: Path, size: str) -> Iterator[Path]:
    """A file system of so many bytes, as mount takes them. Skips the test where none can be had."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("只有 root 能挂一块小磁盘来试写满")
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("这个环境里 root 也不能挂磁盘，没有试写满")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill_up(place: Path) -> Path:
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(b"x" * 4096)
        except OSError:
            return ballast


def sign(store: Store, item: str) -> str:
    with store.write() as session:
        return issue(session, [Wanted(ORDERS, item)], "张三")[0].text


def test_a_full_disk_takes_nothing_back(small: Path) -> None:
    with open_store(Settings(home=small / "home")) as store:
        told = [sign(store, f"before {number}") for number in range(20)]
        ballast = fill_up(small)
        said = []
        for number in range(200):
            try:
                told.append(sign(store, f"full {number}"))
            except HuicaiError as error:
                said.append(str(error))
        assert said
        assert all("磁盘空间不足" in sentence or "磁盘是否已满" in sentence for sentence in said)
        with pytest.raises(HuicaiError, match="磁盘空间不足"):
            store.files.put(os.urandom(100_000))
        with pytest.raises(HuicaiError):
            back_up(store, small / "backups")
        ballast.unlink()
        told.append(sign(store, "after"))
        assert told == [ORDERS.text(number) for number in range(1, len(told) + 1)]
    with open_store(Settings(home=small / "home")) as again:
        assert examine(again).faults == ()
        with again.read() as session:
            assert report(session)[0].issued == len(told)
