"""What a look at a workbook's parts tells: hidden rows and columns, percentages, cells a reader shows blank."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from data_adapters import SourceError
from data_adapters.containers import UNCACHED, open_grids, package
from data_adapters.containers.facts import Facts
from data_adapters.containers.sheetscan import scan
from data_adapters.containers.sheetwatch import watch
from data_adapters.grid import Grid
from tests.adapters.building import rezipped, saved, workbook
from tests.adapters.containers.made import FILES, ods, xlsb, xlsb_cell, xlsb_row, zipped
from tests.adapters.test_liars import one_sentence

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET = "xl/worksheets/sheet1.xml"


def sheet(rows: str, head: str = "", start: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    """A worksheet part."""
    return f'{start}<worksheet xmlns="{_MAIN}">{head}<sheetData>{rows}</sheetData></worksheet>'


ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
# name → (a part, whether it is of the plain form, its facts)
PARTS: dict[str, tuple[str, bool, Facts]] = {
    "plain": (sheet(ROW), True, Facts()),
    "without prolog": (sheet(ROW, start=""), True, Facts()),
    "no rows": (f'<worksheet xmlns="{_MAIN}"><sheetData/></worksheet>', False, Facts()),
    "empty rows": (sheet(""), True, Facts()),
    "error": (
        sheet('<row r="2"><c r="B2" s="1" t="e"><v>#REF!</v></c></row>'),
        True,
        Facts({(2, 2): "#REF!"}),
    ),
    "error of a formula": (
        sheet('<row r="2"><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C2"><v>1</v></c></row>'),
        True,
        Facts({(2, 2): "#DIV/0!"}),
    ),
    "error without a name": (sheet('<row r="1"><c r="A1" t="e"><v></v></c></row>'), True, Facts({(1, 1): UNCACHED})),
    "formula with a result": (sheet('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'), True, Facts()),
    "formula without": (sheet('<row r="1"><c r="A1"><f>1+1</f></c></row>'), True, Facts({(1, 1): UNCACHED})),
    "formula with an empty result": (
        sheet('<row r="1"><c r="A1"><f>1+1</f><v/></c><c r="B1"><f>1</f><v></v></c></row>'),
        True,
        Facts({(1, 1): UNCACHED, (1, 2): UNCACHED}),
    ),
    "formula with a text of no length": (
        sheet('<row r="1"><c r="A1" t="str"><f>""</f><v></v></c></row>'),
        True,
        Facts(),
    ),
    "shared formula": (
        sheet('<row r="1"><c r="A1"><f t="shared" si="0"/><v>2</v></c><c r="B1"><f t="shared" si="0"/></c></row>'),
        True,
        Facts({(1, 2): UNCACHED}),
    ),
    "formula on lines of its own": (
        sheet('<row r="1"><c r="A1">\n <f>1</f>\n <v>\n2</v>\n</c><c r="B1">\n<f>1</f>\n</c></row>'),
        True,
        Facts({(1, 2): UNCACHED}),
    ),
    "hidden row": (sheet('<row r="3" hidden="1"><c r="A3"><v>1</v></c></row>'), True, Facts({}, frozenset({3}))),
    "row of no height": (sheet('<row r="3" ht="0" customHeight="1"/>'), True, Facts({}, frozenset({3}))),
    "row that says it is shown": (sheet('<row r="3" ht="0.5" hidden="0"/>'), True, Facts()),
    "hidden columns": (
        sheet(ROW, '<cols><col min="2" max="4" width="9" hidden="1"/><col min="6" max="6" width="0"/></cols>'),
        True,
        Facts({}, frozenset(), frozenset({2, 3, 4, 6})),
    ),
    "columns to the end": (
        sheet(ROW, '<cols><col hidden="true" max="16384" min="16384"/></cols>'),
        True,
        Facts({}, frozenset(), frozenset({16384})),
    ),
    "other quotes": (
        sheet("<row r='2' hidden='1'><c r='A2' t='e'><v>#N/A</v></c></row>"),
        False,
        Facts({(2, 1): "#N/A"}, frozenset({2})),
    ),
    "other order": (sheet('<row r="2"><c t="e" r="A2"><v>#N/A</v></c></row>'), False, Facts({(2, 1): "#N/A"})),
    "no addresses": (
        sheet('<row><c/><c t="e"><v>#N/A</v></c></row><row><c t="e"><v>#N/A</v></c></row>'),
        False,
        Facts({(1, 2): "#N/A", (2, 1): "#N/A"}),
    ),
    "small letters": (sheet('<row r="2"><c r="b2" t="e"><v>#N/A</v></c></row>'), False, Facts({(2, 2): "#N/A"})),
    "prefixed": (
        f'<x:worksheet xmlns:x="{_MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="e"><x:v>#N/A</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>",
        False,
        Facts({(1, 1): "#N/A"}),
    ),
    "comment": (sheet('<row r="1"><!-- <c r="A1" t="e"><v>#REF!</v></c> --></row>'), False, Facts()),
    "text that looks like a cell": (
        sheet(
            '<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[<c r="B1" t="e"><v>#N/A</v></c>]]></t></is></c></row>'
        ),
        False,
        Facts(),
    ),
    "address by entity": (
        sheet('<row r="1"><c r="&#65;1" t="e"><v>#N/A</v></c></row>'),
        False,
        Facts({(1, 1): "#N/A"}),
    ),
    "styled far away": (sheet(ROW + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'), False, Facts()),
}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_quick_look_says_what_the_slow_one_says(part: str, encoding: str) -> None:
    text, plain, facts = PARTS[part]
    data = text.replace('encoding="UTF-8"', f'encoding="{encoding}"').encode(encoding)
    quick = scan([data], [])
    assert watch([data], "台账.xlsx") == facts
    assert quick == (facts if plain and encoding == "utf-8" else None)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(sorted(PARTS)), min_size=1, max_size=12), st.integers(1, 400))
def test_blocks_may_end_anywhere(parts: list[str], size: int) -> None:
    rows = "".join(
        PARTS[name][0].partition("<sheetData>")[2].partition("</sheetData>")[0] for name in parts if PARTS[name][1]
    )
    data = sheet(rows).encode()
    blocks = [data[at : at + size] for at in range(0, len(data), size)]
    assert scan(blocks, []) == watch(blocks, "台账.xlsx")


def test_a_row_longer_than_any_is_left_to_the_slow_look() -> None:
    cell = f'<c r="A1" t="inlineStr"><is><t>{"x" * (5 << 20)}</t></is></c>'.encode()
    data = sheet("").encode()
    begin, end = data.split(b"</sheetData>")
    assert scan([begin, b'<row r="1">', cell, b"</row></sheetData>" + end], []) is None


def only(data: bytes, name: str = "台账") -> Grid:
    [grid] = open_grids(data, name)[1]
    return grid


def made_with_hidden() -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    for row in (["台账", "", "", ""], ["项目名称", "总投资", "内部", "完成率"], ["甲", 1, 2, 0.5], ["乙", 1, 2, 0.6]):
        page.append(row)
    page.row_dimensions[4].hidden = True
    page.column_dimensions["C"].hidden = True
    page.cell(3, 4).number_format = '0.0"%%"%'
    page.cell(4, 4).number_format = "0%"
    page.cell(3, 2).number_format = '0"%"'
    return saved(book)


HIDDEN: dict[str, tuple[Callable[[], bytes], set[int], set[int], set[int]]] = {
    "xlsx": (made_with_hidden, {4}, {3}, {4}),
    "xls": ((FILES / "隐藏行列.xls").read_bytes, {4}, {4}, set()),
    "ods": ((FILES / "隐藏行列.ods").read_bytes, {4}, {4}, {5}),
    "xlsb": (
        lambda: xlsb(xlsb_row(0, xlsb_cell(0, "一"), xlsb_cell(1, 2.0)) + xlsb_row(1, xlsb_cell(0, "二"), hidden=True)),
        {2},
        set(),
        set(),
    ),
    "html": (
        lambda: b"<table><tr><td>1<td>2<tr style='display: none'><td>3<td>4</table>",
        {2},
        set(),
        set(),
    ),
}


@pytest.mark.parametrize("kind", HIDDEN)
def test_hidden_rows_and_columns_are_told_and_kept(kind: str) -> None:
    make, rows, columns, percents = HIDDEN[kind]
    grid = only(make())
    assert (set(grid.hidden_rows), set(grid.hidden_columns), set(grid.percent_columns)) == (rows, columns, percents)
    assert all(any(grid.value(row, column) != "" for column in range(1, grid.width + 1)) for row in rows)


def test_merged_cells_of_ods() -> None:
    assert only((FILES / "隐藏行列.ods").read_bytes()).merges == ((1, 1, 1, 5),)


def test_errors_of_xlsb_and_ods() -> None:
    grid = only(xlsb(xlsb_row(0, xlsb_cell(0, "一"), xlsb_cell(1, "", error=0x17), xlsb_cell(2, 1.5))))
    assert grid.rows[0] == ["一", "#REF!", 1.5]
    assert only((FILES / "隐藏行列.ods").read_bytes()).value(5, 5) == "#DIV/0!"


def test_sheets_are_matched_by_what_the_workbook_says() -> None:
    """The facts of a sheet are those of the part its relationship names, not of the part of the same number."""
    book = workbook("@sheet 一\n一|#REF!\n@sheet 二\n二|1\n")
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        first, second = (package.read(f"xl/worksheets/sheet{n}.xml") for n in (1, 2))
    swapped = rezipped(
        book,
        {
            "xl/worksheets/sheet1.xml": lambda _: second,
            "xl/worksheets/sheet2.xml": lambda _: first,
            "xl/_rels/workbook.xml.rels": lambda content: (
                content.replace(b"sheet1.xml", b"sheet9.xml")
                .replace(b"sheet2.xml", b"sheet1.xml")
                .replace(b"sheet9.xml", b"sheet2.xml")
            ),
        },
    )
    assert [grid.rows for grid in open_grids(swapped, "台账.xlsx")[1]] == [[["一", "#REF!"]], [["二", 1.0]]]


_FILLED = '<table:table-cell office:value-type="float" office:value="1"{}><text:p>1</text:p></table:table-cell>'


def _repeated(rows: int, columns: int) -> bytes:
    cell = _FILLED.format(f' table:number-columns-repeated="{columns}"')
    return ods(f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>')


def _page(rows: str) -> bytes:
    return f"<table>{rows}</table>".encode()


def _row(*cells: Mapping[str, int]) -> str:
    return "<tr>" + "".join("<td " + " ".join(f"{k}={v}" for k, v in cell.items()) + ">1" for cell in cells)


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "ods repeated": (lambda: _repeated(1_048_576, 16_384), "XFD1048576"),
    "ods repeated beyond all": (lambda: _repeated(10**12, 10**12), "XFD1048576"),
    "ods far": (
        lambda: ods(
            '<table:table-row table:number-rows-repeated="900000"><table:table-cell/></table:table-row>'
            '<table:table-row><table:table-cell table:number-columns-repeated="99"/>'
            f"{_FILLED.format('')}</table:table-row>"
        ),
        "CV900001",
    ),
    "ods with a doctype": (
        lambda: zipped(
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<!DOCTYPE x><x/>"}
        ),
        "DOCTYPE",
    ),
    "xlsb far": (
        lambda: xlsb(xlsb_row(0, xlsb_cell(0, 1.0)) + xlsb_row(1_048_575, xlsb_cell(16_383, 1.0))),
        "XFD1048576",
    ),
    "xlsb beyond": (lambda: xlsb(xlsb_row(0, xlsb_cell(0, 1.0)) + xlsb_row(1 << 31, xlsb_cell(0, 1.0))), "已损坏"),
    "xlsb cut off": (lambda: xlsb(b"\x05\xff\xff\x7f"), "已损坏"),
    "html spans": (lambda: _page(_row({"colspan": 16_000}) * 400), "大得不正常"),
    "html deep": (
        lambda: _page(_row({"rowspan": 65_000}, {"colspan": 9_000, "rowspan": 65_000}) + "<tr>" * 9_000),
        "大",
    ),
    "json wide": (lambda: b"[" + b",".join(b'{"%d":1}' % n for n in range(3_000)) + b"]", "大得不正常"),
    "json deep": (lambda: b"[" * 100_000, "嵌套过深"),
    "json digits": (lambda: b'[{"a":' + b"1" * 10_000 + b"}]", "数字过长"),
    "csv tall": (lambda: b"a,b,c\n" + b"x\n" * 2_000_000, "大得不正常"),
    "docx grid": (
        lambda: _word_bomb('<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr></w:tc>'),
        "大得不正常",
    ),
    "docx with a doctype": (lambda: zipped({"word/document.xml": "<!DOCTYPE x><x/>"}), "DOCTYPE"),
    "docx parts": (lambda: zipped({"word/document.xml": "<x/>"} | {f"{n}": "" for n in range(2_000)}), "过大"),
}


def _word_bomb(cell: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    rows = f"<w:tr>{cell}</w:tr>" * 6_000
    return zipped({"word/document.xml": f"<w:document {space}><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>"})


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_gets_one_sentence(bomb: str) -> None:
    make, telling = BOMBS[bomb]
    with pytest.raises(SourceError) as refusal:
        open_grids(make(), "台账")
    one_sentence(str(refusal.value), "台账", telling)


def test_a_look_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LOOK_SECONDS", -1)
    with pytest.raises(SourceError) as refusal:
        open_grids(workbook("项目名称|总投资\n甲项目|1\n"), "台账.xlsx")
    one_sentence(str(refusal.value), "台账.xlsx", "结构过于复杂")


def test_rows_styled_to_the_end_of_the_sheet_are_no_bomb() -> None:
    """What Excel writes when whole columns were coloured: cells to the last row, without a value."""
    end = b'<row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"/></row></sheetData>'
    data = rezipped(workbook("项目名称|总投资\n甲项目|1\n"), {_SHEET: lambda part: part.replace(b"</sheetData>", end)})
    assert only(data).rows == [["项目名称", "总投资"], ["甲项目", 1.0]]
