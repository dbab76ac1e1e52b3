"""``huicai lint`` lists every fault, compares versions, writes the annotated copy, and leaves with the right code."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from docx import Document

from service import config
from service.assembly.lint import Code
from service.papers import papers
from tests.assembly.docx_builder import docx, p
from tests.cli.made import Console

PAGE = config.ROOT / "docs" / "templates.md"
TEMPLATES = sorted(config.TEMPLATES.glob("*/template.docx"))


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "通报.docx"
    path.write_bytes(docx(p("致{{ 会义 }}：") + p("{{ 数|亿圆 }}") + p("{{ 名单|join(“、”) }}")))
    (tmp_path / "sample.json").write_text('{"会议": "调度会", "数": 3, "名单": ["甲"]}', encoding="utf-8")
    return path


def test_delivered_templates_are_clean(console: Console) -> None:
    ran = console.run("lint", *TEMPLATES)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("没有发现问题，用“sample.json”试填通过") == len(TEMPLATES) == len(papers())


def test_all_faults_are_listed(console: Console, bad: Path) -> None:
    ran = console.run("lint", bad)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines() == [
        f"{bad}：错误 2 处、提醒 1 处",
        "  ✗ 正文第1段“致{{ 会义 }}：”处的 {{ 会义 }} 没有名为“会义”的数据，是否应为“会议”；"
        "请改正名称，或在数据里补上这一项",
        "  ✗ 正文第2段的 {{ 数|亿圆 }} 没有名为“亿圆”的过滤器，是否应为“亿元”；可用的过滤器见“模板怎么改”，请改正名称",
        "  ！ 正文第3段的 {{ 名单|join(“、”) }} 标签里用了中文引号 “” ，这里能填，换一种软件就填不了；请改成半角引号",
    ]


def test_data_may_be_named(console: Console, bad: Path) -> None:
    other = bad.with_name("其他.json")
    other.write_text('{"会义": 1, "数": 3, "名单": []}', encoding="utf-8")
    found = json.loads(console.run("lint", bad, "--data", other, "--json").out)["templates"][0]
    assert found["sample"] == "其他.json"
    assert [fault["code"] for fault in found["faults"]] == ["unknown-filter", "smart-quotes"]


def test_fields_beside_the_template_are_known(console: Console, bad: Path) -> None:
    bad.with_name("template.toml").write_text(
        'spare = ["数"]\n[fields]\n"会义" = "会"\n"名单" = "单位"\n', encoding="utf-8"
    )
    ran = console.run("lint", bad)
    assert "用样例数据试填时出错：没有名为“会义”的数据" in ran.out  # listed, and forgotten in the sample
    bad.with_name("sample.json").unlink()
    assert console.run("lint", bad).out.startswith(f"{bad}：错误 1 处、提醒 1 处")


def test_json_is_as_the_page_says(console: Console, bad: Path) -> None:
    ran = console.run("lint", bad, "--against", bad, "--json")
    assert ran.code == 1
    found = json.loads(ran.out)
    page = PAGE.read_text(encoding="utf-8").partition("### JSON 的写法")[2]
    shown = json.loads(page[page.index("    {\n") : page.index("\n\n`code`")])
    assert _keys(found["templates"][0]) == _keys(shown["templates"][0])
    assert _keys(found["templates"][0]["faults"][0]) == _keys(shown["templates"][0]["faults"][0])
    assert _keys(found["templates"][0]["faults"][0]["place"]) == _keys(shown["templates"][0]["faults"][0]["place"])
    assert _keys(found["templates"][0]["against"]) == _keys(shown["templates"][0]["against"])
    assert _keys(found) == _keys(shown)


def _keys(found: dict[str, object]) -> set[str]:
    return set(found)


def test_every_code_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [code for code in Code if f"`{code.value}`" not in page] == []


def test_two_versions_are_compared(console: Console, tmp_path: Path) -> None:
    old, new = tmp_path / "旧.docx", tmp_path / "新.docx"
    old.write_bytes(docx(p("{{ 甲 }}{{ 乙 }}")))
    new.write_bytes(docx(p("{{ 甲 }}{% for 项 in 表 %}{{ 项.名 }}{% endfor %}")))
    ran = console.run("lint", new, "--against", old)
    assert (ran.code, ran.err) == (0, "")
    assert f"与“{old}”相比，新用到 1 项数据：表[].名" in ran.out
    assert f"与“{old}”相比，不再用 1 项数据：乙" in ran.out
    assert f"与“{new}”相比：要用的数据没有变" in console.run("lint", new, "--against", new).out


def test_annotated_copy_is_written(console: Console, bad: Path, tmp_path: Path) -> None:
    copy = tmp_path / "新文件夹" / "批注.docx"
    assert console.run("lint", bad, "--annotated", copy).code == 1
    assert len(list(Document(io.BytesIO(copy.read_bytes())).comments)) == 3


def test_template_is_never_overwritten(console: Console, bad: Path) -> None:
    before = bad.read_bytes()
    ran = console.run("lint", bad, "--annotated", bad)
    assert (ran.code, ran.sentences) == (2, [f"批注不能写回模板“{bad}”本身，请换一个文件名"])
    assert bad.read_bytes() == before


def test_copy_is_of_one_template(console: Console, bad: Path, tmp_path: Path) -> None:
    ran = console.run("lint", bad, bad, "--annotated", tmp_path / "批注.docx")
    assert (ran.code, ran.sentences) == (2, ["--annotated 一次只能用于一个模板，请分开检查"])


def test_others_are_looked_over_beside_what_is_no_template(console: Console, bad: Path, tmp_path: Path) -> None:
    empty = tmp_path / "空.docx"
    empty.write_bytes(b"")
    ran = console.run("lint", empty, bad)
    assert ran.code == 2
    assert ran.sentences == [f"“{empty}”不能用：文件是空的"]
    assert "错误 2 处" in ran.out
    found = json.loads(console.run("lint", empty, bad, "--json").out)
    assert [each["template"] for each in found["refused"]] == [str(empty)]
    assert [each["template"] for each in found["templates"]] == [str(bad)]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("sample.json", "{", "不合 JSON 格式"),
        ("sample.json", "[]", "最外层应是花括号括起的对象"),
        ("template.toml", "fields = 3", "里的 fields 应是表、spare 应是列表，请对照样例改正"),
        ("template.toml", "= 3", "格式有误"),
    ],
)
def test_bad_file_beside_the_template(console: Console, bad: Path, name: str, content: str, said: str) -> None:
    bad.with_name(name).write_text(content, encoding="utf-8")
    ran = console.run("lint", bad)
    assert (ran.code, len(ran.sentences)) == (2, 1)
    assert said in ran.err


@pytest.mark.parametrize("missing", [["无.docx"], ["--data", "无.json"], ["--against", "无.docx"]])
def test_missing_file(console: Console, bad: Path, missing: list[str]) -> None:
    ran = console.run("lint", bad, *missing)
    assert (ran.code, len(ran.sentences)) == (2, 1)
    assert "找不到这个文件" in ran.err
