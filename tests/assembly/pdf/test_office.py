"""LibreOffice asked for PDFs, whatever it does: a program that stands in for it hangs, dies and refuses on demand."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from service.assembly.pdf import Paper, find, soffice
from service.assembly.pdf.profile import write_profile
from service.errors import PdfError
from tests.support.fakeoffice import CRASH, HANG, UNREADABLE, office, paper, starts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program that stands in is a shell script")


def gone(process: int) -> bool:
    """Whether a process is no more: what nobody has asked after yet (Z) does nothing either."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


def test_many_in_one_start_each_proved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUICAI_METRICS_TOKEN", "secret")
    made = office(tmp_path).pdfs([paper(f"第{number}份") for number in range(30)])
    assert [pdf.pages for pdf in made] == [1] * 30
    assert starts(tmp_path) == ["start 0"]  # and none of our variables reached it


def test_one_that_kills_it_fails_alone(tmp_path: Path) -> None:
    papers = [paper(f"第{number}份") for number in range(9)]
    papers.insert(4, paper(CRASH))
    made = office(tmp_path).pdfs(papers)
    assert [bool(pdf.data) for pdf in made] == [number != 4 for number in range(10)]
    assert made[4].fault == "LibreOffice 排它的时候中断了，“CRASH”没有 PDF；请检查模板，或用 Word、WPS 打开后另存为 PDF"
    assert len(starts(tmp_path)) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_one_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    hasty = office(tmp_path, seconds=2)
    hasty._proved.append(True)
    made = hasty.pdfs([paper("前一份"), paper(HANG), paper("后一份")])
    assert [pdf.pages for pdf in made] == [1, 0, 1]
    assert "“HANG”排了 2 秒没有排完，已停止" in made[1].fault
    parent, child = (tmp_path / "pids").read_text().split()
    assert gone(int(parent))
    assert gone(int(child))


def test_one_it_cannot_read_is_not_asked_for_again(tmp_path: Path) -> None:
    made = office(tmp_path).pdfs([paper("前一份"), paper(UNREADABLE)])
    assert (made[0].pages, "LibreOffice 打不开它，“UNREADABLE”没有 PDF" in made[1].fault) == (1, True)
    assert len(starts(tmp_path)) == 1


def test_what_is_no_document_is_not_shown_to_it(tmp_path: Path) -> None:
    made = office(tmp_path).pdfs([Paper("坏的.docx", b"%PDF-1.7"), paper("好的")])
    assert made[0].fault.startswith("“坏的.docx”不能用：这是 PDF 文件")
    assert made[1].pages == 1


@pytest.mark.parametrize("script", ["#!/bin/sh\necho no writer here\nexit 1\n", "#!/bin/sh\nexit 0\n"])
def test_an_office_that_makes_nothing_at_all_is_named(tmp_path: Path, script: str) -> None:
    with pytest.raises(PdfError, match=r"LibreOffice（.*soffice）转不出 PDF.*请检查磁盘空间"):
        office(tmp_path, script).pdfs([paper("一份"), paper("两份")])


def test_no_office_is_said_with_the_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(soffice, "_USUAL", ())
    with pytest.raises(PdfError, match=r"没有找到 LibreOffice.*请装上.*\.docx 照常生成.*另存为 PDF"):
        find()
    with pytest.raises(PdfError, match="设置 soffice 写的“/nowhere/soffice”不是能运行的程序"):
        find("/nowhere/soffice")


def test_it_is_found_by_setting_path_and_usual_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = office(tmp_path / "a").program
    assert find(str(program)) == program
    monkeypatch.setenv("PATH", str(tmp_path / "a"))
    assert find() == program
    monkeypatch.setenv("PATH", os.devnull)
    monkeypatch.setattr(soffice, "_USUAL", (str(program.relative_to("/")),))
    assert find() == program


def test_the_profile_shuts_macros_links_and_network_off(tmp_path: Path) -> None:
    assert write_profile(tmp_path / "p").startswith("file://")
    text = (tmp_path / "p" / "user" / "registrymodifications.xcu").read_text(encoding="utf-8")
    for name, value in (
        ("MacroSecurityLevel", "3"),
        ("DisableMacrosExecution", "true"),
        ("BlockUntrustedRefererLinks", "true"),
        ("Link", "0"),
        ("ooInetProxyType", "2"),
    ):
        assert f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value>' in text
