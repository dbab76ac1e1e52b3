"""A county's own bulletin, made out of a copy of ours as somebody would in Word: docs/own-templates.md, step by step.

It is as unlike ours as a bulletin may be: a plain letter in black with a name and a thin line instead of the red head,
Arabic headings in 楷体, smaller type, projects before units, sectors and the list of late projects gone, no imprint,
tables with other columns.
"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Opened
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import Table, _Row

SAID = "现将我县重点项目{{ 期间 }}的进度告知各单位。请对照各自任务，落后的抓紧赶上。"
_FORM = "{%p if 行文格式 == '文件' %}"
PACE = "{{ 行.进度差|序时说法 }}"


def restyle(path: Path) -> None:
    """Edit the template at ``path`` in place."""
    document = Document(str(path))
    _head(document)
    _fonts(document)
    _sections(document)
    _annexes(document)
    _columns(document)
    document.save(str(path))


def _head(document: Opened) -> None:
    """One black line in the place of the mark and of the letter's head; the number without its red line."""
    paragraphs = document.paragraphs
    marks = [paragraph for paragraph in paragraphs if paragraph.text == "{{ 发文机关.标志 }}"]
    _set(marks[0], "{{ 发文机关.全称 }}工作函")
    marks[0].runs[0].font.size = Pt(22)
    kept = (marks[0]._p, document.element.body[_at(document, "{{ 文号 }}")])
    first, last = (_at(document, words) for words in (_FORM, "{{ 标题 }}"))
    for element in list(document.element.body)[first:last]:
        if element not in kept:
            element.getparent().remove(element)
    _font(document, "发文机关标志", "楷体", colour=True)
    number = document.styles["发文字号"]
    line = number.element.pPr.find(qn("w:pBdr"))[0]
    line.set(qn("w:color"), "000000")
    line.set(qn("w:sz"), "4")
    number.paragraph_format.space_before = Pt(12)


def _fonts(document: Opened) -> None:
    _font(document, "公文标题", "黑体", 18)
    document.styles["公文标题"].paragraph_format.space_before = Pt(18)
    _font(document, "一级标题", "楷体", 15)
    document.styles["一级标题"].font.bold = True
    _font(document, "公文正文", "仿宋", 14)


def _sections(document: Opened) -> None:
    """Other words and headings, sectors, plan lists and what changed out, projects before units."""
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("{{ 经同意 }}现将"):
            _set(paragraph, SAID)
    for part in ("分行业", "分计划", "变化说明"):
        _remove(document, f"{{%p if {part} %}}", "{%p endif %}")
    body = document.element.body
    units, projects, problems = (
        _at(document, words) for words in ("二、任务单位", "三、项目推进", "{%p if 存在问题 %}")
    )
    moved = list(body)[units:projects]
    anchor = list(body)[problems]
    for element in moved:
        anchor.addprevious(element)
    headings = {
        "一、总体情况": "1. 总的进度",
        "二、任务单位完成情况": "3. 各单位排位",
        "三、项目推进情况": "2. 各项目进度",
        "四、存在问题": "4. 卡在哪里",
    }
    for paragraph in document.paragraphs:
        if paragraph.text in headings:
            _set(paragraph, headings[paragraph.text])
        elif paragraph.text.endswith("、下步要求"):
            _set(paragraph, "{% if 存在问题 %}5{% else %}4{% endif %}. 请各单位办好")


def _annexes(document: Opened) -> None:
    """Charts, late projects and changes and what speaks of them out, the imprint too; two tables follow, no annexes."""
    body = document.element.body
    first = _at(document, "附件{{ 附件号.图 }}") - 1
    last = _at(document, "附件{{ 附件号.项目 }}") - 1  # the section break before the table across stays
    for element in list(body)[first:last]:
        body.remove(element)
    note, signer = _at(document, "{%p if 附件号.排名 %}"), _at(document, "{%p if 发文机关.全称|length")
    for element in list(body)[note:signer]:
        body.remove(element)
    *imprint, kept = list(body)[_at(document, _FORM) : -1]  # Word keeps an empty paragraph at the end of a file
    for element in imprint:
        body.remove(element)
    kept.clear()
    for paragraph in list(document.paragraphs):
        if paragraph.text.startswith("附件"):
            _set(paragraph, "附表")
        elif paragraph.text.startswith("{% if 任务单位数 == 1 %}"):
            _set(paragraph, "{{ 地区 }}共有任务单位{{ 任务单位数 }}个，排位见附表。")
        elif "详见附件" in paragraph.text:
            _set(paragraph, "{% if 滞后项目 %}落后的项目{{ 滞后项目|length }}个。{% endif %}")


def _columns(document: Opened) -> None:
    """One ranking of the four, without remarks and with the pace in words; the projects without their image and
    contents, the unit first."""
    _keep_last_table(document, "{%p if 有开工率 %}", "{%p endfor %}")
    ranking, projects = document.tables
    _say(ranking.rows[0], -1, "与序时进度相比")
    _say(_data_row(ranking), -1, PACE)
    for row in projects.rows:
        cells = row._tr.tc_lst
        if len(cells) > 1:
            _, name, contents, *_, image, _, unit, _ = cells
            name.addprevious(unit)
            for gone in (contents, image):
                _widen(name, gone)
                row._tr.remove(gone)
    heads = {paragraph.text for paragraph in projects.rows[0].cells[1].paragraphs}
    assert heads == {"责任单位"}


def _keep_last_table(document: Opened, first: str, end: str) -> None:
    """Of the tables that a choice is made of keep the last, with neither choice nor the others."""
    body = document.element.body
    start, stop = _at(document, first), _at(document, first)
    while "".join(t.text or "" for t in body[stop].iter(qn("w:t"))) != end:
        stop += 1
    part = list(body)[start:stop]
    kept = [element for element in part if element.tag == qn("w:tbl")][-1]
    for element in part:
        if element is not kept:
            body.remove(element)


def _widen(cell: Any, gone: Any) -> None:
    """Give a cell the width of one that goes."""
    cell.width = cell.width + gone.width


def _data_row(table: Table) -> _Row:
    rows: list[_Row] = [row for row in table.rows if row.cells[0].text.startswith("{{")]
    return rows[0]


def _say(row: _Row, column: int, words: str) -> None:
    _set(row.cells[column].paragraphs[0], words)


def _set(paragraph: Any, words: str) -> None:
    """Type over a paragraph: its first run stays as it looks, in two pieces, as Word leaves a line edited twice."""
    run, *others = paragraph.runs
    for other in others:
        other._r.getparent().remove(other._r)
    half = len(words) // 2
    second = deepcopy(run._r)
    run.text = words[:half]
    run._r.addnext(second)
    paragraph.runs[1].text = words[half:]


def _font(document: Opened, style: str, name: str, size: float = 0, *, colour: bool = False) -> None:
    font = document.styles[style].font
    font.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
    if size:
        font.size = Pt(size)
    if colour:
        font.color.rgb = RGBColor(0, 0, 0)


def _at(document: Opened, words: str) -> int:
    """Where in the body the first paragraph stands that begins so."""
    return next(
        index
        for index, element in enumerate(document.element.body)
        if element.tag == qn("w:p") and "".join(t.text or "" for t in element.iter(qn("w:t"))).startswith(words)
    )


def _remove(document: Opened, first: str, last: str) -> None:
    """Take out the paragraphs from the one that begins ``first`` to the next that is ``last``."""
    body = list(document.element.body)
    start = _at(document, first)
    for element in body[start:]:
        said = "".join(t.text or "" for t in element.iter(qn("w:t")))
        element.getparent().remove(element)
        if said == last:
            return
