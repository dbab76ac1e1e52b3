"""With what code a command ends: 1 wherever a person has something to look at, and the console says what."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from service import config
from tests.cli.made import MEETING, WHOLE_HEADS, WHOLE_ROWS, Console, ledger


def test_a_gap_in_a_paper_is_no_clean_end(console: Console, tmp_path: Path) -> None:
    ran = console.run("make", "进展通报", "--ledger", ledger(tmp_path), "--out", tmp_path / "材料", "--json")
    assert (ran.code, ran.err) == (1, "")
    found = json.loads(ran.out)
    assert "发文机关全称未填" in found["made"][0]["blanks"]
    assert [found[key] for key in ("failed", "held_back", "checks", "problems")] == [[]] * 4


def test_a_paper_held_back_is_no_clean_end(console: Console, tmp_path: Path) -> None:
    issues = tmp_path / "问题.csv"
    heads = "序号,项目名称,存在问题,问题原因,处理建议,责任单位,办理时限,办理情况"
    issues.write_text(f"{heads}\n1,甲项目,缺地,,,县水利局,2099年1月1日,未办结\n", encoding="utf-8")
    given = ("--ledger", ledger(tmp_path), "--ledger", issues)
    ran = console.run("make", "项目调度单", *given, "--meeting", MEETING, "--out", tmp_path / "材料", "--json")
    assert (ran.code, ran.err) == (1, "")
    assert [item["subject"] for item in json.loads(ran.out)["held_back"]] == ["甲项目"]


def test_papers_left_from_last_time_are_named(console: Console, tmp_path: Path) -> None:
    out, path = tmp_path / "材料", ledger(tmp_path, WHOLE_ROWS, WHOLE_HEADS)
    given = ("make", "进展通报", "--ledger", path, "--meeting", MEETING, "--out", out)
    assert [console.run(*given).code for _ in range(2)] == [0, 0]
    ran = console.run(*given, "--period", "2026-11")
    left = "重点项目建设进展情况通报（2026年1—10月）.docx"
    said = f"文件夹里还有上次生成的1份材料，不在本次清单里：{left}，请移走或删除"
    assert (ran.code, ran.out.splitlines()[-1]) == (1, said)
    assert (out / left).is_file()
    again = console.run(*given, "--period", "2026-11", "--json")
    assert (again.code, json.loads(again.out)["leftovers"]) == (1, [left])
    (out / left).unlink()
    assert json.loads(console.run(*given, "--period", "2026-11", "--json").out)["leftovers"] == []


def test_the_demonstration_ends_well_whatever_lies_there(console: Console, tmp_path: Path) -> None:
    out = tmp_path / "材料"
    console.run("make", "进展通报", "--ledger", ledger(tmp_path), "--period", "2026-03", "--out", out)
    ran = console.run("demo", "--out", out)
    assert (ran.code, "文件夹里还有上次生成的1份材料" in ran.out) == (0, True)


def test_what_has_no_plan_and_who_is_silent_is_said(console: Console, tmp_path: Path) -> None:
    rows = "1,甲项目,县水利局,100,90\n2,乙项目,县水利局,100,\n3,丙项目,,,40\n"
    ran = console.run("figures", ledger(tmp_path, rows))
    for piece in (
        "累计完成 130万元，完成率 45.0%",
        "其中 1 项没有年度计划，完成 40万元，计入累计完成，不计入完成率",
        "县水利局  完成率 45.0%，进度差 -38.3个百分点  滞后序时（其中1个项目未上报）",
        "——  （未填责任单位）  完成率 ——",
    ):
        assert piece in ran.out


@pytest.mark.skipif(os.name == "nt", reason="streams are closed by sh")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_takes_nothing_away(tmp_path: Path, closed: str) -> None:
    path, out = ledger(tmp_path), tmp_path / "材料"
    words = [sys.executable, "-m", "service.cli", "make", "进展通报", "--ledger", str(path), "--meeting", str(MEETING)]
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh", *words, "--out", str(out)]
    done = subprocess.run(shell, cwd=config.ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)  # 1: the small ledger leaves gaps in the paper
    assert [found.suffix for found in out.iterdir() if found.name.startswith("重点项目")] == [".docx"]
