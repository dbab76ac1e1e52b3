"""A second, unlike county style, made by copying a template and editing it as in Word alone."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.oxml.ns import qn

from service import config
from service.batches import Summary, make
from service.papers import Shelf, find, papers, shelf
from service.papers.own_copy import copy_template
from tests.batches.made import sample
from tests.papers.county_style import restyle
from tests.support.rendering import Office, pages

GUIDE = (config.ROOT / "docs" / "own-templates.md").read_text(encoding="utf-8")
STYLES = ("公文标题", "一级标题", "公文正文", "发文机关标志", "发文字号", "表头", "表格文字", "表格居中", "表格数字")


def county(folder: Path) -> Shelf:
    """The papers with a bulletin restyled."""
    copied = copy_template(find("进展通报"), folder)
    restyle(copied / "template.docx")
    return shelf(folder)


def bulletin(kinds: Shelf) -> tuple[bytes, Summary]:
    """The sample county's bulletin, and what was said of it."""
    summary = Summary()
    ((_, data),) = make([find("进展通报", kinds.papers)], sample(), summary)
    return data, summary


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Summary]:
    return bulletin(county(tmp_path_factory.mktemp("样式")))


def opened(data: bytes) -> Opened:
    return Document(io.BytesIO(data))


def headings(document: Opened) -> list[str]:
    return [line.text for line in document.paragraphs if line.style is not None and line.style.name == "一级标题"]


def test_the_edited_copy_is_clean(tmp_path: Path) -> None:
    own = county(tmp_path).own["progress_bulletin"]
    assert (own.fault(), own.lint().faults) == ("", ())


def test_sections_stand_in_the_countys_order_and_words(made: tuple[bytes, Summary]) -> None:
    document = opened(made[0])
    assert headings(document) == ["1. 总的进度", "2. 各项目进度", "3. 各单位排位", "4. 卡在哪里", "5. 请各单位办好"]
    text = "\n".join(line.text for line in document.paragraphs)
    assert "现将我县重点项目2026年1—10月的进度告知各单位。" in text
    assert not any(gone in text for gone in ("分行业看", "附件", "详见", "{", "抄送"))


def test_columns_are_the_countys(made: tuple[bytes, Summary]) -> None:
    ranking, _, projects = opened(made[0]).tables  # two classes of units
    assert [cell.text.replace("\n", "") for cell in ranking.rows[0].cells][-2:] == ["进度差(百分点)", "与序时进度相比"]
    assert ranking.rows[1].cells[-1].text.startswith("超序时进度")
    heads = [cell.text.replace("\n", "") for cell in projects.rows[0].cells]
    assert heads == [
        "序号",
        "责任单位",
        "项目名称",
        "建设年限",
        "总投资",
        "年度计划投资",
        "本月完成投资",
        "累计完成投资",
        "完成率(%)",
        "进度差(百分点)",
        "存在问题",
        "包联领导",
    ]
    assert len(projects.rows) == 1 + len(sample().projects)


def test_the_head_is_no_red_head(made: tuple[bytes, Summary]) -> None:
    document = opened(made[0])
    assert document.paragraphs[0].text == "安澜县重点项目建设指挥部办公室工作函"
    used = {line.style.style_id for line in document.paragraphs if line.style is not None}
    assert used
    colours = {
        element.get(qn(name))
        for style in document.styles
        if style.style_id in used
        for tag, name in (("w:color", "w:val"), ("w:bottom", "w:color"))
        for element in style.element.iter(qn(tag))
    }
    assert "000000" in colours
    assert "FF0000" not in colours


def test_only_the_gaps_that_it_prints_are_told(made: tuple[bytes, Summary]) -> None:
    (ours,) = bulletin(Shelf(papers()))[1].made
    (theirs,) = made[1].made
    gone = [text for text in ours.blanks if text not in theirs.blanks]
    assert gone
    assert all("存在问题未填" in text or "形象进度未填" in text for text in gone)
    assert "项目表第18、32行的累计完成未填" in theirs.blanks


def test_it_is_said_whose_template_was_used(made: tuple[bytes, Summary]) -> None:
    assert made[1].notes == ["“进展通报”用的是自己的模板“进展通报”"]
    assert bulletin(Shelf(papers()))[1].notes == []


def test_it_prints_as_a_plain_letter(made: tuple[bytes, Summary], office: Office) -> None:
    first, *others = pages(office.pdf(made[0]))
    assert first.width < first.height
    mark = first.find("工作函")
    assert mark.text == "安澜县重点项目建设指挥部办公室工作函"  # on one line
    assert abs(mark.box.middle - (28 + (first.width - 26)) / 2) < 1.5
    title, body = first.find("关于2026年"), first.find("现将我县")
    assert mark.box.bottom < title.box.top < body.box.top
    assert others[-1].width > others[-1].height  # the imprint is gone and leaves no page behind
    table = next(page for page in others if "与序时进度相比" in page.text)
    assert table.find("与序时进度相比").box.right <= table.width - 25.5


@pytest.mark.parametrize("style", STYLES)
def test_the_guides_styles_are_in_every_template(style: str) -> None:
    assert f"“{style}”" in GUIDE
    for paper in papers().values():
        assert style in [found.name for found in Document(str(paper.template)).styles]


def test_what_the_guide_says_of_a_fault_is_what_is_said(tmp_path: Path) -> None:
    copied = copy_template(find("进展通报"), tmp_path)
    document = Document(str(copied / "template.docx"))
    next(line for line in document.paragraphs if line.text == "{{ 主送 }}：").text = "{{ 主送单位 }}"
    document.save(str(copied / "template.docx"))
    said = shelf(tmp_path).own["progress_bulletin"].fault()
    told = "正文第70段的 {{ 主送单位 }} 没有名为“主送单位”的数据，是否应为“主送”"
    assert said.startswith(f"模板“进展通报/template.docx”{told}")
    assert f"模板“我县的通报/template.docx”{told}" in GUIDE
