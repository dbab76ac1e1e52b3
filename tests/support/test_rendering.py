"""The measuring tools measure right: a page whose measures are known is drawn and read back."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.support.raster import Raster, picture
from tests.support.rendering import Box, Office, RenderingError, fonts, pages

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
# A4 with the margins of GB/T 9704 5.1: 37 mm above, 28 mm left, text area 156 mm x 225 mm.
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="0" w:footer="0" w:gutter="0"/>'
    "</w:sectPr>"
)


def paragraph(text: str, font: str = "仿宋_GB2312", border: str = "") -> str:
    """A paragraph of 16 pt on an exact line of 28.95 pt, the widest that gives 22 lines."""
    return (
        f'<w:p><w:pPr>{border}<w:snapToGrid w:val="0"/><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><w:rPr>'
        f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}" w:hint="eastAsia"/>'
        f'<w:spacing w:val="-5"/><w:sz w:val="32"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'
    )


def document(*paragraphs: str) -> bytes:
    """The smallest .docx which holds these paragraphs."""
    body = f"<w:document {W}><w:body>{''.join(paragraphs)}{SECTION}</w:body></w:document>"
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        package.writestr("word/document.xml", body)
    return memory.getvalue()


def test_a_full_page_has_22_lines_of_28_characters(office: Office) -> None:
    first, *_ = pages(office.pdf(document(paragraph("县" * 28 * 25))))
    assert (round(first.width), round(first.height)) == (210, 297)
    assert [len(line.text) for line in first.lines] == [28] * 22
    assert first.lines[0].box.left == pytest.approx(28, abs=0.3)
    assert first.lines[0].box.right == pytest.approx(28 + 156, abs=0.6)
    assert len(first.within(37, 37 + 225)) == 22


@pytest.mark.parametrize(
    ("name", "face"),
    [
        ("仿宋_GB2312", "FandolFang"),
        ("楷体_GB2312", "FandolKai"),
        ("黑体", "FandolHei-Regular"),
        ("方正小标宋简体", "FandolSong-Bold"),
        ("宋体", "NotoSerifCJK"),  # a collection: LibreOffice writes its first member's name into the PDF
    ],
)
def test_each_font_name_is_drawn_in_its_own_face(office: Office, name: str, face: str) -> None:
    found = fonts(office.pdf(document(paragraph("安澜县", name))))
    assert len(found) == 1
    assert next(iter(found)).startswith(face)


def test_digits_are_liberation_serif(office: Office) -> None:
    assert fonts(office.pdf(document(paragraph("2026")))) == {"LiberationSerif"}


def test_red_line_is_measured_in_mm(office: Office) -> None:
    red = (
        '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="1" w:color="FF0000"/></w:pBdr>',
        '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="1" w:color="000000"/></w:pBdr>',
    )
    pdf = office.pdf(document(paragraph("红线", border=red[0]), paragraph("黑线", border=red[1])))
    page = Raster.of(pdf)
    (rule,) = page.rules("red")
    assert rule.width == pytest.approx(156, abs=0.5)
    assert rule.left == pytest.approx(28, abs=0.3)
    assert rule.height == pytest.approx(0.53, abs=0.15)
    (line,) = pages(pdf)[0].find("红线").words
    assert rule.top > line.box.centre
    assert [round(dark.width) for dark in page.rules("dark")] == [156]


def test_ink_of_a_part_of_the_page(office: Office) -> None:
    page = Raster.of(office.pdf(document(paragraph("一"), paragraph("　" * 20 + "一"))))
    stroke = page.ink("dark", Box(0, 0, 60, 297))
    assert stroke is not None
    assert 28 < stroke.left < stroke.right < 28 + 5.7
    assert page.ink("red") is None
    assert picture(office.pdf(document(paragraph("一"))), 1).read_bytes().startswith(b"\x89PNG")


def test_many_documents_keep_their_keys(office: Office) -> None:
    made = office.pdfs({str(number): document(paragraph(f"第{number}份")) for number in range(3)})
    assert {key: pages(pdf)[0].text for key, pdf in made.items()} == {
        "0": "第0份",
        "1": "第1份",
        "2": "第2份",
    }


def test_a_file_that_is_no_document_is_an_error(office: Office) -> None:
    with pytest.raises(RenderingError, match="no PDF of"):
        office.pdf(b"PK\x03\x04 broken")


def test_ppm_is_read_by_hand() -> None:
    white, red = b"\xff\xff\xff", b"\xff\x00\x00"
    rows = [white * 4, white + red * 2 + white, white * 4]
    page = Raster.parse(b"P6\n4 3\n255\n" + b"".join(rows), dpi=254)
    ink = page.ink("red")
    assert ink is not None
    assert (ink.left, ink.top, ink.right, ink.bottom) == pytest.approx((0.1, 0.1, 0.3, 0.2))
    assert [box.width for box in page.rules("red", at_least=0.2)] == [pytest.approx(0.2)]
    assert page.rules("red", at_least=0.3) == []
    with pytest.raises(ValueError, match="PPM"):
        Raster.parse(b"P5\n4 3\n255\n", dpi=254)
