"""The pages on the papers: every one is there, with its pictures and fields, and the limits that the settings say."""

from __future__ import annotations

import re
from dataclasses import astuple

import pytest

from service.config import ROOT
from service.papers import papers
from service.papers.thresholds import thresholds
from tests.support import field_tables
from tests.support.gallery import EACH, PICTURES

PAGE = (ROOT / "docs" / "papers.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| \[(\S+)\]\(papers/(\w+)\.md\) \| .+ \| .+ \| .+ \| .+ \|$", PAGE, re.MULTILINE)
MOST_BYTES = 120_000

LABELS = ("什么时候做", "要有的数据", "对应的做法", "谁可以签发", "文件名", "留空待填", "版式")


def test_every_paper_has_its_row() -> None:
    assert sorted(ROWS) == sorted((paper.title, paper.id) for paper in papers().values())
    assert f"可以做下面 {len(papers())} 种材料" in PAGE


def test_every_paper_has_its_picture() -> None:
    assert sorted(paper for shown in PICTURES.values() for paper in shown) == sorted(papers())
    assert all((ROOT / "docs" / "pictures" / f"{name}.png").is_file() for name in PICTURES)


@pytest.mark.parametrize("paper", papers())
def test_every_paper_has_a_page_with_its_picture(paper: str) -> None:
    text = field_tables.page(paper).read_text(encoding="utf-8")
    assert text.startswith(f"# {papers()[paper].title}\n")
    assert f"](../pictures/papers/{paper}.png)" in text
    drawn = (EACH / f"{paper}.png").read_bytes()
    assert drawn.startswith(b"\x89PNG")
    assert len(drawn) < MOST_BYTES
    lacking = [label for label in LABELS if not re.search(rf"^- {label}：\S", text, re.MULTILINE)]
    assert lacking == []


def test_every_page_shows_the_fields_as_they_are_and_where_they_come_from() -> None:
    known = field_tables.sources()
    stale = [path.name for path, _ in field_tables.stale(known)]
    assert stale == [], "run python -m tests.support.field_tables"
    # Nothing is said of fields or papers that are not there.
    for paper, fields in known.items():
        if paper != "all":
            named = {name.rpartition(".")[0] for name in papers()[paper].fields} | set(papers()[paper].fields) | {"*"}
            assert set(fields) <= named, paper


def test_a_field_without_a_source_is_told() -> None:
    known = {"all": {"会议": "会议文件"}, "agenda": {"议题.项目": "台账"}}
    assert field_tables.source_of("会议.名称", "agenda", known) == "会议文件"
    assert field_tables.source_of("议题.项目.总投资", "agenda", known) == "台账"
    with pytest.raises(LookupError, match=r"议题\.问题"):
        field_tables.source_of("议题.问题", "agenda", known)


@pytest.mark.parametrize("paper", papers())
def test_the_file_name_on_a_page_is_the_pattern_filled(paper: str) -> None:
    pattern = re.split(r"\{\{.*?\}\}", papers()[paper].file_name)
    (name,) = re.findall(
        r"^- 文件名：`(.+)\.docx`$", field_tables.page(paper).read_text(encoding="utf-8"), re.MULTILINE
    )
    assert re.fullmatch(".+".join(map(re.escape, pattern)), name)


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("距时限不超过 {} 天", 0),
        ("落后序时进度 {} 个百分点", 1),
        ("红色：逾期 {} 天", 2),
        ("约谈：逾期 {} 天", 3),
        ("通报批评：逾期 {} 天", 4),
    ],
)
def test_the_limits_are_those_in_force(words: str, limit: int) -> None:
    assert words.format(astuple(thresholds())[limit]) in PAGE
