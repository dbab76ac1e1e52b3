"""``huicai uploads`` as a person types it, and papers and figures made from the data in force."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from service import config
from service.config import SAMPLES
from service.figures.decision_file import load_decisions
from service.registers.upload_decisions import in_force
from service.store import open_store
from tests.cli.made import Console
from tests.registers.test_deliveries import LATER, LEDGER, UNKNOWN

BY = ("--by", "张三")
LEDGERS = sorted(SAMPLES.glob("*.xlsx"))
PERIOD = ("--period", "2026-10", "--in-force")


@pytest.fixture
def console(capsys: pytest.CaptureFixture[str]) -> Console:
    return Console(capsys)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    sent = {"甲.csv": LEDGER, "乙.csv": LATER, "不明.csv": UNKNOWN, "坏.xlsx": b"\0\1"}
    for name, data in sent.items():
        (tmp_path / name).write_bytes(data)
    return {name: tmp_path / name for name in sent}


def test_a_file_from_its_arrival_to_its_very_bytes(console: Console, files: dict[str, Path], tmp_path: Path) -> None:
    added = console.run("uploads", "add", *map(str, files.values()), *BY)
    assert added.code == 1
    assert "已登记 第1号  甲.csv  2026-10  3个项目  张三 " in added.out
    assert "第3号  不明.csv  期间不明  1个项目" in added.out
    assert "文件没有写明数据截至哪一期，定为当期数据时请用 --period 写明" in added.out
    assert "第4号  坏.xlsx  期间不明  读不了" in added.out
    again = console.run("uploads", "add", str(files["甲.csv"]), *BY)
    assert (again.code, "内容与“甲.csv”（第1号）完全相同" in again.out) == (0, True)
    listed = json.loads(console.run("uploads", "list", "--period", "2026-10", "--json").out)
    assert [each["id"] for each in listed["uploads"]] == [5, 2, 1]
    assert console.run("uploads", "export", "4", "--out", str(tmp_path / "回.xlsx")).code == 0
    assert (tmp_path / "回.xlsx").read_bytes() == b"\0\1"
    shown = json.loads(console.run("uploads", "show", "4", "--json").out)
    assert [problem["code"] for problem in shown["problems"]] == ["unreadable"]
    assert console.run("uploads", "show", "99").sentences == ["没有第99号上传的文件，请核对"]


def test_data_in_force_is_replaced_with_a_reason_and_compared(console: Console, files: dict[str, Path]) -> None:
    console.run("uploads", "add", str(files["甲.csv"]), *BY)
    console.run("uploads", "add", str(files["乙.csv"]), *BY)
    assert console.run("uploads", "in-force", "1", *BY).out == "2026-10当期数据（第1号）：“甲.csv”（第1号）\n"
    refused = console.run("uploads", "in-force", "2", *BY)
    assert (refused.code, "请写明原因" in refused.err) == (2, True)
    for before, after in (("1", "2"), ("2026-10", "2"), ("当期1", "2")):
        told = console.run("uploads", "compare", before, after)
        assert (told.code, "云溪河治理" in told.out, "倒退" in told.out) == (1, True, True)
    assert console.run("uploads", "in-force", "2", *BY, "--note", "更正").code == 0
    listed = console.run("uploads", "list", "--period", "2026-10").out
    assert "★第2号  乙.csv" in listed
    assert "2026-10当期数据（第1号）：张三 " in listed
    told = json.loads(console.run("uploads", "compare", "当期1", "2026-10", "--json").out)
    assert ([one["name"] for one in told["came"]], told["same"]) == (["东湖水厂"], 1)
    assert [(a["column"], a["went_back"]) for a in told["changed"][0]["amounts"]] == [
        ("总投资", False),
        ("累计完成投资", True),
    ]
    assert console.run("uploads", "show", "1").out.count("被替换，说明") == 0
    assert "没有写明和哪一份比较" in console.run("uploads", "compare", "", "1").err


def test_a_pack_of_the_data_in_force_is_that_of_its_files_and_names_them(console: Console, tmp_path: Path) -> None:
    meeting = ("--meeting", str(SAMPLES / "meeting.toml"))
    console.run("uploads", "add", *map(str, LEDGERS), *BY)
    numbers = [str(number) for number in range(1, len(LEDGERS) + 1)]
    assert console.run("uploads", "in-force", *numbers, "--period", "2026-10", *BY).code == 0
    plain = [word for path in LEDGERS for word in ("--ledger", str(path))]
    first = console.run("pack", *plain, "--period", "2026-10", *meeting, "--out", str(tmp_path / "甲"), "--no-trace")
    second = console.run("pack", *PERIOD, *meeting, "--out", str(tmp_path / "乙"))
    assert first.code == second.code == 1
    papers = {path.name: path.read_bytes() for path in (tmp_path / "甲").glob("*.docx")}
    assert {path.name: path.read_bytes() for path in (tmp_path / "乙").glob("*.docx")} == papers
    book = load_workbook(tmp_path / "乙" / "材料清单.xlsx")
    lines = [str(row[0].value) for row in book["数据来源"].iter_rows()]
    assert lines[1].startswith("2026-10当期数据（第1号），张三 ")
    with open_store(config.load()) as store:
        digests = set(store.files.list())
    assert {line.rpartition(" ")[2] for line in lines[2:]} == digests
    assert "数据来源：2026-10当期数据（第1号）" in second.out
    traced = json.loads((tmp_path / "乙" / "溯源.json").read_bytes())["files"]["rows"]
    assert {digest for _, digest in traced} == digests


def test_decisions_go_with_the_data_in_force_and_are_written_down(console: Console, tmp_path: Path) -> None:
    console.run("uploads", "add", str(LEDGERS[0]), *BY)
    console.run("uploads", "in-force", "1", *BY)
    asked = tmp_path / "决定.toml"
    before = json.loads(console.run("figures", *PERIOD, "--ask", str(asked), "--json").out)
    text = asked.read_text(encoding="utf-8")
    for key, value in (("采用", "不计入"), ("决定人", "李四"), ("理由", "核定"), ("日期", "2026-11-03")):
        text = text.replace(f'"{key}" = ""', f'"{key}" = "{value}"', 1)
    asked.write_text(text, encoding="utf-8")
    (decision,) = load_decisions(asked)
    given = json.loads(console.run("figures", *PERIOD, "--decisions", str(asked), "--json").out)
    with open_store(config.load()) as store, store.read() as session:
        assert in_force(session, [1]) == [decision]
    kept = json.loads(console.run("figures", *PERIOD, "--json").out)
    assert kept == given
    assert len(kept["checks"]) == len(before["checks"]) - 1
    assert kept["data"][0].startswith("2026-10当期数据（第1号）")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("figures",), "缺少 LEDGER"),
        (("make", "进展通报", "--out", "x"), "缺少 --ledger"),
        (("figures", "--in-force"), "--in-force 要同时用 --period 写明是哪一期"),
        (("figures", "甲.csv", *PERIOD), "不要再给台账文件"),
        (("figures", *PERIOD), "2026-10还没有当期数据"),
    ],
)
def test_what_is_missing_is_one_sentence(console: Console, words: tuple[str, ...], said: str) -> None:
    told = console.run(*words)
    assert (told.code, len(told.sentences)) == (2, 1)
    assert said in told.err
