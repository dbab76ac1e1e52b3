"""Values printed by groups give what they give one by one: same text, same refusals, same tag named."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pytest

from service.assembly import compile_template
from service.assembly.generator import plain
from service.assembly.values import CHARGED_FROM
from service.errors import FillError
from tests.assembly.docx_builder import docx, p, seen

_LOOP = p("{% for 项 in 表 %}{{ loop.index }}{{ 项.名 }}{{ 项.数 }}{% endfor %}")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("甲", "乙 丙", "1.5%"), True),
        (("",), True),
        (("甲", 3), False),
        (("甲", None), False),
        (("甲", "a&b"), False),
        (("<",), False),
        ((">",), False),
        (('"',), False),
        (("'",), False),
        (("甲\n",), False),
        (("\t",), False),
        (("\x0b",), False),
        (("\ud800",), False),
        (("\uffff",), False),
        (("长" * CHARGED_FROM,), False),
        (("长" * (CHARGED_FROM - 1), "短"), True),
    ],
)
def test_what_may_be_joined_as_it_is(values: tuple[object, ...], expected: bool) -> None:
    assert plain([*values]) is expected


@pytest.mark.parametrize(
    ("body", "context", "expected"),
    [
        (_LOOP, {"表": [{"名": "甲", "数": "1"}, {"名": "<乙>", "数": 2}]}, "1甲12<乙>2"),
        (_LOOP, {"表": [MappingProxyType({"名": "甲", "数": 1})]}, "1甲1"),
        (p("".join(f"{{{{ 甲{n} }}}}、" for n in range(40))), {f"甲{n}": str(n) for n in range(40)}, "".join(
            f"{n}、" for n in range(40)
        )),
        (p("".join(f"{{{{ 甲{n} }}}}、" for n in range(20))), {f"甲{n}": n for n in range(20)}, "".join(
            f"{n}、" for n in range(20)
        )),
        (p("{{ loop.index }}"), {"loop": {"index": "甲"}}, "甲"),
        (p("{% for k, v in 甲.items() %}{{ k }}{{ v }}{% endfor %}"), {"甲": {"items": "乙"}}, "items乙"),
        (p("{{ 甲.乙.丙 }}{{ 甲.乙['丙'] }}"), {"甲": {"乙": {"丙": "&"}}}, "&&"),
        (p("{{ 数 }}"), {"数": 10**20}, "1" + "0" * 20),
    ],
    ids=["rows", "no dictionary", "many", "many numbers", "no loop", "method", "nested", "large"],
)  # fmt: skip
def test_values_printed_together(body: str, context: Mapping[str, Any], expected: str) -> None:
    assert seen(compile_template(docx(body)).render(context)) == expected


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        ({"甲": "一", "乙": None, "丙": "三"}, "的 {{ 乙 }} 无法填写：值为空（None）"),
        ({"甲": "一", "乙": "二", "丙": [1]}, "的 {{ 丙 }} 无法填写：值是列表或对象"),
        ({"甲": "一", "丙": "三"}, "的 {{ 乙 }} 无法填写：没有名为“乙”的数据"),
        ({"甲": float("nan"), "乙": "<", "丙": "三"}, "的 {{ 甲 }} 无法填写：值是 nan"),
        ({"甲": True, "乙": "二", "丙": "三"}, "的 {{ 甲 }} 无法填写：值是 True"),
    ],
)
def test_the_tag_that_cannot_be_printed_is_named(context: Mapping[str, Any], expected: str) -> None:
    template = compile_template(docx(p("共{{ 甲 }}、{{ 乙 }}、{{ 丙 }}")), name="通报")
    with pytest.raises(FillError) as refusal:
        template.render(context)
    assert expected in str(refusal.value)


def test_the_tag_that_cannot_be_worked_out_is_named() -> None:
    template = compile_template(docx(p("共{{ 甲 }}、{{ 乙 }}、{{ 丙.丁 }}")))
    with pytest.raises(FillError, match=r"的 \{\{ 丙\.丁 \}\} 无法填写"):
        template.render({"甲": "一", "乙": "二", "丙": "三"})
