"""``figures --ask`` and ``--decisions``: from the open questions to papers by what was decided."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.made import Console

HEADS = "截至2026年10月底,,,,,\n序号,项目名称,责任单位,年度计划投资（万元）,累计完成投资（万元）,占年计划%\n"
ROWS = "1,甲项目,县水利局,100,90,80%\n2,乙项目,栖云镇,100,85,85%\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "台账.csv"
    path.write_text(HEADS + ROWS, encoding="utf-8")
    return path


def decide(path: Path, choice: str) -> None:
    text = path.read_text(encoding="utf-8")
    for key, answer in (("采用", choice), ("决定人", "张三"), ("理由", "以统计局数为准"), ("日期", "2026-11-30")):
        text = text.replace(f'"{key}" = ""', f'"{key}" = "{answer}"')
    path.write_text(text, encoding="utf-8")


def test_asked_decided_and_used(console: Console, table: Path, tmp_path: Path) -> None:
    path = tmp_path / "决定.toml"
    asked = console.run("figures", table, "--ask", path)
    assert (asked.code, asked.err) == (1, "")
    assert asked.out.endswith(f"1 个问题等人决定，写在 {path}\n")
    decide(path, "表内")
    used = console.run("figures", table, "--decisions", path)
    assert (used.code, used.err) == (0, "")
    note = "“甲项目”占年计划比例：表内 80%，计算 90.00%。采用表内数（张三：以统计局数为准），2026-11-30"
    assert f"  · 核对决定：台账.csv › CSV!F3：{note}" in used.out
    found = json.loads(console.run("figures", table, "--decisions", path, "--json").out)
    assert [(line["name"], line["rank"], line["rate_pct_printed"]) for line in found["projects"]] == [
        ("甲项目", 2, "80.0%"),
        ("乙项目", 1, "85.0%"),
    ]
    assert found["total"]["rate_pct_printed"] == "87.5%"
    assert (found["checks"], len(found["decisions"])) == ([], 1)
    again = console.run("figures", table, "--ask", path, "--json")
    assert (again.code, again.err) == (0, f"0 个问题等人决定，写在 {path}\n")
    assert json.loads(again.out)["decisions"] == found["decisions"]


def test_no_decision_is_lost_from_the_file_that_is_written(console: Console, table: Path, tmp_path: Path) -> None:
    path, empty = tmp_path / "决定.toml", tmp_path / "空.toml"
    console.run("figures", table, "--ask", path)
    decide(path, "不计入")
    empty.write_text("", encoding="utf-8")
    for given in (("--decisions", empty), ("--decisions", path), ()):
        assert console.run("figures", table, *given, "--ask", path).code == 0
        assert '"采用" = "不计入"' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("choice", ["计算", "不计入"])
def test_papers_by_what_was_decided(console: Console, table: Path, tmp_path: Path, choice: str) -> None:
    path = tmp_path / "决定.toml"
    console.run("figures", table, "--ask", path)
    decide(path, choice)
    command = ("make", "进展通报", "--ledger", table, "--out", tmp_path / "材料", "--json")
    assert len(json.loads(console.run(*command).out)["checks"]) == 1
    summary = json.loads(console.run(*command, "--decisions", path).out)
    said = {"计算": "采用计算数", "不计入": "按决定不计入"}[choice]
    assert summary["checks"] == []
    assert [note.endswith(f"{said}（张三：以统计局数为准），2026-11-30") for note in summary["decisions"]] == [True]
    assert len(summary["made"]) == 1


def test_what_cannot_be_used_is_one_sentence(console: Console, table: Path, tmp_path: Path) -> None:
    path = tmp_path / "决定.toml"
    ran = console.run("figures", table, "--decisions", path)
    assert (ran.code, ran.out) == (2, "")
    assert "找不到这个文件" in ran.err
    console.run("figures", table, "--ask", path)
    text = path.read_text(encoding="utf-8").replace('"采用" = ""', '"采用" = "表内"')
    path.write_text(text, encoding="utf-8")
    for option in ("--decisions", "--ask"):
        ran = console.run("figures", table, option, path)
        assert (ran.code, ran.out) == (2, "")
        assert ran.sentences == ["决定文件“决定.toml”第1个决定（“甲项目”）没有写决定人，请补上；没想好的请四项都空着"]
    assert path.read_text(encoding="utf-8") == text  # what somebody began to fill in is not written over
