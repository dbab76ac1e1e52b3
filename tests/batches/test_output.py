"""Where papers go: whole files in order, the same bytes twice, one sentence when it cannot be done."""

from __future__ import annotations

import io
import os
import subprocess
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from service.batches import Failed, Made, Summary, make, write_folder, write_zip
from service.batches.listing import LISTING_NAME, listing
from service.errors import OutputError
from service.files import ensure_folder, write_whole
from service.papers import papers_of
from tests.batches.made import sample


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def pack(summary: Summary) -> Iterator[tuple[Made, bytes]]:
    return make(papers_of("周调度会"), sample(), summary)


def test_a_folder(tmp_path: Path) -> None:
    summary = Summary()
    paths = write_folder(tmp_path / "新" / "材料", pack(summary), summary)
    assert [path.name for path in paths] == [*(made.file_name for made in summary.made), LISTING_NAME]
    assert names(tmp_path / "新" / "材料") == sorted(path.name for path in paths)


def test_a_zip_in_order_with_its_listing(tmp_path: Path) -> None:
    summary = Summary()
    path = write_zip(tmp_path / "材料.zip", pack(summary), summary)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [*(made.file_name for made in summary.made), LISTING_NAME]
    assert names(tmp_path) == ["材料.zip"]


def test_the_same_bytes_on_another_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Summary()
    write_zip(tmp_path / "一.zip", pack(first), first)

    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz: object = None) -> Tomorrow:
            return cls(2031, 1, 2, 3, 4, 5, tzinfo=UTC)

    clock = SimpleNamespace(datetime=Tomorrow, timezone=timezone)
    for module in ("writer.excel", "packaging.core"):
        monkeypatch.setattr(f"openpyxl.{module}.datetime", clock)
    monkeypatch.setattr(time, "time", lambda: datetime(2031, 1, 2, tzinfo=UTC).timestamp())
    second = Summary()
    write_zip(tmp_path / "二.zip", pack(second), second)
    assert (tmp_path / "一.zip").read_bytes() == (tmp_path / "二.zip").read_bytes()


def _summary() -> Summary:
    return Summary(
        made=[Made("会议通知", "=1+1", "会议通知（甲）.docx", ("主送未填", "标题未填"))],
        failed=[Failed("进展通报", "", "没有\x01期\udcff间")],
        held_back=[Failed("项目调度单", "乙项目", "没有填写责任单位")],
        questions=["表内 68.5%，计算 86.5%"],
        problems=["L16：不是金额"],
        leftovers=["上月.docx"],
    )


def test_the_listing_says_what_became_of_each() -> None:
    book = load_workbook(io.BytesIO(listing(_summary())))
    rows = {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book.worksheets}
    assert rows == {
        "材料清单": [("1", "会议通知", "=1+1", "会议通知（甲）.docx", "主送未填；标题未填")],
        "未生成与暂缓": [
            ("进展通报", None, "未生成", "没有□期□间"),
            ("项目调度单", "乙项目", "暂缓", "没有填写责任单位"),
        ],
        "需要核对": [
            ("数字核对", "表内 68.5%，计算 86.5%"),
            ("台账问题", "L16：不是金额"),
            ("上次的材料", "上月.docx"),
        ],
    }
    assert book["材料清单"]["C2"].data_type == "s"  # never a formula


def test_an_empty_listing_opens() -> None:
    book = load_workbook(io.BytesIO(listing(Summary())))
    assert [sheet.max_row for sheet in book.worksheets] == [1, 1, 1]


def _breaking(summary: Summary) -> Iterator[tuple[Made, bytes]]:
    yield Made("会议通知", "甲", "甲.docx", ()), b"whole"
    raise KeyboardInterrupt


def test_what_was_whole_stays_and_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "夹", _breaking(Summary()), Summary())
    assert names(tmp_path / "夹") == ["甲.docx"]
    (tmp_path / "包.zip").write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        write_zip(tmp_path / "包.zip", _breaking(Summary()), Summary())
    assert (tmp_path / "包.zip").read_bytes() == b"old"
    assert names(tmp_path) == ["包.zip", "夹"]


@pytest.mark.parametrize("below", ["文件", "文件/材料", "文件/深/材料"])
def test_a_folder_that_cannot_be(tmp_path: Path, below: str) -> None:
    (tmp_path / "文件").write_bytes(b"x")
    for write in (ensure_folder, lambda folder: write_folder(folder, iter(()), Summary())):
        with pytest.raises(OutputError, match=r"写不进去（.*文件.*请") as caught:
            write(tmp_path / below)
        assert "\n" not in str(caught.value)
    assert names(tmp_path) == ["文件"]


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "甲.docx").mkdir()
    with pytest.raises(OutputError, match=r"甲\.docx.*已有同名文件夹"):
        write_whole(tmp_path / "甲.docx", b"new")
    assert names(tmp_path) == ["甲.docx"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 128 KB, a little over half of what the pack needs; with CI=true root must get it."""
    folder = tmp_path / "小盘"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(folder)]
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("只有 root 能挂载小盘")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = f"挂载不了 tmpfs：{done.stderr.strip()}"
        if os.environ.get("CI", "").lower() in ("true", "1"):
            pytest.fail(said, pytrace=False)
        pytest.skip(said)
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_whole_papers_only(small_disk: Path) -> None:
    summary = Summary()
    with pytest.raises(OutputError, match="磁盘空间不足") as caught:
        write_folder(small_disk, pack(summary), summary)
    assert "\n" not in str(caught.value)
    left = names(small_disk)
    assert 0 < len(left) < 27
    for name in left:
        with zipfile.ZipFile(small_disk / name) as archive:
            assert archive.testzip() is None


def test_a_full_disk_leaves_no_half_zip(small_disk: Path) -> None:
    summary = Summary()
    with pytest.raises(OutputError, match="磁盘空间不足"):
        write_zip(small_disk / "材料.zip", pack(summary), summary)
    assert names(small_disk) == []
