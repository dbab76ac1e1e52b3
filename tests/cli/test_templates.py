"""``huicai templates``, and own templates in ``make``, ``pack``, ``demo`` and ``lint``."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from docx import Document

from service import config
from service.papers import papers
from tests.cli.made import ISSUES, LEDGER, MEETING, Console

GIVEN = ("--ledger", LEDGER, "--ledger", ISSUES, "--meeting", MEETING)


def edit(path: Path, words: str, over: str = "{{ 标题 }}") -> None:
    """Type over a paragraph of a template: the title, or the one that says ``over``."""
    document = Document(str(path))
    next(line for line in document.paragraphs if line.text == over).text = words
    document.save(str(path))


@pytest.fixture
def bulletin(console: Console) -> Path:
    """A copy of the bulletin where copies go by themselves."""
    assert console.run("templates", "copy", "进展通报").code == 0
    return config.load().templates / "进展通报"


def text(path: Path) -> str:
    return "\n".join(line.text for line in Document(io.BytesIO(path.read_bytes())).paragraphs)


def reworded(folder: Path) -> None:
    document = Document(str(folder / "template.docx"))
    for line in document.paragraphs:
        if line.text == "一、总体情况":
            line.runs[0].text = "一、我县的总体情况"
    document.save(str(folder / "template.docx"))


def test_a_copy_is_used_by_itself(console: Console, bulletin: Path, tmp_path: Path) -> None:
    reworded(bulletin)
    ran = console.run("make", "进展通报", *GIVEN, "--out", tmp_path / "材料")
    assert "  · “进展通报”用的是自己的模板“进展通报”" in ran.out.splitlines()
    (made,) = (tmp_path / "材料").glob("*.docx")
    assert "一、我县的总体情况" in text(made)


def test_a_folder_may_be_named(console: Console, tmp_path: Path) -> None:
    style = tmp_path / "县里 的样子"
    assert console.run("templates", "copy", "进展通报", "签到表", "--to", style).code == 0
    reworded(style / "进展通报")
    (style / "进展通报").rename(style / "通报")
    ran = console.run("demo", "--templates", style, "--out", tmp_path / "材料")
    assert ran.code == 0
    assert "“进展通报”用的是自己的模板“通报”" in ran.out
    (made,) = (tmp_path / "材料").glob("*进展情况通报*.docx")
    assert "一、我县的总体情况" in text(made)


def test_a_bad_template_fails_alone_and_the_pack_goes_on(console: Console, bulletin: Path, tmp_path: Path) -> None:
    edit(bulletin / "template.docx", "{{ 主送单位 }}")
    ran = console.run("pack", *GIVEN, "--out", tmp_path / "材料", "--json")
    assert (ran.code, ran.err) == (1, "")
    found = json.loads(ran.out)
    (failed,) = found["failed"]
    assert (failed["paper"], failed["subject"]) == ("进展通报", "")
    assert re.match(
        r"模板“进展通报/template.docx”正文第\d+段的 {{ 主送单位 }} 没有名为“主送单位”的数据", failed["reason"]
    )
    assert len(found["made"]) == 26
    assert found["notes"] == []


def test_a_bad_template_alone_is_one_sentence(console: Console, bulletin: Path, tmp_path: Path) -> None:
    edit(bulletin / "template.docx", "{% if 主送 %}")
    ran = console.run("make", "进展通报", *GIVEN, "--out", tmp_path / "材料")
    assert (ran.code, len(ran.sentences)) == (2, 1)
    assert "endif" in ran.err
    assert list((tmp_path / "材料").iterdir()) == []


def test_a_folder_nobody_knows_is_told(console: Console, bulletin: Path, tmp_path: Path) -> None:
    stray = bulletin.with_name("我的")
    stray.mkdir()
    (stray / "template.docx").write_bytes((bulletin / "template.docx").read_bytes())
    ran = console.run("make", "签到表", *GIVEN, "--out", tmp_path / "材料", "--json")
    assert ran.code == 1
    assert [(item["paper"], item["subject"]) for item in json.loads(ran.out)["failed"]] == [("模板", "我的")]
    assert (tmp_path / "材料" / "材料清单.xlsx").is_file()
    listed = console.run("templates", "list")
    assert listed.code == 1
    assert "✗ 没有用上：看不出模板“我的”" in listed.out


def test_list_without_own_templates(console: Console) -> None:
    ran = console.run("templates", "list")
    assert ran.code == 0
    assert ran.out.splitlines()[-1].endswith("、".join(paper.title for paper in papers().values()))


def test_list_says_whose_where_and_how_it_differs(console: Console, bulletin: Path) -> None:
    edit(bulletin / "template.docx", "{%p elif 总体.同比 %}", "{%p elif 发文机关.标志|length <= 11 %}")
    settings = bulletin / "template.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("1.1.0", "0.9.0"), encoding="utf-8")
    lines = console.run("templates", "list").out.splitlines()
    assert lines[1:4] == [
        "✓ 进展通报：用自己的“进展通报”",
        f"    在 {bulletin}",
        "    是照 0.9.0 版改的，自带的现在是 1.1.0 版",
    ]
    assert lines[4].endswith("新用到 1 项数据：总体.同比")
    found = json.loads(console.run("templates", "list", "--json").out)
    shown = {paper["id"]: paper for paper in found["papers"]}
    assert len(shown) == len(papers())
    assert shown["progress_bulletin"]["own"] == "进展通报"
    assert shown["progress_bulletin"]["notes"][0].endswith("自带的现在是 1.1.0 版")
    assert shown["agenda"]["own"] is None


def test_list_names_the_fault(console: Console, bulletin: Path) -> None:
    edit(bulletin / "template.docx", "{{ 标提 }}")
    ran = console.run("templates", "list")
    assert ran.code == 1
    assert "    用不了：模板“进展通报/template.docx”" in ran.out
    found = json.loads(console.run("templates", "list", "--json").out)
    assert [paper["id"] for paper in found["papers"] if paper["fault"]] == ["progress_bulletin"]


def test_copies_go_on_beside_one_that_is_there(console: Console, bulletin: Path) -> None:
    alone = console.run("templates", "copy", "进展通报")
    assert (alone.code, len(alone.sentences)) == (2, 1)
    ran = console.run("templates", "copy", "进展通报", "签到表")
    assert ran.code == 1
    assert "✗" in ran.out.splitlines()[0]
    assert (bulletin.with_name("签到表") / "template.docx").is_file()


def test_names_are_those_of_the_paper(console: Console) -> None:
    ran = console.run("templates", "names", "签到表")
    fields = papers()["sign_in_sheet"].fields
    assert ran.out.splitlines() == [f"{{{{ {name} }}}}  {meaning}" for name, meaning in fields.items()]
    assert "是不是“签到表”" in console.run("templates", "names", "签道表").err


def test_lint_knows_what_an_own_template_stands_for(console: Console, bulletin: Path) -> None:
    (bulletin / "sample.json").unlink()
    settings = 'of = "进展通报"\n[fields]\n"我添的" = "没有用"\n'
    (bulletin / "template.toml").write_text(settings, encoding="utf-8")
    assert "用“sample.json”试填通过" in console.run("lint", bulletin / "template.docx").out
    edit(bulletin / "template.docx", "{{ 我添的 }}")
    ran = console.run("lint", bulletin / "template.docx")
    assert ran.code == 1
    assert "没有名为“我添的”的数据" in ran.out
