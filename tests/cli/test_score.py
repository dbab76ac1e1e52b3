"""``huicai score``: points line by line, boards, a workbook, and a year's course."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.made import LEDGER, Console, ledger

_UNITS = "截至2026年{month}月底\n序号,任务单位,单位类别,年度计划投资（万元）,累计完成投资（万元）\n"
_GIVEN = '[[given]]\nunit = "{unit}"\nitem = "{item}"\nvalue = {value}\nreason = "{why}"\n'


def units(folder: Path, month: int, **done: str) -> Path:
    path = folder / f"{month}月.csv"
    rows = [f"{n},{name},乡镇,100,{value}" for n, (name, value) in enumerate(done.items(), start=1)]
    path.write_text(_UNITS.format(month=month) + "\n".join([*rows, "3,合计,,200,"]) + "\n", encoding="utf-8")
    return path


def given(folder: Path, *rows: tuple[str, str, int, str]) -> Path:
    path = folder / "登记.toml"
    path.write_text("".join(_GIVEN.format(unit=u, item=i, value=v, why=w) for u, i, v, w in rows), encoding="utf-8")
    return path


def test_every_line_with_its_rule_and_figures(console: Console, tmp_path: Path) -> None:
    entries = given(tmp_path, ("栖云镇", "质量", 2, "7月、9月两次整改"))
    ran = console.run("score", units(tmp_path, 10, 栖云镇="90", 听泉镇="60"), "--scheme", "城建", "--given", entries)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[:4] == [
        "考核办法：城建项目月度百分制考核（domain.md §9 [42]）",
        "栖云镇：90 分，第1，优秀",
        "  进度 54：投资完成率90%，60分 × 90%，计54分，得54分",
        "  质量 6：基本分10分，质量（7月、9月两次整改）2，每项扣2分，计扣4分，得6分",
    ]
    assert "听泉镇：76 分，第2，合格" in lines
    assert "合计" not in ran.out


def test_who_has_no_plan_takes_no_part(console: Console, tmp_path: Path) -> None:
    path = tmp_path / "单位.csv"
    rows = "1,甲镇,乡镇,100,90\n2,乙局,县直,—,—\n"
    path.write_text(_UNITS.format(month=10) + rows, encoding="utf-8")
    out = console.run("score", path, "--scheme", "城建").out
    assert "甲镇：94 分，第1，优秀" in out
    assert "乙局：40 分，没有年度计划，不参评\n" in out


def test_what_is_not_scored_says_why(console: Console) -> None:
    ran = console.run("score", LEDGER, "--scheme", "某市")
    assert ran.code == 1
    assert "  日常管理 ——：没有登记" in ran.out
    assert "  ！ 没有评分：日常管理，得分里没有这几项" in ran.out


def test_json_keeps_cells_and_exact_points(console: Console, tmp_path: Path) -> None:
    found = json.loads(console.run("score", units(tmp_path, 10, 栖云镇="77.77"), "--scheme", "城建", "--json").out)
    line = found["units"][0]["lines"][0]
    assert (line["points"], line["figures"][0]["value"]) == ("46.662", "0.7777")
    assert line["sources"] == ["10月.csv › CSV!E3", "10月.csv › CSV!D3"]
    assert found["units"][0]["formula"] == "得分 = 进度 + 质量 + 资金 + 法规"
    assert (found["period"], found["problems"]) == ("2026-10", [])


def test_boards_by_another_scheme_and_those_exempt(console: Console, tmp_path: Path) -> None:
    table = units(tmp_path, 10, 栖云镇="120", 听泉镇="60")
    ran = console.run("score", table, "--scheme", "城建", "--boards", "绵阳")
    assert "红榜：栖云镇，完成率超过100%，且2个参评单位中第1，在前5名之列" in ran.out
    assert "黑榜：听泉镇，完成率低于100%，且2个参评单位中第2，在后4名之列" in ran.out
    spared = console.run("score", table, "--scheme", "绵阳", "--exempt", "听泉镇").out
    assert ("红榜：栖云镇" in spared, "黑榜：" in spared) == (True, False)


def test_a_workbook(console: Console, tmp_path: Path) -> None:
    out = tmp_path / "结果" / "考核.xlsx"
    table = units(tmp_path, 10, 栖云镇="120", 听泉镇="60")
    entries = given(tmp_path, ("栖云镇", "质量", 1, "=HYPERLINK(1)"))
    ran = console.run("score", table, "--scheme", "城建", "--boards", "绵阳", "--given", entries, "--out", out)
    assert f"工作簿在 {out}" in ran.out
    book = load_workbook(out)
    assert book.sheetnames == ["得分", "评分明细", "红黑榜"]
    assert [cell.value for cell in book["得分"][2]] == ["栖云镇", "98", "1", "优秀", "无", "无"]
    lines = {row[1].value: row for row in book["评分明细"].iter_rows(min_row=2, max_row=6)}
    assert lines["进度"][4].value == "10月.csv › CSV!E3；10月.csv › CSV!D3"
    assert "=HYPERLINK(1)" in str(lines["质量"][3].value)
    assert all(cell.data_type == "s" for sheet in book for row in sheet for cell in row if cell.value)
    assert [cell.value for cell in book["红黑榜"][2]][:2] == ["红榜", "栖云镇"]


def test_a_years_course(console: Console, tmp_path: Path) -> None:
    units(tmp_path, 1, 栖云镇="100", 听泉镇="50")
    units(tmp_path, 2, 栖云镇="50")
    given(tmp_path, ("听泉镇", "质量", 1, "整改"), ("听泉", "安全", 1, "整改"))
    course = tmp_path / "全年.toml"
    course.write_text(
        'scheme = "城建"\n[[month]]\nname = "1月"\nledgers = ["1月.csv"]\ngiven = "登记.toml"\n'
        '[[month]]\nname = "2月"\nledgers = ["2月.csv"]\n[[mean]]\nname = "一季度"\nof = ["1月", "2月"]\n',
        encoding="utf-8",
    )
    out = tmp_path / "全年.xlsx"
    ran = console.run("score", "--course", course, "--out", out)
    assert ran.code == 1  # what was entered for 听泉 belongs to nobody
    assert "栖云镇：1月 100，2月 70，一季度 85" in ran.out
    assert "听泉镇：1月 68，2月 ——，一季度 68\n  一季度 = （1月）÷ 1（缺2月，未计入）" in ran.out
    assert "  ！ 1月：登记了“听泉”的考核事项，台账里没有这个单位" in ran.out
    book = load_workbook(out)
    assert book.sheetnames == ["月季年"]
    assert [cell.value for cell in book["月季年"][3]] == ["栖云镇", "2月", "70", "得分 = 进度 + 质量 + 资金 + 法规"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("{ledger}",), "没有说照哪个考核办法打分，请用 --scheme 给出"),
        (("{ledger}", "--scheme", "北京"), "没有“北京”这个考核办法"),
        (("--scheme", "城建"), "请给出台账，或用 --course 给出考核汇总文件"),
        (("{ledger}", "--scheme", "城建", "--given", "没有.toml"), "找不到这个文件"),
        (("{ledger}", "--scheme", "城建", "--period", "13月"), "写法不对"),
        (("--course", "没有.toml"), "考核汇总文件“没有.toml”打不开"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    console: Console, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = console.run("score", *(word.format(ledger=ledger(tmp_path)) for word in arguments))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1
