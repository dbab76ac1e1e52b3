"""A child that hangs, crashes or eats memory is one sentence; nothing of it stays behind."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data_adapters import SourceError
from data_adapters.containers import open_grids
from data_adapters.containers.isolation import Child
from tests.adapters.building import workbook
from tests.adapters.containers import made
from tests.adapters.test_liars import far
from tests.house import tree

_WORKS = made.__name__


def said(work: str, data: bytes = b"x", name: str = "台账.xlsx") -> str:
    with pytest.raises(SourceError) as refusal, Child(work, data, name) as child:
        list(child.results())
    return str(refusal.value)


@pytest.mark.parametrize(
    ("work", "telling"),
    [
        ("hang", "1 秒还没有读完"),
        ("spin", "1 秒还没有读完"),
        ("hunger", "占用内存过大"),
        ("leave", "已损坏"),
        ("stumble", "已损坏"),
        ("not_there", "已损坏"),
    ],
)
def test_a_child_that_fails_is_one_sentence(work: str, telling: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUICAI_READ_SECONDS", "1")
    assert telling in said(f"{_WORKS}:{work}")


@pytest.mark.skipif(os.name == "nt", reason="a process ends there without a signal")
def test_an_abort_is_told_as_hunger() -> None:
    assert "占用内存过大" in said(f"{_WORKS}:abort")


@pytest.mark.skipif(os.name == "nt", reason="memory is not limited there")
def test_the_far_cell_that_no_look_refuses_ends_only_the_child() -> None:
    """The 5 KB workbook with cells A1 and XFD1048576, read without the look at its parts that would refuse it."""
    assert "占用内存过大" in said("data_adapters.containers.excel:sheets", far("XFD1048576"))
    assert open_grids(workbook("项目名称|总投资\n甲项目|1\n"), "台账.xlsx")[1][0].rows[1] == ["甲项目", 1.0]


def test_what_is_given_arrives() -> None:
    with Child(f"{_WORKS}:speak", b"\0" * 3_000_000, "台账（一）.xlsx", "词", "") as child:
        [(size, name, words, process)] = child.results()
    assert (size, name, words) == (3_000_000, "台账（一）.xlsx", ["词", ""])
    assert process != os.getpid()


@pytest.mark.parametrize("value", ["0", "x", "-1", "1e3", "100001", "９"])
@pytest.mark.parametrize("name", ["HUICAI_READ_SECONDS", "HUICAI_READ_MEMORY_MB"])
def test_settings_that_are_no_numbers(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    assert f"环境变量 {name} 应为 1 至 100000 的整数，现在是“{value}”，请改正" == said(f"{_WORKS}:speak")


def test_a_system_that_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "没有这个程序")
    monkeypatch.setattr(sys, "_base_executable", "没有这个程序", raising=False)
    assert "请稍后再试" in said(f"{_WORKS}:speak")


def test_several_at_once() -> None:
    files = [workbook(f"项目名称|总投资\n{'甲' * n}|{n}\n") for n in range(1, 9)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda data: open_grids(data, "台账.xlsx")[1][0].rows[1], files))
    assert found == [["甲" * n, float(n)] for n in range(1, 9)]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs a list of open files")
def test_nothing_stays_behind() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    said(f"{_WORKS}:stumble", b"x" * 500_000)
    said(f"{_WORKS}:leave", b"x" * 500_000)
    with Child(f"{_WORKS}:hang", b"x" * 500_000, "台账") as child:
        next(child.results())
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)  # no child is left, not even a dead one


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs a handle of a process that is no child")
def test_a_child_dies_with_its_parent() -> None:
    words = (
        f"import os, sys\nsys.path.insert(0, {str(tree.ROOT)!r})\n"
        "from data_adapters.containers.isolation import Child\n"
        f"child = Child('{_WORKS}:hang', b'x', '台账')\nnext(child.results())\n"
        "print(child._process.pid, flush=True)\nsys.stdin.read()\n"
    )
    with subprocess.Popen([sys.executable, "-c", words], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        handle = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()
    try:
        ended, _, _ = select.select([handle], [], [], 600)
        assert ended, "the child outlived its parent"
    finally:
        os.close(handle)


@pytest.mark.skipif(os.name == "nt", reason="folders in use cannot be deleted there")
def test_surroundings_do_not_matter(tmp_path: Path) -> None:
    """A working folder that is gone, a home that is not there, no search of unsafe paths, and no bytecode."""
    gone = tmp_path / "不在"
    gone.mkdir()
    (tmp_path / "甲.csv").write_text("项目名称,总投资\n甲项目,1\n", encoding="utf-8")
    words = (
        f"import os, sys\nsys.path.insert(0, {str(tree.ROOT)!r})\nfrom data_adapters.containers import open_grids\n"
        f"os.rmdir({str(gone)!r})\n"
        f"print(open_grids(open({str(tmp_path / '甲.csv')!r}, 'rb').read(), '甲.csv')[1][0].rows[1][1])\n"
    )
    environment = {"HOME": str(tmp_path / "无"), "PYTHONSAFEPATH": "1", "TMPDIR": str(tmp_path / "无")}
    done = subprocess.run(
        [sys.executable, "-P", "-c", words], cwd=gone, env=environment, capture_output=True, check=False
    )
    assert (done.stdout.strip(), done.returncode) == (b"1", 0), done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="pipes have the size they have there")
def test_a_child_ends_without_being_asked_for_what_it_read() -> None:
    """Or it would wait with the first of its results while this process is busy, and read the rest only then."""
    with Child(f"{_WORKS}:much", b"x", "台账.xlsx") as child:
        child._process.wait(600)
        assert [len(piece) for piece in child.results()] == [300_000, 300_000]
