"""The papers as LibreOffice prints them, measured in mm against GB/T 9704-2012."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from service.assembly.layout import Paper, build
from service.assembly.layout.markup import text
from service.assembly.layout.page import ELECTRONIC
from tests.layout.contexts import bare, fill, long, projects, sample
from tests.layout.fonts import FANG, HEI, LATIN, SONG, strangers
from tests.support.raster import Raster
from tests.support.rendering import Box, Office, Page, fonts, pages

NOTICE, BULLETIN, ORDER, ACCOUNTABILITY = (
    "meeting_notice",
    "progress_bulletin",
    "dispatch_order",
    "accountability_notice",
)
#: Width of a Han character and a digit of a date, in mm (3号, tightened to 28 a line).
HAN, DIGIT = 315 / 56.693, 155 / 56.693
#: Rows of 项目表 for which the last page is full to the brim, or nearly, in one case or another.
ROW_COUNTS = range(12, 19)
NAMES = (
    "县委办公室",
    "安澜县人民政府办公室",
    "安澜县发展和改革委员会县",
    "安澜县重点项目建设指挥部办公室",
    "安澜县重点项目建设和招商引资指挥部办公室",
)


@dataclass(frozen=True)
class Printed:
    """One document on paper."""

    pdf: Path

    @property
    def pages(self) -> tuple[Page, ...]:
        return pages(self.pdf)

    def raster(self, page: int, dpi: int = 200) -> Raster:
        return Raster.of(self.pdf, page, dpi)


def loosened(document: bytes) -> bytes:
    """The document as a program prints it that does not tighten the letters."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, re.sub(rb'<w:spacing w:val="-\d+"/>', b"", data) if name == "word/styles.xml" else data)
    return made.getvalue()


def _documents() -> dict[str, bytes]:
    body = text("公文正文", "县" * 28 * 50)
    documents = {
        "full": build(Paper("满页", body)),
        "electronic": build(Paper("满页", body, ELECTRONIC)),
        **{f"{paper} {way}": fill(paper, context(paper)) for paper in PAPERS for way, context in WAYS.items()},
        **{f"rows {count}": fill(BULLETIN, sample(BULLETIN) | {"项目表": projects(count)}) for count in ROW_COUNTS},
    }
    for paper in (NOTICE, BULLETIN):
        for name in NAMES:
            context = sample(paper)
            context["发文机关"] |= {"标志": name, "全称": name}
            documents[f"{paper} {name}"] = fill(paper, context)
    return documents | {f"{NOTICE} {name} loose": loosened(documents[f"{NOTICE} {name}"]) for name in NAMES}


PAPERS = (NOTICE, BULLETIN, ORDER, ACCOUNTABILITY)
WAYS = {"sample": sample, "long": long, "bare": bare}


@pytest.fixture(scope="module")
def printed(office: Office) -> Mapping[str, Printed]:
    """All documents of this module, converted in one call."""
    return {name: Printed(pdf) for name, pdf in office.pdfs(_documents()).items()}


@pytest.mark.parametrize("document", ["full", "electronic"])
def test_a_full_page_has_22_lines_of_28_characters(printed: Mapping[str, Printed], document: str) -> None:
    first, second, *_ = printed[document].pages
    assert [len(line.text) for line in first.lines[:-1]] == [26] + [28] * 21
    assert [len(line.text) for line in second.lines[:-1]] == [28] * 22


@pytest.mark.parametrize(
    ("page", "left", "right"), [(1, 165.0, 184.0 - 4.5), (2, 26 + 4.5, 45.0), (3, 165.0, 184.0 - 4.5)]
)
def test_page_numbers_stand_outside_with_their_dash_7_mm_below_the_text(
    printed: Mapping[str, Printed], page: int, left: float, right: float
) -> None:
    sheet = printed[f"{BULLETIN} sample"]
    number = sheet.pages[page - 1].lines[-1]
    assert number.text == f"—{page}—"
    assert left - 1.5 <= number.box.left
    assert number.box.right <= right + 0.5
    first_dash = Box(number.box.left, 262, number.box.left + 3, 280)
    dash = sheet.raster(page, 300).ink("dark", first_dash)
    assert dash is not None
    assert dash.centre == pytest.approx(37 + 225 + 7, abs=0.4)


@pytest.mark.parametrize("name", NAMES)
def test_document_mark_begins_at_72_mm_and_fits_on_one_line(printed: Mapping[str, Printed], name: str) -> None:
    sheet = printed[f"{BULLETIN} {name}"]
    assert sheet.pages[0].find(name).text == name
    ink = sheet.raster(1).ink("red", Box(0, 0, 210, 100))
    assert ink is not None
    assert ink.top == pytest.approx(37 + 35, abs=1.2)
    assert ink.left >= 27.5
    assert ink.right <= 184.5
    assert ink.middle == pytest.approx(28 + 78, abs=1)


@pytest.mark.parametrize("name", NAMES)
def test_red_line_is_156_mm_long_and_4_mm_below_the_number(printed: Mapping[str, Printed], name: str) -> None:
    raster = printed[f"{BULLETIN} {name}"].raster(1)
    (rule,) = raster.rules("red", 150)
    assert rule.width == pytest.approx(156, abs=0.4)
    number = raster.ink("dark", Box(28, rule.top - 12, 184, rule.top - 0.5))
    assert number is not None
    assert rule.top - number.bottom == pytest.approx(4, abs=0.5)


@pytest.mark.parametrize("name", NAMES)
def test_letter_mark_and_rules(printed: Mapping[str, Printed], name: str) -> None:
    sheet = printed[f"{NOTICE} {name}"]
    raster = sheet.raster(1)
    strokes = raster.rules("red", 150)
    assert [round(stroke.width) for stroke in strokes] == [170] * 4
    assert [stroke.left for stroke in strokes] == pytest.approx([21] * 4, abs=0.4)
    upper_thick, upper_thin, lower_thin, lower_thick = strokes
    assert upper_thick.height > 1.5 * upper_thin.height
    assert lower_thick.height > 1.5 * lower_thin.height
    assert lower_thick.bottom == pytest.approx(297 - 20, abs=0.4)
    mark = raster.ink("red", Box(0, 0, 210, upper_thick.top - 1))
    assert mark is not None
    assert mark.top == pytest.approx(30, abs=1)
    assert upper_thick.top - mark.bottom == pytest.approx(4, abs=1)
    assert mark.left >= 28
    assert mark.right <= 184.5
    number = raster.ink("dark", Box(28, upper_thin.bottom + 1, 184.5, upper_thin.bottom + 13))
    assert number is not None
    assert number.top - upper_thin.bottom == pytest.approx(4.94, abs=0.6)
    assert number.right == pytest.approx(184, abs=1)


def test_a_letter_shows_no_number_and_no_second_head(printed: Mapping[str, Printed]) -> None:
    sheet = printed[f"{NOTICE} sample"]
    first, second, *_ = sheet.pages
    assert not first.within(262, 297)
    assert second.lines[-1].text == "—2—"
    assert sheet.raster(2).ink("red") is None


@pytest.mark.parametrize("paper", [NOTICE, BULLETIN, ACCOUNTABILITY])
@pytest.mark.parametrize("way", WAYS)
def test_signature_and_date_share_an_axis_and_a_page_with_text(
    printed: Mapping[str, Printed], paper: str, way: str
) -> None:
    signer = sample(paper)["发文机关"]["全称"]
    page, dated = next(
        (page, line)
        for page in printed[f"{paper} {way}"].pages
        for line in page.lines
        if re.fullmatch(r"2026年\d+月\d+日", line.text)
    )
    signed = page.lines[page.lines.index(dated) - 1]
    assert signed.text == signer
    assert dated.box.middle == pytest.approx(signed.box.middle, abs=0.5)
    # The standard's date ends four characters from the edge. LibreOffice spreads a date beyond its letters' width,
    # the same on both sides, so its middle is what tells the place.
    width = 3 * HAN + (len(dated.text) - 3) * DIGIT
    edge = 184 if page.number % 2 else 182
    # A name longer than the date and eight characters more moves the axis, so that it ends at the edge itself.
    aside = max(4 * 320 / 56.693, (len(signer) * HAN - width) / 2)
    assert edge - dated.box.middle - width / 2 == pytest.approx(aside, abs=1)
    assert page.lines.index(signed) >= 2


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("set_as", ["", " loose"])
def test_a_name_of_any_length_is_signed_on_one_line(printed: Mapping[str, Printed], name: str, set_as: str) -> None:
    assert any(line.text == name for page in printed[f"{NOTICE} {name}{set_as}"].pages[1:] for line in page.lines)


@pytest.mark.parametrize("paper", [BULLETIN, ACCOUNTABILITY])
@pytest.mark.parametrize("way", WAYS)
def test_imprint_ends_on_the_foot_of_the_last_page(printed: Mapping[str, Printed], paper: str, way: str) -> None:
    sheet = printed[f"{paper} {way}"]
    last = sheet.pages[-1]
    assert re.search("印发$", last.text, re.MULTILINE)
    assert not any("印发" in page.text for page in sheet.pages[:-1])
    rules = [rule for rule in sheet.raster(last.number).rules("dark", 150) if rule.top > 200]
    assert rules[-1].bottom == pytest.approx(37 + 225, abs=0.8)
    assert rules[-1].width == pytest.approx(156, abs=0.5)


@pytest.mark.parametrize("count", ROW_COUNTS)
def test_imprint_never_covers_the_table_above_it(printed: Mapping[str, Printed], count: int) -> None:
    sheet = printed[f"rows {count}"]
    last = sheet.pages[-1]
    copies, by = last.find("抄送："), last.find("印发")
    between = [line for line in last.lines if copies.box.top - 3 < line.box.centre < by.box.bottom + 3]
    assert between == [copies, by]
    rules = sheet.raster(last.number).rules("dark", 20)
    first = rules[-3]
    assert copies.box.top - 3 < first.top < copies.box.top
    assert all(rule.bottom < first.top - 2 for rule in rules[:-3])
    assert all(line.box.bottom < first.top for line in last.lines[: last.lines.index(copies)])


def test_table_headers_repeat_on_every_page(printed: Mapping[str, Printed]) -> None:
    sheet = printed[f"{BULLETIN} long"].pages
    start = next(page.number for page in sheet if "附件5" in page.text and page.width > page.height)
    table = [page for page in sheet[start - 1 :] if page.width > page.height]
    assert len(table) >= 3
    assert all("项目名称" in page.text and "形象进度" in page.text for page in table)
    assert sum("重点项目进展情况表" in page.text for page in table) == 1


def test_both_charts_are_drawn_on_one_page_in_black_and_grey(printed: Mapping[str, Printed]) -> None:
    sheet = printed[f"{BULLETIN} sample"]
    (page,) = (page for page in sheet.pages if page.lines[0].text == "附件2")
    words = page.text.replace("\n", "").replace(" ", "")
    assert all(piece in words for piece in ("重点项目投资完成情况图", "96.3", "产业74.8%", "民生25.2%"))
    assert sum("序时进度" in line.text for line in page.lines) == 2  # the caption and the legend
    raster = sheet.raster(page.number)
    assert raster.ink("dark", Box(28, 100, 182, 160)) is not None
    assert raster.ink("red") is None


@pytest.mark.parametrize("way", ["sample", "bare"])
def test_an_order_is_one_page(printed: Mapping[str, Printed], way: str) -> None:
    (page,) = printed[f"{ORDER} {way}"].pages
    assert page.lines[0].text == "项目调度单"
    assert page.lines[-1].box.bottom < 297 - 15


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("way", WAYS)
def test_fonts_are_the_named_ones_without_a_fallback(printed: Mapping[str, Printed], paper: str, way: str) -> None:
    pdf = printed[f"{paper} {way}"].pdf
    assert strangers(pdf) == set()
    assert fonts(pdf) >= {SONG, FANG, HEI, LATIN}


@pytest.mark.parametrize("paper", [NOTICE, BULLETIN])
@pytest.mark.parametrize("way", WAYS)
def test_the_first_page_shows_text_of_the_paper(printed: Mapping[str, Printed], paper: str, way: str) -> None:
    first = printed[f"{paper} {way}"].pages[0]
    assert "现将" in first.text
