"""Cells merged because they say the same, and lists begun again: what depends on the filled part."""

from __future__ import annotations

from typing import Any

import pytest

from service.assembly import compile_template
from service.assembly.mend import W
from service.assembly.word_rules import check_document
from service.errors import FillError, TemplateError
from tests.assembly.docx_builder import BY_DOCXTPL, cell, docx, p, part, row, seen, table
from tests.assembly.test_merge import in_list, in_style, lists

VAL = f"{W}val"
LOOP, END = row("{%tr for 行 in 表 %}"), row("{%tr endfor %}")


def merges(data: bytes) -> list[list[str]]:
    """How each cell is merged and what it says: ┌ begins, │ goes on."""
    signs = {None: "", "restart": "┌", "continue": "│"}

    def shown(one: Any) -> str:
        merge = one.find(f"{W}tcPr/{W}vMerge")
        return signs[None if merge is None else merge.get(VAL)] + "".join(t.text or "" for t in one.iter(f"{W}t"))

    return [[shown(one) for one in line.iter(f"{W}tc")] for line in part(data).iter(f"{W}tr")]


def filled(columns: list[str], rows: list[str], head: str = "") -> bytes:
    cells = [cell(p(column)) for column in columns]
    data = docx(table(len(columns), head + LOOP + row(*cells) + END))
    made = compile_template(data).render({"表": [dict(zip("甲乙丙", line.split(), strict=False)) for line in rows]})
    assert check_document(made) == []
    assert b"huicai" not in made
    return made


CASES: list[tuple[list[str], list[str], list[list[str]]]] = [
    (
        ["{{ 行.甲 }}{% 合并相同 %}", "{{ 行.乙 }}"],
        ["镇 1", "镇 1", "乡 2", "镇 3"],
        [["┌镇", "1"], ["│", "1"], ["乡", "2"], ["镇", "3"]],
    ),
    (["{% 合并相同 %}{{ 行.甲 }}"], ["镇", "镇", "镇"], [["┌镇"], ["│"], ["│"]]),
    (["{% 合并相同 %}{{ 行.甲 }}"], ["——", "——", "／", "／"], [["——"], ["——"], ["／"], ["／"]]),
    (
        ["{{ 行.甲 }}{% 合并相同 %}", "{{ 行.乙 }}{% 合并相同 %}"],
        ["镇 产业", "镇 产业", "乡 产业"],
        [["┌镇", "┌产业"], ["│", "│"], ["乡", "产业"]],
    ),
    (["{{ 行.甲 }}{% 合并相同 %}"], [], []),
]


@pytest.mark.parametrize(("columns", "rows", "expected"), CASES)
def test_equal_neighbours_are_merged(columns: list[str], rows: list[str], expected: list[list[str]]) -> None:
    if rows:
        assert merges(filled(columns, rows)) == expected
    else:
        assert merges(compile_template(docx(table(1, LOOP + row(cell(p(columns[0]))) + END))).render({"表": []})) == []


def test_a_header_row_stays_apart_and_repeats() -> None:
    head = row("镇").replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>")
    made = filled(["{{ 行.甲 }}{% 合并相同 %}"], ["镇", "镇"], head)
    assert merges(made) == [["镇"], ["┌镇"], ["│"]]
    assert len(list(part(made).iter(f"{W}tblHeader"))) == 1


def test_other_tables_and_columns_are_left_alone() -> None:
    inner = docx(
        table(1, row("{% 合并相同 %}同"))
        + table(1, row("{% 合并相同 %}同"))
        + table(2, row("同", "异"), row("同", "异"))
    )
    assert merges(compile_template(inner).render({})) == [["同"], ["同"], ["同", "异"], ["同", "异"]]


def test_cells_are_merged_beside_what_docxtpl_fills() -> None:
    body = table(1, LOOP + row(cell(p("{{ 行 }}{% 合并相同 %}"))) + END)
    compiled = compile_template(docx(body + p("{{r 物 }}")))
    assert merges(compiled.render({"表": ["镇", "镇"], "物": BY_DOCXTPL})) == [["┌镇"], ["│"]]


def numbers(data: bytes) -> list[str]:
    """The list each paragraph counts with, empty for none."""
    found = (one.find(f"{W}pPr/{W}numPr/{W}numId") for one in part(data).iter(f"{W}p"))
    return ["" if number is None else number.get(VAL, "") for number in found]


STYLE = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="T"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
STYLE += '<w:ind w:left="640"/></w:pPr></w:style>'


@pytest.mark.parametrize("kind", [in_list, in_style])
def test_a_list_begins_again_in_each_turn(kind: Any) -> None:
    turn = p("{{ 组 }}组") + kind("{% 重新编号 %}一") + kind("二")
    body = p("{%p for 组 in 各组 %}") + turn + p("{%p endfor %}")
    made = compile_template(docx(body, numbering=lists(), styles=STYLE)).render({"各组": ["甲", "乙"]})
    assert seen(made) == "甲组¶一¶二¶乙组¶一¶二"
    assert check_document(made) == []
    assert numbers(made) == ["", "2", "2", "", "3", "3"]
    numbering = part(made, "word/numbering1.xml")
    starts = {
        num.get(f"{W}numId"): [s.get(VAL) for s in num.iter(f"{W}startOverride")] for num in numbering.iter(f"{W}num")
    }
    assert starts == {"1": [], "2": ["1"], "3": ["1"]}
    assert {a.get(VAL) for a in numbering.iter(f"{W}abstractNumId")} == {"0"}


def test_what_stands_before_the_mark_counts_as_before() -> None:
    made = compile_template(docx(in_list("一") + in_list("{% 重新编号 %}二"), numbering=lists())).render({})
    assert numbers(made) == ["1", "2"]


def test_lists_begun_again_beside_what_docxtpl_fills() -> None:
    body = p("{{r 物 }}") + in_list("{% 重新编号 %}一")
    compiled = compile_template(docx(body, numbering=lists()))
    made = compiled.render({"物": BY_DOCXTPL})
    assert numbers(made)[-1] == "2"
    assert check_document(made) == []


def test_same_context_same_bytes() -> None:
    compiled = compile_template(docx(in_list("{% 重新编号 %}{{ 甲 }}"), numbering=lists()))
    assert compiled.render({"甲": "乙"}) == compiled.render({"甲": "乙"})


def test_no_list_at_all_is_said_when_compiling() -> None:
    with pytest.raises(TemplateError, match="却没有自动编号"):
        compile_template(docx(p("{% 重新编号 %}一")))


def test_a_paragraph_without_number_is_named() -> None:
    compiled = compile_template(docx(in_list("一") + p("{% 重新编号 %}没有编号的一段"), numbering=lists()), name="通报")
    with pytest.raises(FillError, match=r"模板“通报”“没有编号的一段”处的 \{% 重新编号 %\}"):
        compiled.render({})
