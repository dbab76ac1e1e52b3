"""One paper in the dialect of each renderer: title, header, footer, six paragraphs, a table of four columns."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from docx import Document
from docx.table import Table
from lxml import etree

ROWS = (5, 60, 1_000, 10_000)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADINGS = ("序号", "项目名称", "责任单位", "累计完成（万元）")
_PARAGRAPHS = (
    "<单位>：",
    "截至<日期>，全县<个数>个重点项目累计完成投资<完成>万元，占年度计划的<完成率>，<序时>。",
    "一、总体情况",
    "<单位>承担的项目见下表，请对照时限抓好落实，于<时限>前书面反馈。",
    "联系人：<联系人>，电话：<电话>。",
    "<署名>",
)
VALUES = {
    "标题": "关于加快安澜县重点项目建设的提示函",
    "单位": "栖云镇人民政府",
    "日期": "2026年10月31日",
    "个数": "128",
    "完成": "35,210.60",
    "完成率": "71.2%",
    "序时": "滞后序时进度12.1个百分点",
    "时限": "11月27日",
    "联系人": "督查专班",
    "电话": "（另附）",
    "署名": "安澜县重点项目建设指挥部办公室",
}
_COLUMNS = ("序号", "名称", "责任", "完成")
# How each renderer writes a value, a value of a row, and the rows before and after those of the table.
DIALECTS: dict[str, tuple[str, str, str, str]] = {
    "jinja": ("{{ %s }}", "{{ 行.%s }}", "{%%tr for 行 in 各行 %%}", "{%%tr endfor %%}"),
    "mustache": ("{%s}", "{%s}", "{#各行}", "{/各行}"),
    "carbone": ("{d.%s}", "{d.各行[i].%s}", "", "{d.各行[i+1].序号}"),
}


def data(rows: int) -> dict[str, Any]:
    """What all of them fill in: the same values, and a table of so many rows."""
    listed = [
        {"序号": str(n), "名称": f"听泉镇第{n}期产业园及配套道路工程", "责任": "枕石镇", "完成": f"{n * 137 % 9000}.50"}
        for n in range(1, rows + 1)
    ]
    return {**VALUES, "各行": listed}


# What docxtpl's other tags cost: the column of responsible units with one of them, or the table without its heading.
NO_HEADING, RICH = "no fixed row", "{{r }}"
SPECIAL = {
    "cellbg": "{% cellbg 'D9E2F3' %}",
    "colspan": "{% colspan 1 %}",
    "vm": "{% vm %}",
    "{%r %}": "{%r if 行.责任 %}是{%r endif %}",
    RICH: "",
    NO_HEADING: "",
    "合并相同": "{% 合并相同 %}",
}


def template(dialect: str, special: str = "") -> bytes:
    """The paper's template as one of DIALECTS writes it, with one of SPECIAL if given, as .docx bytes."""
    value, field, _, _ = DIALECTS[dialect]
    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = value % "标题"
    section.footer.paragraphs[0].text = value % "署名"
    document.add_heading(value % "标题", 0)
    for text in _PARAGRAPHS:
        document.add_paragraph(re.sub("<(.+?)>", lambda name: value % name[1], text))
    table = document.add_table(rows=0, cols=len(_COLUMNS))
    if special != NO_HEADING:
        _row(table, _HEADINGS)
    fields = [field % name for name in _COLUMNS]
    fields[2] = fields[2].replace("{{", "{{r") if special == RICH else fields[2] + SPECIAL.get(special, "")
    _rows(table, dialect, fields)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _rows(table: Table, dialect: str, fields: list[str]) -> None:
    opening, closing = DIALECTS[dialect][2:]
    if dialect == "jinja":
        _row(table, [opening % ()])
        _row(table, fields)
        _row(table, [closing % ()])
    elif dialect == "mustache":
        _row(table, [opening + fields[0], *fields[1:-1], fields[-1] + closing])
    else:
        _row(table, fields)
        _row(table, [closing])


def _row(table: Table, texts: list[str] | tuple[str, ...]) -> None:
    cells = table.add_row().cells  # type: ignore[no-untyped-call]
    for cell, text in zip(cells, texts, strict=False):
        cell.text = text


def texts(document: bytes) -> list[str]:
    """What a made paper says: its paragraphs, those of the body first; empty ones are left out."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
            root = etree.fromstring(archive.read(name))
            said = ("".join(text.text or "" for text in p.iter(f"{_W}t")) for p in root.iter(f"{_W}p"))
            found.extend(filter(None, said))
    return found
