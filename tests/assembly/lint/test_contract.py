"""What a template needs of the data, the names in its loops resolved, and how two versions differ in it."""

from __future__ import annotations

import pytest

from service.assembly import compile_template
from service.assembly.lint import Contract, contract, lint
from service.wording import FILTERS
from tests.assembly.docx_builder import docx, p, row, table

NEEDS: list[tuple[str, str, list[str], list[str]]] = [
    ("value", p("{{ 会议.名称 }}{{ 单位 }}"), ["会议.名称", "单位"], []),
    ("loop", p("{% for 项 in 滞后项目 %}{{ 项.单位 }}{% endfor %}"), ["滞后项目[].单位"], []),
    ("items printed", p("{% for 名 in 名单 %}{{ 名 }}{% endfor %}"), ["名单[]"], []),
    ("items unread", p("{% for 名 in 名单 %}甲{% endfor %}"), ["名单"], []),
    ("rows", table(1, row("{%tr for 项 in 表 %}"), row("{{ 项.甲 }}"), row("{%tr endfor %}")), ["表[].甲"], []),
    ("condition", p("{% if 排名 %}{{ 排名[0].单位 }}{% endif %}"), ["排名[].单位"], []),
    (
        "nested",
        p("{% for 组 in 组们 %}{% for 员 in 组.员 %}{{ 员.名 }}{% endfor %}{% endfor %}"),
        ["组们[].员[].名"],
        [],
    ),
    ("sorted", p("{% for 项 in 表|sort(attribute='序') %}{{ 项.名 }}{% endfor %}"), ["表[].名", "表[].序"], []),
    ("mapped", p("{{ 表|map(attribute='名')|join }}{{ 表|sum(attribute='数') }}"), ["表[].名", "表[].数"], []),
    ("first", p("{{ (表|first).名 }}"), ["表[].名"], []),
    ("set", p("{% set 甲 = 会议 %}{{ 甲.名称 }}"), ["会议.名称"], []),
    ("with", p("{% with 甲 = 会议 %}{{ 甲.名称 }}{% endwith %}"), ["会议.名称"], []),
    ("own names", p("{% set 甲 = 1 %}{{ 甲 }}{% for 一 in range(3) %}{{ loop.index }}{% endfor %}"), [], []),
    ("macro", p("{% macro 名(甲) %}{{ 甲 }}{{ 乙 }}{% endmacro %}{{ 名(丙.丁) }}"), ["丙.丁", "乙"], []),
    ("default", p("{{ 甲|default('无') }}"), [], ["甲"]),
    ("defined", p("{% if 甲 is defined %}{{ 甲.乙 }}{% endif %}"), [], ["甲.乙"]),
    ("get", p("{{ 甲.get('乙') }}"), ["甲"], ["甲.乙"]),
    ("neighbour", p("{% for 项 in 表 %}{{ loop.previtem.名 }}{% endfor %}"), ["表[].名"], []),
    ("shadowed", p("{% for 表 in 表 %}{{ 表.名 }}{% endfor %}"), ["表[].名"], []),
]


@pytest.mark.parametrize(("body", "needs", "optional"), [case[1:] for case in NEEDS], ids=[case[0] for case in NEEDS])
def test_contract(body: str, needs: list[str], optional: list[str]) -> None:
    expected = Contract(tuple(sorted(needs)), tuple(sorted(optional)))
    assert contract(compile_template(docx(body), filters=FILTERS)) == expected
    assert lint(docx(body), filters=FILTERS).contract == expected


def test_all_parts_count() -> None:
    made = docx(p("{{ 甲 }}"), title="{{ 乙 }}", header=p("{{ 丙 }}"))
    assert contract(compile_template(made)).needs == ("丙", "乙", "甲")


def test_difference() -> None:
    old = lint(docx(p("{{ 甲 }}{{ 会议.名称 }}"))).contract
    new = lint(docx(p("{{ 甲 }}{% for 项 in 表 %}{{ 项.名 }}{% endfor %}"))).contract
    assert new.since(old) == (("表[].名",), ("会议.名称",))
    assert new.since(new) == ((), ())


def test_contract_of_a_template_with_faults_holds_what_can_be_read() -> None:
    found = lint(docx(p("{{ 甲 乙 }}{% for 项 in 表 %}{{ 项.名 }}{% endfor %}{% if 丙 %}")))
    assert len(found.faults) == 2
    assert found.contract.needs == ("表[].名",)
