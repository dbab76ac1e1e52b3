"""What ``huicai read`` says of a file: kind, sheets, header or card, columns, what was left out, problems by kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_adapters import Cell, Problem, Severity
from service import readable
from tests.cli.made import LEDGER, Console
from tests.web.made import FAULTY, ledger, workbook


def lines(console: Console, tmp_path: Path, data: bytes, *more: str | Path) -> list[str]:
    path = tmp_path / "表.xlsx"
    path.write_bytes(data)
    return [line.strip() for line in console.run("read", path, *more).out.splitlines()]


def test_the_sample_is_told_sheet_by_sheet(console: Console) -> None:
    said = console.run("read", LEDGER).out
    for piece in (
        "（XLSX 文件）",
        "工作表“项目台账”：项目台账",
        "表头 第 3—4 行",
        "J  2026年投资情况 / 1-10月完成投资 → 本年累计完成投资（万元，2026年10月）",
        "没有作为数据读取：合计行 第 5 行；分组行 第 6—7、32",
        "备注行 第 78—80 行",
    ):
        assert piece in said


def test_what_was_mapped_or_not_recognised_is_told(console: Console, tmp_path: Path) -> None:
    mapping = tmp_path / "对照.toml"
    mapping.write_text('"本期实绩" = ["本年累计完成投资", "亿元"]\n"责任单位" = "不读"\n', encoding="utf-8")
    said = lines(console, tmp_path, ledger(9), "--map", mapping)
    assert "D  本期实绩 → 本年累计完成投资（亿元）（人工指定）" in said
    assert "B  责任单位 → （人工指定不读取）" in said
    assert "E  包联领倒 → （没有识别，未读取）" in said


def test_hidden_rows_are_among_what_was_left_out(console: Console, tmp_path: Path) -> None:
    rows = [("项目名称", "责任单位", "年度计划投资", "累计完成投资"), ("甲", "栖云镇", 1, 1), ("乙", "栖云镇", 2, 1)]
    assert "没有作为数据读取：隐藏的行 第 3 行" in lines(console, tmp_path, workbook(*rows, hidden_rows=(3,)))


def test_a_card_is_told_by_cells_and_has_no_header_row(console: Console, tmp_path: Path) -> None:
    card = workbook(
        ("安澜县2026年重点项目情况表",),
        ("项目名称", "栖云镇道路", "责任单位", "栖云镇"),
        ("总投资（万元）", 500, "年度计划投资（万元）", 100),
        ("累计完成投资（万元）", 80, "形象进度", "主体封顶"),
        ("存在问题", "无", "下步计划", "加快"),
    )
    said = lines(console, tmp_path, card)
    assert "工作表“Sheet”：项目台账（一个项目一张的卡片或横排的表）" in said
    assert "C3  年度计划投资（万元） → 年度计划投资（万元）" in said
    assert any("卡片 1 张" in line for line in said)
    assert not any("表头" in line for line in said)


def test_more_than_200_problems_are_told_by_column(console: Console, tmp_path: Path) -> None:
    said = lines(console, tmp_path, FAULTY)
    assert "问题 251 处：" in said
    told = [line for line in said if line.startswith("✗")]
    assert [line.split("：")[0] for line in told] == ["✗ Sheet!D 列 250 处", "✗ Sheet!C253"]
    assert any("--marked" in line for line in said)


def problem(row: int, column: int = 4, code: str = "bad", severity: Severity = Severity.ERROR) -> Problem:
    return Problem(Cell("表.xlsx", "甲", row, column), code, f"第{row}个不对，请改正", severity)


def test_up_to_200_stand_one_by_one_the_worst_first() -> None:
    found = [problem(1, severity=Severity.NOTE), *(problem(row) for row in range(2, 201))]
    told = readable.lines(found, "表.xlsx")
    assert len(told) == 200
    assert (told[0].address, told[0].what, told[0].cure) == ("甲!D2", "第2个不对", "请改正")
    assert told[-1].address == "甲!D1"


@pytest.mark.parametrize(
    ("odd", "count"),
    [
        (problem(300, column=5), 2),
        (problem(300, code="other"), 2),
        (problem(300, severity=Severity.WARNING), 2),
        (Problem("表.xlsx › 甲", "bad", "整张不对"), 2),
        (problem(300), 1),
    ],
)
def test_only_those_of_one_kind_in_one_column_are_joined(odd: Problem, count: int) -> None:
    told = readable.lines([*(problem(row) for row in range(1, 201)), odd], "表.xlsx")
    assert len(told) == count
    assert sum(line.count for line in told) == 201
