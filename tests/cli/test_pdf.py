"""--pdf: papers as PDF beside the .docx, by a program that stands in for LibreOffice; and where there is none."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.made import ISSUES, LEDGER, MEETING, Console
from tests.support import fakeoffice

GIVEN = ("--ledger", LEDGER, "--ledger", ISSUES, "--meeting", MEETING)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program that stands in is a shell script")


@pytest.fixture
def soffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the program that stands in."""
    monkeypatch.setenv("HUICAI_SOFFICE", str(fakeoffice.office(tmp_path / "office").program))
    return tmp_path / "office"


def test_made_with_their_pdfs_in_a_folder_of_their_own(console: Console, tmp_path: Path, soffice: Path) -> None:
    out = tmp_path / "材料"
    ran = console.run("make", "签到表", "会议通知", *GIVEN, "--out", out, "--merge", "--pdf", "--no-trace")
    assert ran.code in (0, 1)
    papers = {path.stem for path in out.glob("*.docx")} - {"打印合并"}
    assert {path.stem for path in (out / "PDF").iterdir()} == papers
    assert (out / "打印合并.pdf").read_bytes().startswith(b"%PDF")
    assert len(fakeoffice.starts(soffice)) == 2


def test_a_batch_with_its_pdfs_in_the_zip(console: Console, tmp_path: Path, soffice: Path) -> None:
    make = ("make", "签到表", *GIVEN, "--out", tmp_path / "材料", "--zip", "--batch", "--by", "李四", "--pdf")
    assert console.run(*make).code in (0, 1)
    with zipfile.ZipFile(next((tmp_path / "材料").glob("*.zip"))) as package:
        names = package.namelist()
        assert package.testzip() is None
    assert [name for name in names if name.endswith(".pdf")] == [f"PDF/{names[0].removesuffix('.docx')}.pdf"]
    again = console.run("batch", "export", "1", "--out", tmp_path / "再取", "--zip", "--copies", "2", "--pdf")
    assert "3 个文件" in again.out
    assert (tmp_path / "再取" / "打印合并.pdf").read_bytes().startswith(b"%PDF")


def test_what_libreoffice_cannot_read_is_listed(
    console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = '#!/bin/sh\nfor each; do case $each in *.txt) cp "{folder}/page.pdf" "$PWD/out/0.pdf";; esac; done\n'
    monkeypatch.setenv("HUICAI_SOFFICE", str(fakeoffice.office(tmp_path / "office", script).program))
    ran = console.run("make", "签到表", *GIVEN, "--out", tmp_path / "材料", "--pdf")
    assert (ran.code, "✗ 未能生成：PDF 签到表" in ran.out, "LibreOffice 打不开它" in ran.out) == (1, True, True)


def test_without_libreoffice_one_sentence_and_nothing_made(
    console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUICAI_SOFFICE", "no-such-office")
    for more in ((), ("--batch", "--by", "李四")):
        ran = console.run("make", "签到表", *GIVEN, "--out", tmp_path / "材料", "--pdf", *more)
        assert (ran.code, ran.out, len(ran.sentences)) == (2, "", 1)
        assert "设置 soffice 写的“no-such-office”不是能运行的程序" in ran.err
    assert not (tmp_path / "材料").exists()
