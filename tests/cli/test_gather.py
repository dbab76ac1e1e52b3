"""``huicai gather`` over folders of good and bad returns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data_adapters import read_file
from tests.cli.made import LEDGER, Console

_HEADS = "截至2026年10月底\n填报单位：{}\n序号,项目名称,年度计划投资（万元）,累计完成投资（万元）\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three good returns, one of them of a stranger, and a broken one."""
    folder = tmp_path / "报表"
    folder.mkdir()
    for name, unit, row in (
        ("a.csv", "栖云镇人民政府", "1,滨河路,100,90\n"),
        ("b.csv", "发改局", "1,粮库,100,40\n2,学校,100,\n"),
        ("c.csv", "望月镇", "1,大棚,100,40\n"),
    ):
        (folder / name).write_text(_HEADS.format(unit) + row, encoding="utf-8")
    (folder / "枕石镇.xlsx").write_bytes(b"PK\x03\x04broken")
    (folder / "~$a.xlsx").write_bytes(b"lock")
    return folder


@pytest.fixture
def units(tmp_path: Path) -> Path:
    path = tmp_path / "名单.txt"
    path.write_text(
        "# 应报单位\n单位名称\n1、栖云镇\n2. 枕石镇\n（3）县发展和改革局\n\n听泉镇，某某\n", encoding="gb18030"
    )
    return path


def test_who_has_sent_and_who_has_not(console: Console, folder: Path, units: Path) -> None:
    ran = console.run("gather", folder, "--units", units)
    assert (ran.code, ran.err) == (1, "")
    lines = ran.out.splitlines()
    assert lines[:2] == ["应报 4 家，已报 2 家，未报 2 家", "未报：枕石镇、听泉镇"]
    assert "  ✓ 栖云镇：a.csv（按填报单位），1 行" in lines
    assert any("c.csv：写的是“望月镇”，不在名单里" in line for line in lines)
    assert any("枕石镇.xlsx" in line and "看文件名可能是“枕石镇”报的" in line for line in lines)


def test_json(console: Console, folder: Path, units: Path) -> None:
    found = json.loads(console.run("gather", folder, "--units", units, "--json").out)
    assert found["expected"] == ["栖云镇", "枕石镇", "县发展和改革局", "听泉镇"]
    assert [(item["senders"], item["file"], item["projects"]) for item in found["sent"]] == [
        (["栖云镇"], "a.csv", 1),
        (["县发展和改革局"], "b.csv", 2),
    ]
    assert [item["perhaps"] for item in found["unreadable"]] == ["枕石镇"]
    assert (found["twice"], found["copies"], found["questions"]) == ([], [], [])


def test_all_sent_and_nothing_to_ask(console: Console, folder: Path, tmp_path: Path) -> None:
    units = tmp_path / "两家.txt"
    units.write_text("县发改局\n栖云镇\n", encoding="utf-8")
    out = folder / "汇总.xlsx"
    for _ in range(2):  # the second time the result lies among the returns and is passed over
        ran = console.run("gather", folder / "a.csv", folder / "b.csv", "--units", units, "--out", out)
        assert (ran.code, ran.err) == (0, "")
    assert f"汇总在 {out}" in ran.out
    assert [project.project_name for project in read_file(out).projects] == ["粮库", "学校", "滨河路"]
    assert "汇总.xlsx（" not in console.run("gather", folder, "--units", units, "--out", out).out


def test_the_list_may_be_a_ledger_of_units(console: Console, folder: Path) -> None:
    found = json.loads(console.run("gather", folder, "--units", LEDGER, "--json").out)
    assert len(found["expected"]) == 23
    assert [item["senders"] for item in found["sent"]] == [["栖云镇"]]


def test_files_of_one_name_in_folders_of_the_units(console: Console, tmp_path: Path, units: Path) -> None:
    for unit in ("栖云镇", "枕石镇"):
        (tmp_path / unit).mkdir()
        text = _HEADS.format("").replace("填报单位：\n", "") + f"1,{unit}大桥,100,90\n"
        (tmp_path / unit / "周报.csv").write_text(text, encoding="utf-8")
    ran = console.run("gather", tmp_path / "栖云镇", tmp_path / "枕石镇", "--units", units, "--json")
    assert [(item["senders"], item["file"]) for item in json.loads(ran.out)["sent"]] == [
        (["栖云镇"], "栖云镇·周报.csv"),
        (["枕石镇"], "枕石镇·周报.csv"),
    ]


@pytest.mark.parametrize(
    ("text", "piece"), [("", "没有读到单位"), ("# 只有说明\n单位名称\n", "没有读到单位"), (None, "名单")]
)
def test_a_list_of_nobody_is_one_sentence(console: Console, folder: Path, text: str | None, piece: str) -> None:
    path = folder.parent / "空.txt"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    ran = console.run("gather", folder, "--units", path)
    assert (ran.code, len(ran.sentences)) == (2, 1)
    assert piece in ran.err


def test_nothing_readable_is_one_sentence(console: Console, folder: Path, units: Path, tmp_path: Path) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    for given, piece in ((folder / "枕石镇.xlsx", "已损坏"), (empty, "没有找到报表文件")):
        ran = console.run("gather", given, "--units", units)
        assert (ran.code, len(ran.sentences)) == (2, 1)
        assert piece in ran.err


def test_a_return_is_never_written_over(console: Console, folder: Path, units: Path) -> None:
    before = (folder / "a.csv").read_bytes()
    ran = console.run("gather", folder / "a.csv", "--units", units, "--out", folder / "a.csv")
    assert ran.code == 2
    assert "换一个文件名" in ran.err
    assert (folder / "a.csv").read_bytes() == before


def test_figures_against_the_last_month(console: Console, tmp_path: Path) -> None:
    for month, done in ((9, 90), (10, 80)):
        text = _HEADS.format("栖云镇").replace("10月", f"{month}月") + f"1,滨河路,100,{done}\n"
        (tmp_path / f"{month}月.csv").write_text(text, encoding="utf-8")
    ran = console.run("figures", tmp_path / "10月.csv", "--last", tmp_path / "9月.csv")
    assert ran.code == 1
    assert "比上期减少（上期在 9月.csv › CSV!D4）：上期 90.00万元，本期 80.00万元" in ran.out
    assert console.run("figures", tmp_path / "10月.csv").code == 0
    assert "找不到文件" in console.run("figures", tmp_path / "10月.csv", "--last", tmp_path / "8月.csv").err
