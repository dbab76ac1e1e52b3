"""Errors say in one Chinese sentence which template, part, paragraph and tag, and why."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from service.assembly import compile_template
from service.errors import FillError, TemplateError
from service.wording import FILTERS
from tests.assembly.docx_builder import docx, p, row, table

COMPILING: list[tuple[str, str]] = [
    (
        p("投资{{ 数|亿圆(2) }}"),
        "模板“通报”正文第1段“投资{{ 数|亿圆(2) }}”处的 {{ 数|亿圆(2) }} 不能用：没有名为“亿圆”的过滤器，是否应为“亿元”",
    ),
    (p("{% if 真 %}{{ 数|无此 }}{% endif %}"), "没有名为“无此”的过滤器"),
    (p("{% if 数 is evenn %}{% endif %}"), "没有名为“evenn”的判断，是否应为“even”"),
    (
        p("前{% for 项 in 表 %}") + p("{{ 项 }}") + p("后"),
        "“前{% for 项 in 表 %}”处的 {% for 项 in 表 %} 写法有误：{% for … %} 没有对应的 {% endfor %}",
    ),
    (p("甲") + p("乙{% endfor %}"), "“乙{% endfor %}”处的 {% endfor %} 写法有误：{% endfor %} 没有对应的开头"),
    (p("{{ 甲 乙 }}"), "的 {{ 甲 乙 }} 写法有误：这里应是“}}”，却是“乙”"),
    (p("{{ }}"), "标签里缺少要打印的内容"),
    (p("{% 循环 项 %}"), "不认识的标签“循环”"),
    (p("{{ 甲？ }}"), "有不能使用的字符“？”"),
    (p("{{ 甲|safe }}"), "过滤器“safe”会破坏 Word 结构"),
    (p("{% include 'a' %}"), "不支持引用其他模板文件"),
    (p("{%" * 30_000), "有许多标签没有结尾"),
    (p("%}" + "{{" * 30_000), "有许多标签没有结尾"),
    (p("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}"), "嵌套过深"),
    (p("{% for 甲 in 乙 %}" * 30 + "{% endfor %}" * 30), "嵌套过深"),
    (p("{% if 甲 %}" * 150 + "{% endif %}" * 150), "嵌套过深"),
    (p("{{ 名称"), "模板“通报”正文"),
]


@pytest.mark.parametrize(("body", "said"), COMPILING, ids=[said[-24:] for _, said in COMPILING])
def test_template_that_cannot_be_compiled(body: str, said: str) -> None:
    with pytest.raises(TemplateError) as caught:
        compile_template(docx(body), filters=FILTERS, name="通报")
    assert said in str(caught.value)


FILLING: list[tuple[str, Mapping[str, Any], str]] = [
    (
        p("致{{ 单为 }}："),
        {"单位": 1},
        "模板“通报”正文第1段“致{{ 单为 }}：”处的 {{ 单为 }} 无法填写：没有名为“单为”的数据，是否应为“单位”",
    ),
    (p("{{ 会.时候 }}"), {"会": {"时间": 1}}, "这一项里没有“时候”"),
    (p("{{ 会.时見 }}"), {"会": {"时見点": 1}}, "是否应为“时見点”"),
    (p("{{ 会.甲 }}"), {"会": "周会"}, "“周会”是单个的值，里面没有“甲”"),
    (p("{{ 表[3] }}"), {"表": [1]}, "列表只有 1 项，没有第 4 项"),
    (p("{% if 无 %}甲{% endif %}"), {}, "{% if 无 %} 无法填写：没有名为“无”的数据"),
    (p("{%p for 项 in 无 %}") + p("甲") + p("{%p endfor %}"), {}, "{% for 项 in 无 %} 无法填写：没有名为“无”的数据"),
    (p("甲{{ 一 }}乙{{ 二 }}丙"), {"一": 1, "二": None}, "处的 {{ 二 }} 无法填写：值为空（None）"),
    (p("{{ 值 }}"), {"值": float("nan")}, "值是 nan，不是有效的数"),
    (p("{{ 值 }}"), {"值": float("inf")}, "值是 inf，不是有效的数"),
    (p("{{ 值 }}"), {"值": Decimal("NaN")}, "值是 NaN，不是有效的数"),
    (p("{{ 值 }}"), {"值": True}, "不能直接打印，请改用 if 判断"),
    (p("{{ 值 }}"), {"值": b"a"}, "值是二进制数据"),
    (p("{{ 值 }}"), {"值": [1]}, "值是列表或对象"),
    (p("{{ 值 }}"), {"值": object()}, "值的类型是 object"),
    (p("{{ 'a' ~ 值 }}"), {"值": None}, "值为空（None）"),
    (p("{{ 表|join('、') }}"), {"表": ["甲", None]}, "值为空（None）"),
    (p("{{ 值|upper }}"), {"值": None}, "值为空（None）"),
    (p("{{ 值|int + 1 }}"), {"值": "——"}, "“——”不是数，不能换算"),
    (p("{{ 值|亿元 }}"), {"值": "很多"}, "的 {{ 值|亿元 }} 无法填写："),
    (p("{% for 项 in 值 %}{% endfor %}"), {"值": "甲、乙"}, "for 要逐项列出的应是列表，实际是“甲、乙”"),
    (p("{% for 项 in 值 %}{% endfor %}"), {"值": None}, "实际是空（None）"),
    (p("{{ 值|first }}"), {"值": []}, "列表里没有要取的那一项"),
    (p("{{ 1 / 值 }}"), {"值": 0}, "除数为 0"),
    (p("{{ 1 + 值 }}"), {"值": "甲"}, "数据类型不合"),
    (p("{{ 值.__class__ }}"), {"值": ""}, "不允许访问“__class__”"),
    (p("{{ 值.append(1) }}"), {"值": []}, "不允许访问“append”"),
    (table(1, row("甲"), row("乙{{ 无 }}")), {}, "“乙{{ 无 }}”处的 {{ 无 }} 无法填写"),
]


@pytest.mark.parametrize(("body", "context", "said"), FILLING, ids=[said[-24:] for *_, said in FILLING])
def test_value_that_cannot_be_filled_in(body: str, context: Mapping[str, Any], said: str) -> None:
    template = compile_template(docx(body), filters=FILTERS, name="通报")
    with pytest.raises(FillError) as caught:
        template.render(context)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ({"header": p("{{ 无 }}")}, "页眉1第1段"),
        ({"footer": p("{{ 无 }}")}, "页脚1第1段"),
        ({"footnotes": '<w:footnote w:id="1">{}</w:footnote>'.format(p("{{ 无 }}"))}, "脚注第1段"),
        ({"title": "{{ 无 }}"}, "文档属性的标题"),
    ],
)
def test_part_is_named(parts: dict[str, str], place: str) -> None:
    template = compile_template(docx(p("甲"), **parts), name="通知")
    with pytest.raises(FillError, match=f"^模板“通知”{place}的 {{{{ 无 }}}} 无法填写：没有名为“无”的数据$"):
        template.render({})


def test_crossed_blocks_are_found_out() -> None:
    template = compile_template(docx(p("{% if 真 %}甲") + p("{%p endif %}") + p("乙")))
    assert not template.proved
    with pytest.raises(FillError, match="结构不完整"):
        template.render({"真": False})


def test_plain_text_where_only_paragraphs_can_stand_is_refused() -> None:
    template = compile_template(docx(p("甲") + p("{{p 值 }}")))
    with pytest.raises(FillError, match="普通文字请改用"):
        template.render({"值": "乙"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("甲{{ 值", "的 {{ 值 写法有误：标签没有结尾的 }} 或 %}"),
        ("{{ 值 | }}", "这里应是“名称”，却是“}}”"),
        ("{% macro 名(甲) %}{{ 甲 }}{% endmacro %}{{ 名() }}", "调用宏时没有给参数“甲”"),
        ("{{ 1 / 3 }}", "小数位太多"),
    ],
)
def test_plain_words(text: str, said: str) -> None:
    with pytest.raises((FillError, TemplateError)) as caught:
        compile_template(docx(p(text))).render({"值": 1})
    assert said in str(caught.value)
    assert "<" not in str(caught.value)
