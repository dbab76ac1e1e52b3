"""进展通报 as a 信函 (GB/T 9704-2012, 10.1): its own head, an unnumbered first page, a foot without rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from service.assembly.gongwen_check import check, load_profile
from service.assembly.word_rules import check_document
from tests.layout.contexts import Context, fill, sample
from tests.layout.xml import part, values

PAPER = "progress_bulletin"


def letter(**changed: str) -> bytes:
    context: Context = sample(PAPER) | {"行文格式": "信函", **changed}
    context["发文机关"] = {"全称": "安澜县重点项目建设指挥部办公室", "标志": "安澜县重点项目建设指挥部办公室"}
    return fill(PAPER, context)


def words(data: bytes, name: str) -> str:
    return "".join(values(part(data, name), "//w:t/text()"))


@pytest.mark.parametrize("copies", ["县委办公室", "", "、".join(["县人大常委会办公室"] * 12)])
def test_a_letter_keeps_the_rules_of_word(tmp_path: Path, copies: str) -> None:
    data = letter(抄送=copies)
    assert check_document(data) == []
    path = tmp_path / "letter.docx"
    path.write_bytes(data)
    assert OpenXmlValidator().validate(path).is_valid
    assert ("抄送：" in words(data, "word/document.xml")) == bool(copies)


@pytest.mark.parametrize(("copies", "last"), [("县委办公室", []), ("", ["landscape"])])
def test_a_letter_without_copies_ends_with_the_sheets_across(copies: str, last: list[str]) -> None:
    data = letter(抄送=copies)
    assert values(part(data, "word/document.xml"), "//w:pgSz/@w:orient") == ["landscape"]
    assert values(part(data, "word/document.xml"), "/w:document/w:body/w:sectPr/w:pgSz/@w:orient") == last


def test_only_a_document_says_who_printed_it_and_numbers_its_first_page() -> None:
    document, sent = fill(PAPER, sample(PAPER)), letter()
    assert "2026年11月5日印发" in words(document, "word/document.xml")
    assert "印发" not in words(sent, "word/document.xml")
    assert [words(data, "word/footer_first.xml") for data in (document, sent)] == ["— 1 —", ""]
    assert "指挥部办公室文件" not in words(sent, "word/document.xml")


def test_the_checker_asks_a_letter_for_no_rules_at_its_foot() -> None:
    codes = {finding.code for finding in check(letter(), profile=load_profile())}
    assert "imprint-lines" not in codes
