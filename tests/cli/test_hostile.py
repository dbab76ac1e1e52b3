"""Devices, circles, faults of the program and control characters: one sentence, and nothing of the user's harmed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from data_adapters import read_file
from service import cli_reading, config, terminal
from service.errors import OutputError
from service.files import write_whole
from tests.cli.made import ISSUES, LEDGER, MEETING, Console, ledger
from tests.cli.test_bad_input import one_sentence

TINY = "1E-50"


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A pipe nobody writes into: whoever opens it waits for ever."""
    path = tmp_path / "管道"
    os.mkfifo(path)
    return path


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Path]:
    """An endless device of our own: what /dev/zero is."""
    path = tmp_path / "设备"
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("只有 root 能建设备文件")
    yield path
    assert stat.S_ISCHR(path.lstat().st_mode)


def template(folder: Path) -> Path:
    document = Document()
    document.add_paragraph("x")
    document.save(str(folder / "模板.docx"))
    (folder / "数据.json").write_text("{}")
    return folder / "模板.docx"


@pytest.mark.parametrize("place", ["template", "data", "out"])
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_no_file_is_neither_read_nor_replaced(
    console: Console, tmp_path: Path, request: pytest.FixtureRequest, kind: str, place: str
) -> None:
    special: Path = request.getfixturevalue(kind)
    given = {"template": template(tmp_path), "data": tmp_path / "数据.json", "out": tmp_path / "果.docx"}
    given[place] = special
    before = special.lstat()
    ran = console.run("render", given["template"], "--data", given["data"], "-o", given["out"])
    one_sentence(ran, special.name, "不是普通文件")
    assert special.lstat().st_ino == before.st_ino
    assert not (tmp_path / "果.docx").exists()


def test_a_meeting_file_that_is_a_pipe(console: Console, tmp_path: Path, pipe: Path) -> None:
    one_sentence(console.run("pack", "--ledger", LEDGER, "--meeting", pipe, "--out", tmp_path / "出"), "不是普通文件")


def test_a_link_to_a_device_is_not_replaced(tmp_path: Path, device: Path) -> None:
    link = tmp_path / "果.docx"
    link.symlink_to(device)
    with pytest.raises(OutputError, match="不是普通文件"):
        write_whole(link, b"x")
    assert link.readlink() == device


def test_a_file_without_an_end_is_refused(console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "_LARGEST_MB", 1)
    path = template(tmp_path)
    (tmp_path / "数据.json").write_bytes(b"{}" + b" " * 1024 * 1024)
    ran = console.run("render", path, "--data", tmp_path / "数据.json", "-o", tmp_path / "果.docx")
    one_sentence(ran, "数据.json", "超过 1 MB")


@pytest.mark.parametrize("home", ["~nosuchuser/x", "{circle}/x", "a\0b"])
def test_a_home_that_is_no_place(console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str) -> None:
    circle = tmp_path / "圈"
    circle.symlink_to(circle)
    given = {"HUICAI_HOME": home.format(circle=circle)}
    load = config.load
    monkeypatch.setattr(config, "load", lambda: load(given))
    one_sentence(console.run("demo"), "圈" if "circle" in home else "HUICAI_HOME")


def _fail(*_: object) -> None:
    raise MemoryError("the inside")


def test_a_fault_of_the_program_is_one_sentence_and_a_log(
    console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUICAI_HOME", str(tmp_path))
    monkeypatch.delenv("HUICAI_DEBUG", raising=False)
    monkeypatch.setattr(cli_reading, "open_ledger", _fail)
    one_sentence(console.run("read", LEDGER), "出了意外", "errors.log")
    log = (tmp_path / "logs" / "errors.log").read_text(encoding="utf-8")
    assert "MemoryError: the inside" in log
    console.run("read", LEDGER)
    assert (tmp_path / "logs" / "errors.log").read_text(encoding="utf-8").count("MemoryError: the inside") == 2


def test_a_fault_where_no_log_can_be_written(console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "文件").write_text("")
    monkeypatch.setenv("HUICAI_HOME", str(tmp_path / "文件" / "家"))
    monkeypatch.setattr(cli_reading, "open_ledger", _fail)
    one_sentence(console.run("read", LEDGER), "出了意外", "HUICAI_DEBUG=1")
    monkeypatch.setenv("HUICAI_DEBUG", "1")
    ran = console.run("read", LEDGER)
    assert (ran.code, "Traceback" in ran.err, "出了意外" in ran.sentences[-1]) == (2, True, True)


def test_control_characters_of_a_cell_do_not_reach_the_console(console: Console, tmp_path: Path) -> None:
    path = ledger(tmp_path, "1,甲\x1b[31m\x9b2J\x7f项目,县水利局,100,五十\x1b]0;x\x07左右\n2,乙,栖云镇,100,80\n")
    for command in (
        ["read"],
        ["figures"],
        ["figures", "--json"],
        ["make", "进展通报", "--out", str(tmp_path), "--ledger"],
    ):
        ran = console.run(*command, path)
        assert ran.code == 1, ran
        assert "左右" in ran.out
        assert [sign for sign in ran.out + ran.err if sign != "\n" and (sign < " " or "\x7f" <= sign <= "\x9f")] == []
    ran = console.run("read", tmp_path / "没有\x1b[31m.xlsx")
    assert (ran.code, "\x1b" in ran.err, "没有[31m.xlsx" in ran.err) == (2, False, True)


@pytest.mark.parametrize(
    ("text", "shown"), [("甲\x1b[1m\r乙", "甲[1m乙"), ("一行\n\t二行", "一行\n\t二行"), ("\x85\x00", "")]
)
def test_what_is_printable(text: str, shown: str) -> None:
    assert terminal.printable(text) == shown


@pytest.mark.parametrize("zipped", [[], ["--zip"]])
def test_a_listing_is_not_left_alone(console: Console, tmp_path: Path, zipped: list[str]) -> None:
    path = ledger(tmp_path, f"1,甲项目,县水利局,{TINY},5\n2,乙项目,栖云镇,100,40\n")
    assert read_file(path).projects
    out = tmp_path / "出"
    ran = console.run("make", "进展通报", "--ledger", path, "--out", out, *zipped)
    one_sentence(ran, "进展通报", "数值过大")
    assert list(out.iterdir()) == []
    ran = console.run("make", "会议通知", "进展通报", "--ledger", ISSUES, "--meeting", MEETING, "--out", out)
    assert (ran.code, (out / "材料清单.xlsx").exists()) == (1, True)


@pytest.mark.parametrize("heads", ["", ",完成率"])
def test_a_rate_beyond_reason_is_words(console: Console, tmp_path: Path, heads: str) -> None:
    rate = ",50%" if heads else ""
    top = f"截至2026年10月底\n序号,项目名称,责任单位,年度计划投资（万元）,累计完成投资（万元）{heads}\n"
    path = ledger(tmp_path, f"1,甲项目,县水利局,{TINY},5{rate}\n", top)
    ran = console.run("figures", path)
    assert (ran.code, ran.err) == (1, ""), ran
    assert "是年度计划 0.00万元 的 10000 倍以上" in ran.out
    assert "完成率 过大（请核对台账）" in ran.out
    assert ("计算 过大（请核对台账）" in ran.out) == bool(heads)
