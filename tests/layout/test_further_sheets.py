"""周报汇总 and 考核评分表 on paper: heads of tables repeat, and no page begins in the middle of a row."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.layout.contexts import fill, long
from tests.support.rendering import Office, Page, pages

HEADS = {"weekly_summary": ("未办结问题", "处理建议"), "score_sheet": ("完成率", "评分规则")}
#: A head of one or two lines, the page number, and where the text of an earlier section ends.
_FIRST_LINES = 3


@pytest.fixture(scope="module")
def printed(office: Office) -> Mapping[str, Path]:
    """Both papers at their longest, converted in one call."""
    return office.pdfs({paper: fill(paper, long(paper)) for paper in HEADS})


@pytest.mark.parametrize("paper", HEADS)
def test_a_page_that_goes_on_with_a_table_begins_with_its_head(printed: Mapping[str, Path], paper: str) -> None:
    going_on = [page for page in pages(printed[paper]) if _begins_in_a_table(page)]
    assert len(going_on) > 3
    assert all(any(head in _top(page) for head in HEADS[paper]) for page in going_on)


def _begins_in_a_table(page: Page) -> bool:
    """Whether the first line has cells side by side, as no line of text has; a turned page number is no cell."""
    first = next(line for line in page.lines if any(word.box.left > 35 for word in line.words))
    return len([word for word in first.words if word.box.left > 28]) > 4


def _top(page: Page) -> str:
    return "".join(line.text for line in page.lines[:_FIRST_LINES])


@pytest.mark.parametrize("paper", HEADS)
def test_the_last_page_is_no_lone_line(printed: Mapping[str, Path], paper: str) -> None:
    assert len(pages(printed[paper])[-1].lines) >= 4
