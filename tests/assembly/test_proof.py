"""What is proved when a template is compiled holds for every context, and what is not proved is parsed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.assembly import compile_template
from service.assembly.word_rules import check_document
from service.errors import FillError
from tests.assembly.docx_builder import cell, docx, p, part, row, seen, table

PROVED = {
    "value": p("{{ 甲 }}"),
    "inline if": p("{% if 真 %}甲{% else %}乙{% endif %}"),
    "if over runs": p("{% if 真 %}甲", "乙{% endif %}"),
    "if over paragraphs": p("{% if 真 %}甲") + p("乙{% endif %}"),
    "rows": table(1, row("题"), row("{%tr for 项 in 表 %}"), row("{{ 项 }}"), row("{%tr endfor %}")),
    "cell with two answers": table(
        1, row(cell(p("{%p if 真 %}"), p("甲"), p("{%p else %}"), p("乙"), p("{%p endif %}")))
    ),
    "attribute": '<w:p><w:pPr><w:jc w:val="{{ 甲 }}"/></w:pPr></w:p>',
    "with": p("{% with 乙 = 甲 %}{{ 乙 }}{% endwith %}"),
}
PARSED = {
    "cell that may be empty": table(1, row(cell(p("{%p if 真 %}"), p("甲"), p("{%p endif %}")))),
    "table that may be empty": table(1, row("{%tr for 项 in 表 %}"), row("甲"), row("{%tr endfor %}")),
    "row that may be empty": table(1, row("{%tc for 项 in 表 %}", "甲", "{%tc endfor %}")),
    "crossed": p("{% if 真 %}甲") + p("{%p endif %}") + p("乙"),
    "macro": p("{% macro 名() %}甲{% endmacro %}{{ 名() }}"),
}


@pytest.mark.parametrize("name", PROVED)
def test_proved(name: str) -> None:
    assert compile_template(docx(PROVED[name])).proved


@pytest.mark.parametrize("name", PARSED)
def test_not_proved(name: str) -> None:
    assert not compile_template(docx(PARSED[name])).proved


TEMPLATES = {name: compile_template(docx(body)) for name, body in {**PROVED, **PARSED}.items() if name != "crossed"}


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(TEMPLATES)), st.text(), st.booleans(), st.lists(st.text(max_size=5), max_size=3))
def test_every_result_is_whole(name: str, text: str, truth: bool, items: list[str]) -> None:
    made = TEMPLATES[name].render({"甲": text, "真": truth, "表": items})
    assert [fault for fault in check_document(made) if "模板标签" not in fault] == []


LEGAL = st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufffe\uffff")


@settings(max_examples=100, deadline=None)
@given(st.text(LEGAL.filter(lambda c: c >= " " or c in "\t\n")))
def test_no_value_is_ever_lost(text: str) -> None:
    made = TEMPLATES["value"].render({"甲": text})
    assert seen(made) == text.replace("\n", "⏎").replace("\t", "⇥")
    assert part(made) is not None


FORMS = ("{{%p {} %}}", "{{% {} %}}", "前{{% {} %}}", "{{% {} %}}后")
BLOCKS = (("if 真", "endif"), ("for 项 in 表", "endfor"))


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """Bodies whose blocks match for Jinja2, and may cross the elements of Word in every way."""
    pieces: list[str] = []
    waiting: list[str] = []
    for _ in range(draw(st.integers(1, 8))):
        if draw(st.booleans()) and waiting:
            tag = waiting.pop()
        else:
            tag, end = draw(st.sampled_from(BLOCKS))
            waiting.append(end)
        pieces.append(p(draw(st.sampled_from(FORMS)).format(tag)))
        pieces.append(draw(st.sampled_from(["", p("{{ 甲 }}"), table(1, row("乙"))])))
    pieces += [p(draw(st.sampled_from(FORMS)).format(tag)) for tag in reversed(waiting)]
    if not draw(st.booleans()):
        return "".join(pieces)
    rows = [row(cell(piece or p("空"), p("完"))).replace("{%p ", "{%tr ") for piece in pieces]
    return table(1, *rows) if draw(st.booleans()) else table(1, row(cell(*[piece for piece in pieces if piece])))


@settings(max_examples=300, deadline=None)
@given(bodies(), st.booleans(), st.integers(0, 2))
def test_proved_templates_never_break(body: str, truth: bool, count: int) -> None:
    template = compile_template(docx(body))
    context = {"甲": "<", "真": truth, "表": list(range(count))}
    if template.proved:
        assert check_document(template.render(context)) == []
        return
    try:
        made = template.render(context)
    except FillError:
        return  # found out by parsing
    assert check_document(made) == []
