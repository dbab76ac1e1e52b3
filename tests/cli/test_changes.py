"""``huicai changes``: what became of each project since the last meeting, in sentences and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.made import ISSUES, LEDGER, Console

_HEADS = "截至2026年{month}月底\n序号,项目名称,责任单位,年度计划投资（万元）,累计完成投资（万元）,形象进度\n"


def ledger(folder: Path, month: int, rows: str) -> Path:
    path = folder / f"{month}月.csv"
    path.write_text(_HEADS.format(month=month) + rows, encoding="utf-8")
    return path


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """September and October of four projects: one moved on, one stood still, one is new, one is gone."""
    old = ledger(
        tmp_path, 9, "1,甲项目,县水利局,1000,600,打桩\n2,乙项目,栖云镇,500,300,主体\n3,丙项目,栖云镇,100,50,主体\n"
    )
    new = ledger(tmp_path, 10, "1,甲项目,县水利局,1000,900,封顶\n2,乙项目,栖云镇,500,300,主体\n3,丁项目,栖云镇,80,,\n")
    return old, new


def test_each_project_in_a_sentence(console: Console, two: tuple[Path, Path]) -> None:
    ran = console.run("changes", *two)
    assert (ran.code, ran.err) == (0, "")
    said = ran.out.splitlines()
    assert said[0] == "2026-09 至 2026-10：新列入 1 个，不再列出 1 个，有变化 1 个，无变化 1 个"
    assert said[1].startswith("  甲项目（县水利局）：累计完成投资比上期增加300")
    assert "完成率由60.0%变为90.0%，提高30.0个百分点，由滞后序时转为达到序时，形象进度由“打桩”变为“封顶”。" in said[1]
    assert [line.split("：")[0].strip() for line in said[1:]] == [
        "甲项目（县水利局）",
        "丁项目（栖云镇）",
        "丙项目（栖云镇）",
    ]


def test_json_has_the_row_the_sentence_and_the_cells(console: Console, two: tuple[Path, Path]) -> None:
    found = json.loads(console.run("changes", *two, "--json").out)
    first = found["projects"][0]
    assert (found["then"], found["period"]) == ("2026-09", "2026-10")
    assert (first["kind"], first["done_added"], first["rate_added_pp"]) == ("changed", "300", "30")
    assert (first["state_before"], first["state"]) == ("滞后序时", "达到序时")
    assert [source.split(" › ")[0] for source in first["sources"]] == ["10月.csv", "9月.csv"]
    assert first["row"]["本期状态"] == "达到序时"
    assert first["line"].startswith("甲项目（县水利局）：")
    assert {item["kind"] for item in found["projects"]} == {"changed", "new", "gone", "same"}


def test_the_issues_of_both_months(console: Console) -> None:
    ran = console.run("changes", LEDGER, LEDGER, "--then", "2026-09", "--with-new", ISSUES, "--json")
    assert any(item["added"] for item in json.loads(ran.out)["projects"])


@pytest.mark.parametrize(
    ("turned", "arguments", "said"),
    [
        (True, (), "上期（2026-10）比本期（2026-09）还晚，请核对两个文件的先后"),
        (False, ("--then", "去年"), "写法不对"),
        (False, ("--with-old", "没有.csv"), "找不到文件"),
    ],
)
def test_what_cannot_be_compared_is_one_sentence(
    console: Console, two: tuple[Path, Path], turned: bool, arguments: tuple[str, ...], said: str
) -> None:
    ran = console.run("changes", *(reversed(two) if turned else two), *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_a_ledger_without_projects_or_month(console: Console, two: tuple[Path, Path], tmp_path: Path) -> None:
    assert "上期的文件里没有读到项目" in console.run("changes", ISSUES, two[1]).err
    bare = tmp_path / "没有月份.csv"
    bare.write_text("序号,项目名称,年度计划投资（万元）,累计完成投资（万元）\n1,甲,10,5\n", encoding="utf-8")
    assert "不知道本期的数据截至哪个月" in console.run("changes", two[0], bare).err
