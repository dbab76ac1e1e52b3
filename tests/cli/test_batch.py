"""huicai batch, and packs that are registered as batches: the same command again goes on and makes nothing twice."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from tests.cli.made import ISSUES, LEDGER, MEETING, Console

GIVEN = ("--ledger", LEDGER, "--ledger", ISSUES)
BY = ("--by", "李四")


def test_a_pack_as_a_batch(console: Console, tmp_path: Path) -> None:
    out = tmp_path / "材料"
    pack = ("pack", *GIVEN, "--meeting", MEETING, "--out", out, "--zip", "--batch", *BY)
    assert console.run("batch", "list").out == "还没有成批生成过材料\n"
    made = console.run(*pack)
    assert made.code == 1  # held back, as the samples want it
    assert "第1号 安澜县重点项目建设周调度会 已完成：共 27 份，做成 27 份（李四" in made.out
    path = out / "安澜县重点项目建设周调度会材料.zip"
    before = path.read_bytes()
    path.unlink()
    assert console.run(*pack).out == made.out
    assert path.read_bytes() == before
    assert len(console.run("batch", "list").out.splitlines()) == 1
    found = json.loads(console.run("batch", "show", "1", "--json").out)
    assert (found["state"], found["made"], found["failures"]) == ("done", 27, [])
    console.run("batch", "export", "1", "--out", tmp_path / "文件夹", "--copies", "2")
    with zipfile.ZipFile(path) as package:
        names = {item.name for item in (tmp_path / "文件夹").iterdir()}
        assert names == {*package.namelist(), "打印合并.docx"}
    assert console.run("batch", "retry", "1", *BY).sentences == [
        "“安澜县重点项目建设周调度会”（第1号批次）没有失败的材料，不用重做"
    ]


def test_moves(console: Console, tmp_path: Path) -> None:
    make = ("make", "签到表", *GIVEN, "--meeting", MEETING, "--out", tmp_path, "--batch")
    assert "请加 --by 姓名" in console.run(*make).err
    assert "不能加批注" in console.run(*make, *BY, "--comments").err
    console.run(*make, *BY)
    for word in ("pause", "cancel"):
        refused = console.run("batch", word, "1", *BY)
        assert (refused.code, "已完成，不能" in refused.err) == (2, True)
    assert console.run("batch", "show", "7").sentences == ["没有第7号批次，请从列表里重新打开（huicai batch list）"]
    assert console.run("batch", "resume", "1", *BY).code in (0, 1)
    assert len(list(tmp_path.glob("签到表*.docx"))) == 1
    assert console.run("batch", "remove", "--older-than", "1", *BY).out.startswith("删除了 0 批")
    for words in ((), ("1", "--older-than", "1")):
        assert "--older-than" in console.run("batch", "remove", *words, *BY).err
    assert "（第1号批次）\n删除了 1 批" in console.run("batch", "remove", "1", *BY).out
    assert console.run("batch", "list").out == "还没有成批生成过材料\n"
