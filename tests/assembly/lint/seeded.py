"""Templates with one fault each (or the few that belong together), beside what the linter must say of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.assembly.docx_builder import RED, cell, drawing, p, row, run, table

DATA: Mapping[str, Any] = {
    "单位": "县水利局",
    "数": 3,
    "真": True,
    "空": None,
    "会议": {"名称": "调度会", "地点": "一楼"},
    "表": [{"名称": "甲", "单位": "乙"}, {"名称": "丙", "单位": "丁"}],
    "名单": ["甲", "乙"],
    "空表": [],
}


@dataclass(frozen=True, slots=True)
class Seeded:
    """A template's body, or its other parts by name, with the faults to be found: code, then place."""

    body: str
    found: tuple[tuple[str, str], ...]
    parts: Mapping[str, str] = field(default_factory=dict)


def one(body: str, code: str, where: str = "正文第1段", **parts: str) -> Seeded:
    """A template with a single fault."""
    return Seeded(body, ((code, where),), parts)


def _r(inside: str, properties: str = RED) -> str:
    return f"<w:r>{properties}{inside}</w:r>"


def _t(text: str) -> str:
    return f"<w:t>{text}</w:t>"


def _para(*inside: str) -> str:
    return f"<w:p>{''.join(inside)}</w:p>"


def _deleted(text: str) -> str:
    return f'<w:del w:id="1" w:author="甲">{_r(f"<w:delText>{text}</w:delText>")}</w:del>'


def _inserted(*runs: str) -> str:
    return f'<w:ins w:id="2" w:author="甲">{"".join(runs)}</w:ins>'


def _link(*runs: str) -> str:
    return f'<w:hyperlink w:anchor="a">{"".join(runs)}</w:hyperlink>'


def _mark(kind: str) -> str:
    return _r(f'<w:fldChar w:fldCharType="{kind}"/>')


def _code(*texts: str) -> str:
    return "".join(_r(f"<w:instrText>{text}</w:instrText>") for text in texts)


def _box(*inside: str) -> str:
    return f"<w:p><w:r><w:pict><w:txbxContent>{''.join(inside)}</w:txbxContent></w:pict></w:r></w:p>"


FOR, IF = "{% for 项 in 表 %}", "{% if 真 %}"
LOOP_ROWS = (row("{%tr for 项 in 表 %}"), row("{{ 项.名称 }}"), row("{%tr endfor %}"))

LOOKALIKES = {
    "full-width braces": one(p("致｛｛ 单位 ｝｝："), "lookalike-brace"),
    "full-width opening only": one(p("致｛{ 单位 }}："), "lookalike-brace"),
    "full-width closing only": one(p("致{{ 单位 ｝｝："), "lookalike-brace"),
    "half of the closing full-width": one(p("致{{ 单位 }｝"), "lookalike-brace"),
    "blank between braces": one(p("致{ { 单位 } }"), "lookalike-brace"),
    "wide blank between braces": one(p("致{　{ 单位 }}"), "lookalike-brace"),
    "full-width percent": one(p("{％ if 真 ％}甲{% endif %}"), "lookalike-brace"),
    "percent apart from brace": one(p("{ % if 真 % }甲{% endif %}"), "lookalike-brace"),
    "closing percent full-width": one(p("{% if 真 ％}甲{% endif %}"), "lookalike-brace"),
    "three braces": one(p("{{{ 单位 }}}"), "syntax"),
    "one brace": one(p("致{单位}："), "lookalike-brace"),
    "one full-width brace": one(p("在｛ 会议.地点 ｝召开"), "lookalike-brace"),
    "enumeration comma": one(p("{{ 名单|join(、) }}"), "chinese-punctuation"),
    "full-width comma": one(p("{{ 数|round(1，'floor') }}"), "chinese-punctuation"),
    "full-width brackets": one(p("{{ 数|金额（2） }}"), "chinese-punctuation"),
    "full-width bar": one(p("{{ 数｜金额 }}"), "chinese-punctuation"),
    "full-width colon": one(p("{{ {'甲'：1} }}"), "chinese-punctuation"),
    "full-width stop": one(p("{{ 会议。名称 }}"), "chinese-punctuation"),
    "full-width equals": one(p("{% if 数 ＝＝ 3 %}甲{% endif %}"), "chinese-punctuation"),
    "full-width greater": one(p("{% if 数＞3 %}甲{% endif %}"), "chinese-punctuation"),
    "chinese quotes": one(p("{{ 名单|join(“；”) }}"), "smart-quotes"),
    "chinese single quotes": one(p("{{ 名单|join(‘；’) }}"), "smart-quotes"),
    "zero-width blank": one(p("{{ 单\u200b位 }}"), "invisible-character"),
    "byte order mark": one(p("{{ \ufeff单位 }}"), "invisible-character"),
    "right-to-left mark": one(p("{{ 单位\u200f }}"), "invisible-character"),
}

WHOLE = {
    "no end": one(p("致{{ 单位"), "tag-unclosed"),
    "one brace at the end": one(p("致{{ 单位 }："), "tag-unclosed"),
    "statement without end": one(p("{% if 真") + p("甲"), "tag-unclosed"),
    "no end before the next": one(p("{{ 单位 和 {{ 数 }}"), "tag-unclosed"),
    "no beginning": one(p("单位 }}"), "tag-unopened"),
    "statement without beginning": one(p("if 真 %}"), "tag-unopened"),
    "one brace at the beginning": one(p("{ 单位 }}"), "tag-unopened"),
    "value inside a value": one(p("{{ 甲 {{ 单位 }} }}"), "tag-in-tag"),
    "value inside a statement": one(p("{% if {{ 真 }} %}甲{% endif %}"), "tag-in-tag"),
    "across two paragraphs": one(p("甲") + p("{{ 单") + p("位 }}"), "tag-across-paragraphs", "正文第2段"),
    "across three paragraphs": one(p("{{ 单") + p("甲") + p("位 }}"), "tag-across-paragraphs"),
    "unclosed comment": one(p("{# 说明"), "tag-unclosed"),
}

MARKS = {
    "half in a link": one(_para(_r(_t("{{ 单")), _link(_r(_t("位 }}")))), "tag-split"),
    "half inserted": one(_para(_r(_t("{{ 单")), _inserted(_r(_t("位 }}")))), "tag-split"),
    "begins in a link": one(_para(_link(_r(_t("{{ 单"))), _r(_t("位 }}"))), "tag-split"),
    "deleted inside": one(_para(_r(_t("{{ 单")), _deleted("元"), _r(_t("位 }}"))), "tracked-change"),
    "inserted inside": one(_para(_r(_t("{{ 单")), _inserted(_r(_t("位"))), _r(_t(" }}"))), "tracked-change"),
    "wholly deleted": one(_para(_r(_t("甲")), _deleted("{{ 单位 }}")), "tracked-deletion"),
    "moved away": one(
        _para(_r(_t("甲")), f'<w:moveFrom w:id="3">{_r(_t("{{ 单位 }}"))}</w:moveFrom>'), "tracked-deletion"
    ),
    "field inside": one(
        _para(_r(_t("{{ 单")), _mark("begin"), _code("PAGE"), _mark("end"), _r(_t("位 }}"))), "field-in-tag"
    ),
    "field code in pieces": one(
        _para(_mark("begin"), _code('HYPERLINK "{{ 单', '位 }}"'), _mark("end")),
        "field-code-split",
        "正文第1段的域代码",
    ),
    "hidden": one(_para(_r(_t("{{ 单位 }}"), "<w:rPr><w:vanish/></w:rPr>")), "hidden-text"),
    "partly hidden": one(
        _para(_r(_t("{{ 单")), _r(_t("位 }}"), '<w:rPr><w:vanish w:val="1"/></w:rPr>')), "hidden-text"
    ),
}

SYNTAX = {
    "two names": one(p("{{ 单位 数 }}"), "syntax"),
    "nothing to print": one(p("{{ }}"), "syntax"),
    "nothing to do": one(p("{% %}"), "syntax"),
    "half an expression": one(p("{{ 数 + }}"), "syntax"),
    "one equals sign": one(p("{% if 数 = 3 %}甲{% endif %}"), "syntax"),
    "question mark": one(p("{{ 单位？ }}"), "syntax"),
    "for without in": one(p("{% for 项 表 %}{% endfor %}"), "syntax"),
    "else if": one(p("{% if 真 %}甲{% else if 数 %}乙{% endif %}"), "syntax"),
    "words after endif": one(p("{% if 真 %}甲{% endif 真 %}"), "syntax"),
    "endless sum": one(p("{{ " + "1+" * 2000 + "1 }}"), "syntax"),
    "open bracket": one(p("{{ (数 + 1 }}"), "syntax"),
    "chinese keyword": one(p("{% 如果 真 %}甲"), "unknown-tag"),
    "misspelt keyword": one(p("{% fore 项 in 表 %}甲"), "unknown-tag"),
    "break": one(p("{% break %}"), "unknown-tag"),
    "blank before prefix": one(p("{% p if 真 %}") + p("甲") + p("{%p endif %}"), "prefix-apart"),
    "dash before prefix": one(p("{%-p if 真 %}") + p("甲") + p("{%p endif %}"), "prefix-apart"),
    "percent in a prefixed tag": one(p("{%p if 数 % 2 %}") + p("甲") + p("{%p endif %}"), "prefix-percent"),
}

BLOCKS = {
    "no endfor": one(p(FOR + "甲"), "block-unclosed"),
    "no endif in another paragraph": one(p("甲") + p(IF + "乙") + p("丙"), "block-unclosed", "正文第2段"),
    "endfor alone": one(p("甲{% endfor %}"), "block-unopened"),
    "endif alone": one(p("甲{% endif %}"), "block-unopened"),
    "else alone": one(p("{% else %}"), "block-unopened"),
    "elif in for": one(p(FOR + "{% elif 真 %}{% endfor %}"), "block-unopened"),
    "crossing": one(p(FOR + IF + "甲{% endfor %}{% endif %}"), "block-crossed"),
    "two cells": one(table(2, row(FOR, "甲{% endfor %}")), "block-across-cells", "正文表1第1行第2列（第2段）"),
    "two rows": one(table(1, row(IF + "甲"), row("乙{% endif %}")), "block-across-cells", "正文表1第2行第1列（第2段）"),
    "into a table": one(p(IF) + table(1, row("{% endif %}")), "block-across-places", "正文表1第1行第1列（第2段）"),
    "two tables": one(
        table(1, row("{%tr for 项 in 表 %}"), row("甲")) + p("乙") + table(1, row("{%tr endfor %}")),
        "block-across-places",
        "正文表2第1行第1列（第4段）",
    ),
    "into a link": one(_para(_r(_t(IF)), _link(_r(_t("{% endif %}")))), "block-across-places"),
    "paragraphs in and out of a cell": one(
        p("{%p if 真 %}") + table(1, row("{%p endif %}")), "block-across-places", "正文表1第1行第1列（第2段）"
    ),
    "row begun, paragraph ended": one(
        table(1, row("{%tr for 项 in 表 %}"), row(cell(p("甲"), p("{%p endfor %}")))),
        "prefix-mismatch",
        "正文表1第2行第1列（第3段）",
    ),
    "paragraph begun, plain end": one(p("{%p if 真 %}") + p("甲") + p("{% endif %}"), "prefix-mismatch", "正文第3段"),
    "row tag outside a table": Seeded(
        p("{%tr for 项 in 表 %}") + p("{%tr endfor %}"),
        (("outside-table", "正文第1段"), ("outside-table", "正文第2段")),
    ),
    "shading outside a table": one(p("{% cellbg '红' %}"), "outside-table"),
    "text beside a paragraph tag": one(p("第一{%p if 真 %}") + p("甲") + p("{%p endif %}"), "shares-paragraph"),
    "both tags in one paragraph": one(p("{%p if 真 %}甲{%p endif %}"), "shares-paragraph"),
    "picture beside a paragraph tag": one(
        drawing(1).replace("</w:p>", run("{%p if 真 %}") + "</w:p>") + p("甲") + p("{%p endif %}"), "shares-paragraph"
    ),
    "section break beside a paragraph tag": one(
        _para("<w:pPr><w:sectPr/></w:pPr>", run("{%p if 真 %}")) + p("甲") + p("{%p endif %}"), "shares-paragraph"
    ),
    "page break beside a paragraph tag": one(
        _para('<w:r><w:br w:type="page"/></w:r>', run("{%p if 真 %}")) + p("甲") + p("{%p endif %}"), "shares-paragraph"
    ),
    "text in the row of a row tag": one(
        table(2, row("{%tr for 项 in 表 %}", "合计"), *(row("甲", "乙"), row("{%tr endfor %}", ""))),
        "shares-row",
        "正文表1第1行第1列（第1段）",
    ),
    "both row tags in one row": one(
        table(3, row("{%tr for 项 in 表 %}", "甲", "{%tr endfor %}")), "shares-row", "正文表1第1行第1列（第1段）"
    ),
    "cell tags in two rows": one(
        table(1, row("{%tc for 项 in 表 %}"), row("{%tc endfor %}")),
        "block-across-places",
        "正文表1第2行第1列（第2段）",
    ),
    "else on another level": one(
        p("{%p if 真 %}") + table(1, row("{%p else %}")) + p("{%p endif %}"),
        "block-across-places",
        "正文表1第1行第1列（第2段）",
    ),
    "end of another kind": Seeded(
        p(IF + "甲{% endfor %}"), (("block-unclosed", "正文第1段"), ("block-unopened", "正文第1段"))
    ),
    "equal cells outside a table": one(p("{% 合并相同 %}甲"), "outside-table"),
    "list without numbers": one(p("{% 重新编号 %}甲"), "not-numbered"),
    "list of another document": one(
        '<w:p><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>' + run("{%重新编号%}") + "</w:p>", "not-numbered"
    ),
    "mark for a paragraph": one(table(1, row("{%p 合并相同 %}")), "mark-alone", "正文表1第1行第1列（第1段）"),
    "mark with more": one(table(1, row("{% 合并相同 甲 %}")), "mark-alone", "正文表1第1行第1列（第1段）"),
    "mark misspelt": one(table(1, row("{% 合并相等 %}")), "unknown-tag", "正文表1第1行第1列（第1段）"),
    "merging outside a table": one(p("{% vm %}甲"), "outside-table"),
    "text beside a paragraph's value": one(p("甲{{p 单位 }}"), "shares-paragraph"),
    "text in the cell of a cell tag": one(
        table(3, row("甲{%tc if 真 %}", "乙", "{%tc endif %}")), "shares-cell", "正文表1第1行第1列（第1段）"
    ),
}

MEANING = {
    "unknown filter": one(p("{{ 数|亿圆(2) }}"), "unknown-filter"),
    "unknown filter in map": one(p("{{ 名单|map('亿圆')|join }}"), "unknown-filter"),
    "unsafe filter": one(p("{{ 单位|safe }}"), "refused-filter"),
    "unknown test": one(p("{% if 数 is evenn %}甲{% endif %}"), "unknown-test"),
    "unknown test in select": one(p("{{ 名单|select('evenn')|join }}"), "unknown-test"),
    "random": one(p("{{ 名单|random }}"), "refused-filter"),
    "include": one(p("{% include '别的.docx' %}"), "refused-tag"),
    "import": one(p("{% import '别的' as 甲 %}"), "refused-tag"),
    "from import": one(p("{% from '别的' import 甲 %}"), "refused-tag"),
    "extends": one(p("{% extends '别的' %}"), "refused-tag"),
    "inner attribute": one(p("{{ 单位.__class__ }}"), "refused-attribute"),
    "text method of bytes": one(p("{{ 单位.format(数) }}"), "refused-call"),
    "changing a list": one(p("{% if 名单.append(1) %}{% endif %}"), "refused-call"),
    "calling a value": one(p("{{ 单位() }}"), "refused-call"),
    "endless number": one(p("{{ 1e999 }}"), "refused-value"),
    "unknown name": one(p("{{ 单为 }}"), "unknown-name"),
    "unknown member": one(p("{{ 会议.名字 }}"), "unknown-name"),
    "unknown member by bracket": one(p("{{ 会议['名字'] }}"), "unknown-name"),
    "unknown member in a loop": one(p(FOR + "{{ 项.名子 }}{% endfor %}"), "unknown-name"),
    "unknown list": one(p("{% for 项 in 表格 %}甲{% endfor %}"), "unknown-name"),
    "unknown attribute of a filter": one(p("{{ 表|map(attribute='名子')|join }}"), "unknown-name"),
    "unknown of loop": one(p(FOR + "{{ loop.indx }}{% endfor %}"), "unknown-name"),
    "loop's name after the loop": one(p(FOR + "甲{% endfor %}{{ 项.名称 }}"), "name-outside-loop"),
    "loop outside": one(p(FOR + "甲{% endfor %}{{ loop.index }}"), "name-outside-loop"),
    "empty value": one(p("{{ 空 }}"), "trial-fill"),
    "printed list": one(p("{{ 名单 }}"), "trial-fill"),
    "printed truth": one(p("{{ 真 }}"), "trial-fill"),
    "loop over a text": one(p("{% for 字 in 单位 %}{{ 字 }}{% endfor %}"), "trial-fill"),
    "text as a number": one(p("{{ 单位|亿元 }}"), "trial-fill"),
    "division by nothing": one(p("{{ 1 / (数 - 3) }}"), "trial-fill"),
    "first of none": one(p("{{ 空表|first }}"), "trial-fill"),
    "plain text for a paragraph": one(p("{{p 单位 }}"), "trial-fill", "模板"),
}

_NOTE = '<w:footnote w:id="1">{}</w:footnote>'
PLACES = {
    "header": one(p("甲"), "unknown-name", "页眉1第1段", header=p("{{ 单为 }}")),
    "footer": one(p("甲"), "syntax", "页脚1第2段", footer=p("乙") + p("{{ 单位 数 }}")),
    "footnote": one(p("甲"), "block-unclosed", "脚注第1段", footnotes=_NOTE.format(p(FOR))),
    "endnote": one(
        p("甲"), "unknown-filter", "尾注第1段", endnotes=_NOTE.format(p("{{ 数|亿圆 }}")).replace("foot", "end")
    ),
    "title": one(p("甲"), "unknown-name", "文档属性的标题", title="{{ 单为 }}"),
    "text box": one(_box(p("甲"), p("{{ 单为 }}")), "unknown-name", "正文文本框第3段"),
    "table in a text box": one(_box(table(1, row("{{ 单为 }}"))), "unknown-name", "正文文本框表1第1行第1列（第2段）"),
    "nested table": one(
        table(1, row("甲"), row(cell(table(2, row("乙", "{{ 单为 }}")), p("丙")))),
        "unknown-name",
        "正文表1第2行第1列里表2第1行第2列（第3段）",
    ),
    "alternative text": one(
        drawing(1).replace('name="图"', 'name="图" descr="{{ 单为 }}"'), "unknown-name", "正文第1段的替代文字"
    ),
    "field code": one(
        _para(_mark("begin"), _code('HYPERLINK "{{ 单为 }}"'), _mark("end")), "unknown-name", "正文第1段的域代码"
    ),
    "content control": one(f"<w:sdt><w:sdtContent>{p('{{ 单为 }}')}</w:sdtContent></w:sdt>", "unknown-name"),
    "second row of a loop": one(
        table(1, LOOP_ROWS[0], row("{{ 项.名子 }}"), LOOP_ROWS[2]), "unknown-name", "正文表1第2行第1列（第2段）"
    ),
}

SEEDED: Mapping[str, Seeded] = {**LOOKALIKES, **WHOLE, **MARKS, **SYNTAX, **BLOCKS, **MEANING, **PLACES}
