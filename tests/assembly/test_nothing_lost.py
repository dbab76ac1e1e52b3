"""After a fill, every value that was printed can be found in the document, wherever it was printed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from service.assembly import compile_template
from service.assembly.mend import WP, W
from service.assembly.word_rules import check_document
from tests.assembly.docx_builder import BY_DOCXTPL, cell, docx, drawing, p, part, row, run, shown, table

# What breaks documents: markup, control characters, half surrogates, direction marks, emoji, breaks, entities.
PIECES = st.one_of(
    st.text(st.characters(exclude_characters="¶⏎⇥"), max_size=30),
    st.sampled_from(
        ["&", "<", ">", '"', "'", "&amp;", "&#x1;", "]]>", "<!--", "<w:p>", "</w:t>", "{{ 值 }}", "{% raw %}", "{#",
         "\x00", "\x0b", "\x1f", "\x7f", "\x85", "\u2028", "\ud800", "\udfff", "\ud83d\ude00", "\ufeff", "\ufffe",
         "\uffff", "\u202e", "\u200f", "\u200d", "\U0001f600", "\U00020bb7", "\u3000", "\n", "\r\n", "\r", "\t", "  ",
         "——", "／", "\\", "$1", "\\1", "%s"]
    ),
    st.integers(1, 20_000).map(lambda size: "长" * size),
)  # fmt: skip
VALUES = st.lists(PIECES, max_size=6).map("".join)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0 §2.2, written out once more
BOX = f"<w:p><w:r><w:pict><w:txbxContent>{p('{{ 值 }}')}</w:txbxContent></w:pict></w:r></w:p>"
NOTE = '<w:{0} w:id="1">{1}</w:{0}>'
TEMPLATE = docx(
    p("前{{ 值 }}后")
    + table(1, row("{%tr for 行 in 表 %}"), row(cell(p("{{ 行.值 }}{{ 行.数 }}"))), row("{%tr endfor %}"))
    + BOX
    + f'<w:p><w:hyperlink w:anchor="a">{run("{{ 值 }}")}</w:hyperlink></w:p>'
    + drawing(1).replace('name="图"', 'name="图" descr="{{ 值 }}"')
    + '<w:p><w:r><w:instrText>QUOTE "{{ 值 }}"</w:instrText></w:r></w:p>'
    + p("{{r 物 }}"),
    title="{{ 值 }}",
    header=p("眉{{ 值 }}"),
    footer=p("{% if 值 is string %}{{ 值 }}{% endif %}"),
    footnotes=NOTE.format("footnote", p("{{ 值 ~ '' }}")),
    endnotes=NOTE.format("endnote", p("{{ 值 }}")),
    comments=NOTE.format("comment", p("{{ 值 }}")),
)
PLACES: dict[str, tuple[str, Callable[[etree._Element], str], str, bool]] = {
    "paragraph": ("document", lambda root: shown(root[0][0]), "前{}后", True),
    "cell": ("document", lambda root: shown(next(root.iter(f"{W}tc"))), "{}7", True),
    "text box": ("document", lambda root: shown(next(root.iter(f"{W}txbxContent"))), "{}", True),
    "link": ("document", lambda root: shown(next(root.iter(f"{W}hyperlink"))), "{}", True),
    "alternative text": ("document", lambda root: next(root.iter(f"{WP}docPr")).get("descr", ""), "{}", False),
    "field code": ("document", lambda root: next(root.iter(f"{W}instrText")).text or "", 'QUOTE "{}"', False),
    "title": ("core", lambda root: "".join(map(str, root.itertext())), "{}", False),
    "header": ("header1", shown, "眉{}", True),
    "footer": ("footer1", shown, "{}", True),
    "footnote": ("footnotes1", shown, "{}", True),
    "endnote": ("endnotes1", shown, "{}", True),
    "comment": ("comments1", shown, "{}", True),
}


@pytest.fixture(scope="module", params=["compiled", "docxtpl"])
def made_how(request: pytest.FixtureRequest) -> object:
    return BY_DOCXTPL if request.param == "docxtpl" else "物"


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(value=VALUES)
def test_every_value_is_found(made_how: object, value: str) -> None:
    replaced: list[str] = []
    context = {"值": value, "表": [{"值": value, "数": 7}], "物": made_how}
    made = compile_template(TEMPLATE).render(context, replaced=replaced)
    lines = FORBIDDEN.sub("□", value.replace("\r\n", "\n").replace("\r", "\n"))
    for place, (file, look, around, breaks) in PLACES.items():
        root = part(made, f"docProps/{file}.xml" if file == "core" else f"word/{file}.xml")
        expected = lines.replace("\n", "⏎").replace("\t", "⇥") if breaks else re.sub("[\n\t]", " ", lines)
        assert look(root) == around.format(expected), place
    assert bool(replaced) == bool(FORBIDDEN.search(value))
    assert all("□" in shown_so for shown_so in replaced)
    assert [finding for finding in check_document(made) if "{{" not in value and "{%" not in value] == []
    assert Document(io.BytesIO(made)).paragraphs[0].text == f"前{lines}后"


def test_values_shown_with_a_box_are_told_once_each() -> None:
    replaced: list[str] = []
    template = compile_template(docx(p("{{ 甲 }}{{ 乙 }}{{ 丙 }}")))
    template.render({"甲": "一\x00\x0b", "乙": "二", "丙": "三\ud800"}, replaced=replaced)
    assert replaced == ["一□□", "三□"]
