"""One paper in a hurry: ``render`` asked for in the plainest way goes without click, and ends like any other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from service import cli, config
from tests.cli.made import Console, program

_WHAT_IS_LOADED = """import os, sys
from service.cli import program
os._exit = lambda code: sys.exit(f"{code} {'click' in sys.modules} {'babel' in sys.modules}")
program()"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str, str]:
    """A template, its data and where the paper goes."""
    document = Document()
    document.add_paragraph("{{ 单位 }}：{{ 数 }}")
    document.save(str(tmp_path / "函.docx"))
    (tmp_path / "数据.json").write_text(json.dumps({"单位": "栖云镇", "数": 3}), encoding="utf-8")
    return str(tmp_path / "函.docx"), str(tmp_path / "数据.json"), str(tmp_path / "果.docx")


def test_it_makes_the_same_paper_as_the_long_way(files: tuple[str, str, str], console: Console) -> None:
    template, data, out = files
    plain = program("render", template, "--data", data, "-o", out)
    made = Path(out).read_bytes()
    assert (plain.code, plain.out, plain.err) == (0, f"已生成 {out}{os.linesep}", "")
    long = console.run("render", "--data", data, "--out", out, template)
    assert (long.code, long.out, Path(out).read_bytes()) == (0, f"已生成 {out}\n", made)


def test_neither_click_nor_babel_is_loaded(files: tuple[str, str, str]) -> None:
    template, data, out = files
    words = [sys.executable, "-c", _WHAT_IS_LOADED, "render", template, "--data", data, "-o", out]
    done = subprocess.run(words, cwd=config.ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.stderr.strip() == "0 False False"


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        ('{"单位": "栖云镇"}', 2, "没有名为“数”的数据"),
        ('{"单位": "\\u0001", "数": 1}', 1, "□"),
        ("{", 2, "不合 JSON 格式"),
    ],
)
def test_it_ends_with_the_right_code(files: tuple[str, str, str], content: str, code: int, said: str) -> None:
    template, data, out = files
    Path(data).write_text(content, encoding="utf-8")
    ran = program("render", template, "--data", data, "-o", out)
    assert (ran.code, "Traceback" in ran.err) == (code, False)
    assert said in ran.out + ran.err


@pytest.mark.parametrize("words", [["render"], ["render", "--data", "--data", "-h", "-o", "x"], ["read", "x"], []])
def test_everything_else_goes_the_usual_way(words: list[str]) -> None:
    assert cli._plain_render(words) is None
