"""What the unit made is kept: every part that holds no mark byte for byte, the others but for the marks."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
from openpyxl.styles import Color
from openpyxl.worksheet.datavalidation import DataValidation

from data_adapters import read_bytes
from tests.adapters.building import rezipped, saved
from tests.adapters.marked.seeing import FILE, LEDGER, SHEET, colours, comments, fault, listed, marked, parts, remarks

SHEET_PART = "xl/worksheets/sheet1.xml"
TYPES, ROOT, RELATIONS = "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def rich() -> bytes:
    """A workbook with a chart, a pick-list, print settings, a defined name, protection, and a hidden sheet."""
    book = load_workbook(io.BytesIO(LEDGER))
    sheet = book[SHEET]
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=2, max_row=5))
    chart.anchor = "H3"
    sheet.add_chart(chart)
    pick = DataValidation(type="list", formula1='"栖云镇,枕石镇"')
    pick.add("C3:C5")
    sheet.add_data_validation(pick)
    sheet.print_title_rows = "1:2"
    sheet.protection.sheet = True
    sheet.conditional_formatting.add("D3:D5", _scale())
    hidden = book.create_sheet("底表")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "不要动"
    hidden["A1"].comment = Comment("自己的", "王某")
    return saved(book)


def _scale() -> Rule:
    stops = [FormatObject(type="min"), FormatObject(type="max")]
    return Rule(type="colorScale", colorScale=ColorScale(cfvo=stops, color=[Color("FFFFFF"), Color("63BE7B")]))


def replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return change


def appended(new: str) -> Callable[[bytes], bytes]:
    """Add an element to the end of a part's root."""
    return lambda content: re.sub(rb"(</[A-Za-z]+>\s*)$", lambda end: new.encode() + end[1], content)


def test_parts_without_marks_are_byte_equal() -> None:
    image = {"xl/media/image1.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256))}
    before = parts(
        rezipped(rich(), {TYPES: replaced(">", '><Default Extension="png" ContentType="image/png"/>')}, image)
    )
    after = parts(marked(rezipped(rich(), {}, image), fault("E4"), fault("H9")))
    touched = {TYPES, RELATIONS, "xl/workbook.xml", "xl/styles.xml", SHEET_PART, "xl/worksheets/_rels/sheet1.xml.rels"}
    assert {name for name in before if after.get(name) != before[name]} - {TYPES} == touched - {TYPES}
    assert {"xl/charts/chart1.xml", "xl/worksheets/sheet2.xml", *image} <= set(after)


def test_the_sheet_differs_by_its_marks_only() -> None:
    before, after = (parts(data)[SHEET_PART].decode() for data in (rich(), marked(rich(), fault("E4"), fault("H9"))))
    after = re.sub(r'<row r="9">.*?</row>|<legacyDrawing [^>]*/>', "", after)
    assert re.sub(r'(<c r="E4") s="\d+"|(<c) s="\d+"( r="E4")', r"\1\2\3", after) == before


def test_children_of_the_sheet_stand_in_excel_s_order() -> None:
    order = re.findall(r"<(\w+)", parts(marked(rich(), fault("E4")))[SHEET_PART].decode())
    wanted = [
        "sheetData",
        "sheetProtection",
        "mergeCells",
        "dataValidations",
        "pageMargins",
        "drawing",
        "legacyDrawing",
    ]
    assert [name for name in order if name in wanted] == wanted


@pytest.mark.parametrize("after", ["<oleObjects/>", "<controls/>", "<tableParts count='0'/>", "<extLst/>"])
def test_the_drawing_of_comments_stands_before_what_follows_it(after: str) -> None:
    copy = marked(rezipped(rich(), {SHEET_PART: appended(after)}), fault("E4"))
    assert re.search(rf"<drawing [^>]*/><legacyDrawing [^>]*/>{after}</worksheet>", parts(copy)[SHEET_PART].decode())


def test_formulas_stay_and_are_never_made() -> None:
    sheet = load_workbook(io.BytesIO(marked(LEDGER, fault("E5"), fault("A9", "=1+1，请改"))))[SHEET]
    formulas = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    assert formulas == {"E5": "=D5*2"}


def test_marking_again_replaces_and_does_not_grow() -> None:
    problems = [fault("E4"), fault("H9"), fault("B3", "像是重名，请核对")]
    once = marked(rich(), *problems)
    twice = marked(once, *problems)
    assert comments(twice) == comments(once)
    assert colours(twice) == colours(once)
    assert listed(twice) == listed(once)
    assert parts(marked(twice, *problems)) == parts(twice)
    assert set(parts(twice)) == set(parts(once))
    mended = marked(twice, fault("D5"))
    assert (list(comments(mended)), list(colours(mended))) == (["D5"], ["D5"])


def test_the_marked_copy_reads_as_the_file() -> None:
    before = read_bytes(LEDGER, FILE)
    after = read_bytes(marked(LEDGER, *before.problems, fault("H9")), FILE)
    assert after.projects == before.projects
    new = [problem for problem in after.problems if problem not in before.problems]
    assert new == []  # the list of problems is no sheet of the unit's


def test_macros_and_signatures_go_and_it_is_said() -> None:
    types = (
        '<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        '<Default Extension="sigs" ContentType="application/vnd.openxmlformats-package.digital-signature-origin"/>'
    )
    changes = {
        TYPES: lambda content: replaced(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )(appended(types)(content)),
        RELATIONS: appended(
            f'<Relationship xmlns="{_PACKAGE}" Id="rIdV" Target="vbaProject.bin"'
            ' Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/>'
        ),
        ROOT: appended(
            f'<Relationship xmlns="{_PACKAGE}" Id="rIdS" Target="_xmlsignatures/origin.sigs"'
            ' Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"/>'
        ),
    }
    more = {"xl/vbaProject.bin": b"macros", "_xmlsignatures/origin.sigs": b""}
    copy = marked(rezipped(LEDGER, changes, more), fault("E4"))
    found = parts(copy)
    assert not set(more) & set(found)
    assert all(
        word not in b"".join((found[TYPES], found[RELATIONS], found[ROOT])) for word in (b"vba", b"macro", b"/origin")
    )
    assert remarks(copy) == ["原工作簿里的宏已去掉，数据和公式都在。", "原工作簿的数字签名在加标注后不再有效，已去掉。"]
    assert comments(copy) == {"E4": "【问题】数不对\n【怎么办】请改正"}


def _bare(xml: bytes) -> bytes:
    """Rows and cells without addresses, which other programs may leave out."""
    return re.sub(rb'(<(?:row|c)) r="[A-Z0-9]+"', rb"\1", xml)


def _prefixed(xml: bytes) -> bytes:
    return re.sub(rb"(</?)(?=[a-zA-Z])", rb"\1x:", xml).replace(b"xmlns=", b"xmlns:x=", 1)


@pytest.mark.parametrize("change", [_bare, _prefixed, lambda xml: b"\xef\xbb\xbf" + xml])
def test_sheets_written_by_other_programs_are_marked_in_place(change: Callable[[bytes], bytes]) -> None:
    copy = marked(rezipped(LEDGER, {SHEET_PART: change}), fault("E4"), fault("C1"), fault("B9"))
    assert remarks(copy) == []
    if change is not _prefixed:  # which openpyxl does not read
        assert set(comments(copy)) == {"E4", "A1", "B9"}
        assert set(colours(copy)) == {"E4", "A1", "B9"}
    assert b'r="B9" s="' in parts(copy)[SHEET_PART]


@pytest.mark.parametrize(
    "end",
    [
        "<sheetData/></worksheet>",
        '<sheetData/><pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/></worksheet>',
        "<sheetData></sheetData></worksheet>",
    ],
)
def test_an_empty_sheet_takes_marks(end: str) -> None:
    book = load_workbook(io.BytesIO(LEDGER))
    book.create_sheet("空表")
    change = {"xl/worksheets/sheet2.xml": lambda xml: re.sub(b"<sheetData/>.*", end.encode(), xml)}
    copy = marked(
        rezipped(saved(book), change), fault("B2", sheet="空表"), fault("A2", sheet="空表"), fault("D7", sheet="空表")
    )
    assert list(comments(copy, "空表")) == list(colours(copy, "空表")) == ["A2", "B2", "D7"]


def test_an_empty_row_takes_marks_and_keeps_its_own_format() -> None:
    change = replaced("</sheetData>", '<row r="8" s="0" customFormat="1" spans="1:2" ht="30"/></sheetData>')
    xml = parts(marked(rezipped(LEDGER, {SHEET_PART: change}), fault("B8"), fault("D8")))[SHEET_PART].decode()
    style = re.search(r'<c r="B8" s="(\d+)"/>', xml)
    assert style
    cells = f'<c r="B8" s="{style[1]}"/><c r="D8" s="{style[1]}"/>'
    assert f'<row r="8" s="0" customFormat="1" spans="2:4" ht="30">{cells}</row>' in xml


def commented() -> bytes:
    book = load_workbook(io.BytesIO(LEDGER))
    book[SHEET]["B3"].comment = Comment("自己的", "王某")
    return saved(book)


def test_a_threaded_discussion_is_left_alone() -> None:
    data = rezipped(commented(), {"xl/comments/comment1.xml": replaced("王某", "tc={1}")})
    copy = marked(data, fault("B3"), fault("E4"))
    assert comments(copy) == {"B3": "自己的", "E4": "【问题】数不对\n【怎么办】请改正"}
    assert set(colours(copy)) == {"B3", "E4"}
    assert remarks(copy) == ["有的单元格已有会话批注，不能再加批注，只涂了底色，问题见本表。"]


def test_a_drawing_that_is_no_xml_is_left_alone() -> None:
    drawing = "xl/drawings/commentsDrawing1.vml"
    data = rezipped(commented(), {drawing: appended("<br>")})
    copy = marked(data, fault("E4"))
    assert parts(copy)[drawing] == parts(data)[drawing]
    assert (comments(copy), list(colours(copy))) == ({"B3": "自己的"}, ["E4"])
    assert remarks(copy) == ["有的工作表里带按钮等控件，批注无法写入，只涂了底色，问题见本表。"]


def test_shapes_are_numbered_once_in_the_workbook() -> None:
    book = load_workbook(io.BytesIO(commented()))
    book.create_sheet("二")["A1"] = 1
    many = [fault(f"{letter}{row}") for row in range(3, 253) for letter in "ABCDE"]
    found = parts(marked(saved(book), *many, fault("A1", sheet="二")))
    drawings = [content.decode() for name, content in found.items() if name.endswith(".vml")]
    ids = re.findall(r'id="(_x0000_s\d+)"', "".join(drawings))
    blocks = [block for text in re.findall(r'data="([\d,]+)"', "".join(drawings)) for block in text.split(",")]
    assert len(ids) == len(set(ids)) > 1250
    assert len(blocks) == len(set(blocks))
    assert {str(int(name[9:]) // 1024) for name in ids if len(name) > 12} <= set(blocks)


def test_a_book_of_another_form_is_refused_by_none() -> None:
    strict = replaced(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    copy = marked(rezipped(LEDGER, {"xl/workbook.xml": strict}), fault("E4"))
    assert remarks(copy) == [f"本工作簿由“{FILE}”的数据重新生成，只有数值，没有原来的公式和格式。"]
    assert list(comments(copy)) == ["E4"]


def test_a_new_workbook_needs_no_ledger() -> None:
    assert listed(marked(saved(Workbook()))) == []
