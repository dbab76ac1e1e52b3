"""版头, signatures and sheets across as LibreOffice prints them, measured in mm (GB/T 9704-2012, 7.2, 7.3.5, 8)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from service.assembly import compile_template
from service.assembly.layout import Paper, build
from service.assembly.layout.elements import remark, title
from service.assembly.layout.head import joint_mark
from service.assembly.layout.markup import text
from service.assembly.layout.page import ACROSS
from service.assembly.layout.sections import MARGINS_ACROSS, across
from service.assembly.layout.signing import plain_signature, stamped_signature
from service.assembly.layout.tables import Column, data_table
from service.assembly.word_rules import check_document
from service.wording import FILTERS
from tests.layout.contexts import fill, sample
from tests.layout.fonts import strangers
from tests.support.raster import Raster
from tests.support.rendering import Box, Office
from tests.support.rendering import pages as measured

pages = cache(measured)
GRADES = {"份号": "000001", "密级": "秘密★1年", "紧急程度": "特急"}
ONLY_URGENT = {"份号": "", "密级": "", "紧急程度": "特急"}
JOINT = {
    "two": ["安澜县人民政府", "县水利局"],
    "three": ["安澜县人民政府", "安澜县重点项目建设指挥部办公室", "县水利局"],
}
SIGNERS = {"one": ["张望舒"], "two": ["张望舒", "李枕石"], "three": ["张望舒", "李枕石", "王采薇"]}
#: A character of the text, in mm.
HAN = 320 / 56.693
SIGNED = {"short": "县水利局", "seven": "安澜县人民政府", "long": "安澜县重点项目建设指挥部办公室"}
#: A name too long for one line of letters, as service.papers.minutes breaks it.
LONG_MARK = "安澜县重点项目建设和招商引资\n工作推进会议暨项目集中开工动员部署会纪要"


def _made(body: str, context: Mapping[str, object], *, turned: bool = False) -> bytes:
    paper = Paper("试", body, across=MARGINS_ACROSS if turned else ())
    made = compile_template(build(paper), filters=FILTERS, name="试").render(context)
    assert check_document(made) == []
    return made


def _minutes() -> bytes:
    context = sample("minutes")
    context["发文机关"] |= {"标志": LONG_MARK}
    return fill("minutes", context)


def _across() -> bytes:
    columns = (Column("序号", 1000, "{{ 行 }}"), Column("名称", ACROSS.text_width - 1000, "第{{ 行 }}行"))
    table = data_table(columns, "行 in 表", width=ACROSS.text_width)
    return _made(
        text("公文正文", "前" * 90) + across(table) + text("公文正文", "后" * 90), {"表": list(range(40))}, turned=True
    )


@pytest.fixture(scope="module")
def printed(office: Office) -> Mapping[str, Path]:
    """Every document of this module, converted in one call."""
    documents = {"minutes": _minutes(), "across": _across()}
    for paper in ("progress_bulletin", "meeting_notice"):
        for name, grades in (("all", GRADES), ("urgent", ONLY_URGENT), ("none", dict.fromkeys(GRADES, ""))):
            documents[f"{paper} {name}"] = fill(paper, sample(paper) | {"版头": grades})
    documents |= {
        f"signers {name}": fill("unit_report", sample("unit_report") | {"签发人": SIGNERS[name]}) for name in SIGNERS
    }
    mark = joint_mark("联合") + text("发文字号", "安政〔2026〕3号") + title("联合通知")
    documents |= {f"joint {name}": _made(mark, {"联合": JOINT[name]}) for name in JOINT}
    end = text("公文正文", "文" * 40) + plain_signature("名", "{{ 日 }}") + remark("联系人：{{ 人 }}", "人")
    documents |= {
        f"plain {name}": _made(end, {"名": SIGNED[name], "日": "2026年1月5日", "人": "甲" if name == "long" else ""})
        for name in SIGNED
    }
    documents["stamp"] = _made(
        text("公文正文", "文" * 40) + stamped_signature("县长", "{{ 日 }}"), {"日": "2026年1月5日"}
    )
    return office.pdfs(documents)


def _mark(pdf: Path) -> Box:
    ink = Raster.of(pdf, 1).ink("red", Box(0, 0, 210, 100))
    assert ink is not None
    return ink


def test_grades_stand_in_the_first_lines_and_leave_the_mark_its_place(printed: Mapping[str, Path]) -> None:
    first = pages(printed["progress_bulletin all"])[0]
    assert [line.text for line in first.lines[:3]] == list(GRADES.values())
    assert [line.box.left for line in first.lines[:3]] == pytest.approx([28] * 3, abs=0.7)
    start, pitch = pages(printed["progress_bulletin all"])[1].lines[0].box.centre, 579 / 56.693
    assert [line.box.centre for line in first.lines[:3]] == pytest.approx(
        [start + pitch * n for n in range(3)], abs=0.5
    )
    tops = [_mark(printed[f"progress_bulletin {name}"]).top for name in ("none", "urgent", "all")]
    assert tops == pytest.approx([tops[0]] * 3, abs=0.2)
    assert pages(printed["progress_bulletin urgent"])[0].lines[0].text == "特急"
    assert strangers(printed["progress_bulletin all"]) == set()


def test_grades_of_a_letter_begin_beside_its_number(printed: Mapping[str, Path]) -> None:
    lines = {name: pages(printed[f"meeting_notice {name}"])[0] for name in ("none", "urgent", "all")}
    number = lines["urgent"].find("〔2026〕")
    assert number.text.startswith("特急")
    alone = lines["all"]
    assert [alone.find(words).box.left for words in GRADES.values()] == pytest.approx([28] * 3, abs=0.7)
    heights = [page.find("关于召开").box.top for page in lines.values()]
    assert heights == pytest.approx([heights[0], heights[0], heights[0] + 2 * 579 / 56.693], abs=0.5)


@pytest.mark.parametrize(("name", "rows"), [("one", 1), ("two", 1), ("three", 2)])
def test_signers_stand_beside_the_number_over_the_red_line(printed: Mapping[str, Path], name: str, rows: int) -> None:
    pdf = printed[f"signers {name}"]
    lines = pages(pdf)[0].lines
    start = next(at for at, line in enumerate(lines) if "签发人：" in line.text)
    assert lines[start + rows - 1].text.startswith("——〔2026〕")
    assert lines[start + rows - 1].box.left == pytest.approx(28 + HAN, abs=1.5)
    found = {
        word.text.removeprefix("签发人："): word.box for line in lines[start : start + rows] for word in line.words
    }
    assert set(SIGNERS[name]) <= set(found)
    last = SIGNERS[name][min(1, len(SIGNERS[name]) - 1)]
    assert 184 - found[last].right == pytest.approx(HAN * (2 if len(SIGNERS[name]) > 1 else 1), abs=1)
    if rows == 2:
        assert found["王采薇"].right == pytest.approx(found["张望舒"].right, abs=0.3)  # its label is one word with it
    raster = Raster.of(pdf)
    (rule,) = raster.rules("red", 150)
    number = raster.ink("dark", Box(28, rule.top - 9, 90, rule.top - 0.5))
    assert number is not None
    assert rule.width == pytest.approx(156, abs=0.4)
    assert rule.top - number.bottom == pytest.approx(4, abs=0.5)


@pytest.mark.parametrize("name", JOINT)
def test_a_joint_mark_has_its_file_in_the_middle_and_begins_at_72_mm(printed: Mapping[str, Path], name: str) -> None:
    pdf = printed[f"joint {name}"]
    mark = _mark(pdf)
    assert mark.top == pytest.approx(37 + 35, abs=1.5)
    assert 28 <= mark.left < mark.right <= 184.5
    words = [word for line in pages(pdf)[0].lines for word in line.words if word.box.bottom < 110]
    file = next(word for word in words if word.text == "文件")
    assert file.box.centre == pytest.approx(mark.centre, abs=2)
    raster = Raster.of(pdf)
    names = raster.ink("red", Box(28, mark.top, file.box.left - 1, mark.bottom))
    assert names is not None
    height = mark.height / len(JOINT[name])
    for row in range(len(JOINT[name])):
        ink = raster.ink("red", Box(28, mark.top + row * height, names.right + 1, mark.top + (row + 1) * height - 0.5))
        assert ink is not None
        assert (ink.left, ink.right) == pytest.approx((names.left, names.right), abs=2)


def test_a_long_mark_is_set_in_lines_broken_between_words(printed: Mapping[str, Path]) -> None:
    pdf = printed["minutes"]
    assert [line.text for line in pages(pdf)[0].lines[:2]] == LONG_MARK.split("\n")
    mark = _mark(pdf)
    assert mark.top == pytest.approx(37 + 35, abs=2)
    assert 28 <= mark.left < mark.right <= 184.5


@pytest.mark.parametrize("name", SIGNED)
def test_without_a_seal_the_date_begins_two_characters_in(printed: Mapping[str, Path], name: str) -> None:
    page = pages(printed[f"plain {name}"])[0]
    signed, dated = page.find(SIGNED[name]), page.find("2026年1月5日")
    assert dated.box.left - signed.box.left == pytest.approx(2 * HAN, abs=0.6)
    if name == "short":
        assert 184 - dated.box.right == pytest.approx(2 * HAN, abs=4)  # LibreOffice spreads the date
    else:
        assert 184 - signed.box.right == pytest.approx(2 * HAN, abs=1.5)
    assert ("（联系人：甲）" in page.text) is (name == "long")


def test_a_stamp_has_its_place_beside_the_post(printed: Mapping[str, Path]) -> None:
    page = pages(printed["stamp"])[0]
    assert 184 - page.find("2026年1月5日").box.right == pytest.approx(4 * HAN, abs=1)
    assert 184 - page.find("县长").box.right == pytest.approx(11 * HAN, abs=1)


def test_a_sheet_across_stands_inside_a_portrait_paper(printed: Mapping[str, Path]) -> None:
    sheets = pages(printed["across"])
    assert [(round(page.width), round(page.height)) for page in sheets] == [
        (210, 297),
        (297, 210),
        (297, 210),
        (210, 297),
    ]
    assert sheets[0].lines[-1].text == "—1—"
    assert sheets[3].lines[-1].text == "—4—"
    assert "后" * 20 in sheets[3].text
    assert all("名称" in page.text for page in sheets[1:3])
    for page, low in ((sheets[1], False), (sheets[2], True)):
        (number,) = (
            word.box
            for line in page.lines
            for word in line.words
            if word.text == str(page.number) and word.box.right < 34
        )
        assert number.middle == pytest.approx(35 - 7, abs=1)
        assert (number.centre > 105) is low
