"""A .zip written as it goes is one that others read, also with more entries and bytes than the old form can name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from service.batches.zipping import Zip

CONTENTS = {"会议通知（县水利局）.docx": b"PK\x03\x04 stored", "溯源.json": b"text " * 1000, "空.json": b""}


@pytest.mark.parametrize("more", [0, 65_533, 65_600])
def test_read_back(more: int) -> None:
    names = [*CONTENTS, *(f"{number}.docx" for number in range(more))]
    with Zip() as package:
        pieces = [package.entry(name, CONTENTS.get(name, b"")) for name in names] + list(package.end())
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as found:
        assert found.namelist() == names
        assert {name: found.read(name) for name in CONTENTS} == CONTENTS
        assert found.getinfo("溯源.json").compress_size < 100
        assert found.getinfo("空.json").date_time == (1980, 1, 1, 0, 0, 0)


def test_names_are_taken_for_utf8_by_every_reader() -> None:
    with Zip() as package:
        whole = b"".join([*(package.entry(*each) for each in CONTENTS.items()), *package.end()])
    with zipfile.ZipFile(io.BytesIO(whole)) as found:
        # unzip reads names that come from MS-DOS (0) in its code page, though they are said to be in UTF-8
        assert {entry.create_system for entry in found.infolist()} == {3}
        assert {entry.external_attr >> 16 for entry in found.infolist()} == {0o100644}
        assert {entry.flag_bits for entry in found.infolist()} == {0x800}


def test_beyond_four_gigabytes(tmp_path: Path) -> None:
    before = 5 * 1024**3
    with (tmp_path / "large.zip").open("wb") as stream, Zip(before) as package:
        stream.seek(before)  # a hole, which takes no room
        for piece in [*(package.entry(*each) for each in CONTENTS.items()), *package.end()]:
            stream.write(piece)
    with zipfile.ZipFile(tmp_path / "large.zip") as found:
        assert {name: found.read(name) for name in found.namelist()} == CONTENTS
        assert found.testzip() is None
