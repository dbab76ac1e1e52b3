"""Where docxtpl, used as its documentation shows, loses data or breaks the file; and what the press does there.

Each case is a line of docs/templates.md, told by its first column. When a release of docxtpl mends one, its case fails
here and the line can go.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from docxtpl import DocxTemplate
from lxml import etree

from service.assembly import compile_template
from service.assembly.mend import WP, W
from service.assembly.word_rules import check_document
from service.errors import HuicaiError
from tests.assembly.docx_builder import cell, docx, drawing, p, part, row, run, seen, table
from tests.assembly.test_tracked import changed, deleted

PAGE = Path(__file__).resolve().parents[2] / "docs" / "templates.md"
SECTION = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
NOTE = '<w:{0} w:id="1">{1}</w:{0}>'


@dataclass(frozen=True, slots=True)
class Case:
    """A template and its data; what docxtpl shows (of a part, or of an attribute), or which rule its result breaks;
    what the press shows, or says."""

    body: str
    context: Mapping[str, Any]
    theirs: str
    ours: str
    look: str = "word/document.xml"
    refused: bool = False
    parts: Mapping[str, str] | None = None

    @property
    def template(self) -> bytes:
        return docx(self.body, **(self.parts or {}))


def _loop(inside: str) -> str:
    return p("{%p for 项 in 表 %}") + inside + p("{%p endfor %}")


BOOKMARK = '<w:p><w:bookmarkStart w:id="0" w:name="甲"/><w:bookmarkEnd w:id="0"/></w:p>'
MOVED = f"<w:p>{changed('moveFrom', '{{ 值 }}')}{run('丙')}{changed('moveTo', '{{ 值 }}')}</w:p>"
GAP = table(1, row(cell(p("{%p if 值 %}"), p("甲"), p("{%p endif %}"))))
NO_ROWS = table(1, row("{%tr for 项 in 表 %}"), row("{{ 项 }}"), row("{%tr endfor %}"))
ALT = drawing(1).replace('name="图"', 'name="图" descr="{{ 值 }}"')
UNEVEN = p("{% if 值 %}甲") + table(1, row("乙{% endif %}"))
SHADED = table(1, row(cell(p("{% cellbg 值 %}甲"))))
BARE = table(1, f"<w:tr><w:tc>{p('{% cellbg 值 %}甲')}</w:tc></w:tr>")
CODE = p("{{ ''.__class__.__mro__[1].__subclasses__()|length > 9 }}")
NUMBERS = {"值": None, "假": False, "数": float("nan")}

CASES: dict[str, list[Case]] = {
    "值里有 `&`、`<`": [
        Case(p("{{ 值 }}完"), {"值": "a & b <c> d"}, "a  b ", "a & b <c> d完"),
        Case(ALT, {"值": 'a"b'}, "a", 'a"b', look="descr"),
    ],
    "值里有控制字符、半个表情": [
        Case(p("{{ 值 }}"), {"值": "甲\x0b乙"}, "甲乙", "甲□乙"),
        Case(p("{{ 值 }}完"), {"值": "甲\ud800乙"}, "甲", "甲□乙完"),
    ],
    "数据里没有这个名称": [
        Case(p("甲{{ 值 }}乙"), {}, "甲乙", "没有名为“值”的数据", refused=True),
        Case(p("{% for 项 in 表 %}{{ 项 }}{% endfor %}完"), {}, "完", "没有名为“表”的数据", refused=True),
    ],
    "值是空、真假、不是数、列表": [
        Case(p("{{ 值 }}、{{ 假 }}、{{ 数 }}"), NUMBERS, "None、False、nan", "值为空", refused=True),
        Case(p("{{ 值 }}"), {"值": ["甲"]}, "['甲']", "值是列表或对象", refused=True),
    ],
    "填好后单元格里没有段落": [Case(GAP, {"值": False}, "!没有以段落结尾", "")],
    "填好后表格里没有行": [Case(NO_ROWS, {"表": []}, "!没有行的表格", "")],
    "循环里有书签": [Case(_loop(BOOKMARK), {"表": [1, 2]}, "!书签", "¶")],
    "开头和结尾不在同一层": [Case(UNEVEN, {"值": False}, "", "结构不完整", refused=True)],
    "尾注、批注里有标签": [
        Case(p("甲"), {"值": "乙"}, "{{ 值 }}", "乙", "word/endnotes1.xml",
             parts={"endnotes": NOTE.format("endnote", p("{{ 值 }}"))}),
        Case(p("甲"), {"值": "乙"}, "{{ 值 }}", "乙", "word/comments1.xml",
             parts={"comments": NOTE.format("comment", p("{{ 值 }}"))}),
    ],
    "有几节的文件，脚注里的值带花括号": [
        Case(SECTION + p("甲"), {"值": "{{ 无 }}"}, "", "{{ 无 }}", "word/footnotes1.xml",
             parts={"footnotes": NOTE.format("footnote", p("{{ 值 }}"))}),
    ],
    "没有接受的修订": [
        Case(MOVED, {"值": "乙"}, "乙丙乙", "丙乙"),
        Case(f"<w:p>{deleted('{{ 值.无.此 }}')}{run('丙')}</w:p>", {"值": {}}, "!UndefinedError", "丙"),
    ],
    "`{{r }}` 里给了普通文字": [
        Case(p("甲{{r 值 }}乙"), {"值": "文"}, "甲乙", "甲文乙"),
    ],
    "单元格属性（`colspan` 等）的次序": [Case(SHADED, {"值": "FF0000"}, "!次序", "甲")],
    "`cellbg` 的值不是颜色，`colspan` 的值不是 1 到 63": [
        Case(SHADED, {"值": "红色"}, "甲", "底色应是", refused=True),
        Case(SHADED.replace("cellbg", "colspan"), {"值": 0}, "!跨列数", "跨列数应是", refused=True),
    ],
    "`colspan`、`cellbg` 所在的格没有属性": [
        Case(BARE, {"值": "FF0000"}, "", "FF0000", look="fill")
    ],
    "用 `filter` 把一段过滤，或用 `set` 存成一段后再过滤，值里有 `&`": [
        Case(p("{% filter upper %}{{ 值 }}{% endfilter %}完"), {"值": "a&b"}, "A", "A&B完"),
        Case(p("{% set 甲 %}{{ 值 }}{% endset %}{{ 甲|upper }}完"), {"值": "a&b"}, "A", "A&B完"),
    ],
    "小数位太多的数，如 `{{ 1 / 3 }}`": [Case(p("{{ 1 / 3 }}"), {}, "0.3333333333333333", "小数位太多", refused=True)],
    "模板里写了程序": [Case(CODE, {}, "True", "不允许访问", refused=True)],
}  # fmt: skip
EACH = [(name, case) for name, cases in CASES.items() for case in cases]


def _look(made: bytes, where: str) -> str:
    if where == "descr":
        return next(part(made).iter(f"{WP}docPr")).get("descr", "")
    if where == "fill":
        return next((shade.get(f"{W}fill", "") for shade in part(made).iter(f"{W}shd")), "")
    return seen(made, where)


FILTERS_WITHHELD = (
    "wordwrap",
    "striptags",
    "urlize",
    "safe",
    "tojson",
    "pprint",
    "random",
    "xmlattr",
    "filesizeformat",
)
WITHHELD = [
    "{{ '{:.2f}'.format(1) }}",
    "{{ 日.strftime('%Y') }}",
    "{% set _ = 表.append(1) %}",
    *(f"{{{{ 值|{name} }}}}" for name in FILTERS_WITHHELD),
]


@pytest.mark.parametrize("text", WITHHELD)
def test_what_is_withheld_is_said(text: str) -> None:
    with pytest.raises(HuicaiError, match=r"不提供|不允许访问|不适用"):
        compile_template(docx(p(text))).render({"值": 1, "表": [], "日": dt.date(2026, 11, 23)})
    word = re.search(r"\.(\w+)\(|\|(\w+)", text)
    assert word is not None
    assert (word[1] or word[2]) in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ '%.2f'|format(1) }}", "1.00"),
        ("{{ 日.year }}", "2026"),
        ("{% set 新 = 表 + [1] %}{{ 新|length }}", "1"),
    ],
)
def test_what_to_write_instead(text: str, expected: str) -> None:
    made = compile_template(docx(p(text))).render({"表": [], "日": dt.date(2026, 11, 23)})
    assert seen(made) == expected


def _by_docxtpl(case: Case) -> str:
    """What docxtpl's result shows; the rules it breaks, or the error it ends with, after an exclamation mark."""
    document, made = DocxTemplate(io.BytesIO(case.template)), io.BytesIO()
    try:
        document.render(dict(case.context))
        document.save(made)
    except Exception as exc:  # noqa: BLE001 - of whatever kind: the user sees a traceback
        return f"!{type(exc).__name__}"
    broken = [str(finding) for finding in check_document(made.getvalue())]
    return f"!{broken}" if case.theirs.startswith("!") else _look(made.getvalue(), case.look)


@pytest.mark.parametrize(("name", "case"), EACH, ids=[name for name, _ in EACH])
def test_what_docxtpl_loses_or_breaks(name: str, case: Case) -> None:
    found = _by_docxtpl(case)
    assert case.theirs.removeprefix("!") in found if case.theirs.startswith("!") else found == case.theirs


@pytest.mark.parametrize(("name", "case"), EACH, ids=[name for name, _ in EACH])
def test_what_the_press_does(name: str, case: Case) -> None:
    if case.refused:
        with pytest.raises(HuicaiError, match=re.escape(case.ours)):
            compile_template(case.template).render(case.context)
        return
    made = compile_template(case.template).render(case.context)
    assert _look(made, case.look) == case.ours
    assert [finding for finding in check_document(made) if "模板标签" not in str(finding)] == []


def test_ill_formed_headers_end_docxtpl_and_not_the_press() -> None:
    template = docx(p("甲"), header=p("{{ 值 }}"))
    with pytest.raises(etree.XMLSyntaxError):
        DocxTemplate(io.BytesIO(template)).render({"值": "a & b"})
    assert seen(compile_template(template).render({"值": "a & b"}), "word/header1.xml") == "a & b"


def test_same_template_and_data_give_the_same_bytes() -> None:
    template, context = docx(p("{{ 值 }}"), title="{{ 值 }}"), {"值": "乙"}
    assert compile_template(template).render(context) == compile_template(template).render(context)


def test_the_page_lists_each_case_and_no_other() -> None:
    section = PAGE.read_text(encoding="utf-8").partition("## 与 docxtpl 不同之处")[2].partition("\n## ")[0]
    lines = re.findall(r"^\| (.+?) \|", section.partition("\n\n下面这些")[0], re.MULTILINE)
    assert lines[1:] == [*CASES, "页眉页脚的值里有 `&`", "同样的模板和数据填两次"]
