"""The pages make papers of a county's own templates, say so, and name what is wrong with one."""

from __future__ import annotations

import io
import re

from docx import Document

from service.config import Settings
from service.papers import find
from service.papers.own_copy import copy_template
from tests.web.conftest import ISSUES, LEDGER, MEETING, Visitor


def pack(visitor: Visitor) -> str:
    """Make what the form offers; gives the page of the pack."""
    reading = visitor.reading(LEDGER, ISSUES, MEETING)
    return visitor.client.get(visitor.made(reading, **visitor.form(reading))).text


def made(page: str) -> int:
    """How many papers the page of a pack says were made."""
    found = re.search(r"已生成 (\d+) 份材料", page)
    assert found
    return int(found[1])


def test_an_own_template_is_used_and_named(visitor: Visitor, settings: Settings) -> None:
    copy_template(find("进展通报"), settings.templates).rename(settings.templates / "我县的通报")
    reading = visitor.reading(LEDGER, ISSUES)
    assert "（用自己的模板“我县的通报”）" in visitor.client.get(f"{reading}/meeting").text
    assert "“进展通报”用的是自己的模板“我县的通报”" in pack(visitor)


def test_a_bad_one_is_named_and_the_others_are_made(visitor: Visitor, settings: Settings) -> None:
    path = copy_template(find("进展通报"), settings.templates) / "template.docx"
    good = made(pack(visitor))
    document = Document(io.BytesIO(path.read_bytes()))
    spoilt = next(paragraph for paragraph in document.paragraphs if "{{ 主送" in paragraph.text)
    spoilt.text = "{{ 主送单位 }}"
    document.save(str(path))
    (settings.templates / "我的").mkdir()
    (settings.templates / "我的" / "通报.docx").write_bytes(b"x")
    page = pack(visitor)
    assert re.search(r"模板“进展通报/template.docx”正文第\d+段的 {{ 主送单位 }} 没有名为“主送单位”的数据", page)
    assert "看不出模板“我的”是哪种材料的" in page
    assert made(page) == good - 1
    assert str(settings.home) not in page
