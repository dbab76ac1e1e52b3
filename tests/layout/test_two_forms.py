"""One template, two forms: 通报批评 as a document under the red head, and as a letter (GB/T 9704-2012, 7.2.4, 10.1)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.layout.contexts import fill, sample
from tests.support.raster import Raster
from tests.support.rendering import Box, Office, pages

PAPER = "criticism_circular"
NAME = "安澜县重点项目建设指挥部办公室"


@pytest.fixture(scope="module")
def printed(office: Office) -> Mapping[str, Path]:
    """Both forms, converted in one call."""
    heads = {"文件": f"{NAME}文件", "信函": NAME}
    documents = {
        form: fill(PAPER, sample(PAPER) | {"行文格式": form, "发文机关": {"全称": NAME, "标志": head}})
        for form, head in heads.items()
    }
    return office.pdfs(documents)


def test_a_document_has_one_rule_of_156_mm_and_is_numbered_from_its_first_page(printed: Mapping[str, Path]) -> None:
    raster = Raster.of(printed["文件"], 1, 200)
    (rule,) = raster.rules("red", 150)
    assert rule.width == pytest.approx(156, abs=0.4)
    mark = raster.ink("red", Box(0, 0, 210, rule.top - 1))
    assert mark is not None
    assert mark.top == pytest.approx(37 + 35, abs=1.2)
    assert [page.lines[-1].text for page in pages(printed["文件"])] == ["—1—", "—2—", "—3—"]


def test_a_letter_has_its_two_double_rules_and_no_number_on_its_first_page(printed: Mapping[str, Path]) -> None:
    raster = Raster.of(printed["信函"], 1, 200)
    strokes = raster.rules("red", 150)
    assert [round(stroke.width) for stroke in strokes] == [170] * 4
    first, second, *_ = pages(printed["信函"])
    assert not first.within(262, 297)
    assert second.lines[-1].text == "—2—"


@pytest.mark.parametrize("form", ["文件", "信函"])
def test_the_first_page_holds_text_and_only_a_document_has_an_imprint(printed: Mapping[str, Path], form: str) -> None:
    first, *_, last = pages(printed[form])
    assert "现将" in first.text
    assert ("印发" in last.text) is (form == "文件")
