"""What happens on a machine which lacks something: it is named, installed where that is allowed, never passed over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import demand
from tests.support import fontset, postgres, sdk, system


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A machine without any of the programs and fonts; its PATH is an empty folder, which comes back."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(fontset, "CACHE", tmp_path / "fonts")
    monkeypatch.setattr(fontset, "SYSTEM_FONTS", tmp_path / "none")
    monkeypatch.setattr(sdk, "CACHE", tmp_path / "validator")
    monkeypatch.setattr(postgres, "FOLDER", tmp_path / "postgresql")
    monkeypatch.setattr(system, "may_install", lambda: False)
    fontset.system_font_folder.cache_clear()
    yield tmp_path
    fontset.system_font_folder.cache_clear()


def test_everything_missing_is_named_with_its_packages(bare: Path) -> None:
    lacking = system.missing()
    assert set(lacking) == set(system.NEEDS)
    for name, sentence in lacking.items():
        assert sentence.startswith("缺少")
        assert all(package in sentence for package in system.NEEDS[name].packages)


def test_one_missing_program_is_enough(bare: Path) -> None:
    for name in ("pdftotext", "pdftoppm"):
        (bare / name).touch(mode=0o755)
    assert "poppler" in system.missing()
    (bare / "pdffonts").touch(mode=0o755)
    assert "poppler" not in system.missing()


def test_writer_and_calc_are_told_apart(bare: Path) -> None:
    (bare / "soffice").touch(mode=0o755)
    (bare / "libswlo.so").touch()
    lacking = system.missing()
    assert ("writer" in lacking, "calc" in lacking) == (False, True)


@pytest.mark.parametrize(("variable", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_a_test_is_skipped_by_a_person_and_failed_by_ci(
    bare: Path, monkeypatch: pytest.MonkeyPatch, variable: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", variable)
    with pytest.raises(outcome, match=r"缺少LibreOffice Writer.*；缺少浏览器 Chromium"):
        demand("writer", "chromium")


def test_nothing_is_installed_without_the_right_to(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = recorded(monkeypatch)
    system.install()
    assert commands == []


def test_only_what_is_missing_is_installed(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = recorded(monkeypatch)
    monkeypatch.setattr(system, "may_install", lambda: True)
    for name in ("pdftotext", "pdftoppm", "pdffonts", "chromium"):
        (bare / name).touch(mode=0o755)
    system.install()
    offices, fonts = ("libreoffice-writer-nogui", "libreoffice-calc-nogui"), ("fonts-noto-cjk", "fonts-liberation2")
    brought = (*offices, *fonts, "nodejs", "npm", "openssl", "postgresql")
    assert commands == [("update",), ("install", "-y", "--no-install-recommends", *brought), ("fandol",)]


@pytest.mark.parametrize("may_install", [False, True])
def test_the_validator_comes_by_npm_alone(bare: Path, monkeypatch: pytest.MonkeyPatch, may_install: bool) -> None:
    commands = recorded(monkeypatch)
    monkeypatch.setattr(system, "may_install", lambda: may_install)
    monkeypatch.setattr(system, "missing", lambda: {"sdk": ""})
    (bare / "npm").touch(mode=0o755)
    system.install()
    assert commands == [("validator",)]


def recorded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    commands: list[tuple[str, ...]] = []
    monkeypatch.setattr(system, "_apt", lambda *words: commands.append(words))
    monkeypatch.setattr(fontset, "fetch_fandol", lambda: commands.append(("fandol",)))
    monkeypatch.setattr(sdk, "fetch", lambda: commands.append(("validator",)))
    return commands


@pytest.fixture(scope="module")
def homes() -> list[str]:
    return []


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_its_own_home_and_no_settings(turn: int, homes: list[str], tmp_path: Path) -> None:
    assert [name for name in os.environ if name.startswith("HUICAI_")] == ["HUICAI_HOME"]
    home = Path(os.environ["HUICAI_HOME"])
    assert not home.exists()
    assert home.parent.parent == tmp_path.parent
    assert str(home) not in homes
    homes.append(str(home))
    home.mkdir()


@pytest.mark.parametrize("folder", ["benchmarks/peers", "tests/support/validator"])
def test_locks_of_npm_name_no_registry(folder: str) -> None:
    lock = (Path(__file__).parents[2] / folder / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity"' in lock
    assert '"resolved"' not in lock
