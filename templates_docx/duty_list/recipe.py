"""责任清单: a table across the sheet, one row a project."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import title
from service.assembly.layout.footers import page_numbers_across
from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.markup import each, text
from service.assembly.layout.page import ACROSS
from service.assembly.layout.tables import Column, data_table

_FIVE = "专班：{{ 行.工作专班 }}\n方案：{{ 行.工作方案 }}\n资金：{{ 行.资金来源 }}"
_COLUMNS = (
    Column("序号", 460, "{{ 行.序号 }}", "表格居中"),
    Column("项目（任务）名称", 1390, "{{ 行.项目名称 }}"),
    Column("建设内容\n及规模", 1180, "{{ 行.建设内容 }}"),
    Column("目标（整\n改标准）", 960, "{{ 行.目标 }}"),
    Column("措施", 1080, "{{ 行.措施 }}"),
    Column("包联领导", 970, "{{ 行.包联领导 }}"),
    Column("责任单位", 970, "{{ 行.责任单位 }}"),
    Column("配合单位", 970, "{{ 行.配合单位 }}"),
    Column("责任人", 730, "{{ 行.责任人 }}", "表格居中"),
    Column("专班、方案、\n资金", 1350, _FIVE),
    Column("完成时限", 970, "{{ 行.完成时限 }}", "表格居中"),
    Column("进展", 990, "{{ 行.进展 }}"),
    Column("销号\n状态", 736, "{{ 行.销号状态 }}", "表格居中"),
)
_TOP = ParagraphFormat(keep_next=True, align="right")
_NOTE = "注：“——”表示台账没有填报，请责任单位补报。"
_MISSING = "没有明确{{ 缺.事项 }}的项目{{ 缺.项目|length }}个：{{ 缺.项目|顿号 }}。"


def build() -> bytes:
    """The template as a Word file."""
    body = "".join(
        (
            title("{{ 标题 }}", before=0),
            text("表注", _NOTE, ParagraphFormat(keep_next=True, before=120)),
            each("缺 in 缺项", text("表注", _MISSING, ParagraphFormat(keep_next=True))),
            text("表格单位", "填报单位：{{ 填报单位 }}　　{{ 成文日期|年月日 }}", _TOP),
            data_table(_COLUMNS, "行 in 项目表", width=ACROSS.text_width),
        )
    )
    return build_paper(Paper("责任清单", body, ACROSS, page_numbers_across(), duplex=False))
