"""The new filters in a real template: a unit chosen once, and a note that stands only where it is needed."""

from __future__ import annotations

import io

import docx
import pytest

from service.assembly import compile_template
from service.wording import FILTERS


@pytest.mark.parametrize(
    ("shares", "note"),
    [(["0.3333", "0.3333", "0.3334"], ["注：因四舍五入，分项之和不等于100.0%。"]), (["0.25", "0.75"], [])],
)
def test_unit_and_note(shares: list[str], note: list[str]) -> None:
    paper = docx.Document()
    paper.add_paragraph(
        "{% set 单位 = [总.计划, 总.完成]|选单位 %}计划{{ 总.计划|按(单位) }}，完成{{ 总.完成|按(单位) }}。"
    )
    for text in ("{%p if 占比|占比注 %}", "{{ 占比|占比注 }}", "{%p endif %}"):
        paper.add_paragraph(text)
    template = io.BytesIO()
    paper.save(template)
    context = {"总": {"计划": 263_900, "完成": 3500}, "占比": shares}
    filled = compile_template(template.getvalue(), filters=FILTERS, name="试").render(context)
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(filled)).paragraphs]
    assert texts == ["计划26.39亿元，完成0.35亿元。", *note]
