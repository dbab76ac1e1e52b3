"""The page on the papers names every one of them, its pictures, and the limits that the settings say."""

from __future__ import annotations

import re
from dataclasses import astuple

import pytest

from service.config import ROOT
from service.papers import papers
from service.papers.thresholds import thresholds
from tests.support.gallery import PICTURES

PAGE = (ROOT / "docs" / "papers.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\S+) \| .+ \| .+ \| .+ \| .+ \|$", PAGE, re.MULTILINE)


def test_every_paper_has_its_row() -> None:
    assert sorted(ROWS[1:]) == sorted(paper.title for paper in papers().values())
    assert f"可以做下面 {len(papers())} 种材料" in PAGE


def test_every_paper_has_its_picture() -> None:
    assert sorted(paper for shown in PICTURES.values() for paper in shown) == sorted(papers())
    assert all((ROOT / "docs" / "pictures" / f"{name}.png").is_file() for name in PICTURES)


@pytest.mark.parametrize(
    ("words", "limit"),
    [("距时限不超过 {} 天", 0), ("落后序时进度 {} 个百分点", 1), ("红色：逾期 {} 天", 2), ("约谈：逾期 {} 天", 3)],
)
def test_the_limits_are_those_in_force(words: str, limit: int) -> None:
    assert words.format(astuple(thresholds())[limit]) in PAGE
