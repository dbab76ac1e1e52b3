"""Compiled filling and docxtpl itself, given the same environment, make the same XML of text templates."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from docxtpl import DocxTemplate
from lxml import etree

from service.assembly import compile_template
from service.assembly.environment import make_environment
from service.assembly.mend import W
from service.wording import FILTERS
from tests.assembly.docx_builder import cell, docx, p, part, row, table, zipped

TEMPLATES = sorted((Path(__file__).parents[2] / "templates_docx").glob("*/template.docx"))
PARTS = ("word/document.xml", "word/header1.xml", "word/footer1.xml", "word/footnotes1.xml")

_NOTE = '<w:footnote w:id="1">{}</w:footnote>'
_ROWS = table(2, row("项", "值"), row("{%tr for 行 in 表 %}"), row("{{ 行.名 }}", "{{ 行.值 }}"), row("{%tr endfor %}"))
_NESTED = table(
    1,
    row("{%tr for 组 in 组们 %}"),
    row(cell("{{ 组.名 }}", table(1, row("{%tr for 员 in 组.员 %}"), row("{{ 员 }}"), row("{%tr endfor %}")), "完")),
    row("{%tr endfor %}"),
)
CONTEXT: dict[str, Any] = {
    "值": " a & b <c> '\"\n二\t三 😀 ",
    "真": True,
    "假": False,
    "空": [],
    "表": [{"名": "甲", "值": 1}, {"名": "乙&", "值": "<2>"}],
    "组们": [{"名": "一组", "员": ["甲", "乙"]}, {"名": "二组", "员": ["丙"]}],
    "列": ["一", "二", "三"],
}
DOCUMENTS: dict[str, bytes] = {
    "value": docx(p("前{{ 值 }}后")),
    "split over runs": docx(p("{", "{ 值", " }", "}") + p("{% i", "f 真 %}是{% e", "ndif %}")),
    "paragraphs": docx(p("{%p for 行 in 表 %}") + p("{{ 行.名 }}") + p("{%p endfor %}") + p("完")),
    "paragraph if else": docx(p("{%p if 假 %}") + p("甲") + p("{%p else %}") + p("乙") + p("{%p endif %}")),
    "rows": docx(_ROWS),
    "no rows": docx(_ROWS.replace("in 表", "in 空")),
    "columns": docx(table(3, row("{%tc for 项 in 列 %}", "{{ 项 }}", "{%tc endfor %}"))),
    "more columns": docx(table(1, row("{%tc for 项 in 列 %}", "{{ 项 }}", "{%tc endfor %}"))),
    "dashes": docx(p("甲") + p("{%- if 真 -%}") + p("乙") + p("{%- endif %}丙")),
    "nested": docx(_NESTED),
    "inline if": docx(p("甲{% if 真 %}乙", "丙{% else %}丁", "戊{% endif %}己")),
    "filters": docx(p("{{ 12900|亿元(2) }}，{{ '2026-11-27'|年月日星期 }}，{{ 列|顿号 }}")),
    "comments": docx(p("甲{# 注 #}乙") + p("{#p 整段 #}") + p("丙")),
    "other parts": docx(
        p("{{ 值 }}"),
        title="{{ 列|join('、') }}",
        header=p("{{ 值 }}"),
        footer=p("{{ 值 }}"),
        footnotes=_NOTE.format(p("{{ 值 }}")),
    ),
    "macro": docx(p("{% macro 名(甲) %}[{{ 甲 }}]{% endmacro %}{{ 名(值) }}{% set 乙 %}{{ 值 }}{% endset %}{{ 乙 }}")),
}


def by_docxtpl(data: bytes, context: Mapping[str, Any]) -> bytes:
    """The document filled by docxtpl alone, with the press's environment."""
    document = DocxTemplate(io.BytesIO(data))
    document.render(dict(context), jinja_env=make_environment(FILTERS), autoescape=True)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def meaning(data: bytes, name: str) -> str:
    """A part's XML in canonical form, without blanks between elements and drawing ids (docxtpl counts from 1001)."""
    root = etree.fromstring(etree.tostring(part(data, name)), etree.XMLParser(remove_blank_text=True))
    for element in root.iter():
        if str(element.tag).endswith("}docPr"):
            element.set("id", "0")
    return etree.tostring(root, method="c14n", exclusive=True).decode()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_same_xml(name: str) -> None:
    data = DOCUMENTS[name]
    template = compile_template(data, filters=FILTERS)
    made, other = template.render(CONTEXT), by_docxtpl(data, CONTEXT)
    if name == "no rows":
        assert meaning(made, PARTS[0]).count("<w:tr>") == 1
    for file in PARTS if name == "other parts" else PARTS[:1]:
        assert meaning(made, file) == meaning(other, file)
    texts = ["".join(map(str, part(data, "docProps/core.xml").itertext())).strip() for data in (made, other)]
    assert texts[0] == texts[1]


def without_patterns(data: bytes) -> bytes:
    """The template without charts and pictures to be filled, which docxtpl knows nothing of."""
    root, found = part(data), False
    for drawing in list(root.iter(f"{W}drawing")):
        if "{{" in etree.tostring(drawing, encoding="unicode"):
            drawing.getparent().remove(drawing)  # type: ignore[union-attr] # it is in a run
            found = True
    if not found:
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | {"word/document.xml": etree.tostring(root)})


@pytest.mark.skipif(not TEMPLATES, reason="no template has been built")
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.parent.name)
def test_same_xml_of_every_template(path: Path) -> None:
    data = without_patterns(path.read_bytes())
    context = json.loads((path.parent / "sample.json").read_text(encoding="utf-8"))
    template = compile_template(data, filters=FILTERS, name=path.parent.name)
    made, other = template.render(context), by_docxtpl(data, context)
    assert meaning(made, "word/document.xml") == meaning(other, "word/document.xml")
    assert template.names <= context.keys()
