"""Templates that would spend hours or gigabytes are stopped; what papers need of Jinja2 still works."""

from __future__ import annotations

import datetime as dt
import resource
import time
from decimal import Decimal

import pytest

from service.assembly import compile_template
from service.errors import HuicaiError
from tests.assembly.docx_builder import docx, p, row, seen

DATA = {
    "大": Decimal("1e999999999"),
    "列": [3, 1, 2],
    "项": [{"名": "甲", "数": Decimal(5)}, {"名": "乙", "数": Decimal("2.5")}],
    "日": dt.date(2026, 10, 8),
    "字": "甲",
}
_DEEP = "{% set 左 = (1,) %}{% set 右 = (1,) %}" + "{% set 左 = (左, 左) %}{% set 右 = (右, 右) %}" * 60
_LONG = '{% set 长 = "xxa" * 300000 %}{% for 次 in range(100000) %}'
_HOARD = "{% set 库 = namespace(项=[]) %}{% for 次 in range(100000) %}{% set 库.项 = "

BOMBS: dict[str, str] = {
    "refilled budget": '{% for 甲 in [range(100000)]|map(" metered", -1000000000)|list %}{% endfor %}',
    "internal filter": '{{ ["甲"]|map(" structure")|list|length }}',
    "exponent": "{{ 大 }}",
    "int": '{{ "1e999999999"|int }}',
    "int of a Decimal": "{{ 大|int }}",
    "round down": "{{ 5|round(-1000000000) }}",
    "round up": '{{ 1|round(30000000, "ceil") }}',
    "round a Decimal": '{{ 大|round(0, "ceil") }}',
    "printf": '{{ "%d" % 大 }}',
    "printf filter": '{{ "%d"|format(大) }}',
    "printf, many": '{{ ("%999d" * 200000) % ((1,) * 200000) }}',
    "sum of lists": "{{ ([[0] * 1000000] * 1000)|sum(start=[])|length }}",
    "list in a loop": '{% for 次 in range(100000) %}{% set 甲 = ("x" * 1000000)|list %}{% endfor %}',
    "batch in a loop": '{% for 次 in range(100000) %}{% set 甲 = [1]|batch(1000000, "a")|list %}{% endfor %}',
    "search in a loop": _LONG + '{% if "xxb" in 长 %}{% endif %}{% endfor %}',
    "method in a loop": _LONG + '{% set 甲 = 长.count("xxb") %}{% set 甲 = 长.upper() %}{% endfor %}',
    "comparison": _DEEP + "{% if 左 == 右 %}{% endif %}",
    "comparing test": _DEEP + '{{ [左]|select("equalto", 右)|list|length }}',
    "comparing filter": _DEEP + "{{ [左, 右]|unique|list|length }}",
    "key": _DEEP + "{{ {左: 1}|length }}",
    "subscript": _DEEP + "{{ 项[左] }}",
    "to_bytes": '{{ (1).to_bytes(2500000000, "big")|length }}',
    "encode": '{{ "a".encode().center(2500000000)|length }}',
    "expandtabs": '{{ "\\t".expandtabs(tabsize=2000000000)|length }}',
    "format": '{{ "{:2000000000}".format(1) }}',
    "tojson": "{{ [1]|tojson(indent=800000000)|length }}",
    "wordwrap": '{{ ("a " * 500000)|wordwrap(1, wrapstring="x" * 3000)|length }}',
    "indent": '{{ ("\\n" * 2000)|indent(1000000)|length }}',
    "indent by text": '{{ ("\\n" * 2000)|indent("x" * 1000000)|length }}',
    "hoard": _HOARD + '库.项 + ["长" * 999990 ~ 次] %}{% endfor %}',
    "hoard of slices": '{% set 长 = "长" * 1000000 %}' + _HOARD + "[库.项, 长[1:]] %}{% endfor %}",
}


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_stopped(name: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.thread_time()
    with pytest.raises(HuicaiError, match=r"“模板”正文.*(?:不能用|无法填写)"):
        compile_template(docx(p(BOMBS[name]))).render(DATA)
    assert time.thread_time() - started < 15
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 600_000  # kB


STILL: tuple[tuple[str, str], ...] = (
    ("{{ 列|sort|join('、') }}", "1、2、3"),
    ("{{ 项|sum(attribute='数') }}", "7.5"),
    ("{{ 项|map(attribute='名')|join }}", "甲乙"),
    ("{{ 项|selectattr('名', 'equalto', '乙')|map(attribute='数')|first }}", "2.5"),
    ("{{ 列|select('odd')|list|length }}", "2"),
    ("{{ 列|map('string')|map('center', 3)|join('|') }}", " 3 | 1 | 2 "),
    ("{% for 组 in 项|groupby('名') %}{{ 组.grouper }}{{ 组.list|length }}{% endfor %}", "乙1甲1"),
    ("{% for 对 in 列|batch(2, 0) %}{{ 对|join('-') }};{% endfor %}", "3-1;2-0;"),
    ("{% for 名, 数 in 项[0].items() %}{{ 名 }}{{ 数 }}{% endfor %}", "名甲数5"),
    ("{{ (10 / 3)|round(2) }}", "3.33"),
    ("{{ (项[1].数 / 3)|round(2) }}", "0.83"),
    ("{{ '%.1f%%' % (项[1].数 / 3) }}", "0.8%"),
    ("{{ '%s（%d项）'|format(字, 3) }}", "甲（3项）"),
    ("{{ '——'|int(0) }}{{ '3.7'|int }}{{ 'ff'|int(base=16) }}", "03255"),
    ("{{ 日.year }}年{{ 日.month }}月", "2026年10月"),
    ("{{ 'a,b'.split(',')|last }}{{ '甲乙'[1:] }}{{ 字.startswith('甲') and '是' }}", "b乙是"),
    ("{{ '是' if 3 in 列 and 字 != '乙' else '否' }}", "是"),
    ("{% for 次 in range(150) %}{% if loop.last %}{{ loop.length }}{% endif %}{% endfor %}", "150"),
)  # fmt: skip


@pytest.mark.parametrize(("tag", "printed"), STILL, ids=[tag[:40] for tag, _ in STILL])
def test_what_papers_need_still_works(tag: str, printed: str) -> None:
    assert seen(compile_template(docx(p(tag))).render(DATA)).rstrip("¶") == printed


SLOW: dict[str, str] = {
    "row tags in an attribute": f'<w:tr w:x="{"{{tr " * 16_000}"><w:tc><w:p/></w:tc></w:tr>',
    "comments": p("{{ 字 }}" + "{#" * 20_000),
    "raw blocks": p("{{ 字 }}" + "{% raw %}" * 20_000),
    "raw blocks in an attribute": f'<w:p w:x="{"{% raw %}" * 20_000}"/>' + p("{{ 字 }}"),
}


@pytest.mark.parametrize("name", SLOW)
def test_unclosed_tags_are_refused_soon(name: str) -> None:
    started = time.thread_time()
    with pytest.raises(HuicaiError, match="没有结尾"):
        compile_template(docx(SLOW[name] + row("甲"))).render(DATA)
    assert time.thread_time() - started < 5


def test_place_of_an_error_among_many_tags_is_found_soon() -> None:
    template = compile_template(docx(p("{{ 字 }}") * 8_000 + p("乙{{ 无 }}")))
    started = time.thread_time()
    with pytest.raises(HuicaiError, match=r"“乙\{\{ 无 \}\}”处的 \{\{ 无 \}\} 无法填写"):
        template.render(DATA)
    assert time.thread_time() - started < 5
