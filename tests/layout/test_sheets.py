"""Sheets across, boards and forms as LibreOffice prints them, measured in mm."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.layout.contexts import bare, fill, long, sample
from tests.layout.fonts import strangers
from tests.layout.more_contexts import GROW
from tests.support.raster import Raster
from tests.support.rendering import Box, Office, Page, pages

ACROSS = ("duty_list", "progress_list")
WAYS = {"sample": sample, "long": long, "bare": bare}
#: Right and lower edges of paper and 版心 in mm; the left and upper ones.
A4 = (210, 297)
SIZES = {**dict.fromkeys((*ACROSS, "score_sheet"), (297, 210)), "display_board": (420, 297)}
ONE_PAGE = ("halt_approval", "reply_form", "sign_in_sheet", "explanation_form", "service_receipt")
HEADS = {
    "sign_in_sheet": "联系电话",
    "duty_list": "完成时限",
    "progress_list": "形象进度",
    "display_board": "具体进度",
}

SIGNED = {
    **dict.fromkeys(("criticism_circular", "reminder_letter", "talk_notice"), "安澜县重点项目建设指挥部办公室"),
    "unit_report": "县交通运输局",
}


@pytest.fixture(scope="module")
def printed(office: Office) -> Mapping[str, Path]:
    """Every further paper in every way, converted in one call."""
    documents = {f"{paper} {way}": fill(paper, context(paper)) for paper in GROW for way, context in WAYS.items()}
    return office.pdfs(documents)


@pytest.mark.parametrize("paper", GROW)
@pytest.mark.parametrize("way", WAYS)
def test_every_page_has_its_size_and_all_text_lies_on_it(printed: Mapping[str, Path], paper: str, way: str) -> None:
    width, height = SIZES.get(paper, A4)
    for page in pages(printed[f"{paper} {way}"]):
        assert (round(page.width), round(page.height)) == (width, height)
        assert page.lines, page.number
        assert min(line.box.left for line in page.lines) >= 17
        assert max(line.box.right for line in page.lines) <= width - 17
        assert max(line.box.bottom for line in page.lines) <= height - 7


@pytest.mark.parametrize("paper", GROW)
@pytest.mark.parametrize("way", WAYS)
def test_fonts_are_the_named_ones(printed: Mapping[str, Path], paper: str, way: str) -> None:
    assert strangers(printed[f"{paper} {way}"]) == set()


@pytest.mark.parametrize("paper", HEADS)
def test_heads_of_tables_repeat(printed: Mapping[str, Path], paper: str) -> None:
    sheets = pages(printed[f"{paper} long"])
    assert len(sheets) > 2
    assert all(HEADS[paper] in page.text for page in sheets)


@pytest.mark.parametrize("paper", ONE_PAGE)
@pytest.mark.parametrize("way", ["sample", "bare"])
def test_a_form_is_one_page(printed: Mapping[str, Path], paper: str, way: str) -> None:
    assert len(pages(printed[f"{paper} {way}"])) == 1


def test_every_topic_sheet_is_a_page_of_its_own(printed: Mapping[str, Path]) -> None:
    _, *sheets = pages(printed["agenda sample"])
    assert [page.lines[0].text for page in sheets] == ["议题单"] * 2
    assert all("会议议定意见" in page.text for page in sheets)


@pytest.mark.parametrize("paper", ACROSS)
def test_numbers_of_sheets_across_stand_where_portrait_pages_have_them(printed: Mapping[str, Path], paper: str) -> None:
    first, second, *_ = pages(printed[f"{paper} long"])
    (single,) = pages(printed[f"{paper} bare"])
    assert all(250 / 2 < place < 184 for place in (_number(first), _number(single)))
    assert 26 < _number(second) < 60


def _number(page: Page) -> float:
    """How far down the number stands, in mm; it is turned, and 7 mm left of the text."""
    (word,) = (
        word for line in page.lines for word in line.words if word.text == str(page.number) and word.box.right < 34
    )
    assert word.box.middle == pytest.approx(35 - 7, abs=1)
    return word.box.centre


def test_every_board_has_its_title(printed: Mapping[str, Path]) -> None:
    boards = pages(printed["display_board long"])
    assert len(boards) > 2
    assert {page.lines[0].text for page in boards} == {"2026年全县重点项目建设进度公示"}


@pytest.mark.parametrize("paper", SIGNED)
@pytest.mark.parametrize("way", WAYS)
def test_the_signature_stands_over_its_date_on_a_page_with_text(
    printed: Mapping[str, Path], paper: str, way: str
) -> None:
    found = [(page, line) for page in pages(printed[f"{paper} {way}"]) for line in page.lines]
    page, dated = next(item for item in found if re.fullmatch(r"2026年\d+月\d+日", item[1].text))
    place = page.lines.index(dated)
    signed = page.lines[place - 1]
    assert signed.text == SIGNED[paper]
    assert dated.box.middle == pytest.approx(signed.box.middle, abs=0.5)
    assert place >= 2


@pytest.mark.parametrize(
    ("paper", "words"), [("minutes", "安澜县重点项目建设周调度会纪要"), ("work_brief", "重点项目建设工作简报")]
)
def test_red_heads_fit_on_one_line_over_a_red_rule(printed: Mapping[str, Path], paper: str, words: str) -> None:
    pdf = printed[f"{paper} sample"]
    assert pages(pdf)[0].lines[0].text == words
    raster = Raster.of(pdf, 1, 200)
    (rule,) = raster.rules("red", 150)
    assert rule.width == pytest.approx(156, abs=0.4)
    mark = raster.ink("red", Box(0, 0, 210, rule.top - 1))
    assert mark is not None
    assert mark.middle == pytest.approx(28 + 78, abs=1)
    if paper == "minutes":
        assert mark.top == pytest.approx(37 + 35, abs=1.2)


@pytest.mark.parametrize(("way", "colour"), [("sample", "red"), ("bare", "blue")])
def test_a_reminder_shows_its_degree_in_its_colour(printed: Mapping[str, Path], way: str, colour: str) -> None:
    pdf = printed[f"reminder_letter {way}"]
    (line,) = (line for line in pages(pdf)[0].lines if line.text.endswith("色督办提醒"))
    ink = Raster.of(pdf, 1, 200).ink("red", line.box)
    assert (ink is not None) is (colour == "red")
