"""Forms on paper: no page with next to nothing on it, one page where one is meant, labels and boards to be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from templates_docx.build import template_path
from tests.layout.contexts import PAPERS, fill, long, sample
from tests.layout.long_words import LONG_NAME
from tests.layout.xml import found, part, values
from tests.papers.made import inputs, meeting, planned
from tests.support.rendering import Office, Page, pages

#: Letters, lists and forms; reports and minutes are measured where their text is.
FORMS = tuple(paper for paper in PAPERS if paper not in {"progress_bulletin", "work_brief", "unit_report", "minutes"})
WAYS = {"sample": sample, "long": long}
#: How many pages there are when every project of the sample has a name of 60 characters.
NAMED = {"dispatch_order": 1, "halt_approval": 1, "explanation_form": 1, "service_receipt": 1, "project_book": 2}
BOARD_SIZE = 56  # half-points: 28 pt
HAN_OF_LABELS = 240  # twips: 小四
CALLED = (0, 3, 11, 12, 22, 33, 40)


def renamed(value: Any) -> Any:
    """The context with every project's name of 60 characters."""
    if isinstance(value, dict):
        return {
            key: f"关于{LONG_NAME}交办事项逾期未办结的问责通知书"
            if key == "名称"
            else LONG_NAME
            if key == "项目名称"
            else renamed(item)
            for key, item in value.items()
        }
    return [renamed(item) for item in value] if isinstance(value, list) else value


def sign_in(units: int) -> bytes:
    """The sign-in sheet of a meeting to which so many units are called."""
    called = meeting(meeting__addressees=[f"县重点项目建设单位{number}" for number in range(units)])
    (draft,), _ = planned("sign_in_sheet", inputs(at=called))
    return fill("sign_in_sheet", draft.context)


@pytest.fixture(scope="module")
def printed(office: Office) -> Mapping[str, Path]:
    """All documents of this module, converted in one call."""
    documents = {f"{paper} {way}": fill(paper, context(paper)) for paper in FORMS for way, context in WAYS.items()}
    documents |= {f"{paper} named": fill(paper, renamed(sample(paper))) for paper in NAMED}
    documents |= {f"sign-in {units}": sign_in(units) for units in CALLED}
    return office.pdfs(documents)


def content(page: Page) -> list[str]:
    """The lines of a page but its number."""
    return [line.text for line in page.lines if not re.fullmatch(r"[—\-]?\s*\d+\s*[—\-]?", line.text)]


@pytest.mark.parametrize("paper", FORMS)
@pytest.mark.parametrize("way", WAYS)
def test_no_page_holds_less_than_three_lines(printed: Mapping[str, Path], paper: str, way: str) -> None:
    assert [page.number for page in pages(printed[f"{paper} {way}"]) if len(content(page)) < 3] == []


@pytest.mark.parametrize("paper", NAMED)
def test_a_name_of_sixty_characters_keeps_a_form_on_its_page(printed: Mapping[str, Path], paper: str) -> None:
    assert len(LONG_NAME) >= 58
    assert len(pages(printed[f"{paper} named"])) == NAMED[paper]


@pytest.mark.parametrize("units", CALLED)
def test_the_last_page_of_a_sign_in_sheet_is_full(printed: Mapping[str, Path], units: int) -> None:
    *_, last = pages(printed[f"sign-in {units}"])
    assert max(line.box.bottom for line in last.lines) > 297 * 3 / 4


@pytest.mark.parametrize("paper", FORMS)
def test_no_label_loses_a_character_to_a_second_line(paper: str) -> None:
    root = part(template_path(paper).read_bytes())
    for cell in found(root, "//w:tc[.//w:pStyle/@w:val='GWFormLabel']"):
        (width,) = values(cell, "./w:tcPr/w:tcW/@w:w")
        margins = values(cell, "ancestor::w:tbl[1]/w:tblPr/w:tblCellMar/*[self::w:left or self::w:right]/@w:w")
        room = (int(width) - sum(map(int, margins))) // HAN_OF_LABELS
        text = "".join("\n" if node.tag.endswith("}br") else node.text or "" for node in found(cell, ".//w:t|.//w:br"))
        sizes = [len(line) for line in text.split("\n")]
        # A narrow column may break its heading; it never leaves one character alone.
        assert all(size <= room or room < 3 or size % room != 1 for size in sizes), (text, room)


def test_a_board_is_set_in_28_points_or_more() -> None:
    data = template_path("display_board").read_bytes()
    styles = part(data, "word/styles.xml")
    for name in ("document", "header_default", "header_even"):
        root = part(data, f"word/{name}.xml")
        # What prints: not the rows of the loop's own tags, nor the paragraph that ends the body.
        printed = found(root, "//w:p[w:r/w:t[not(starts-with(., '{%'))]]")
        for style in {style for paragraph in printed for style in values(paragraph, "./w:pPr/w:pStyle/@w:val")}:
            (size,) = values(styles, f"//w:style[@w:styleId='{style}']/w:rPr/w:sz/@w:val")
            assert int(size) >= BOARD_SIZE, style
