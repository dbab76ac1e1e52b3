"""The sum that 溯源 gives of a ledger is that of what was read, also where the file is another by then."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from data_adapters import Begun
from service.cli_data import given
from service.cli_reading import open_each
from tests.adapters.building import workbook

THEN = workbook("项目名称|总投资（万元）\n甲项目|100\n")
NOW = workbook("项目名称|总投资（万元）\n乙项目|200\n")


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUICAI_HOME", str(tmp_path))
    found = tmp_path / "台账.xlsx"
    found.write_bytes(THEN)
    return found


def test_of_the_ledger_that_was_begun(path: Path) -> None:
    begun = Begun.of_file(path)
    path.write_bytes(NOW)
    data = given((path,), (), in_force=False, period="", first=begun)
    assert [row.project_name for row in data.readings[0].projects] == ["甲项目"]
    assert data.digests == {path.name: _sum(THEN)}


def test_of_the_others(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: Callable[..., object] = Begun.read

    def replaced_meanwhile(begun: Begun, *more: object) -> object:
        path.write_bytes(NOW)
        return read(begun, *more)

    monkeypatch.setattr(Begun, "read", replaced_meanwhile)
    ((reading, digest),) = open_each([path])
    assert ([row.project_name for row in reading.projects], digest) == (["甲项目"], _sum(THEN))
