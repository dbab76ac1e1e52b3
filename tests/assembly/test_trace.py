"""Traced fills: the same bytes as untraced ones, and a mark for every figure, in its paragraph."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest

from service.assembly import CompiledTemplate, Mark, compile_template
from service.errors import FillError
from service.wording import FILTERS, GAP
from service.wording.traced import blank, exact, listed, told, whole
from tests.assembly.docx_builder import BY_DOCXTPL, cell, docx, drawing, p, row, seen, table

RATE = exact(Decimal("0.97163"), "完成率")
DONE = exact(Decimal("12900.5"), "累计完成")
COUNT = whole(38, "项目数")
NONE = blank(GAP, "未报")
LINES = [
    {"名": f"{name}镇", "率": exact(Decimal(number) / 7, f"率{number}"), "数": whole(number, f"数{number}")}
    for number, name in enumerate("甲乙丙", start=1)
]
DATA: dict[str, Any] = {
    "率": RATE,
    "完成": DONE,
    "数": COUNT,
    "缺": NONE,
    "名单": listed(["甲", "乙"], "名单数"),
    "行": LINES,
    "说": told("增长<6.2%>\n（38个）", RATE, COUNT),
    "字": "A & B",
    "常": Decimal("0.5"),
}


def template(body: str, **parts: str) -> CompiledTemplate:
    return compile_template(docx(body, **parts), filters=FILTERS)


def traced(made: CompiledTemplate, data: dict[str, Any] | None = None) -> list[Mark]:
    """The marks of a fill, which gives the bytes that it gives untraced."""
    given, marks = data or DATA, list[Mark]()
    assert made.render(given, traces=marks) == made.render(given)
    return marks


def told_of(marks: list[Mark]) -> list[tuple[int, str, object]]:
    return [(mark.paragraph, mark.printed, mark.origin) for mark in marks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("甲{{ 率|百分比 }}乙", [(2, "97.2%", "完成率")]),
        ("{{ 数 }}个，{{ 完成|万元(2) }}", [(2, "38", "项目数"), (2, "12900.50万元", "累计完成")]),
        ("{{ 缺 }}{{ 缺|百分比 }}", [(2, "——", "未报"), (2, "——", "未报")]),
        ("{{ 缺|同比说法 }}", [(2, "无同期可比数据", "未报")]),
        ("{{ 率|同比说法 }}{{ 完成|金额 }}", [(2, "同比增长97.2%", "完成率"), (2, "1.29亿元", "累计完成")]),
        ("{{ 名单|length }}个：{{ 名单|顿号 }}", [(2, "2", "名单数")]),
        ("{{ 说 }}{{ 字 }}", [(2, "增长<6.2%>\n（38个）", "完成率"), (2, "增长<6.2%>\n（38个）", "项目数")]),
        ("{{ 字 }}{{ 率|百分比 }}", [(2, "97.2%", "完成率")]),
        ("{{ 率|百分比|replace('%', '％')|trim }}", [(2, "97.2％", "完成率")]),
        ("{{ (率|百分比).replace('%', '') }}", [(2, "97.2", "完成率")]),
        ("{{ (率|百分比)[:-1] }}{{ (率|百分比)[0] }}", [(2, "97.2", "完成率"), (2, "9", "完成率")]),
        ("{{ 数|abs }}{{ (率 * -1)|abs|百分比 }}", [(2, "38", "项目数"), (2, "97.2%", None)]),
        ("{{ 率|百分比 ~ '（' ~ 数 ~ '）' }}", [(2, "97.2%（38）", "完成率"), (2, "97.2%（38）", "项目数")]),
        ("{{ '%.1f（%d）'|format(率, 数) }}", [(2, "1.0（38）", "完成率"), (2, "1.0（38）", "项目数")]),
        ("{{ (率 * 100)|round(1) }}％", [(2, "97.2", "完成率")]),
        ("{{ 率|round(2) }}", [(2, "0.97", "完成率")]),
        ("{{ 率|default('无')|百分比 }}", [(2, "97.2%", "完成率")]),
        ("{% if 率 not in ('——', '／') %}{{ 率|百分比 }}{% endif %}", [(2, "97.2%", "完成率")]),
        ("{% if 缺 not in ('——', '／') %}{{ 缺 }}{% else %}无{% endif %}", []),
        ("{% if 数 > 名单|length and 数 == 38 %}{{ 数 }}{% endif %}", [(2, "38", "项目数")]),
        ("{% for 项 in 行|sort(attribute='率', reverse=true) %}{{ 项.率|百分比 }}{% endfor %}",
         [(2, "42.9%", "率3"), (2, "28.6%", "率2"), (2, "14.3%", "率1")]),
        ("{{ 行|map(attribute='数')|join('、') }}",
         [(2, "1、2、3", "数1"), (2, "1、2、3", "数2"), (2, "1、2、3", "数3")]),
        ("{{ 行|map(attribute='率')|max|百分比 }}", [(2, "42.9%", "率3")]),
        ("{% set 存 = 率 %}{{ 存|百分比 }}", [(2, "97.2%", "完成率")]),
        ("{% set 存 %}约{{ 率|百分比 }}{% endset %}{{ 存 }}{{ 存|length }}", [(2, "97.2%", "完成率")]),
        ("{% set ns = namespace(x='') %}{% set ns.x %}{{ 数 }}{% endset %}{{ ns.x }}", [(2, "38", "项目数")]),
        ("{% set 存 | upper %}a{{ 数 }}{% endset %}{{ 存 }}", [(0, "38", "项目数")]),
        ("{% filter upper %}a{{ 数 }}{% endfilter %}", [(0, "38", "项目数")]),
        ("{% macro 印(值) %}约{{ 值|百分比 }}{% endmacro %}{{ 印(率) }}{{ 印(率)|length }}",
         [(2, "97.2%", "完成率"), (0, "97.2%", "完成率")]),
        ("{% macro 包() %}（{{ caller() }}）{% endmacro %}{% call 包() %}{{ 数 }}{% endcall %}", [(2, "38", "项目数")]),
    ],
)  # fmt: skip
def test_what_keeps_its_origin(body: str, expected: list[tuple[int, str, object]]) -> None:
    assert told_of(traced(template(p("第一段") + p(body)))) == expected


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        ("{{ 完成 - 数 }}", "12862.5"),
        ("{{ (率 - 常)|百分点 }}", "+47.2个百分点"),
        ("{{ 数 + 1 }}", "39"),
        ("{{ 完成 * 2 }}", "25801.0"),
        ("{{ (完成 / 数)|round(1) }}", "339.5"),
        ("{{ -数 }}", "-38"),
        ("{{ 常|百分比 }}", "50.0%"),
        ("{{ 行|sum(attribute='数') }}", "6"),
        ("{{ 完成|int }}", "12900"),
    ],
)
def test_what_loses_it_is_named(body: str, printed: str) -> None:
    made = template(p(body))
    assert told_of(traced(made)) == [(1, printed, None)]
    assert seen(made.render(DATA)) == printed


def test_escaped_and_long_values_in_every_part() -> None:
    long = told("甲" * 300, RATE)
    made = template(p("{{ 说 }}") + p("{{ 长 }}"), header=p("{{ 率|百分比 }}"), title="{{ 数 }}个")
    found = [(mark.part, mark.paragraph, mark.origin) for mark in traced(made, DATA | {"长": long})]
    assert found == [
        ("正文", 1, "完成率"), ("正文", 1, "项目数"), ("正文", 2, "完成率"),
        ("文档属性", 0, "项目数"), ("页眉1", 1, "完成率"),
    ]  # fmt: skip


def test_rows_of_a_table_and_what_a_macro_makes_of_them() -> None:
    loop = table(1, row("{%tr for 项 in 行 %}"), row("{{ 项.率|百分比 }}"), row("{%tr endfor %}"))
    expected = [(2, "14.3%", "率1"), (3, "28.6%", "率2"), (4, "42.9%", "率3")]
    assert told_of(traced(template(p("题") + loop))) == expected
    macro = p("{%p macro 段(项) %}") + p("{{ 项.率|百分比 }}") + p("{%p endmacro %}")
    calls = p("{%p for 项 in 行 %}") + p("{{p 段(项) }}") + p("{%p endfor %}")
    assert told_of(traced(template(macro + p("题") + calls))) == expected


def test_parsed_parts_and_merged_cells() -> None:
    body = p("题") + table(
        2, row("{%tr for 项 in 行 %}"), row("{% 合并相同 %}{{ 数 }}", "{{ 项.率|百分比 }}"), row("{%tr endfor %}")
    )
    assert [mark.paragraph for mark in traced(template(body))] == [2, 3, 4, 5, 6, 7]
    grown = p("{%p for 项 in 行 %}") + drawing(1) + p("{{ 项.数 }}") + p("{%p endfor %}")
    assert [mark.paragraph for mark in traced(template(grown))] == [2, 4, 6]
    empty = table(1, row("{%tr for 项 in 空 %}"), row("{{ 项 }}"), row("{%tr endfor %}")) + p("{{ 数 }}")
    assert told_of(traced(template(empty), DATA | {"空": []})) == [(1, "38", "项目数")]


def test_a_copy_for_old_programs_counts_for_nothing() -> None:
    choice = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="w"><w:drawing/></mc:Choice><mc:Fallback><w:pict>{p("旧")}</w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )
    assert [mark.paragraph for mark in traced(template(f"<w:p>{choice}</w:p>" + p("{{ 数 }}")))] == [2]


def test_docxtpls_way_tells_of_figures_without_their_paragraphs() -> None:
    made = template(p("{{ 数 }}{{r 物 }}"), title="{{ 率|百分比 }}")
    found = traced(made, DATA | {"物": BY_DOCXTPL})
    assert [(mark.part, mark.paragraph, mark.printed) for mark in found] == [
        ("正文", 0, "38"), ("文档属性", 0, "97.2%"),
    ]  # fmt: skip


def test_a_template_cannot_reach_or_change_an_origin() -> None:
    for tag in ("{{ 率._origin }}", "{{ (率|百分比)._figures }}", "{{ 率|attr('_origin') }}", "{{ 名单._origin }}"):
        with pytest.raises(FillError):
            template(p(tag)).render(DATA)


def test_threads_keep_their_traces_apart() -> None:
    made = template(p("{% for 项 in 行 %}{{ 项.率|百分比 }}{% endfor %}") * 40)

    def fill(number: int) -> bool:
        lines = [{"率": exact(Decimal(number), (number, at))} for at in range(20)]
        marks: list[Mark] = []
        made.render({"行": lines}, traces=marks)
        return [mark.origin for mark in marks] == [(number, at) for at in range(20)] * 40

    with ThreadPoolExecutor(2) as workers:
        assert all(workers.map(fill, range(40)))


def test_values_go_to_other_processes_with_their_origins() -> None:
    for copied in (pickle.loads(pickle.dumps(DATA)), copy.deepcopy(DATA)):
        assert told_of(traced(template(p("{{ 率|百分比 }}{{ 数 }}{{ 缺 }}{{ 说 }}{{ 名单|length }}")), copied)) == [
            (1, "97.2%", "完成率"), (1, "38", "项目数"), (1, "——", "未报"),
            (1, "增长<6.2%>\n（38个）", "完成率"), (1, "增长<6.2%>\n（38个）", "项目数"), (1, "2", "名单数"),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("{{ 0.25|round(1) }}", "0.3"),
        ("{{ 2.5|round }}", "3.0"),
        ("{{ 13.85|round(1) }}", "13.9"),
        ("{{ 值|round(1) }}", "13.9"),
        ("{{ 值|round }}", "14"),
        ("{{ 1250|round(-2) }}", "1300"),
        ("{{ -0.25|round(1) }}", "-0.3"),
        ("{{ 2.55|round(1, 'floor') }}", "2.5"),
        ("{{ '%.1f'|format(0.25) }}", "0.3"),
        ("{{ '%.1f%%' % 值 }}", "13.9%"),
        ("{{ '%(甲).0f'|format(甲=2.5) }}", "3"),
        ("{{ '%05.1f|%s|%d' % (0.25, 值, 7) }}", "000.3|13.85|7"),
        ("{{ '%f'|format(0.5) }}", "0.500000"),
    ],
)
def test_rounding_is_half_up_whatever_the_filter(tag: str, expected: str) -> None:
    assert seen(template(p(tag)).render({"值": Decimal("13.85")})) == expected


def test_cell_of_a_row_and_paragraph_are_those_a_person_counts() -> None:
    body = p("一") + table(2, row("甲", cell("{{ 数 }}", "二"))) + p("{{ 率|百分比 }}")
    assert [mark.paragraph for mark in traced(template(body))] == [3, 5]
