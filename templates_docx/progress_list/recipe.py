"""进度清单: a table across the sheet, one row a project."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import title
from service.assembly.layout.footers import page_numbers_across
from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.markup import text
from service.assembly.layout.page import ACROSS
from service.assembly.layout.tables import Column, data_table


def _amount(heading: str, name: str, width: int) -> Column:
    return Column(heading, width, f"{{{{ 行.{name}|万元数 }}}}", "表格数字")


_COLUMNS = (
    Column("序号", 480, "{{ 行.序号 }}", "表格居中"),
    Column("项目名称", 1800, "{{ 行.项目名称 }}"),
    Column("责任单位", 1150, "{{ 行.责任单位 }}"),
    Column("包联领导", 1150, "{{ 行.包联领导 }}"),
    _amount("总投资", "总投资", 820),
    _amount("年度计\n划投资", "年度计划", 780),
    _amount("本月完\n成投资", "本月完成", 760),
    _amount("累计完\n成投资", "累计完成", 780),
    Column("完成率\n(%)", 740, "{{ 行.完成率|百分比数 }}", "表格数字"),
    Column("进度差\n(百分点)", 880, "{{ 行.进度差|百分点数 }}", "表格数字"),
    Column("形象进度", 1416, "{{ 行.形象进度 }}"),
    Column("存在问题", 1000, "{{ 行.存在问题 }}"),
    Column("下步计划", 1000, "{{ 行.下步计划 }}"),
)
_TOP = ParagraphFormat(keep_next=True, align="right")
_TOTALS = (
    "共{{ 合计.项目数 }}个项目，总投资{{ 合计.总投资|金额 }}，年度计划投资{{ 合计.年度计划|金额 }}，"
    "累计完成投资{{ 合计.累计完成|金额 }}"
    "{% if 合计.完成率 not in ('——', '／') %}，完成率{{ 合计.完成率|百分比 }}{% endif %}"
    "{% if 合计.进度差 not in ('——', '／') %}，{{ 合计.进度差|序时说法 }}"
    "（序时进度{{ 序时进度|百分比 }}）{% endif %}。"
    "“——”表示未上报或无法计算，“／”表示不适用；完成率以列有年度计划投资的项目计算。"
)


def build() -> bytes:
    """The template as a Word file."""
    body = "".join(
        (
            title("{{ 标题 }}", before=0),
            text("表注", _TOTALS, ParagraphFormat(keep_next=True, before=120)),
            text("表格单位", "{{ 期间 }}　　填报单位：{{ 填报单位 }}　　{{ 成文日期|年月日 }}　　单位：万元", _TOP),
            data_table(_COLUMNS, "行 in 项目表", width=ACROSS.text_width),
        )
    )
    return build_paper(Paper("进度清单", body, ACROSS, page_numbers_across(), duplex=False))
