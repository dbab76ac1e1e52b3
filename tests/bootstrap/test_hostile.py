"""run.py where the user's machine bends Python and pip, or something else stands in the environment's place."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from service import launcher
from tests.bootstrap import sandbox
from tests.bootstrap.sandbox import PREPARING, Project


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project which has run once."""
    project = sandbox.make(tmp_path_factory.mktemp("hostile"))
    assert project.run("demo").returncode == 7
    return project


def stamp_of(project: Project) -> Path:
    return project.root / ".venv" / "huicai-stamp.json"


def stamp_says_nothing(project: Project) -> None:
    stamp_of(project).write_text("{}")


def stamp_is_a_folder(project: Project) -> None:
    stamp_of(project).unlink()
    (stamp_of(project) / "within").mkdir(parents=True)


def moved_away(project: Project) -> Path:
    venv = project.root / ".venv"
    return venv.rename(venv.with_name(f"away-{len(list(project.root.iterdir()))}"))


def venv_is_a_link_to_nowhere(project: Project) -> None:
    moved_away(project)
    (project.root / ".venv").symlink_to(project.root / "nowhere")


def venv_is_a_link_to_an_empty_folder(project: Project) -> None:
    moved_away(project)
    (project.root / "other").mkdir()
    (project.root / ".venv").symlink_to(project.root / "other")


def venv_is_a_file(project: Project) -> None:
    moved_away(project)
    (project.root / ".venv").write_text("")


@pytest.mark.parametrize(
    "damage",
    [
        stamp_says_nothing,
        stamp_is_a_folder,
        venv_is_a_link_to_nowhere,
        venv_is_a_link_to_an_empty_folder,
        venv_is_a_file,
    ],
)
def test_what_stands_in_the_place_is_put_right(fresh: Project, damage: Callable[[Project], None]) -> None:
    damage(fresh)
    done = fresh.run("demo")
    assert (done.returncode, len(done.stderr.splitlines()), PREPARING in done.stderr) == (7, 2, True), done.stderr
    assert fresh.run("demo").stderr == ""


def test_a_file_in_the_place_of_the_cache_is_one_sentence(tmp_path: Path) -> None:
    project = sandbox.make(tmp_path)
    (project.root / ".cache").write_text("")
    done = project.run("demo")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert ".cache”用不了" in done.stderr
    assert "请改名或删除" in done.stderr


@pytest.mark.parametrize(
    ("variables", "lines"),
    [
        (
            dict.fromkeys(("PIP_DRY_RUN", "PIP_USER", "PIP_NO_DEPS", "PIP_REQUIRE_VIRTUALENV"), "1")
            | dict.fromkeys(("PIP_ROOT", "PIP_TARGET", "PIP_PREFIX", "PIP_PYTHON"), "{other}"),
            [],
        ),
        ({}, ["[install]", "target = {other}", "dry-run = true", "user = true", "[global]", "root = {other}"]),
    ],
)
def test_where_packages_go_is_not_for_pips_settings(
    tmp_path: Path, variables: dict[str, str], lines: list[str]
) -> None:
    project, other = sandbox.make(tmp_path), tmp_path / "other"
    (tmp_path / "pip.conf").write_text("\n".join(lines).format(other=other))
    given = {name: value.format(other=other) for name, value in variables.items()}
    done = project.run("demo", cwd=None, **{"PIP_CONFIG_FILE": str(tmp_path / "pip.conf"), **given})
    assert (done.returncode, json.loads(done.stdout)["tinydep"]) == (7, 1), done.stderr
    assert not other.exists()


def test_a_pip_file_still_says_where_packages_come_from(tmp_path: Path) -> None:
    project = sandbox.make(tmp_path)
    (tmp_path / "pip.conf").write_text(f"[global]\nno-index = true\nfind-links = {project.links.as_uri()}\n")
    done = project.run("demo", PIP_CONFIG_FILE=str(tmp_path / "pip.conf"), PIP_NO_INDEX="1", PIP_FIND_LINKS="")
    assert done.returncode == 7, done.stderr


def test_a_broken_pip_file_is_one_sentence(tmp_path: Path) -> None:
    project = sandbox.make(tmp_path)
    (tmp_path / "pip.conf").write_text("[global\nindex-url = x\n")
    done = project.run("demo", PIP_CONFIG_FILE=str(tmp_path / "pip.conf"))
    assert (done.returncode, "pip.conf" in done.stderr.splitlines()[-1]) == (2, True), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PYTHONINSPECT", "1"),
        ("PYTHONHOME", "{tmp}"),
        ("PYTHONPATH", "{tmp}"),
        ("PYTHONWARNINGS", "error"),
        ("PYTHONSAFEPATH", "1"),
        ("PYTHONSTARTUP", "{tmp}"),
    ],
)
def test_variables_of_python_do_not_reach_the_programs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value.format(tmp=tmp_path))
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    found = launcher.environment()
    assert name not in found
    assert (found["PYTHONIOENCODING"], found["PATH"]) == ("utf-8", os.environ["PATH"])


def test_a_safe_python_finds_all_of_it(fresh: Project) -> None:
    assert fresh.run("demo", PYTHONSAFEPATH="1").returncode == 7


def test_only_sources_are_taken_from_pips_files(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_RETRIES", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", "mine.conf")
    listed = "\n".join(
        (
            ":env:.target='x'",
            "download.timeout='9'",
            "global.extra-index-url='http://a.invalid\\nhttp://b.invalid'",
            "global.retries='5'",
            "global.timeout='30'",
            "global.user='true'",
            "install.root='x'",
            "install.timeout='60'",
        )
    )
    found = {name: value for name, value in launcher.installing(listed).items() if name.startswith("PIP_")}
    assert found == {
        "PIP_EXTRA_INDEX_URL": "http://a.invalid\nhttp://b.invalid",
        "PIP_RETRIES": "1",
        "PIP_TIMEOUT": "60",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
    }
