"""An error says in which paragraph and cell its tag stands, and where in the data its value is."""

from __future__ import annotations

from typing import Any

import pytest

from service.assembly import compile_template
from service.errors import FillError, TemplateError
from tests.assembly.docx_builder import docx, p, row, table

_LOOP = table(1, row("名称"), row("{%tr for 项 in 表 %}"), row("{{ 项.名 }}"), row("{%tr endfor %}"))
_NESTED = p("{% for 组 in 表 %}{% for 项 in 组.子 %}{{ 项.值|upper }}{% endfor %}{% endfor %}")

PLACES: list[tuple[str, dict[str, Any], str]] = [
    (p("甲") + _LOOP, {"表": [{}]}, "正文表1第3行第1列（第4段）的 {{ 项.名 }}"),
    (p("{{ 甲.乙 }}") * 2, {"甲": {}}, "正文第1段的 {{ 甲.乙 }}"),
    (p("{% if 真 %}{{ 甲.乙 }}{% endif %}") + p("丙{{ 甲.乙 }}"), {"真": 0, "甲": {}}, "正文第2段“丙{{ 甲.乙 }}”处的"),
    (p("{{ 名称|replace(‘a’, “b”) }}"), {}, "正文第1段的 {{ 名称|replace"),
    (p("{{ 数", " > 1 }}"), {}, "正文第1段的"),
    (p("甲") + table(1, row("{{ 数")) + p("乙"), {}, "正文表1第1行第1列（第2段）的 {{ 数"),
    (p("甲") + p("{% if 数"), {}, "正文第2段的 {% if 数"),
]

PATHS: list[tuple[str, dict[str, Any], str]] = [
    (
        _LOOP,
        {"表": [{"名": "甲"}, {"名": "乙"}, {"名": None}]},
        "值为空（None），请先填上，或用留空过滤器（数据里“表”第3项的“名”）",
    ),
    (_LOOP, {"表": [{"名": "甲"}, {"名字": "乙"}]}, "（数据里“表”第2项的“名”）"),
    (
        _NESTED,
        {"表": [{"子": [{"值": "a"}]}, {"子": [{"值": "a"}, {"值": None}]}]},
        "（数据里“表”第2项的“子”第2项的“值”）",
    ),
    (p("{{ 会.议.名 }}"), {"会": {"议": {"名": None}}}, "（数据里“会”的“议”的“名”）"),
    (p("{% set 副 = 会.议 %}{{ 副.名 }}"), {"会": {"议": {"名": None}}}, "（数据里“会”的“议”的“名”）"),
    (
        p("{% for i in 表 %}{{ i.甲 ~ i.乙 }}{% endfor %}"),
        {"表": [{"甲": 1, "乙": 2}, {"甲": 1}]},
        "（数据里“表”第2项的“乙”）",
    ),
    (p("{{ x['项目 名称'] }}"), {"x": {"项目 名称": None}}, "（数据里“x”的“项目 名称”）"),
    (p("{{ x['a.b']['（一）'] }}"), {"x": {"a.b": {}}}, "（数据里“x”的“a.b”的“（一）”）"),
    (p("{{ x[-1].名 }}"), {"x": [{"名": 1}, {"名": None}]}, "（数据里“x”第2项的“名”）"),
    (p("{% if 会.数 > 3 %}甲{% endif %}"), {"会": {"数": None}}, "（数据里“会”的“数”）"),
    (p("{% for 项 in 会.表 %}甲{% endfor %}"), {"会": {}}, "（数据里“会”的“表”）"),
    (p("{{ 会.名.strip() }}"), {"会": {"名": None}}, "（数据里“会”的“名”）"),
    (p("{# 说明 #}") + p("{{ 会.名 }}"), {"会": {}}, "（数据里“会”的“名”）"),
    (p("{% raw %}{{ 甲 }}{% endraw %}") + p("{{ 会.名 }}"), {"会": {}}, "（数据里“会”的“名”）"),
    (p("{{ 会['议'].名 }}"), {"会": {"议": {"名": None}}}, "（数据里“会”的“议”的“名”）"),
]


def fault(body: str, data: dict[str, Any]) -> str:
    """What is said of a template that cannot be filled with this data."""
    with pytest.raises((FillError, TemplateError)) as caught:
        compile_template(docx(body), name="通报").render(data)
    return str(caught.value)


@pytest.mark.parametrize(("body", "data", "said"), PLACES)
def test_the_paragraph_and_the_cell_are_named(body: str, data: dict[str, Any], said: str) -> None:
    assert f"模板“通报”{said}" in fault(body, data)


@pytest.mark.parametrize(("body", "data", "said"), PATHS)
def test_the_path_of_the_value_is_named(body: str, data: dict[str, Any], said: str) -> None:
    assert said.rpartition("（")[2] in fault(body, data)


def test_a_single_name_needs_no_path() -> None:
    assert "数据里" not in fault(p("{{ 值 }}"), {"值": None})


def test_a_header_is_named_with_its_paragraph() -> None:
    with pytest.raises(FillError) as caught:
        compile_template(docx(p("甲"), header=p("乙") + p("{{ 丙 }}"))).render({})
    assert "页眉1第2段的 {{ 丙 }}" in str(caught.value)


def test_lists_of_plain_values_are_left_alone() -> None:
    said = fault(p("{% for 值 in 表 %}{{ 值 }}{% endfor %}"), {"表": ["甲", None], "别": [None]})
    assert "数据里" not in said


def test_a_comment_before_does_not_hide_what_is_wrong() -> None:
    said = fault(p("{# 说明 #}") + p("{{ 缺 }}"), {})
    assert said == "模板“通报”正文第2段的 {{ 缺 }} 无法填写：没有名为“缺”的数据"
    assert "正文第2段" in fault(p("{# 说明 #}") + p("{{ 值|zzz }}"), {})


def test_several_values_of_which_none_is_wrong_are_not_blamed() -> None:
    assert "数据里" not in fault(p("{{ 会.甲 + 会.乙 }}"), {"会": {"甲": "一", "乙": 2}})
