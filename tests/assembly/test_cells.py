"""colspan, cellbg, vm and hm: docxtpl's meaning, in the order of the schema, and nothing but values Word can read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from lxml import etree

from service.assembly import compile_template
from service.assembly.mend import W
from service.assembly.word_rules import check_document
from service.errors import FillError
from service.wording import FILTERS
from tests.assembly.docx_builder import cell, docx, p, part, row, seen, table
from tests.assembly.test_parity import by_docxtpl

LOOP, END = row("{%tr for 行 in 表 %}"), row("{%tr endfor %}")
COLUMNS, COLUMNS_END = "{%tc for 项 in 表 %}", "{%tc endfor %}"
VALIGN = '<w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/><w:vAlign w:val="center"/></w:tcPr>'
CONTEXT: dict[str, Any] = {"数": 2, "色": "FF0000", "表": ["甲", "乙", "丙"], "一": ["甲"]}


def lined(text: str) -> str:
    """A cell with a width, a colour and an alignment."""
    return cell(p(text)).replace("</w:tcPr>", VALIGN)


BODIES = {
    "colspan": table(3, row(lined("{% colspan 数 %}甲"), "乙")),
    "colspan over fewer columns": table(4, row(lined("{% colspan 数 %}甲"), "乙")),
    "cellbg": table(1, row(lined("{% cellbg 色 %}甲"))),
    "both": table(3, row(lined("{% colspan 3 %}{% cellbg '00FF00' %}{{ 色 }}"))),
    "cellbg in a loop": table(2, row("项", "值"), LOOP + row(lined("{% cellbg 色 %}{{ 行 }}"), "乙") + END),
    "vm": table(2, LOOP + row(lined("甲{% vm %}"), "{{ 行 }}") + END),
    "hm": table(3, row(COLUMNS, lined("题{% hm %}"), COLUMNS_END), row(COLUMNS, "{{ 项 }}", COLUMNS_END)),
}


def sorted_properties(data: bytes) -> bytes:
    """The body, the properties of its cells by name."""
    root = part(data)
    for properties in root.iter(f"{W}tcPr"):
        properties[:] = sorted(properties, key=lambda one: str(one.tag))
    return etree.tostring(root, method="c14n", exclusive=True)


@pytest.mark.parametrize("name", BODIES)
def test_docxtpls_xml_in_the_order_of_the_schema(name: str) -> None:
    data = docx(BODIES[name])
    made = compile_template(data, filters=FILTERS).render(CONTEXT)
    assert sorted_properties(made) == sorted_properties(by_docxtpl(data, CONTEXT))
    assert check_document(made) == []


@pytest.mark.parametrize("name", ["cellbg", "cellbg in a loop", "vm"])
def test_these_need_no_parsing(name: str) -> None:
    assert not any(
        part.grid or not part.findings.proved for part in compile_template(docx(BODIES[name]))._parts.values()
    )


def test_run_tags_are_compiled_and_proved() -> None:
    template = compile_template(docx(p("甲{%r if 数 %}", "乙", "{%r endif %}丙{{r 色 }}")))
    assert template.proved
    assert seen(template.render(CONTEXT)) == "甲乙丙FF0000"


WRONG: list[tuple[str, Mapping[str, Any], str]] = [
    ("{% colspan 值 %}", {"值": 0}, "跨列数应是 1 到 63 的整数，实际是“0”"),
    ("{% colspan 值 %}", {"值": -3}, "实际是“-3”"),
    ("{% colspan 值 %}", {"值": "many"}, "实际是“many”"),
    ("{% colspan 值 %}", {"值": 64}, "实际是“64”"),
    ("{% cellbg 值 %}", {"值": "红色"}, "底色应是六位十六进制数（如 FF0000）或 auto，实际是“红色”"),
    ("{% cellbg 值 %}", {"值": 'F"/><w:p/>'}, "底色应是"),
    ("{% cellbg 值 %}", {}, "没有名为“值”的数据"),
    ("{% vm %}", {}, "没有名为“loop”的数据"),
]


@pytest.mark.parametrize(("tag", "context", "why"), WRONG)
def test_a_wrong_value_names_the_tag_and_its_cell(tag: str, context: Mapping[str, Any], why: str) -> None:
    template = compile_template(docx(p("前") + table(1, row(lined(f"{tag}标题")))), name="通报")
    with pytest.raises(FillError) as caught:
        template.render(context)
    assert tag in str(caught.value)
    assert "“标题”" in str(caught.value) or "表1第1行第1列" in str(caught.value)
    assert why in str(caught.value)


@pytest.mark.parametrize(("given", "printed"), [("#ff00aa", "ff00aa"), ("auto", "auto"), ("FF0000 ", "FF0000")])
def test_colours_as_people_write_them(given: str, printed: str) -> None:
    made = part(compile_template(docx(BODIES["cellbg"])).render({"色": given}))
    assert next(made.iter(f"{W}shd")).get(f"{W}fill") == printed


@pytest.mark.parametrize("properties", ["", "<w:tcPr/>"])
def test_cells_without_properties(properties: str) -> None:
    bare = f"<w:tc>{properties}{p('{% colspan 2 %}甲')}</w:tc>"
    made = compile_template(docx(table(2, row(bare)))).render({})
    assert [one.get(f"{W}val") for one in part(made).iter(f"{W}gridSpan")] == ["2"]
    assert check_document(made) == []
    vertical = table(1, LOOP, row(bare.replace("colspan 2", "vm")), END)
    made = compile_template(docx(vertical)).render(CONTEXT)
    assert [one.get(f"{W}val") for one in part(made).iter(f"{W}vMerge")] == ["restart", "continue", "continue"]


def test_older_properties_kept_in_a_change_are_ordered_too() -> None:
    older = '<w:tcPr><w:tcW w:w="9" w:type="dxa"/></w:tcPr>'
    change = f'<w:tcPrChange w:id="1" w:author="甲">{older}</w:tcPrChange></w:tcPr>'
    shaded = cell(p("{% cellbg 色 %}甲")).replace("</w:tcPr>", change)
    assert check_document(compile_template(docx(table(2, row(shaded)))).render(CONTEXT)) == []
