"""Documents not made here: defaults, odd XML, what is no document; one sentence or findings, never a crash."""

from __future__ import annotations

import io
import random
from datetime import date

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from lxml import etree

from service.assembly.gongwen_check import check, load_profile, repair
from service.errors import TemplateError
from templates_docx.build import parts
from tests.assembly import docx_builder as raw
from tests.assembly.gongwen_check.made import BODY, ISSUER, STYLES, paper, within

STANDARD = load_profile()


def codes(document: bytes) -> set[str]:
    return {found.code for found in check(document, profile=STANDARD)}


def by_python_docx(*lines: str) -> bytes:
    """Lines in the default template of python-docx: Letter paper, theme fonts, no page numbers."""
    document = Document()
    title = document.add_heading(lines[0], 0)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in lines[1:]:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_the_default_of_python_docx() -> None:
    found = codes(by_python_docx("关于开展督查的通知", "各镇人民政府：", "现将有关事项通知如下。"))
    assert found >= {
        "paper-size", "title-font", "title-size", "body-font", "body-size", "body-indent", "text-colour",
        "page-number-missing", "lines-per-page", "date-missing",
    }  # fmt: skip


def test_theme_fonts_are_told_by_name() -> None:
    (found,) = (each for each in check(by_python_docx("通知", "现将有关事项通知如下。"), profile=STANDARD)
                if each.code == "body-font")  # fmt: skip
    assert "“宋体”" in found.what or "MS" in found.what


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ("<w:p/>", "title-missing"),
        ("<w:tbl><w:tr/></w:tbl>", "title-missing"),
        (raw.table(1, raw.row("甲")), "page-number-missing"),
        (raw.p("正文。") * 3, "title-missing"),
    ],
)
def test_almost_nothing(xml: str, code: str) -> None:
    found = codes(raw.docx(xml))
    assert code in found or "paper-size" in found


def test_no_title() -> None:
    assert "title-missing" in codes(raw.docx(raw.p("现将有关事项说明，请遵照执行。")))


def test_no_signature() -> None:
    head = within(f"{ISSUER}文件")[0]
    signer = within(f"{ISSUER}<")[0]
    assert "signature-missing" in codes(paper((head, ""), (signer, "")))


def test_too_long() -> None:
    found = codes(paper(("规划选址已经确定。", "规划选址已经确定，" * 600 + "特此说明。")))
    assert found == {"length"}


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-1.4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>"])
def test_no_document_is_one_sentence(data: bytes) -> None:
    with pytest.raises(TemplateError, match=r"^“来文.docx”不能用：[^\n]+$"):
        check(data, profile=STANDARD, name="来文.docx")


def test_doctype_is_refused() -> None:
    files = raw.files("<w:p/>")
    files["word/document.xml"] = '<!DOCTYPE x [<!ENTITY a "b">]>' + files["word/document.xml"]
    with pytest.raises(TemplateError, match="DOCTYPE"):
        check(raw.zipped(files), profile=STANDARD)


_ATTRIBUTES = ("999999999999999999999", "-1", "", "abc", "1.5", "nil", "9" * 400)


@pytest.mark.parametrize("part", [BODY, STYLES])
@pytest.mark.parametrize("seed", range(12))
def test_odd_values_never_crash(part: str, seed: int) -> None:
    """Any attribute of a document may hold anything."""
    chance = random.Random(seed)
    document = paper()
    pieces = raw.part(document, part)
    for element in pieces.iter("*"):
        for name in element.attrib:
            if "val" in str(name) or chance.random() < 0.2:
                element.set(str(name), chance.choice(_ATTRIBUTES))
    odd = raw.zipped({**parts(document), part: etree.tostring(pieces)})
    found = check(odd, profile=STANDARD, today=date(2026, 11, 22))
    mended, _ = repair(odd, found, profile=STANDARD)
    check(mended, profile=STANDARD)


def test_runs_split_anywhere_read_as_one() -> None:
    """A word processor cuts runs wherever it likes; the words are the same."""
    words = "同比增长-15.3%"
    split = '</w:t></w:r><w:r><w:t xml:space="preserve">'.join(words)
    assert "negative-growth" in codes(paper(("同比增长15.3%", split)))


def test_text_struck_by_tracked_changes_is_not_read() -> None:
    old, new = within("2. 听泉镇")
    gone = '<w:del w:id="1" w:author="x"><w:r><w:delText>×××</w:delText></w:r></w:del></w:p>'
    assert codes(paper((old, new.replace("</w:p>", gone)))) == set()


def test_numbers_of_a_list_count_as_written() -> None:
    old, new = within("2. 听泉镇", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    numbering = (
        f"<w:numbering {raw.NS}>"
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="2"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        "</w:numbering>"
    )
    document = paper((old, new.replace("2. 听泉镇", "听泉镇")))
    (found,) = check(_with_numbering(document, numbering), profile=STANDARD)
    assert (found.code, found.repairable) == ("heading-form", False)
    assert "2、" in found.what


def _with_numbering(document: bytes, numbering: str) -> bytes:
    files: dict[str, str | bytes] = {**parts(document), "word/numbering.xml": numbering}
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="rIdN" Type="{relations}/numbering" Target="numbering.xml"/></Relationships>'
    links = parts(document)["word/_rels/document.xml.rels"].decode()
    return raw.zipped({**files, "word/_rels/document.xml.rels": links.replace("</Relationships>", link)})
