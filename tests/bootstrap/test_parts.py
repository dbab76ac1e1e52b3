"""The parts of run.py by themselves."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import run

SOURCE = Path(run.__file__)


def test_an_old_python_can_parse_it() -> None:
    text = SOURCE.read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 6))
    # feature_version does not know future imports: this one is an error before 3.7.
    assert "__future__" not in {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def test_an_old_python_is_told_so() -> None:
    faked = "import runpy, sys; sys.version_info = (3, 9, 1, 'final', 0); runpy.run_path(sys.argv[1], run_name='x')"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", faked, str(SOURCE)], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "会材需要 Python 3.11 或更高版本，当前为 3.9，请换用新版本运行。\n"


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("WARNING: Retrying after connection broken by 'NewConnectionError(...)'", "连接不上"),
        ("ERROR: Could not find a version that satisfies the requirement a==1 (from versions: none)", "连接不上"),
        ("socket.timeout: The read operation timed out", "连接不上"),
        ("[Errno -3] Temporary failure in name resolution", "连接不上"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "磁盘空间不足"),
        ("ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: 'x'", "没有写入权限"),
        ("OSError: [Errno 30] Read-only file system", "没有写入权限"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "校验值不符"),
        ("first\nERROR: (from versions: 0.9, 1.1)\nERROR: No matching distribution found for a==1\n", "found for a==1"),
        ("", "没有说明原因"),
    ],
)
def test_troubles_are_one_sentence(said: str, meaning: str) -> None:
    sentence = str(run.explain(said))
    assert meaning in sentence
    assert sentence.endswith("。")
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("windows", "expected"),
    [
        (False, ["bin/python", "bin/huicai"]),
        (True, ["Scripts/huicai.exe"]),
    ],
)
def test_programs_of_both_systems(monkeypatch: pytest.MonkeyPatch, windows: bool, expected: list[str]) -> None:
    monkeypatch.setattr(run, "WINDOWS", windows)
    assert run.script("huicai") == [str(run.VENV / program) for program in expected]


class Machine:
    """Stands for the Pythons at hand: which modules the outer one has, and what was started to make .venv."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, modules: set[str], debian: bool = False) -> None:
        self.started: list[list[str]] = []
        monkeypatch.setattr(run, "works", lambda: False)
        monkeypatch.setattr(run, "has_module", lambda python, name: name in modules)
        monkeypatch.setattr(run, "apt_pip", lambda base: debian)
        monkeypatch.setattr(run, "must", self.started.append)


@pytest.mark.parametrize(
    ("modules", "debian", "options", "tail"),
    [
        ({"pip", "ensurepip"}, False, ["--without-pip"], ["--python", str(run.venv_program("python"))]),
        ({"pip"}, False, ["--without-pip"], ["--python", str(run.venv_program("python"))]),
        ({"ensurepip"}, True, [], [str(run.venv_program("python")), "-m", "pip"]),
        (set(), True, ["--without-pip"], ["--python", str(run.venv_program("python"))]),
    ],
)
def test_pip_is_found_where_it_is(
    monkeypatch: pytest.MonkeyPatch, modules: set[str], debian: bool, options: list[str], tail: list[str]
) -> None:
    machine = Machine(monkeypatch, modules, debian)
    pip = run.make_venv()
    assert pip[-len(tail) :] == tail
    (made,) = machine.started
    assert made[1:] == ["-m", "venv", *options, str(run.VENV)]


def test_no_pip_at_all_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, set())
    with pytest.raises(run.Refusal, match="apt-get install python3-pip（或 python3-venv）"):
        run.make_venv()
    assert machine.started == []


@pytest.mark.parametrize(
    ("words", "started"),
    [
        ([], [["-m", "benchmarks.press"], ["-m", "benchmarks.reader"]]),
        (["reader"], [["-m", "benchmarks.reader"]]),
        (["press", "--rows", "60"], [["-m", "benchmarks.press", "--rows", "60"]]),
        (["--rows", "60"], [["-m", f"benchmarks.{name}", "--rows", "60"] for name in ("press", "reader")]),
    ],
)
def test_benchmarks_by_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: list[str], started: list[list[str]]
) -> None:
    commands = with_benchmarks(monkeypatch, tmp_path)
    assert run.bench(words) == 3
    assert commands == started


def test_unknown_benchmark_names_the_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with_benchmarks(monkeypatch, tmp_path)
    with pytest.raises(run.Refusal, match="没有名为“正文”的性能对比；现有：press、reader"):
        run.bench(["正文"])


def with_benchmarks(monkeypatch: pytest.MonkeyPatch, root: Path) -> list[list[str]]:
    (root / "benchmarks").mkdir()
    for name in ("__init__.py", "_shared.py", "press.py", "reader.py"):
        (root / "benchmarks" / name).touch()
    commands: list[list[str]] = []

    def python(*words: str) -> int:
        commands.append(list(words))
        return 3

    monkeypatch.setattr(run, "ROOT", root)
    monkeypatch.setattr(run, "python", python)
    return commands


@pytest.mark.parametrize(("codes", "expected"), [((0, 0, 0, 0), 0), ((0, 3, 0, 1), 3), ((0, 0, 0, 1), 1)])
def test_check_runs_every_checker_and_tells_the_first_failure(
    monkeypatch: pytest.MonkeyPatch, codes: tuple[int, ...], expected: int
) -> None:
    left = list(codes)
    monkeypatch.setattr(run, "run", lambda command, folder=None: left.pop(0))
    assert run.check() == expected
    assert left == []


@pytest.mark.parametrize(
    "text", ["{}", "[]", "null", "7", '{"python": 3}', "[" * 100_000, ""], ids=lambda text: text[:8]
)
@pytest.mark.parametrize(("works", "needed"), [(True, "update"), (False, "rebuild")])
def test_a_stamp_that_says_nothing_is_made_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, works: bool, needed: str
) -> None:
    for name in ("STAMP", "UNFINISHED"):
        monkeypatch.setattr(run, name, tmp_path / name)
    run.STAMP.write_text(text)
    monkeypatch.setattr(run, "venv_program", lambda _: Path(sys.executable))
    monkeypatch.setattr(run, "works", lambda: works)
    assert run.state("test") == needed


SHARED = ("-n", "auto", "--maxprocesses", "8", "--dist", "worksteal")


def test_test_gives_pytest_paths_from_the_users_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    commands: list[tuple[str, ...]] = []

    def python(*words: str) -> int:
        commands.append(words)
        return 0

    monkeypatch.setattr(run, "python", python)
    monkeypatch.setattr(run, "check", lambda: 5)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "test_a.py").touch()
    assert run.test(["test_a.py::test_b", "-k", "test_c"]) == 5
    assert commands == [
        ("-m", "tests.support.system"),
        ("-m", "pytest", f"{tmp_path / 'test_a.py'}::test_b", "-k", "test_c"),
    ]
    assert run.test(["-k", "test_c"]) == 5  # all of them are shared out
    assert commands[-1] == ("-m", "pytest", *SHARED, "-k", "test_c")
