"""Every problem stands at its cell, as a comment and a colour, and in the list."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from data_adapters import Cell, Problem, Severity
from data_adapters.marked import MAX_COMMENTED, marked_copy, marked_name
from data_adapters.marked.styles import COLOURS
from tests.adapters.building import saved
from tests.adapters.marked.seeing import FILE, LEDGER, SHEET, colours, comments, fault, listed, marked, remarks

RED, YELLOW, BLUE = (COLOURS[level] for level in (Severity.ERROR, Severity.WARNING, Severity.NOTE))


def test_a_problem_is_a_comment_with_its_cure() -> None:
    copy = marked(LEDGER, fault("E4", "“abc”不是金额，请填数字"), fault("D3", "没有计划"))
    assert comments(copy) == {
        "E4": "【问题】“abc”不是金额\n【怎么办】请填数字",
        "D3": "【问题】没有计划\n【怎么办】请改正后重新上传",
    }


@pytest.mark.parametrize(
    ("severity", "colour"), [(Severity.ERROR, RED), (Severity.WARNING, YELLOW), (Severity.NOTE, BLUE)]
)
def test_the_colour_tells_the_severity(severity: Severity, colour: str) -> None:
    assert colours(marked(LEDGER, fault("E4", severity=severity))) == {"E4": colour}


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("E4", "E4"),
        ("H4", "H4"),  # right of the last cell of its row
        ("B9", "B9"),  # below the last row
        ("C1", "A1"),  # in a merged cell
    ],
)
def test_a_mark_stands_where_a_person_looks(name: str, at: str) -> None:
    copy = marked(LEDGER, fault(name))
    assert list(comments(copy)) == [at]
    assert list(colours(copy)) == [at]


def test_problems_of_one_cell_share_a_comment_and_the_worst_colour() -> None:
    copy = marked(LEDGER, fault("E4", "甲，请改", Severity.NOTE), fault("E4", "乙，请改"), fault("E4", "甲，请改"))
    assert comments(copy)["E4"] == "【问题】甲\n【怎么办】请改\n【问题】乙\n【怎么办】请改"
    assert colours(copy)["E4"] == RED
    assert len(listed(copy)) == 3


def test_the_list_has_every_problem_with_a_link() -> None:
    copy = marked(
        LEDGER,
        fault("E4", "“abc”不是金额，请填数字"),
        Problem(f"{FILE} › 汇总", "sheet_skipped", "这张工作表没有识别为台账，已跳过", Severity.NOTE),
        questions=[([Cell(FILE, SHEET, 3, 4), Cell(FILE, SHEET, 3, 5)], "完成大于计划")],
    )
    assert listed(copy) == [
        (1, "台账", "E4", "错误", "“abc”不是金额", "请填数字"),
        (2, "汇总", None, "说明", "这张工作表没有识别为台账，已跳过", "供了解，无误可不改"),
        (3, "台账", "D3、E3", "核对", "完成大于计划", "请与原始资料核对，确有错误的请改正"),
    ]
    cells = [row[2] for row in load_workbook(io.BytesIO(copy)).worksheets[-1].iter_rows(min_row=4)]
    links = {cell.coordinate: cell.hyperlink.location for cell in cells if cell.hyperlink}
    assert links == {"C4": "'台账'!E4", "C6": "'台账'!D3"}
    assert set(comments(copy)) == {"E4", "D3", "E3"}


def test_the_list_is_ready_to_use() -> None:
    sheet = load_workbook(io.BytesIO(marked(LEDGER, fault("E4")))).worksheets[-1]
    assert sheet.title == "问题清单"
    assert sheet["A1"].value == "会材标注 · 问题清单（6月台账.xlsx）：共 1 条，其中错误 1 条"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A4", "A3:F4")
    assert sheet["E4"].alignment.wrap_text


def test_cells_of_another_file_are_named_only() -> None:
    copy = marked(LEDGER, fault("E4", file="5月台账.xlsx"), fault("E5", sheet="没有这张表"))
    assert comments(copy) == {}
    assert [row[1:3] for row in listed(copy)] == [("5月台账.xlsx › 台账!E4", None), ("没有这张表", "E5")]


@pytest.mark.parametrize("text", ["=1+1", "+86", "@SUM(A1)", "-2", '<b>&"\x07', "_x0041_", "𠮷"])
def test_a_message_is_text_whatever_it_looks_like(text: str) -> None:
    copy = marked(LEDGER, fault("E4", f"{text}，请改"))
    cell = load_workbook(io.BytesIO(copy)).worksheets[-1]["E4"]
    shown = text.replace("\x07", "□").replace("_x", "_x005F_x")  # Excel shows _x005F_ as _
    assert (cell.data_type, cell.value) == ("s", shown)
    assert comments(copy)["E4"].startswith(f"【问题】{shown}\n")


def test_beyond_the_limit_cells_are_coloured_and_listed_only() -> None:
    cells = [fault(f"{letter}{row}") for row in range(3, 409) for letter in "ABCDE"]
    copy = marked(LEDGER, *cells)
    assert len(cells) > MAX_COMMENTED == len(comments(copy))
    assert len(colours(copy)) == len(listed(copy)) == len(cells)
    assert remarks(copy) == ["问题较多，批注只写了前 2000 个单元格；其余只涂底色，全部问题见本表。"]


def test_the_unit_s_own_comments_and_colours_come_back() -> None:
    book = load_workbook(io.BytesIO(LEDGER))
    book[SHEET]["E4"].comment = Comment("请示过了\n", "王某")
    book[SHEET]["E4"].fill = PatternFill("solid", fgColor="FF00FF00")
    book[SHEET]["D4"].fill = PatternFill("solid", fgColor="FF00FF00")
    copy = marked(saved(book), fault("E4"), fault("B4"))
    assert comments(copy)["E4"] == "请示过了\n\n—— 会材标注 ——\n【问题】数不对\n【怎么办】请改正"
    assert colours(copy) == {"E4": RED, "B4": RED, "D4": "FF00FF00"}
    mended = marked(copy)
    assert comments(mended) == {"E4": "请示过了\n"}
    assert colours(mended) == {"E4": "FF00FF00", "D4": "FF00FF00"}
    assert listed(mended) == []


def test_a_sheet_of_the_unit_may_bear_the_list_s_name() -> None:
    book = load_workbook(io.BytesIO(LEDGER))
    book.create_sheet("问题清单")["A1"] = "问题清单"
    copy = marked(marked(saved(book), fault("E4")), fault("E4"))
    assert load_workbook(io.BytesIO(copy)).sheetnames == ["台账", "问题清单", "问题清单2"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("6月台账.xls", "6月台账（已标注）.xlsx"),
        ("C:\\收件\\a.xlsx.xlsx", "a（已标注）.xlsx"),
        ("6月台账（已标注）.xlsx", "6月台账（已标注）.xlsx"),
        ("第1.2版.CSV", "第1.2版（已标注）.xlsx"),
    ],
)
def test_the_copy_is_named_after_the_file(name: str, expected: str) -> None:
    assert marked_name(name) == expected


def test_a_path_is_no_part_of_the_name() -> None:
    assert marked_copy(LEDGER, "收件/6月台账.xlsx", [fault("E4")])[0] == "6月台账（已标注）.xlsx"
