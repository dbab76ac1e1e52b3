"""What of a context an own template prints, and so which gaps it shows."""

from __future__ import annotations

from typing import Any

import pytest

from service.assembly import compile_template
from service.papers.printed import printed
from service.wording import FILTERS
from tests.assembly.docx_builder import docx, p

CONTEXT: dict[str, Any] = {
    "标题": "——",
    "会议": {"名称": "——", "时间": "——"},
    "单位": ["甲", "——"],
    "表": [{"名": "甲", "数": "——"}, {"名": "——", "数": 3}],
}


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("没有标签", {}),
        ("{{ 标题 }}", {"标题": "——"}),
        ("{{ 会议.名称 }}", {"会议": {"名称": "——"}}),
        ("{% for 名, 值 in 会议.items() %}{{ 值 }}{% endfor %}", {"会议": CONTEXT["会议"]}),
        ("{{ 单位|顿号 }}", {"单位": ["甲", "——"]}),
        ("{{ 表|length }}", {"表": []}),
        ("{% if 表 %}有{% endif %}", {"表": []}),
        ("{% for 行 in 表 %}{{ 行.数 }}{% endfor %}", {"表": [{"数": "——"}, {"数": 3}]}),
        ("{{ 表|map(attribute='名')|顿号 }}", {"表": [{"名": "甲"}, {"名": "——"}]}),
        ("{{ 标题|default('无') }}", {"标题": "——"}),
    ],
)
def test_only_what_is_printed_is_kept(body: str, kept: dict[str, Any]) -> None:
    assert printed(CONTEXT, compile_template(docx(p(body)), filters=FILTERS)) == kept
