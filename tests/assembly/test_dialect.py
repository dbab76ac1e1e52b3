"""The dialect is docxtpl's, to the letter: of whole templates, of every case beside it, and of tags put anywhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from docxtpl import DocxTemplate
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from service.assembly.columns import fit_columns
from service.assembly.dialect import dialect
from service.assembly.package import parse_part, read_package
from tests.assembly.docx_builder import NS, cell, docx, p, row, table
from tests.assembly.lint.seeded import SEEDED
from tests.assembly.test_filling import TAGS
from tests.assembly.test_parity import DOCUMENTS, TEMPLATES

CELLS = {
    "colspan": cell("{% colspan 数 %}", "甲"),
    "colspan over an old one": '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("{% colspan 数 %}甲") + "</w:tc>",
    "colspan alone in its run": cell(p("{% colspan 数 %}", "甲")),
    "colspan twice": cell(p("{% colspan 1 %}甲{% colspan 2 %}")),
    "cellbg": '<w:tc><w:tcPr><w:shd w:val="clear" w:fill="FFFFFF"/></w:tcPr>' + p("{%cellbg 色%}") + "</w:tc>",
    "colspan and cellbg": cell(p("{% colspan 2 %}{% cellbg 色 %}甲")),
    "cellbg of the outer cell": cell(table(1, row("乙")), p("{% cellbg 色 %}")),
    "vm": cell(p("前{% vm %}后")),
    "vm over runs": cell(p("{% v", "m %}", "甲")),
    "hm": cell(p("{%hm%}甲")),
    "hm of a wide cell": '<w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr>' + p("{% hm %}甲") + "</w:tc>",
    "vm and hm": cell(p("{% vm %}{% hm %}甲")),
    "vm in two cells": cell(p("{% vm %}甲")) + cell(p("{% vm %}乙")),
    "no properties": f"<w:tc>{p('{% vm %}{% hm %}{% colspan 2 %}')}</w:tc>",
}
TEXTS = {
    "runs": p("甲{{r 值 }}乙", "{%r if 真 %}丙{%r endif %}"),
    "dashes": p("甲") + p("{%- if 真 -%}") + p("乙") + p("{%- else -%}丙") + p("{%- endif -%}") + "<w:tab/>" + p("丁"),
    "quotes": p("“甲”{{ 值|default(“乙’) }}‘丙’") + p("{% if 甲 <= 乙 and 丙 > 丁 %}<&>{% endif %}"),
    "braces in runs": p("{", "%", "p if 甲 %", "}") + p("{", "# 注 #", "}") + p("甲{ 乙 }丙% }{丁"),
    "no end": p("{{ 甲") + p("乙") + p("{% 丙") + p("丁 }} 戊"),
    "two for one paragraph": p("{%p if 甲 %}{%p if 乙 %}") + p("{{p 值 }}{#p 注 #}"),
    "in a comment": p("{# {{ 甲 #} {{ 乙 }} {# %} #}"),
    "empty": p("{{}}{%%}{##}“甲”{{ “乙” }}"),
    "line break": p("{{ “甲\n” }}{{ “乙” }}"),
}
PIECES = [
    *"{}%# \n甲“’",
    *("{{", "}}", "{%", "%}", "{#", "#}", "{%-", "-%}", "colspan ", "&lt;", "&amp;", "&#8216;"),
    *("{{r ", "{{p ", "{{tr ", "{%p ", "{%tr ", "{%tc ", "{%r ", "{#p ", "{#tr ", "{#tc ", "{{ 甲 }}"),
    *("{% vm %}", "{%hm%}", "{% colspan 3 %}", "{% cellbg 色 %}", "{% if 甲 &gt; 乙 %}"),
    *(f"<w:{name}{rest}" for name in ("p", "r", "t", "tr", "tc") for rest in (">", ' w:id="1">')),
    *("</w:p>", "</w:r>", "</w:t>", "</w:tr>", "</w:tc>", "<w:t></w:t>", "<w:tab/>"),
    *("<w:tcPr>", "</w:tcPr>", "<w:tcPr/>", '<w:gridSpan w:val="2"/>', '<w:shd w:fill="FFFFFF"/>'),
    *("</w:t></w:r><w:r><w:t>", "</w:t></w:r></w:p><w:p><w:r><w:t>"),
]
_DOCXTPL = DocxTemplate("")


def same(xml: str) -> None:
    assert dialect(xml) == _DOCXTPL.patch_xml(xml)


def parts(data: bytes) -> list[str]:
    """The XML parts of a template as they are compiled."""
    contents = read_package(data, "模板").items()
    return [etree.tostring(parse_part(c, f, "模板"), encoding="unicode") for f, c in contents if f.endswith(".xml")]


@pytest.mark.parametrize("body", [*CELLS.values(), *TEXTS.values()], ids=[*CELLS, *TEXTS])
def test_same_of_a_case(body: str) -> None:
    same(f"<w:body {NS}>{body}</w:body>")
    same(
        f"<w:body {NS}>{table(2, row('{%tr for 行 in 表 %}'), f'<w:tr>{body}</w:tr>', row('{%tr endfor %}'))}</w:body>"
    )


@pytest.mark.parametrize("body", [*(case[1] for case in TAGS), *(seed.body for seed in SEEDED.values())])
def test_same_of_other_tests_cases(body: str) -> None:
    same(f"<w:body {NS}>{body}</w:body>")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_same_of_documents(name: str) -> None:
    for xml in parts(DOCUMENTS[name]):
        same(xml)


@pytest.mark.skipif(not TEMPLATES, reason="no template has been built")
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.parent.name)
def test_same_of_every_template(path: Path) -> None:
    for xml in parts(path.read_bytes()):
        same(xml)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@example("{{}}}}“甲”{{ “乙” }}")
@example("<w:tc>{% colspan 3 %}<w:tc>{% colspan 3 %}</w:tc>{% colspan 3 %}</w:tc>")
@example("<w:p>{{p {{p 甲 }}</w:p>")
def test_same_of_anything(xml: str) -> None:
    same(xml)


_TAG = st.sampled_from(
    ["{{ 值 }}", "{%p if 真 %}", "{%r 值 %}", "{%tr endfor %}", "{% vm %}", "{%- 甲 -%}", "{#p 注 #}", "“乙”<&"]
)


@st.composite
def _bodies(draw: st.DrawFn, depth: int = 2) -> str:
    """Paragraphs whose tags are split over runs anywhere, and tables of them, one in another."""
    made = []
    for _ in range(draw(st.integers(1, 3))):
        if depth and draw(st.booleans()):
            made.append(
                table(2, row(cell(draw(_bodies(depth - 1)))), row("{% colspan 2 %}", cell(draw(_bodies(depth - 1)))))
            )
        else:
            text = draw(st.lists(_TAG, min_size=1, max_size=3).map("".join))
            cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
            made.append(p(*(text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True))))
    return "".join(made)


@given(_bodies())
def test_same_of_documents_in_runs(body: str) -> None:
    same(f"<w:body {NS}>{body}</w:body>")


_WIDE = cell("甲").replace("</w:tcPr>", '<w:gridSpan w:val="3"/></w:tcPr>')
GRIDS = {
    "as they are": table(2, row("甲", "乙")),
    "more cells": table(2, row("甲", "乙", "丙"), row("甲")),
    "many more": table(3, row(*"甲乙丙丁戊己庚")),
    "fewer cells": table(5, row("甲", "乙"), row("甲")),
    "no rows": table(2),
    "a wide cell": table(2, row(_WIDE, "乙")),
    "wide and fewer": table(6, row(_WIDE, "乙")),
    "widths unknown": table(1, row("甲", "乙")).replace('<w:gridCol w:w="1000"/>', "<w:gridCol/>"),
    "nested": table(1, row(cell(table(1, row("甲", "乙"))), "丙", "丁")),
}


@pytest.mark.parametrize("name", GRIDS)
def test_same_columns(name: str) -> None:
    body = f"<w:body {NS}>{GRIDS[name]}</w:body>"
    root = etree.fromstring(body)
    fit_columns(root)
    assert etree.tostring(root) == etree.tostring(_DOCXTPL.fix_tables(body))


@pytest.mark.parametrize(
    "body",
    [
        table(1, row("甲")).replace('<w:tblGrid><w:gridCol w:w="1000"/></w:tblGrid>', ""),
        table(2, row("甲")).replace(' w:w="1000"', ' w:w="宽"'),
        table(2, row(_WIDE)).replace('w:val="3"', 'w:val="三"'),
    ],
)
def test_broken_grids_are_refused(body: str) -> None:
    root = etree.fromstring(f"<w:body {NS}>{body}</w:body>")
    with pytest.raises((AttributeError, LookupError, ValueError)):
        fit_columns(root)


HEAVY = ("docx", "docxtpl", "babel", "openpyxl", "PIL", "setuptools", "pydantic", "pandas")


def test_a_plain_paper_loads_nothing_it_does_not_need() -> None:
    code = (
        "import sys; from service.assembly import compile_template; from service.wording import FILTERS\n"
        "made = compile_template(sys.stdin.buffer.read(), filters=FILTERS).render(dict(甲='一', 乙='12900'))\n"
        "assert made.startswith(b'PK')\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    data = docx(p("{{ 甲 }}{{ 乙|亿元 }}"))
    ended = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True)
    assert ended.stdout.decode().strip() == "[]"
