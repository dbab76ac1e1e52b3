"""What a filled paper shows, tag by tag and value by value."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest

from service.assembly import compile_template
from service.assembly.mend import W
from service.assembly.word_rules import check_document
from service.wording import FILTERS
from tests.assembly.docx_builder import cell, docx, drawing, files, p, part, row, seen, table, zipped

TREE = {"树": [{"名": "甲&", "子": [{"名": "乙", "子": []}]}]}
TAGS: list[tuple[str, str, Mapping[str, Any], str]] = [
    ("value", p("致{{ 单位 }}："), {"单位": "栖云镇"}, "致栖云镇："),
    ("split over runs", p("{", "{ 单", "位 }", "}"), {"单位": "枕石镇"}, "枕石镇"),
    ("split in a filter", p("{{ 数|def", "ault('无') }}"), {"数": "七"}, "七"),
    ("attribute and item", p("{{ 甲.乙[0] }}"), {"甲": {"乙": ["丙"]}}, "丙"),
    ("comparison in a tag", p("{% if 数 < 3 and 数 > 1 %}是{% else %}否{% endif %}"), {"数": 2}, "是"),
    ("if over runs", p("甲{% if 真 %}乙", "丙{% endif %}丁"), {"真": False}, "甲丁"),
    ("else", p("{% if 真 %}甲{% elif 假 %}乙{% else %}丙{% endif %}"), {"真": False, "假": False}, "丙"),
    ("paragraph if", p("{%p if 真 %}") + p("甲") + p("{%p endif %}") + p("乙"), {"真": False}, "乙"),
    ("paragraph for", p("{%p for 项 in 表 %}") + p("{{ 项 }}") + p("{%p endfor %}"), {"表": ["甲", "乙"]}, "甲¶乙"),
    ("merging dash", p("甲") + p("{%- if 真 -%}") + p("乙") + p("{%- endif %}丙"), {"真": True}, "甲乙丙"),
    (
        "loop variables",
        p("{% for 项 in 表 %}{{ loop.index }}/{{ loop.length }}{% endfor %}"),
        {"表": ["甲", "乙"]},
        "1/22/2",
    ),
    ("comment", p("甲{# 不印 #}乙"), {}, "甲乙"),
    ("printed braces", p("{_{ 甲 }_}"), {}, "{{ 甲 }}"),
    ("braces in a literal", p("{{ '{{' }}{{ 甲 }}"), {"甲": "乙"}, "{{乙"),
    ("joined text", p("{{ 甲 ~ '、' ~ 3 }}"), {"甲": "<乙>"}, "<乙>、3"),
    ("join filter", p("{{ 表|join('、') }}"), {"表": ["甲&", "乙"]}, "甲&、乙"),
    ("set", p("{% set 甲 = 2 * 3 %}{{ 甲 }}"), {}, "6"),
    ("set block", p("{% set 甲 %}<{{ 乙 }}>{% endset %}{{ 甲 }}"), {"乙": "&"}, "<&>"),
    ("filter block", p("{% filter upper %}{{ 甲 }}!{% endfilter %}"), {"甲": "a&<b\nc"}, "A&<B⏎C!"),
    (
        "filter of a set block",
        p("{% set 甲 %}{{ 乙 }}{% endset %}{{ 甲|upper }}{{ 甲|length }}"),
        {"乙": "a&\n"},
        "A&⏎3",
    ),
    ("if without else", p("甲{{ '乙' if 假 }}{{ ('丙' if 假)|upper ~ '丁' }}"), {"假": False}, "甲丁"),
    ("macro", p("{% macro 名(甲) %}[{{ 甲 }}]{% endmacro %}{{ 名('<') }}"), {}, "[<]"),
    ("escape filter", p("{{ 甲|e }}"), {"甲": "a & b"}, "a & b"),
    ("recursive loop", p("{% for 项 in 树 recursive %}{{ 项.名 }}{{ loop(项.子) }}{% endfor %}"), TREE, "甲&乙"),
    ("default", p("{{ 甲|default('无') }}{{ 乙.丙|default('空') }}"), {"乙": {}}, "无空"),
    ("wording filter", p("{{ 数|亿元(2) }}"), {"数": "12900"}, "1.29亿元"),
    ("gap", p("{{ 数|亿元 }}"), {"数": "——"}, "——"),
]


@pytest.mark.parametrize(("body", "context", "expected"), [case[1:] for case in TAGS], ids=[case[0] for case in TAGS])
def test_tag(body: str, context: Mapping[str, Any], expected: str) -> None:
    made = compile_template(docx(body), filters=FILTERS).render(context)
    assert seen(made) == expected
    if expected != "{{ 甲 }}" and "{{" not in expected:
        assert check_document(made) == []


VALUES: list[tuple[Any, str]] = [
    ("R & D", "R & D"),
    ("p<5>3 \"甲\" '乙'", "p<5>3 \"甲\" '乙'"),
    ("<w:select/>", "<w:select/>"),
    ("&amp;", "&amp;"),
    ("犇翀玥😀𠮷", "犇翀玥😀𠮷"),
    ("\u202b左\u200f右\u202c", "\u202b左\u200f右\u202c"),
    ("\u3000\u3000首  行 ", "\u3000\u3000首  行 "),
    ("一\n二\r\n三\r四", "一⏎二⏎三⏎四"),
    ("一\t二", "一⇥二"),
    ("\x00\x0b\x0c\x1b\ud83d\ufffe", "□□□□□□"),
    ("", ""),
    (0, "0"),
    (-3, "-3"),
    (Decimal("1E+3"), "1000"),
    (Decimal("0.10"), "0.10"),
    (2.5, "2.5"),
    (1e22, "10000000000000000000000"),
    (dt.date(2026, 11, 23), "2026-11-23"),
    (dt.datetime(2026, 11, 27, 9), "2026-11-27 09:00:00"),
    ("长" * 5000, "长" * 5000),
    ("{{ 7 * 7 }}", "{{ 7 * 7 }}"),
]


@pytest.mark.parametrize(("value", "expected"), VALUES, ids=[ascii(v)[:24] for v, _ in VALUES])
@pytest.mark.parametrize(
    "wrap", ["{{ 值 }}", "{% macro 名(甲) %}{{ 甲 }}{% endmacro %}{{ 名(值) }}"], ids=["plain", "macro"]
)
def test_value_survives(value: Any, expected: str, wrap: str) -> None:
    made = compile_template(docx(p("始", wrap, "终"))).render({"值": value})
    assert seen(made) == f"始{expected}终"


def test_line_break_stays_in_its_run() -> None:
    made = part(compile_template(docx(p("{{ 值 }}"))).render({"值": "一\n二"}))
    [run] = made.iter(W + "r")
    assert [child.tag.removeprefix(W) for child in run] == ["rPr", "t", "br", "t"]
    assert run[0][0].get(W + "val") == "FF0000"


def test_every_part_is_filled() -> None:
    note = '<w:footnote w:id="1">{}</w:footnote>'.format(p("注{{ 值 }}"))
    data = docx(
        p("文{{ 值 }}"),
        title="题{{ 值 }}",
        header=p("眉{{ 值 }}"),
        footer=p("脚{{ 值 }}"),
        footnotes=note,
        endnotes=note.replace("footnote", "endnote"),
        comments='<w:comment w:id="0">{}</w:comment>'.format(p("批{{ 值 }}")),
    )
    template = compile_template(data)
    made = template.render({"值": "<一>\n二"})
    for name, mark in [
        ("document", "文"),
        ("header1", "眉"),
        ("footer1", "脚"),
        ("footnotes1", "注"),
        ("comments1", "批"),
    ]:
        assert seen(made, f"word/{name}.xml") == f"{mark}<一>⏎二"
    assert "".join(map(str, part(made, "docProps/core.xml").itertext())) == "题<一> 二"
    assert template.proved


def test_text_that_cannot_break_lines_stays_on_one() -> None:
    field = "<w:p><w:r><w:instrText>REF {{ 值 }}</w:instrText></w:r></w:p>"
    made = part(compile_template(docx(field)).render({"值": "a\nb"}))
    assert [code.text for code in made.iter(W + "instrText")] == ["REF a b"]


def test_value_in_an_attribute() -> None:
    shaded = '<w:p><w:pPr><w:shd w:val="clear" w:fill="{{ 色 }}"/></w:pPr></w:p>'
    template = compile_template(docx(shaded))
    assert template.proved
    assert next(part(template.render({"色": '"a'})).iter(W + "shd")).get(W + "fill") == '"a'


ROWS = row("{%tr for 行 in 表 %}"), row("{{ 行 }}", "乙"), row("{%tr endfor %}")


@pytest.mark.parametrize(
    ("body", "context", "expected"),
    [
        (table(2, *ROWS), {"表": [1, 2]}, "1¶乙¶2¶乙"),
        (p("前") + table(2, *ROWS) + p("后"), {"表": []}, "前¶后"),
        (table(1, row(cell(p("{%p if 真 %}"), p("甲"), p("{%p endif %}"))), row("乙")), {"真": False}, "¶乙"),
        (table(1, row(cell("甲", table(2, *ROWS)))), {"表": [3]}, "甲¶3¶乙¶"),
        (table(1, row("{%tr if 真 %}"), row("甲"), row("{%tr endif %}"), row("乙")), {"真": False}, "乙"),
    ],
    ids=["rows", "no rows", "emptied cell", "cell ending in a table", "row if"],
)
def test_tables_stay_whole(body: str, context: Mapping[str, Any], expected: str) -> None:
    made = compile_template(docx(body)).render(context)
    assert seen(made) == expected
    assert check_document(made) == []


def test_columns_made_by_a_loop_get_their_grid() -> None:
    cells = row("{%tc for 列 in 表 %}", "{{ 列 }}", "{%tc endfor %}")
    made = compile_template(docx(table(3, cells))).render({"表": ["甲", "乙", "丙", "丁"]})
    assert seen(made) == "甲¶乙¶丙¶丁"
    assert len(list(part(made).iter(W + "gridCol"))) == 4


def test_drawings_and_bookmarks_doubled_by_a_loop_become_unique() -> None:
    marked = '<w:p><w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/></w:p>'
    body = drawing(3) + p("{%p for 项 in 表 %}") + drawing(7) + marked + p("{%p endfor %}")
    made = compile_template(docx(body)).render({"表": [1, 2, 3]})
    assert check_document(made) == []
    assert len({d.get("id") for d in part(made).iter() if d.tag.endswith("}docPr")}) == 4


def test_same_input_same_bytes_also_from_many_threads() -> None:
    template = compile_template(docx(p("{{ 值 }}"), header=p("{{ 值 }}")))
    expected = {number: template.render({"值": number}) for number in range(8)}
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda number: (number, template.render({"值": number})), list(range(8)) * 20))
    assert all(expected[number] == data for number, data in made)
    with zipfile.ZipFile(io.BytesIO(expected[0])) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_names_and_digest() -> None:
    data = docx(
        p("{% for 项 in 表 %}{{ 项 }}{{ range(2)|length }}{% endfor %}"), title="{{ 题 }}", footer=p("{{ 脚.注 }}")
    )
    template = compile_template(data)
    assert template.names == {"表", "题", "脚"}
    assert len(template.digest) == 64
    assert compile_template(data).digest == template.digest


def test_full_width_braces_may_stand_in_raw_text() -> None:
    made = compile_template(docx(p("{% raw %}｛｛ ｝｝ {{ {% endraw %}{{ 甲 }}"))).render({"甲": "乙"})
    assert seen(made) == "｛｛ ｝｝ {{ 乙"


def test_the_document_s_own_and_custom_properties_are_filled() -> None:
    made = files(p("甲"))
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    kind = "application/vnd.openxmlformats-officedocument"
    made["docProps/app.xml"] = (
        f'<Properties xmlns="{office}/extended-properties"><Company>{{{{ 单位 }}}}</Company></Properties>'
    )
    made["docProps/custom.xml"] = (
        f'<Properties xmlns="{office}/custom-properties" xmlns:vt="{office}/docPropsVTypes">'
        '<property pid="2" name="密级" fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}">'
        "<vt:lpwstr>{{ 密级 }}</vt:lpwstr></property></Properties>"
    )
    types = "".join(
        f'<Override PartName="/docProps/{part}.xml" ContentType="{kind}.{of}-properties+xml"/>'
        for part, of in (("app", "extended"), ("custom", "custom"))
    )
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace("</Types>", f"{types}</Types>")
    filled = compile_template(zipped(made)).render({"单位": "县发改局", "密级": "<内部>"})
    assert "".join(map(str, part(filled, "docProps/app.xml").itertext())) == "县发改局"
    assert "".join(map(str, part(filled, "docProps/custom.xml").itertext())) == "<内部>"
