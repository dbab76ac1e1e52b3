"""What was said is remembered for sheets of its shape, by several processes at once, and never lost silently."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from data_adapters import read_bytes
from data_adapters.layout import Layout, read_layouts
from data_adapters.mapping import IGNORED, Answer, Mapping, answers_for
from data_adapters.problems import SourceError
from service.cli_reading import mapping_for, remember_for
from service.errors import OutputError, SettingsError
from service.mappings import FILE, forget, remember, remembered
from tests.adapters.building import workbook
from tests.mappings.test_mapping import grid_of

_LEDGER = "2026年台账（万元）\n序号|项目名称|年度计划投资|1-{}月实绩值|内部编码\n1|甲项目|5|4|A-7"


def layout_of(*header: str) -> Layout:
    return read_layouts(grid_of(*header))[0]


def test_nothing_is_remembered_at_first(tmp_path: Path) -> None:
    assert remembered(tmp_path / "none").mapping == Mapping()
    assert not (tmp_path / "none").exists()


def test_answers_come_back_for_the_shape_they_were_given_for(tmp_path: Path) -> None:
    remember(tmp_path, layout_of(), {5: Answer("project_code")})
    remember(tmp_path, layout_of(), {1: Answer(IGNORED)})
    remember(tmp_path, layout_of("项目名称", "年度计划投资", "乙栏"), {3: Answer("total_investment", "亿元")})
    known = remembered(tmp_path).mapping
    assert answers_for(layout_of(), known) == {5: Answer("project_code"), 1: Answer(IGNORED)}
    assert answers_for(layout_of("项目名称", "年度计划投资", "乙栏"), known) == {3: Answer("total_investment", "亿元")}
    assert answers_for(layout_of("项目名称", "年度计划投资", "丙栏"), known) == {}


def test_forgetting(tmp_path: Path) -> None:
    remember(tmp_path, layout_of(), {5: Answer("project_code"), 1: Answer(IGNORED)})
    assert answers_for(layout_of(), forget(tmp_path, layout_of(), (1,)).mapping) == {5: Answer("project_code")}
    assert forget(tmp_path, layout_of()).mapping == Mapping()
    assert remembered(tmp_path).mapping == Mapping()


@pytest.mark.parametrize("damage", [b"\xff\xfe", b'"a" = ', '"实绩" = "甲乙丙丁"'.encode()])
def test_a_damaged_file_is_put_aside_and_said(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE).write_bytes(damage)
    found = remembered(tmp_path)
    assert found.mapping == Mapping()
    assert "已损坏，改名存为“mappings.damaged-1.toml”" in found.fault
    assert (tmp_path / "mappings.damaged-1.toml").read_bytes() == damage
    (tmp_path / FILE).write_bytes(damage)
    assert "mappings.damaged-2.toml" in remember(tmp_path, layout_of(), {5: Answer("seq")}).fault
    assert remembered(tmp_path).fault == ""


def test_a_home_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="写不进去"):
        remember(tmp_path / "file", layout_of(), {5: Answer("seq")})


def _remember_some(home: Path, worker: int) -> None:
    for number in range(8):
        remember(home, layout_of("项目名称", "年度计划投资", f"栏{worker}之{number}"), {3: Answer("remark")})


def test_processes_lose_nothing_of_each_other(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_remember_some, args=(tmp_path, worker)) for worker in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(remembered(tmp_path).mapping.by_shape) == 24
    assert {path.name for path in tmp_path.iterdir()} == {FILE, "mappings.lock"}


def test_a_file_given_outweighs_and_is_kept_on_demand(tmp_path: Path) -> None:
    path = tmp_path / "对照.toml"
    path.write_text('"内部编码" = "项目代码"', encoding="utf-8")
    remember(tmp_path, layout_of(), {5: Answer("seq")})
    mapping, fault = mapping_for(path, tmp_path)
    assert fault == ""
    assert answers_for(layout_of(), mapping) == {5: Answer("project_code")}
    reading = read_bytes(workbook(_LEDGER.format(9)), "九月.xlsx")
    assert remember_for(reading, mapping, tmp_path) == 1
    october = read_bytes(workbook(_LEDGER.format(10)), "十月.xlsx")
    assert answers_for(october.sheets[0].layout, mapping_for(None, tmp_path)[0]) == {5: Answer("project_code")}


def test_faults_of_the_options(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--remember 要同时用 --map"):
        mapping_for(None, tmp_path, keep=True)
    with pytest.raises(SettingsError, match="找不到这个文件"):
        mapping_for(tmp_path / "没有.toml", tmp_path)
    (tmp_path / "坏.toml").write_text('"甲" = "子丑寅卯"', encoding="utf-8")
    with pytest.raises(SourceError, match="第1行“甲”写的“子丑寅卯”不是字段名"):
        mapping_for(tmp_path / "坏.toml", tmp_path)
