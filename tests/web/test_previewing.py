"""Papers in a frame: what is seen of them, and that nothing else is left."""

from __future__ import annotations

import io

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from flask import Flask
from playwright.sync_api import Page

from service.errors import PaperError
from service.web.previewing import html_of, page_of

_WIDTH = """line => {
    const range = document.createRange();
    range.selectNodeContents(line);
    return range.getBoundingClientRect().width;
}"""
EVIL = ("javascript:alert(1)", "https://evil.example/x", "file:///etc/passwd")


def paper(*links: str, picture: str = "") -> bytes:
    made = docx.Document()
    made.add_paragraph("关于召开 <script>alert(1)</script> 会议的通知")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "项目", "3,000万元"
    for target in links:
        line = made.add_paragraph()._p
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), made.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run = parse_xml(f"<w:r {nsdecls('w')}><w:t>点这里</w:t></w:r>")
        link.append(run)
        line.append(link)
    if picture:
        number = made.part.relate_to(picture, RELATIONSHIP_TYPE.IMAGE, is_external=True)
        made.add_paragraph()._p.append(
            parse_xml(
                f"<w:r {nsdecls('w', 'a', 'pic', 'r', 'wp')}><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic>"
                f'<pic:blipFill><a:blip r:link="{number}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
                "</wp:inline></w:drawing></w:r>"
            )
        )
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_words_and_tables_are_shown_as_they_are() -> None:
    found = html_of(paper())
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in found
    assert "<td><p>3,000万元</p></td>" in found


def test_a_tab_keeps_apart_what_stands_on_its_two_sides(page: Page, address: str) -> None:
    made = docx.Document()
    made.add_paragraph("编号：清重办调〔2026〕1号\t签发日期：2026年11月27日")
    made.add_paragraph("编号：清重办调〔2026〕1号 签发日期：2026年11月27日")
    stream = io.BytesIO()
    made.save(stream)
    page.goto(f"{address}/static/paper.css")
    page.set_content(f'<link rel="stylesheet" href="{address}/static/paper.css">{html_of(stream.getvalue())}')
    tabbed, spaced = (line.evaluate(_WIDTH) for line in page.locator("p").all())
    assert tabbed > spaced + 8


@pytest.mark.parametrize("target", EVIL)
def test_links_lead_nowhere(target: str) -> None:
    found = html_of(paper(target))
    assert "点这里" in found
    assert "href" not in found
    assert target not in found


@pytest.mark.parametrize("target", EVIL)
def test_a_picture_from_elsewhere_is_not_fetched(target: str) -> None:
    found = html_of(paper(picture=target))
    assert "会议的通知" in found
    assert "img" not in found
    assert target not in found


@pytest.mark.parametrize(("rows", "paragraphs", "whole"), [(60, 100, True), (61, 1, False), (1, 450, False)])
def test_of_a_long_paper_the_beginning_is_shown_and_said_to_be(rows: int, paragraphs: int, whole: bool) -> None:
    made = docx.Document()
    table = made.add_table(rows, 1)
    for number, row in enumerate(table.rows, start=1):
        row.cells[0].text = f"第{number}行"
    for number in range(paragraphs):
        made.add_paragraph(f"第{number}段")
    stream = io.BytesIO()
    made.save(stream)
    found = html_of(stream.getvalue())
    assert f"第{min(rows, 60)}行" in found
    assert "第61行" not in found
    assert ("请下载后用 Word 或 WPS 打开" not in found) is whole


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no document"])
def test_what_is_no_document_is_said(data: bytes) -> None:
    with pytest.raises(PaperError, match="请下载后用 Word 或 WPS 查看"):
        html_of(data)


def test_the_frame_may_do_nothing(app: Flask) -> None:
    with app.test_request_context("/"):
        answer = page_of(paper(), "会议通知")
    policy = answer.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
