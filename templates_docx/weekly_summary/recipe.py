"""周报汇总: who returned and who did not, every unit's figures, and the problems by what becomes of them."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import title
from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.markup import text, when
from service.assembly.layout.tables import Column, data_table
from templates_docx.weekly_summary import sentences

_TOP = ParagraphFormat(keep_next=True, align="right")
_HEADING = ParagraphFormat(before=160, after=80)
_BELOW = ParagraphFormat(keep_lines=True, before=80)


def _amount(heading: str, name: str, width: int) -> Column:
    return Column(heading, width, f"{{{{ 行.{name}|万元数 }}}}", "表格数字")


_UNIT = (Column("序号", 560, "{{ loop.index }}", "表格居中"), Column("单位", 1840, "{{ 行.单位 }}"))
_STATE = Column("报送情况", 1000, "{{ 行.报送情况 }}", "表格居中")
_FIGURES = (
    _amount("年度计\n划投资", "年度计划", 860),
    _amount("累计完\n成投资", "累计完成", 860),
    Column("完成率\n(%)", 740, "{{ 行.完成率|百分比数 }}", "表格数字"),
    Column("进度差\n(百分点)", 900, "{{ 行.进度差|百分点数 }}", "表格数字"),
)
_PLAIN = (*_UNIT, _STATE, *_FIGURES, Column("未办结问题", 2084, "{{ 行.问题 }}"))
_COMPARED = (*_UNIT, _STATE, *_FIGURES, _amount("比上次", "比上次", 860), Column("未办结问题", 1224, "{{ 行.问题 }}"))
_MATTER = (
    Column("序号", 560, "{{ loop.index }}", "表格居中"),
    Column("项目名称", 1700, "{{ 行.项目名称 }}"),
    Column("责任单位", 1100, "{{ 行.责任单位 }}"),
    Column("问题", 1400, "{{ 行.问题 }}"),
    Column("处理建议", 1500, "{{ 行.建议 }}"),
    Column("办理时限", 1000, "{{ 行.办理时限 }}", "表格居中"),
    Column("去向", 1584, "{{ 行.去向 }}"),
)


def build() -> bytes:
    """The template as a Word file."""
    body = "".join(
        (
            title("{{ 标题 }}", before=0),
            text("表格单位", "填报单位：{{ 填报单位 }}　　{{ 成文日期|年月日 }}", _TOP),
            text("一级标题", "一、报送情况", _HEADING),
            text("公文正文", sentences.WHO),
            *(when(name, text("公文正文", words)) for name, words in _LISTS),
            text("一级标题", "二、投资进展", _HEADING),
            text("公文正文", sentences.TOTALS),
            when("单位表", text("表格单位", "单位：万元", _TOP)),
            when("单位表 and 上次期间", _units(_COMPARED)),
            when("单位表 and not 上次期间", _units(_PLAIN)),
            text("表注", sentences.NOTE, _BELOW),
            _matters("三、提交会议研究的问题", "上会问题"),
            _matters("四、转项目调度单的问题", "一般问题"),
            when(
                "待核定问题",
                text("一级标题", "五、级别待核定的问题", _HEADING),
                data_table(_MATTER, "行 in 待核定问题"),
            ),
            when("办结问题", text("表注", sentences.SETTLED, ParagraphFormat(before=160))),
        )
    )
    return build_paper(Paper("周报汇总", body))


_LISTS = (
    ("未报单位", sentences.MISSING),
    ("零投资单位", sentences.ZERO),
    ("无问题单位", sentences.SILENT),
    ("重复单位", sentences.TWICE),
    ("名单外单位", sentences.STRANGERS),
)


def _units(columns: tuple[Column, ...]) -> str:
    return data_table(columns, "行 in 单位表")


def _matters(heading: str, name: str) -> str:
    """A section of problems: its table, or a sentence that there is none."""
    rows = data_table(_MATTER, f"行 in {name}")
    return text("一级标题", heading, _HEADING) + when(
        name, rows, otherwise=(text("公文正文", sentences.NO_PROBLEMS[name]),)
    )
