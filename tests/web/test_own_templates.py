"""The pages make papers of a county's own templates, say so, and name what is wrong with one."""

from __future__ import annotations

import io

from docx import Document

from service.config import Settings
from service.papers import find
from service.papers.own_copy import copy_template
from tests.web.conftest import ISSUES, LEDGER, MEETING, Visitor


def pack(visitor: Visitor) -> str:
    """Make what the form offers; gives the page of the pack."""
    reading = visitor.reading(LEDGER, ISSUES, MEETING)
    answer = visitor.post(f"{reading}/packs", **visitor.form(reading))
    assert answer.status_code == 303, answer.text
    return visitor.client.get(answer.location).text


def test_an_own_template_is_used_and_named(visitor: Visitor, settings: Settings) -> None:
    copy_template(find("进展通报"), settings.templates).rename(settings.templates / "我县的通报")
    reading = visitor.reading(LEDGER, ISSUES)
    assert "（用自己的模板“我县的通报”）" in visitor.client.get(f"{reading}/meeting").text
    assert "“进展通报”用的是自己的模板“我县的通报”" in pack(visitor)


def test_a_bad_one_is_named_and_the_others_are_made(visitor: Visitor, settings: Settings) -> None:
    path = copy_template(find("进展通报"), settings.templates) / "template.docx"
    document = Document(io.BytesIO(path.read_bytes()))
    document.paragraphs[4].text = "{{ 主送单位 }}"
    document.save(str(path))
    (settings.templates / "我的").mkdir()
    (settings.templates / "我的" / "通报.docx").write_bytes(b"x")
    page = pack(visitor)
    assert "模板“进展通报/template.docx”正文第5段" in page
    assert "看不出模板“我的”是哪种材料的" in page
    assert "已生成 25 份材料" in page
    assert str(settings.home) not in page
