"""A folder used again: what an earlier pack left is named beside the new papers and in their listing."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from service.batches import Made, Summary, write_folder, write_zip
from service.batches.listing import LISTING_NAME


def write(folder: Path, *names: str) -> list[str]:
    """Write a pack of papers with these names; gives what it says was left behind."""
    summary = Summary(made=[Made("会议通知", name, f"{name}.docx", ()) for name in names])
    write_folder(folder, [(made, made.subject.encode()) for made in summary.made], summary)
    return summary.leftovers


def told(folder: Path) -> list[str]:
    """What the listing says was left behind."""
    rows = load_workbook(folder / LISTING_NAME)["需要核对"].iter_rows(values_only=True)
    return [str(text) for kind, text in rows if kind == "上次的材料"]


def test_a_new_folder_and_the_same_pack_again(tmp_path: Path) -> None:
    (tmp_path / "自己的.docx").write_bytes(b"mine")
    assert write(tmp_path, "甲", "乙") == []
    assert write(tmp_path, "甲", "乙") == []
    assert told(tmp_path) == []


def test_what_is_not_in_the_new_pack_is_named_and_kept(tmp_path: Path) -> None:
    write(tmp_path, "甲", "乙", "丙", "丁")
    (tmp_path / "丁.docx").unlink()
    assert write(tmp_path, "乙") == told(tmp_path) == ["甲.docx", "丙.docx"]
    assert (tmp_path / "甲.docx").read_bytes() == "甲".encode()


def test_it_is_named_as_long_as_it_is_there(tmp_path: Path) -> None:
    write(tmp_path, "甲", "乙")
    write(tmp_path, "丙")
    assert write(tmp_path, "丁") == told(tmp_path) == ["丙.docx", "甲.docx", "乙.docx"]
    (tmp_path / "乙.docx").unlink()
    assert write(tmp_path, "丙") == ["丁.docx", "甲.docx"]


def test_a_zip_beside_loose_papers(tmp_path: Path) -> None:
    write(tmp_path, "甲", "乙")
    made = Made("会议通知", "乙", "乙.docx", ())
    summary = Summary(made=[made])
    write_zip(tmp_path / "材料.zip", [(made, b"x")], summary)
    assert summary.leftovers == ["甲.docx"]
    with zipfile.ZipFile(tmp_path / "材料.zip") as archive, archive.open(LISTING_NAME) as stream:
        assert ("上次的材料", "甲.docx") in list(load_workbook(stream)["需要核对"].iter_rows(values_only=True))


def test_a_listing_can_name_nothing_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "外.docx").write_bytes(b"x")
    inner = tmp_path / "材料"
    write(inner, "甲", "../外", str(tmp_path / "外"))
    assert write(inner, "乙") == ["甲.docx"]


def _other_workbook(path: Path) -> None:
    book = Workbook()
    book.save(path)


def _other_heads(path: Path) -> None:
    book = load_workbook(path)
    book["材料清单"]["D1"].value = "名称"
    book.save(path)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-300])


def _text(path: Path) -> None:
    path.write_bytes(b"no workbook")


def _broken_xml(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"][:80]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize("spoil", [_other_workbook, _other_heads, _cut, _text, _broken_xml])
def test_a_listing_that_cannot_be_read_leaves_every_paper_doubtful(tmp_path: Path, spoil: object) -> None:
    write(tmp_path, "甲", "乙")
    (tmp_path / "~$甲.docx").write_bytes(b"lock")
    assert callable(spoil)
    spoil(tmp_path / LISTING_NAME)
    assert write(tmp_path, "乙") == ["甲.docx"]
