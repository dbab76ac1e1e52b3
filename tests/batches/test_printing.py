"""A pack joined for printing: all its papers, in the listing's order, as often as asked."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from service.assembly.mend import W
from service.assembly.word_rules import check_document
from service.batches import Summary, make, write_folder, write_zip
from service.papers import find
from tests.assembly.docx_builder import part, seen
from tests.batches.made import sample


def joined_in_folder(folder: Path, copies: int) -> bytes:
    summary = Summary()
    write_folder(folder, make([find("项目调度单")], sample(), summary), summary, copies=copies)
    return (folder / "打印合并.docx").read_bytes()


def joined_in_zip(folder: Path, copies: int) -> bytes:
    summary = Summary()
    path = write_zip(folder / "材料.zip", make([find("项目调度单")], sample(), summary), summary, copies=copies)
    with zipfile.ZipFile(path) as archive:
        return archive.read("打印合并.docx")


@pytest.mark.parametrize("write", [joined_in_folder, joined_in_zip])
def test_all_papers_in_the_order_of_the_listing(tmp_path: Path, write: Callable[[Path, int], bytes]) -> None:
    joined = write(tmp_path, 2)
    assert check_document(joined) == []
    papers = [seen(data) for _, data in make([find("项目调度单")], sample(), Summary())]
    assert seen(joined).replace("¶", "") == "".join(text for paper in papers for text in [paper, paper]).replace(
        "¶", ""
    )
    assert len(list(part(joined).iter(f"{W}sectPr"))) == 2 * len(papers)


def test_without_copies_there_is_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        joined_in_folder(tmp_path, 0)


def test_that_of_an_earlier_pack_is_named_as_left_behind(tmp_path: Path) -> None:
    joined_in_folder(tmp_path, 1)
    summary = Summary()
    write_folder(tmp_path, make([find("项目调度单")], sample(), summary), summary)
    assert summary.leftovers == ["打印合并.docx"]
