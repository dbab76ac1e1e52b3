"""run.py from end to end, in made-up projects: a fresh clone, broken and moved environments, no registry."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bootstrap import sandbox
from tests.bootstrap.sandbox import PREPARING, Project


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project which has run once."""
    project = sandbox.make(tmp_path_factory.mktemp("fresh"))
    first = project.run("demo")
    assert (first.returncode, PREPARING in first.stderr) == (7, True), first.stderr
    return project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project which has never run."""
    return sandbox.make(tmp_path)


def venv_file(project: Project, pattern: str) -> Path:
    (path,) = (project.root / ".venv").rglob(pattern)
    return path


def test_words_folder_and_exit_code_pass_through(fresh: Project, tmp_path: Path) -> None:
    done = fresh.run("read", "我的 台账.xlsx", "--json", cwd=tmp_path)
    assert done.returncode == 7
    assert json.loads(done.stdout) == {
        "words": ["read", "我的 台账.xlsx", "--json"],
        "cwd": str(tmp_path),
        "utf8": 1,
        "tinydep": 1,
    }


def test_second_run_does_not_call_pip(fresh: Project, tmp_path: Path) -> None:
    log = tmp_path / "pip.log"
    done = fresh.run("demo", PIP_LOG=str(log), PIP_FIND_LINKS="")
    assert (done.returncode, done.stderr) == (7, "")
    assert not log.exists()


def test_packages_of_another_python_are_not_seen(fresh: Project, tmp_path: Path) -> None:
    (tmp_path / "tinydep.py").write_text("VALUE = 'a stranger'\n")
    done = fresh.run("demo", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert json.loads(done.stdout)["tinydep"] == 1


def interrupted(project: Project) -> None:
    """As a kill leaves it: a package half unpacked, which pip would take for whole."""
    venv_file(project, "tinydep.py").unlink()
    (project.root / ".cache" / "venv-unfinished").touch()


def without_python(project: Project) -> None:
    shutil.rmtree(project.root / ".venv" / ("Scripts" if os.name == "nt" else "bin"))


def of_another_version(project: Project) -> None:
    stamp = venv_file(project, "huicai-stamp.json")
    stamp.write_text(json.dumps(json.loads(stamp.read_text(encoding="utf-8")) | {"python": "3.10"}), encoding="utf-8")


def of_another_place(project: Project) -> None:
    stamp = venv_file(project, "huicai-stamp.json")
    stamp.write_text(json.dumps(json.loads(stamp.read_text(encoding="utf-8")) | {"root": "elsewhere"}))


def lock_changed(project: Project) -> None:
    lock = project.root / "requirements.lock"
    lock.write_text(lock.read_text(encoding="utf-8") + "# newer\n", encoding="utf-8")


def stamp_damaged(project: Project) -> None:
    venv_file(project, "huicai-stamp.json").write_text('{"python": ')


@pytest.mark.parametrize(
    ("damage", "kept"),
    [
        (interrupted, False),
        (without_python, False),
        (of_another_version, False),
        (of_another_place, False),
        (lock_changed, True),
        (stamp_damaged, True),
    ],
)
def test_a_spoiled_environment_is_put_right(fresh: Project, damage: Callable[[Project], None], kept: bool) -> None:
    witness = fresh.root / ".venv" / "witness"
    witness.touch()
    damage(fresh)
    done = fresh.run("demo")
    assert (done.returncode, PREPARING in done.stderr) == (7, True), done.stderr
    assert witness.exists() == kept
    assert fresh.run("demo").stderr == ""


def test_moved_folder(project: Project, tmp_path: Path) -> None:
    assert project.run("demo").returncode == 7
    moved = Project(project.root.rename(tmp_path / "别处"), project.links)
    done = moved.run("demo")
    assert (done.returncode, PREPARING in done.stderr) == (7, True), done.stderr


def test_killed_at_work_and_started_again_at_once(project: Project) -> None:
    mark = project.root / ".cache" / "venv-unfinished"
    with subprocess.Popen(project.command("demo"), env=project.variables(), stderr=subprocess.DEVNULL) as run:
        while not mark.exists():
            assert run.poll() is None
            time.sleep(0.02)
        time.sleep(0.5)
        run.kill()
    assert mark.exists()
    done = project.run("demo")
    assert (done.returncode, PREPARING in done.stderr) == (7, True), done.stderr
    assert not mark.exists()


def test_two_runs_at_once_prepare_once(project: Project) -> None:
    runs = [
        subprocess.Popen(
            project.command("demo"), env=project.variables(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    said = [run.communicate(timeout=600)[1].decode() for run in runs]
    assert [run.returncode for run in runs] == [7, 7], said
    assert sum(PREPARING in text for text in said) == 1


def test_registry_out_of_reach_is_one_sentence_and_costs_nothing(project: Project) -> None:
    done = project.run(
        "demo",
        PIP_NO_INDEX="0",
        PIP_FIND_LINKS="",
        PIP_NO_CACHE_DIR="1",
        PIP_RETRIES="0",
        PIP_INDEX_URL="http://127.0.0.1:9/",
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[1:] == [
        "连接不上软件包仓库，无法安装运行环境；请检查网络或 pip 的镜像、代理设置后重试。"
    ]
    assert project.run("demo").returncode == 7


def test_a_package_that_is_not_the_locked_one_is_refused(project: Project) -> None:
    lock = project.root / "requirements.lock"
    lock.write_text(f"tinydep==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    done = project.run("demo")
    assert done.returncode == 2
    assert "校验值不符" in done.stderr.splitlines()[-1]


def test_help_needs_no_environment(project: Project) -> None:
    done = project.run("help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "python3 run.py demo" in done.stdout
    assert not (project.root / ".venv").exists()


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C to a group of processes is sent otherwise there")
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopping_ends_the_program_without_traceback_of_run(fresh: Project, sign: int, code: int) -> None:
    command, variables = fresh.command("sleep"), fresh.variables()
    run = subprocess.Popen(
        command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert run.stdout is not None
    assert b"sleep" in run.stdout.readline()
    if sign == signal.SIGINT:
        os.killpg(run.pid, sign)
    else:
        run.send_signal(sign)
    said = run.communicate(timeout=600)[1].decode()
    assert run.returncode == code
    assert "run.py" not in said
