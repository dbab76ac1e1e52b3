"""Papers being set in pages while something breaks: nobody waits in vain, and a sentence says what it was."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from service.assembly.pdf import Office
from service.batches.pdf_run import PrintPdf
from service.config import Settings
from service.errors import EntryError, OutputError, PaperError
from service.store.models import IssuedPaper
from service.web import set_pages, typesetting
from service.web.set_pages import SetPages
from service.web.tickets.handing_out import lines_of
from service.web.typesetting import Typesetter
from tests.store.test_disk_full import fill_up, small_disk
from tests.support import fakeoffice
from tests.web.conftest import CHEAP
from tests.web.test_typesetting import stood

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program that stands in is a shell script")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    program = fakeoffice.office(tmp_path / "office").program
    return Settings(home=tmp_path / "home", soffice=str(program), **CHEAP)  # type: ignore[arg-type]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    yield from small_disk(tmp_path, "3m")


def take_one(whole: PrintPdf) -> None:
    whole.take(fakeoffice.paper("一份"))


def test_a_fault_told_while_the_others_are_written_keeps_nobody_waiting(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    setter = Typesetter(settings)
    monkeypatch.setattr(setter, "_run", lambda work: None)
    broken, good = fakeoffice.paper(fakeoffice.UNREADABLE), fakeoffice.paper("好的一份")
    told: list[str] = []

    def full(*_: Any) -> None:
        told.append(setter.look(broken.data, broken.name).fault)  # whoever looked at the broken one asks just now
        raise OutputError("写不进去")

    for paper in (broken, good):
        assert not setter.look(paper.data, paper.name).fault
    monkeypatch.setattr(typesetting, "write_whole", full)
    with suppress(OutputError):
        setter._set_looked()
    assert "打不开它" in told[0]
    assert setter.look(good.data, good.name).fault == "写不进去"


def test_a_print_file_is_answered_for_where_libreoffice_went_away_meanwhile(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    setter = Typesetter(settings)
    monkeypatch.setattr(setter, "_run", lambda work: None)
    assert not setter.whole("一份", 1, take_one).fault
    held = setter._held
    setter._held = None
    gone = str(settings.home / "soffice")
    monkeypatch.setattr(setter, "_settings", replace(settings, soffice=gone))
    with suppress(Exception):
        setter._set_printed()
    setter._held = held
    said = setter.whole("一份", 1, take_one).fault
    assert "不是能运行的程序" in said
    assert str(settings.home) not in said


def test_a_full_disk_is_said_and_with_room_again_pages_are_set(small: Path, tmp_path: Path) -> None:
    program = fakeoffice.office(tmp_path / "office").program
    setter, paper = Typesetter(Settings(home=small, soffice=str(program))), fakeoffice.paper("一份")
    setter.look(b"PK", "先看看字体")
    ballast = fill_up(small)
    for ask in (lambda: setter.look(paper.data, "一份"), lambda: setter.whole("一份", 1, take_one)):
        said = stood(ask).fault
        assert "磁盘空间不足" in said
        assert str(small) not in said
    ballast.unlink()
    assert stood(lambda: setter.look(paper.data, "一份")).pages == 1
    assert stood(lambda: setter.whole("一份", 1, take_one)).pages == 1


def test_a_place_to_work_that_is_full_is_said(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    setter, paper = Typesetter(settings), fakeoffice.paper("一份")
    monkeypatch.setattr(Office, "_try", full)
    assert (
        stood(lambda: setter.look(paper.data, "一份")).fault == "排版时写不了文件（磁盘空间不足），请管理员处理后再试"
    )


def test_a_page_is_drawn_where_its_picture_cannot_be_kept(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OutputError("写不进去")

    setter, paper = Typesetter(settings), fakeoffice.paper("一份")
    key = stood(lambda: setter.look(paper.data, "一份")).key
    monkeypatch.setattr(set_pages, "write_whole", full)
    picture = setter.kept.picture(key, 1)
    assert picture is not None
    assert picture.startswith(b"\x89PNG")


def test_what_a_killed_process_began_to_write_goes_when_it_is_old(tmp_path: Path) -> None:
    kept_pages = SetPages(tmp_path)
    old, new = tmp_path / ".old.pdf.1.1.tmp", tmp_path / ".new.pdf.2.2.tmp"
    for path in (old, new):
        path.write_bytes(b"%PDF")
    os.utime(old, (0, 0))
    kept_pages.place("a" * 64).write_bytes(b"%PDF")
    kept_pages.keep("a" * 64, 1, [])
    assert (old.exists(), new.exists()) == (False, True)


def test_more_than_others_can_wait_for_is_refused(settings: Settings) -> None:
    setter = Typesetter(settings)
    with pytest.raises(PaperError, match=r"这次要印100000份，合成一个 PDF 一次最多3000份"):
        setter.whole("很多", 100_000, take_one)


@pytest.mark.parametrize("typed", ["101", "000099999999", "9" * 5000, "-1", "1e2"])
def test_copies_beyond_all_measure_are_refused_however_they_are_written(typed: str) -> None:
    with pytest.raises(EntryError, match="份数应是0至100的整数"):
        lines_of([IssuedPaper(id=1)], {"copies-1": typed})
