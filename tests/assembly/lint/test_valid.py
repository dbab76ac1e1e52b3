"""No false alarm: what fills well is clean."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from service.assembly.lint import known_fields, lint
from service.wording import FILTERS
from tests.assembly.docx_builder import RED, cell, docx, drawing, p, row, run, table
from tests.assembly.lint.seeded import DATA, FOR, IF, LOOP_ROWS
from tests.assembly.test_filling import TAGS
from tests.assembly.test_parity import CONTEXT, DOCUMENTS, TEMPLATES

PAGE = Path(__file__).resolve().parents[3] / "docs" / "templates.md"
USES = PAGE.read_text(encoding="utf-8").partition("## 检查模板")[0]
EXAMPLES = [found.replace("\\|", "|") for found in re.findall(r"`(\{\{ .+?\|.+?\}\})`", USES)]
_ITEM = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>{{ 单位 }}</w:t></w:r>'

VALID: Mapping[str, str] = {
    "no tags": p("甲 {单} ％ 100% ｛乙｝ } {"),
    "value": p("致{{ 单位 }}：{{会议.名称}}、{{ 会议['地点'] }}"),
    "paragraph if": p("{%p if 名单 %}") + p("甲") + p("{%p endif %}"),
    "paragraph for": p("{%p for 项 in 表 %}") + p("{{ 项.名称 }}") + p("{%p endfor %}"),
    "paragraph if with a table inside": p("{%p if 真 %}") + table(1, row("甲")) + p("{%p endif %}"),
    "row for": table(1, *LOOP_ROWS),
    "row if else": table(1, *(row(each) for each in ("{%tr if 真 %}", "甲", "{%tr else %}", "乙", "{%tr endif %}"))),
    "columns": table(3, row("{%tc for 项 in 名单 %}", "{{ 项 }}", "{%tc endfor %}")),
    "for else": p(FOR + "{{ 项.名称 }}{% else %}无{% endfor %}"),
    "if elif else": p("{% if 数 > 3 %}甲{% elif 数 == 3 %}乙{% else %}丙{% endif %}"),
    "if over paragraphs": p(IF + "甲") + p("乙{% endif %}"),
    "for over paragraphs": p(FOR + "甲") + p("乙{% endfor %}"),
    "block inside a cell": table(1, row(cell(p("{%p for 项 in 表 %}"), p("{{ 项.名称 }}"), p("{%p endfor %}")))),
    "split over runs": p("{", "{ 单", "位 }", "}"),
    "literal with braces": p("{{ '{{ }} {%' }}"),
    "literal with chinese punctuation": p("{{ 名单|join('，、（）｜') }}"),
    "escaped braces": p("{_{ 单位 }_}"),
    "raw": p("{% raw %}{{ 甲 {% if %}{% endraw %}{{ 单位 }}"),
    "raw over paragraphs": p("{% raw %}") + p("{{ 甲 乙 }}") + p("{% endraw %}"),
    "comment": p("{# {{ 甲 乙 }} ，（） #}甲") + p("{#p 说明 #}"),
    "dictionary": p("{{ {'甲': {'乙': 1}}['甲']['乙'] }}"),
    "negative": p("{{ -数 }}{{- 数 -}}"),
    "default": p("{{ 无此|default('甲') }}{{ 会议.无此|d('乙') }}"),
    "is defined": p("{% if 无此 is defined %}{{ 无此.甲 }}{% endif %}"),
    "get": p("{{ 会议.get('无此', '') }}"),
    "items": p("{% for 键, 值 in 会议.items() %}{{ 键 }}{{ 值 }}{% endfor %}"),
    "dictsort": p("{% for 键, 值 in 会议|dictsort %}{{ 键 }}{{ 值 }}{% endfor %}"),
    "groupby": p("{% for 组, 项们 in 表|groupby('单位') %}{{ 组 }}{{ 项们|length }}{% endfor %}"),
    "sorted": p("{% for 项 in 表|sort(attribute='名称')|reverse %}{{ 项.单位 }}{% endfor %}"),
    "mapped": p("{{ 表|map(attribute='名称')|join('、') }}{{ 名单|map('upper')|join }}"),
    "selected": p("{% for 项 in 表|selectattr('单位', 'equalto', '乙') %}{{ 项.名称 }}{% endfor %}"),
    "first": p("{{ (表|first).名称 }}{{ 表[0].名称 }}{{ 表[-1]['单位'] }}{{ 名单[:1]|join }}"),
    "loop": p(FOR + "{{ loop.index }}{% if not loop.last %}、{% endif %}{{ loop.cycle('甲', '乙') }}{% endfor %}"),
    "neighbours": p(FOR + "{% if not loop.first %}{{ loop.previtem.名称 }}{% endif %}{% endfor %}"),
    "condition": p("{{ 单位 if 真 else 会议.名称 }}{{ 单位 or 会议.名称 }}"),
    "set": p("{% set 甲 = 数 + 1 %}{{ 甲 }}{% set 乙 %}文{% endset %}{{ 乙 }}"),
    "with": p("{% with 甲 = 会议 %}{{ 甲.名称 }}{% endwith %}"),
    "namespace": p("{% set 计 = namespace(数=0) %}" + FOR + "{% set 计.数 = 计.数 + 1 %}{% endfor %}{{ 计.数 }}"),
    "macro": p("{% macro 名(甲) %}[{{ 甲 }}]{% endmacro %}{{ 名(单位) }}"),
    "call": p("{% macro 名() %}[{{ caller() }}]{% endmacro %}{% call 名() %}甲{% endcall %}"),
    "filter block": p("{% filter upper %}{{ 单位 }}{% endfilter %}"),
    "range": p("{% for 序 in range(3) %}{{ 序 }}{% endfor %}"),
    "text methods": p("{{ 单位.replace('县', '') }}{% if 单位.startswith('县') %}甲{% endif %}"),
    "loop variable named as a list": p("{% for 名单 in 名单 %}{{ 名单 }}{% endfor %}"),
    "wholly in a link": f'<w:p><w:hyperlink w:anchor="a">{_ITEM}</w:hyperlink></w:p>',
    "wholly inserted": f'<w:p><w:ins w:id="1" w:author="甲">{_ITEM}</w:ins></w:p>',
    "in a field code": '<w:p><w:r><w:instrText>HYPERLINK "{{ 单位 }}"</w:instrText></w:r></w:p>',
    "field code in a loop's row": table(
        1,
        LOOP_ROWS[0],
        row(cell('<w:p><w:r><w:instrText>HYPERLINK "{{ 项.名称 }}"</w:instrText></w:r></w:p>')),
        LOOP_ROWS[2],
    ),
    "field code in a loop of one paragraph": f"<w:p>{run(FOR)}<w:r><w:instrText>REF {{{{ 项.名称 }}}}</w:instrText>"
    f"</w:r>{run('{% endfor %}')}</w:p>",
    "picture in a loop": p("{%p for 项 in 表 %}")
    + drawing(1).replace('name="图"', 'name="图" descr="{{ 项.名称 }}"')
    + p("{%p endfor %}"),
    "text box in a loop of one paragraph": f"<w:p>{run(FOR)}<w:r><w:pict><w:txbxContent>{p('{{ 项.名称 }}')}"
    f"</w:txbxContent></w:pict></w:r>{run('{% endfor %}')}</w:p>",
    "in a field's result": '<w:p><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    f'{_ITEM}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    "deleted text beside": f'<w:p>{_ITEM}<w:del w:id="1"><w:r>{RED}<w:delText>旧</w:delText></w:r></w:del></w:p>',
    "old programs' copy": '<w:p><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
    f'2006"><mc:Choice Requires="wps"/><mc:Fallback><w:r/></mc:Fallback></mc:AlternateContent>{_ITEM}</w:p>',
}


@pytest.mark.parametrize("body", VALID.values(), ids=VALID)
def test_valid_construct_is_clean(body: str) -> None:
    assert [str(fault) for fault in lint(docx(body), filters=FILTERS, sample=DATA).faults] == []


@pytest.mark.parametrize(("body", "context"), [case[1:3] for case in TAGS], ids=[case[0] for case in TAGS])
def test_whatever_the_press_fills_is_clean(body: str, context: Mapping[str, Any]) -> None:
    assert [str(fault) for fault in lint(docx(body), filters=FILTERS, sample=context).faults] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_whatever_docxtpl_fills_alike_is_clean(name: str) -> None:
    assert [str(fault) for fault in lint(DOCUMENTS[name], filters=FILTERS, sample=CONTEXT).faults] == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_of_the_page_is_clean(example: str) -> None:
    assert [str(fault) for fault in lint(docx(p(example)), filters=FILTERS).faults] == []


def test_every_filter_of_the_page_is_an_example() -> None:
    assert len(EXAMPLES) > len(FILTERS)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("with_data", [False, True])
@pytest.mark.parametrize("with_fields", [False, True])
def test_delivered_template_is_clean(path: Path, with_data: bool, with_fields: bool) -> None:
    settings = tomllib.loads((path.parent / "template.toml").read_text(encoding="utf-8"))
    sample = json.loads((path.parent / "sample.json").read_text(encoding="utf-8"), parse_float=Decimal)
    found = lint(
        path.read_bytes(),
        filters=FILTERS,
        name=path.parent.name,
        known=known_fields([*settings["fields"], *settings.get("spare", [])]) if with_fields else None,
        sample=sample if with_data else None,
    )
    assert [str(fault) for fault in found.faults] == []
