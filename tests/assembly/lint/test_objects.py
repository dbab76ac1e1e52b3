"""Charts, pictures and marks of the press's own: known to the linter, and no alarm where the page shows them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from service.assembly import compile_template
from service.assembly.lint import contract, known_fields, lint
from service.wording import FILTERS
from tests.assembly.docx_builder import cell, docx, drawing, p, row, table
from tests.assembly.lint.test_valid import USES
from tests.assembly.patterns import chart_drawing, picture_drawing, png, template
from tests.assembly.test_merge import in_list, lists

CHART = {"类别": ["栖云镇"], "系列": [{"名称": "完成率", "数值": [97.16]}]}
SHAPE = ("图.类别[]", "图.系列[].名称", "图.系列[].数值[]")
BODY = p("{%p if 照片 %}") + picture_drawing("{{ 照片 }}") + p("{%p endif %}") + chart_drawing("{{ 图 }}")
LOOP = p("{%p for 镇 in 各镇 %}") + chart_drawing("{{ 镇.图 }}") + p("{%p endfor %}")


def faults(data: bytes, **options: Any) -> list[tuple[str, str]]:
    return [(fault.code.value, fault.tag) for fault in lint(data, filters=FILTERS, **options).faults]


def test_charts_and_pictures_are_no_texts() -> None:
    assert faults(template(BODY), sample={"图": CHART, "照片": png(2, 2)}) == []
    assert faults(template(LOOP), sample={"各镇": [{"图": CHART}]}) == []
    assert faults(template(BODY), known=known_fields(["图", "照片"])) == []


def test_a_charts_shape_is_part_of_the_contract() -> None:
    assert lint(template(BODY)).contract.needs == (*SHAPE, "照片")
    assert contract(compile_template(template(BODY))) == lint(template(BODY)).contract
    assert lint(template(LOOP)).contract.needs == tuple(f"各镇[].{name}" for name in SHAPE)


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ({"图": {"类别": ["甲"]}, "照片": png(2, 2)}, [("unknown-name", "{{ 图 }}")]),
        ({"图": "文字", "照片": png(2, 2)}, [("unknown-name", "{{ 图 }}")] * 2),  # 类别 and 系列
        ({"图表": CHART, "照片": png(2, 2)}, [("unknown-name", "{{ 图 }}")]),
        ({"图": {**CHART, "类别": ["甲", "乙"]}, "照片": png(2, 2)}, [("trial-fill", "{{ 图 }}")]),
        ({"图": CHART, "照片": "不是图"}, [("trial-fill", "{{ 照片 }}")]),
    ],
    ids=["no series", "a text", "another name", "lengths", "no picture"],
)
def test_wrong_data_for_a_pattern_is_told(sample: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert faults(template(BODY), sample=sample) == expected


def test_unknown_name_in_the_alternative_text_of_a_drawing_without_pattern() -> None:
    body = drawing(1).replace('name="图"', 'name="图" descr="{{ 单为 }}"')
    assert faults(docx(body), sample={"单位": "甲"}) == [("unknown-name", "{{ 单为 }}")]


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [("单为", ["单元", "位单", "单位"], "单元"), ("单为", ["为单", "单位"], "单位"), ("丙", ["甲"], "")],
)
def test_of_names_equally_like_it_the_one_that_begins_alike_is_meant(
    name: str, known: list[str], expected: str
) -> None:
    [fault] = lint(docx(p(f"{{{{ {name} }}}}")), known=known_fields(known)).faults
    assert (f"是否应为“{expected}”" in fault.what) is bool(expected)


def _lines() -> list[list[str]]:
    """The tags of the page, those of one line together."""
    listed = [re.findall(r"`([^`]*\{[{%][^`]*)`", line) for line in USES.splitlines()]
    blocks = [re.findall(r"^    (.*\{[{%].*)$", line) for line in USES.splitlines()]
    listed = [
        [tag for tag in line if tag not in ("{{ }}", "{{r }}")] for line in listed
    ]  # what the page says of tags as such
    return [[found.replace("\\|", "|") for found in line] for line in (*listed, *blocks) if line]


def _document(tags: list[str]) -> bytes:
    """A template with those tags where they belong, inside the loops they need."""
    whole = " ".join(tags)
    if "{% vm %}" in whole or "{%tr" in whole or "合并相同" in whole or "{% hm %}" in whole:
        body = table(1, *(row(cell(p(tag))) for tag in tags))
    else:
        body = "".join(in_list(tag) for tag in tags)
    if "loop." in whole or "{% vm %}" in whole:
        body = p("{%p for 项 in 各项 %}") + body + p("{%p endfor %}")
    opened = {kind: whole.count(f"{{%p {kind}") for kind in ("for", "if")}
    closed = {kind: whole.count(f"{{%p end{kind}") for kind in ("for", "if")}
    before = "".join(p(f"{{%p {kind} 项 %}}".replace("for 项", "for 项 in 各项")) for kind in opened
                     if closed[kind] > opened[kind])  # fmt: skip
    after = "".join(p(f"{{%p end{kind} %}}") for kind in opened if opened[kind] > closed[kind])
    return docx(before + body + after, numbering=lists())


LINES = _lines()


@pytest.mark.parametrize("tags", LINES, ids=lambda tags: tags[0])
def test_every_example_of_the_page_is_clean(tags: list[str]) -> None:
    assert [str(fault) for fault in lint(_document(tags), filters=FILTERS).faults] == []


def test_the_page_has_examples_of_every_kind() -> None:
    whole = "".join(tag for line in LINES for tag in line)
    assert all(sign in whole for sign in ("{%p for", "{%tr for", "合并相同", "重新编号", "{{ 照片 }}", "|亿元"))
