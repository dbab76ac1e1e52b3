"""What counts as equal when cells are merged: content is never lost, whichever of the two ways merges it."""

from __future__ import annotations

from typing import Any

import pytest

from service.assembly import compile_template
from service.assembly.mend import W
from service.assembly.word_rules import check_document
from tests.assembly.docx_builder import BY_DOCXTPL, cell, docx, drawing, p, part, row, seen, table
from tests.assembly.patterns import picture_drawing, png, template
from tests.assembly.test_marks import END, LOOP, merges

CONTROL = '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
MARK = "{% 合并相同 %}"


def made(body: str, rows: list[Any], *, parsed: bool = False) -> bytes:
    data = docx(body + p("{{r 物 }}"))
    filled = compile_template(data).render({"表": rows, "物": BY_DOCXTPL if parsed else "物"})
    assert check_document(filled) == []
    assert all(mark not in str(part(filled)) for mark in ("huicai", "\x01"))
    return filled


def one_column(*content: str) -> str:
    return table(1, LOOP + row(cell(*content)) + END)


@pytest.mark.parametrize("parsed", [False, True])
@pytest.mark.parametrize(
    ("content", "rows", "expected"),
    [
        ([p("{{ 行 }}" + MARK)], ["甲\n乙", "甲乙"], "甲⏎乙¶甲乙"),
        ([p("{{ 行 }}" + MARK)], ["甲\t乙", "甲乙"], "甲⇥乙¶甲乙"),
        ([p("{{ 行[0] }}"), p("{{ 行[1] }}" + MARK)], [("甲乙", "丙"), ("甲", "乙丙")], "甲乙¶丙¶甲¶乙丙"),
        ([p("{{ 行[0] }}"), p("{{ 行[1] }}" + MARK)], [("甲", "乙"), ("甲", "乙")], "甲¶乙¶"),
        ([p("{{ 行 }}" + MARK)], ["甲", "甲 ", "乙"], "甲¶¶乙"),
        ([p("{{ 行 }}" + MARK)], ["", "", "——", "——"], "¶¶——¶——"),
    ],
)
def test_equality(content: list[str], rows: list[Any], expected: str, parsed: bool) -> None:
    assert seen(made(one_column(*content), rows, parsed=parsed)).removesuffix("¶物") == expected


@pytest.mark.parametrize("parsed", [False, True])
def test_columns_are_told_by_where_they_are(parsed: bool) -> None:
    wide = cell(p("{{ 行 }}" + MARK)).replace("</w:tcPr>", '<w:gridSpan w:val="2"/></w:tcPr>')
    body = table(3, LOOP + row(wide, "乙") + row("{{ 行 }}" + MARK, "丙", "丁") + row(wide, "戊") + END)
    found = merges(made(body, ["甲", "甲"], parsed=parsed))
    assert [line[0] for line in found] == ["甲", "甲", "┌甲", "│", "甲", "甲"]


@pytest.mark.parametrize("parsed", [False, True])
def test_rows_of_two_tables_and_rows_with_others_between_stay_apart(parsed: bool) -> None:
    body = one_column(p("{{ 行 }}" + MARK)) * 2 + table(1, LOOP + row("{{ 行 }}" + MARK) + row("间") + END)
    found = merges(made(body, ["甲", "甲"], parsed=parsed))
    assert found == [["┌甲"], ["│"], ["┌甲"], ["│"], ["甲"], ["间"], ["甲"], ["间"]]


def test_several_marked_columns_side_by_side() -> None:
    body = table(3, LOOP + row("{{ 行[0] }}" + MARK, "{{ 行[1] }}" + MARK, "{{ 行[2] }}" + MARK) + END)
    rows = ["甲乙丙", "甲乙丁", "甲戊丁", "己戊丁"]
    for parsed in (False, True):
        assert merges(made(body, rows, parsed=parsed)) == [
            ["┌甲", "┌乙", "丙"],
            ["│", "│", "丁"],
            ["│", "戊", "丁"],
            ["己", "戊", "丁"],
        ]


def test_cells_in_content_controls() -> None:
    for body in (
        table(1, LOOP + f"<w:tr>{CONTROL.format(cell('{{ 行 }}' + MARK))}</w:tr>" + END),
        table(1, LOOP + CONTROL.format(row("{{ 行 }}" + MARK)) + END),
        table(1, LOOP + row(cell(CONTROL.format(p("{{ 行 }}" + MARK)))) + END),
    ):
        assert merges(made(body, ["甲", "甲", "乙"])) == [["┌甲"], ["│"], ["乙"]]


def test_a_cell_with_a_table_in_it() -> None:
    found = made(one_column(table(1, row("{{ 行 }}")), p(MARK)), ["甲", "甲", "乙"])
    assert seen(found).removesuffix("¶物") == "甲¶¶¶乙¶"


def test_drawings_are_looked_at() -> None:
    same = made(one_column(p("同" + MARK), drawing(1)), [1, 2])
    assert len(list(part(same).iter(f"{W}drawing"))) == 1
    body = table(1, LOOP + row(cell(p("同" + MARK), picture_drawing("{{ 行 }}"))) + END)
    for rows, left in (([png(3, 3), png(4, 4)], 2), ([png(3, 3), png(3, 3)], 1)):
        filled = compile_template(template(body)).render({"表": rows})
        assert len(list(part(filled).iter(f"{W}drawing"))) == left
        assert check_document(filled) == []
