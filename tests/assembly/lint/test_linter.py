"""What is not a single fault in a single place: the press's last word, names known in different ways, strange files."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from service.assembly.lint import Code, known_fields, lint
from service.errors import TemplateError
from service.wording import FILTERS
from tests.assembly.docx_builder import docx, files, p, row, table, zipped
from tests.assembly.lint.seeded import DATA

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


def codes(body: str, **given: object) -> list[Code]:
    return [fault.code for fault in lint(docx(body), filters=FILTERS, **given).faults]  # type: ignore[arg-type]


def test_what_only_the_press_refuses_is_said_in_its_words() -> None:
    [found] = lint(docx(p("{% for 甲 in 乙 %}" * 30 + "{% endfor %}" * 30)), filters=FILTERS).faults
    assert found.code is Code.PRESS
    assert "嵌套过深" in found.what


def test_tags_in_a_chart_are_not_filled() -> None:
    parts: dict[str, str | bytes] = {**files(p("甲")), "word/charts/chart1.xml": "<c><t>{{ 单位 }}</t></c>"}
    types = parts["[Content_Types].xml"]
    assert isinstance(types, str)
    parts["[Content_Types].xml"] = types.replace(
        "</Types>", f'<Override PartName="/word/charts/chart1.xml" ContentType="{_CHART}"/></Types>'
    )
    [found] = lint(zipped(parts), filters=FILTERS).faults
    assert (found.code, str(found.place), found.tag) == (Code.NOT_FILLED, "图表", "{{ 单位 }}")


def test_names_are_known_from_fields() -> None:
    known = known_fields(["单位", "会议.名称", "表"])
    assert codes(p("{{ 单位 }}{{ 会议.名称 }}{% for 项 in 表 %}{{ 项.甲 }}{% endfor %}"), known=known) == []
    assert codes(p("{{ 单为 }}"), known=known) == [Code.UNKNOWN_NAME]
    assert codes(p("{{ 会议.名子 }}"), known=known) == [Code.UNKNOWN_NAME]


def test_fields_and_sample_add_up() -> None:
    known = known_fields(["备注", "会议.备注"])
    assert codes(p("{% if 备注 %}{{ 备注 }}{{ 会议.备注 }}{{ 会议.名称 }}{% endif %}"), known=known) == [
        Code.UNKNOWN_NAME
    ]
    both = lint(docx(p("{% if not 真 %}{{ 备注 }}{{ 会议.备注 }}{{ 会议.名称 }}{% endif %}")), known=known, sample=DATA)
    assert both.faults == ()


def test_without_data_no_name_is_unknown() -> None:
    assert codes(p("{{ 单为 }}{{ 任何.名称 }}")) == []


def test_what_a_list_without_items_holds_is_not_known() -> None:
    assert codes(p("{% for 项 in 空表 %}{{ 项.任何 }}{% endfor %}"), sample=DATA) == []


def test_faults_of_a_paragraph_come_as_they_are_read() -> None:
    body = p("甲｛｛ 数 ｝｝乙{{ 单为 }}丙{单位}丁{{ 数 数 }}戊{{ 数|亿圆 }}己{{ 空 }}庚 }}")
    found = lint(docx(body), filters=FILTERS, sample=DATA).faults
    assert [fault.tag for fault in found] == [
        "｛｛ 数 ｝｝", "{{ 单为 }}", "{单位}", "{{ 数 数 }}", "{{ 数|亿圆 }}", "{{ 空 }}", "}}",
    ]  # fmt: skip


def test_trial_goes_on_after_a_fault() -> None:
    body = p("{{ 空 }}") + p("{% for 项 in 单位 %}{{ 项 }}{% endfor %}") + p("{{ 1 / 0 }}") + p("{{ 名单 }}")
    assert codes(body, sample=DATA) == [Code.TRIAL] * 4


def test_one_broken_tag_does_not_make_its_partner_a_fault() -> None:
    assert codes(p("{% if 真 ％}甲{% endif %}") + p("{% for 项 表 %}乙{% endfor %}")) == [
        Code.LOOKALIKE_BRACE,
        Code.SYNTAX,
    ]
    assert codes(p("{% if 真 %}甲{％ endif %}")) == [Code.LOOKALIKE_BRACE]


def test_sentence_says_place_words_what_and_cure() -> None:
    [found] = lint(docx(table(2, row("甲", "致{{ 会义 }}："))), sample=DATA).faults
    assert str(found) == (
        "正文表1第1行第2列（第2段）“致{{ 会义 }}：”处的 {{ 会义 }} 没有名为“会义”的数据，是否应为“会议”；"
        "请改正名称，或在数据里补上这一项"
    )


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", zipped({"a": "b"})])
def test_what_is_no_template_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(TemplateError, match=r"^“通报”不能用："):
        lint(data, name="通报")


HOSTILE = {
    "unclosed": p("{{ " * 20_000),
    "ends": p("}}" * 20_000),
    "full-width": p("｛｛" * 20_000),
    "broken in every paragraph": "".join(p("{{ 甲") for _ in range(3_000)),
    "deep brackets": p("{{ " + "(" * 2_000 + ")" * 2_000 + " }}"),
    "comments beside a paragraph tag": p("{%p if 真 %}" + "{#" * 100_000),
    "single brace": p("{{ 单为 }}" + "{" + "甲" * 100_000),
    "many tags in pieces": p(*["{{ 单", "为 }}"] * 2_000),
    "long tag": p("{{ " + "甲" * 100_000 + " }}"),
    "bomb": p("{{ 'a' * 200000000 }}"),
    "endless loop": p("{% for 甲 in range(99999) %}{% for 乙 in range(99999) %}{% endfor %}{% endfor %}"),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_template_comes_to_an_end(body: str) -> None:
    assert lint(docx(body), filters=FILTERS, sample=DATA).faults


def test_a_tag_in_the_address_of_a_link_is_told() -> None:
    link = (
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
        'Target="http://a/?b=%7B%7B%20{}%20%7D%7D" TargetMode="External"/>'
    ).format(quote("单位"))
    (found,) = lint(docx(p("甲"), links=link)).faults
    assert (found.code, str(found.place), found.tag) == (Code.NOT_FILLED, "正文的超链接", "{{ 单位 }}")
