"""Own templates: which folder stands for which paper, and one sentence on whatever is wrong with one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from service.errors import OutputError, PaperError, SettingsError
from service.papers import find, papers, papers_of, shelf
from service.papers.own import templates_of
from service.papers.own_copy import copy_template
from tests.assembly.docx_builder import docx, p
from tests.batches.made import sample

OURS = papers()["progress_bulletin"]


def folder(root: Path, name: str, settings: str | bytes | None = None, body: str = "{{ 标题 }}") -> Path:
    """A folder of a small template."""
    path = root / name
    path.mkdir(parents=True)
    (path / "template.docx").write_bytes(docx(p(body)))
    if settings is not None:
        data = settings.encode() if isinstance(settings, str) else settings
        (path / "template.toml").write_bytes(data)
    return path


def fault(root: Path) -> str:
    """What is wrong with the bulletin's own template; it is what keeps the paper from being planned."""
    found = shelf(root)
    said = found.own[OURS.id].fault()
    if said:
        with pytest.raises(PaperError) as caught:
            next(iter(found.papers[OURS.id].plan(sample())))
        assert str(caught.value) == said
        assert "\n" not in said
    return said


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("progress_bulletin", None),
        ("进展通报", None),
        ("我县的通报", 'of = "progress_bulletin"'),
        ("我县的通报", 'of = "进展通报"'),
        ("我县的通报", 'title = "进展通报"\nversion = "1.0.0"'),  # ours, copied and renamed in the file manager
        ("工作简报", 'of = "progress_bulletin"'),
        ("我县的通报", b'\xef\xbb\xbfof = "progress_bulletin"'),
    ],
)
def test_a_folder_takes_the_place_of_ours(tmp_path: Path, name: str, settings: str | None) -> None:
    path = folder(tmp_path, name, settings)
    found = shelf(tmp_path)
    assert list(found.papers) == list(papers())
    paper = found.papers[OURS.id]
    assert (paper.template, paper.own) == (path / "template.docx", name)
    assert (paper.title, paper.file_name, paper.fields) == (OURS.title, OURS.file_name, OURS.fields)
    assert [kind for kind in found.papers.values() if kind.own] == [paper]
    assert (fault(tmp_path), found.strays) == ("", {})


def test_what_it_says_itself_goes_before_ours(tmp_path: Path) -> None:
    folder(tmp_path, "通报", 'of = "进展通报"\ntitle = "情况通报"\nfile_name = "通报{{ 期间 }}"')
    found = shelf(tmp_path)
    paper = found.papers[OURS.id]
    drafts = list(paper.plan(sample()))
    assert paper.name_of(drafts[0]) == "通报2026年1—10月"  # type: ignore[arg-type] # none is held back
    assert find("情况通报", found.papers) is find("进展通报", found.papers) is paper
    assert paper in papers_of("周调度会", among=found.papers)


def test_a_changed_file_takes_effect_at_once(tmp_path: Path) -> None:
    path = folder(tmp_path, "进展通报")
    assert fault(tmp_path) == ""
    (path / "template.docx").write_bytes(docx(p("{{ 标提 }}")))
    assert "是否应为“标题”" in fault(tmp_path)
    (path / "template.docx").write_bytes(docx(p("{{ 标题 }}")))
    assert fault(tmp_path) == ""


@pytest.mark.parametrize(
    ("settings", "body", "pieces"),
    [
        (None, "{{ 标提 }}", ["进展通报/template.docx", "正文第1段", "是否应为“标题”", "“进展通报”的模板说明"]),
        (None, "{{ 标提 }}{{ 无此 }}", ["另有 1 处"]),
        (None, "{%p if 标题 %}", ["{% endif %}"]),
        (None, "{{ 标题|亿圆 }}", ["亿元"]),
        (None, "{{ 标题|亿元 }}", ["试填"]),
        (None, "｛｛ 标题 ｝｝", ["半角"]),
        ("x = ]", "", ["进展通报/template.toml", "第1行"]),
        ('titel = "x"', "", ["进展通报/template.toml", "“titel”", "是不是“title”"]),
        ("file_name = 3", "", ["file_name", "引号"]),
        ('file_name = " "', "", ["file_name", "引号"]),
        ('file_name = "{{ 期 }}"', "", ["进展通报/template.toml", "“期”"]),
        ('file_name = "{{ 期间|年月 }}"', "", ["file_name", "过滤器"]),
        ("fields = 3", "", ["[fields]"]),
        ('title = "会议通知"', "", ["title", "另一种材料"]),
        ('title = "情况"'.encode("gbk"), "", ["UTF-8"]),
        ('of = "progress_bulletin"\nx = ]', "", ["第2行"]),
    ],
)
def test_a_fault_is_one_sentence(tmp_path: Path, settings: str | bytes | None, body: str, pieces: list[str]) -> None:
    folder(tmp_path, "进展通报", settings, body)
    said = fault(tmp_path)
    assert [piece for piece in pieces if piece not in said] == []


def test_settings_that_cannot_be_read_still_say_which_paper(tmp_path: Path) -> None:
    folder(tmp_path, "通报", 'of = "progress_bulletin"\nfile_name = x')
    assert "第2行" in fault(tmp_path)


@pytest.mark.parametrize(
    ("there", "cure"), [("通报.docx", "另存为"), ("通报.doc", "另存为"), ("~$mplate.docx", "请放进去")]
)
def test_a_document_of_another_name(tmp_path: Path, there: str, cure: str) -> None:
    path = folder(tmp_path, "进展通报", "")
    (path / "template.docx").rename(path / there)
    said = fault(tmp_path)
    assert "template.docx" in said
    assert cure in said


def test_what_is_no_document(tmp_path: Path) -> None:
    (folder(tmp_path, "进展通报") / "template.docx").write_bytes(b"x")
    assert "进展通报/template.docx" in fault(tmp_path)


def test_two_for_one_paper_are_both_named(tmp_path: Path) -> None:
    for name in ("进展通报", "progress_bulletin"):
        folder(tmp_path, name)
    assert "“progress_bulletin”和“进展通报”" in fault(tmp_path)


@pytest.mark.parametrize(
    ("name", "settings", "piece"),
    [
        ("我的", None, 'of = "材料名称"'),
        ("我的", "", 'of = "材料名称"'),
        ("我的", 'of = "进展通抱"', "是不是“进展通报”"),
        ("我的", "of = 3", "of"),
        ("我的", "= 3", "第1行"),
    ],
)
def test_a_folder_of_which_nobody_knows_for_what(tmp_path: Path, name: str, settings: str | None, piece: str) -> None:
    folder(tmp_path, name, settings)
    found = shelf(tmp_path)
    assert list(found.strays) == [name]
    assert piece in found.strays[name]
    assert found.own == {}


def test_what_is_no_template_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "进展通报").mkdir()
    (tmp_path / "说明.txt").write_text("x", encoding="utf-8")
    folder(tmp_path, ".进展通报")
    folder(tmp_path, "备份/进展通报")
    found = shelf(tmp_path)
    assert (found.own, found.strays, found.papers) == ({}, {}, papers())
    assert shelf(tmp_path / "没有").papers == papers()


def test_a_folder_may_itself_be_the_template(tmp_path: Path) -> None:
    path = folder(tmp_path, "通报", 'of = "进展通报"')
    assert templates_of(path).papers[OURS.id].own == "通报"


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_somebody_names_must_hold_templates(tmp_path: Path, there: bool) -> None:
    if there:
        (tmp_path / "样子").mkdir()
    with pytest.raises(SettingsError, match="里没有模板" if there else "找不到"):
        templates_of(tmp_path / "样子")


@pytest.mark.parametrize(
    ("version", "fields", "piece"),
    [
        ('"0.9"', {"标题": ""}, "是照 0.9 版改的，自带的现在是 1.1.0 版，新添了可用的名称：行文格式、发文机关.全称"),
        ("0.9", {}, "是照 0.9 版改的，自带的现在是 1.1.0 版"),
        ('"1.1.0"', {}, ""),
        ('"2.0"', {}, ""),
        ('"我的"', {}, ""),
    ],
)
def test_a_copy_of_an_older_version_is_told(tmp_path: Path, version: str, fields: dict[str, Any], piece: str) -> None:
    assert OURS.version == "1.1.0"
    listed = "".join(f"{json.dumps(name, ensure_ascii=False)} = ''\n" for name in fields)
    folder(tmp_path, "进展通报", f"version = {version}\n[fields]\n{listed}")
    older = shelf(tmp_path).own[OURS.id].older()
    assert older.startswith(piece)
    assert bool(older) is bool(piece)
    assert fault(tmp_path) == ""


@pytest.mark.parametrize("paper", list(papers()))
def test_a_copy_of_every_paper_is_clean_and_ours(tmp_path: Path, paper: str) -> None:
    ours = papers()[paper]
    copied = copy_template(ours, tmp_path)
    found = shelf(tmp_path)
    own = found.own[paper]
    assert (own.fault(), own.older(), own.lint().faults) == ("", "", ())
    assert found.papers[paper].file_name == ours.file_name
    assert own.folders[0].settings["fields"] == dict(ours.fields)
    Document(str(copied / "template.docx"))


def test_a_copy_never_overwrites(tmp_path: Path) -> None:
    copied = copy_template(OURS, tmp_path)
    before = {path: path.read_bytes() for path in copied.iterdir()}
    with pytest.raises(OutputError, match="已经有“进展通报”自己的模板"):
        copy_template(OURS, tmp_path)
    copied.rename(tmp_path / "改过的")
    with pytest.raises(OutputError, match="“改过的”"):
        copy_template(OURS, tmp_path)
    (tmp_path / "改过的").rename(copied)
    assert {path: path.read_bytes() for path in copied.iterdir()} == before
    (tmp_path / "会议通知").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="会议通知”已经有了"):
        copy_template(papers()["meeting_notice"], tmp_path)
