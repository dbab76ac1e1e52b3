"""A pack that two processes fill is the pack that one fills, byte for byte, whatever becomes of the other process."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from benchmarks._issues import MEETING, write_book
from service import config

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="no copy is made there"
)
_ISSUES = 260
# The command itself, in a process whose copies are counted and may be hindered.
_PROGRAM = """
import os, signal, sys
from service.batches import beside, pressing
from service.cli import program
from service.errors import PaperError
from service.papers import Paper
HINDERED, copies, fork = sys.argv.pop(1), [], os.fork
def counted():
    copies.append(1)
    return fork()
os.fork = counted
work = pressing._of_copy
def hindered(*given):
    found = work(*given)
    if HINDERED == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    return found
pressing._of_copy = hindered
name_of = Paper.name_of
def refusing(paper, draft):
    if draft.subject.endswith("0号重点工程建设项目"):
        raise PaperError("取不出名字", command="再试一次")
    return name_of(paper, draft)
if os.environ.get("REFUSING"):
    Paper.name_of = refusing
if HINDERED == "alone":
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
leave = os._exit
def told(code):
    sys.stderr.write(f"copies {len(copies)}")
    sys.stderr.flush()
    leave(code)
import service.cli
service.cli.os = type("os", (), {"_exit": staticmethod(told)})
program()
"""


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A ledger of issues, each to be ordered, and a meeting."""
    folder = tmp_path_factory.mktemp("台账")
    write_book(folder / "台账.xlsx", _ISSUES)
    (folder / "meeting.toml").write_text(MEETING, encoding="utf-8")
    return ["--ledger", str(folder / "台账.xlsx"), "--meeting", str(folder / "meeting.toml")]


def _made(hindered: str, given: list[str], out: Path, *more: str) -> tuple[dict[str, bytes], str, str]:
    """The files of the pack, what was said, and how many copies were made."""
    words = [sys.executable, "-c", _PROGRAM, hindered, "make", "项目调度单", *given, "--out", str(out), *more]
    done = subprocess.run(words, cwd=config.ROOT, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr.decode()  # with gaps
    files = {path.name: path.read_bytes() for path in out.iterdir()}
    return files, done.stdout.decode().replace(str(out), ""), done.stderr.decode()


@pytest.mark.parametrize("more", [(), ("--zip",), ("--no-trace",), ("--comments",)], ids="".join)
def test_two_processes_make_what_one_makes(given: list[str], tmp_path: Path, more: tuple[str, ...]) -> None:
    alone, said, none = _made("alone", given, tmp_path / "材料", *more)
    for path in (tmp_path / "材料").iterdir():
        path.unlink()
    together, told, copies = _made("", given, tmp_path / "材料", *more)
    assert (none, copies) == ("copies 0", "copies 2")
    assert sorted(together) == sorted(alone)
    assert [name for name in alone if _undated(alone[name]) != _undated(together[name])] == []
    assert told == said


def _undated(content: bytes) -> bytes | list[tuple[str, bytes]]:
    """A file, or the parts of a package, without the time at which a comment was made."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [(name, re.sub(rb' w:date="[^"]*"', b"", package.read(name))) for name in package.namelist()]


def test_what_a_copy_cannot_fill_is_told_as_if_there_were_none(
    given: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REFUSING", "1")
    alone, said, _ = _made("alone", given, tmp_path / "材料", "--zip")
    together, told, copies = _made("", given, tmp_path / "材料", "--zip")
    assert (copies, told.count("取不出名字")) == ("copies 2", _ISSUES // 10)
    assert (together, told) == (alone, said)


def test_what_a_killed_copy_was_to_fill_is_filled_all_the_same(given: list[str], tmp_path: Path) -> None:
    alone, _, _ = _made("alone", given, tmp_path / "材料", "--zip")
    together, _, copies = _made("killed", given, tmp_path / "材料", "--zip")
    assert copies != "copies 0"
    assert together == alone
