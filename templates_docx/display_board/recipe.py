"""公示展板: boards of A3, each with its title and its head, in letters of 28 pt."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.footers import Margin, plain_page_numbers
from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.markup import text
from service.assembly.layout.page import BOARD
from service.assembly.layout.tables import Column, data_table

_COLUMNS = (
    Column("序号", 1240, "{{ 行.序号 }}", "展板居中"),
    Column("项目名称", 5500, "{{ 行.项目名称 }}", "展板文字"),
    Column("分包领导", 3460, "{{ 行.分包领导 }}", "展板文字"),
    Column("分包单位", 3460, "{{ 行.分包单位 }}", "展板文字"),
    Column("完成时限", 2360, "{{ 行.完成时限 }}", "展板居中"),
    Column(
        "具体进度",
        5523,
        "{{ 行.形象进度 }}{% if 行.完成率 not in ('——', '／') %}（完成年计划{{ 行.完成率|百分比 }}）{% endif %}",
        "展板文字",
    ),
)
_HEAD = (
    "数据截至{{ 期间 }}　　公示单位：{{ 公示单位 }}",
    "公示日期：{{ 成文日期|年月日 }}　　监督电话：{{ 监督电话 }}",
)
_LAST = ParagraphFormat(after=120)


def build() -> bytes:
    """The template as a Word file."""
    lines = (text("展板居中", _HEAD[0], ParagraphFormat(before=120)), text("展板居中", _HEAD[1], _LAST))
    head = "".join((text("展板标题", "{{ 标题 }}"), *lines))
    heads = (Margin("header", "default", head), Margin("header", "even", head))
    rows = data_table(_COLUMNS, "行 in 项目表", width=BOARD.text_width, height=900, head="展板栏目")
    body = rows + text("版记占位", "", ParagraphFormat(line=20))
    return build_paper(Paper("公示展板", body, BOARD, (*heads, *plain_page_numbers()), duplex=False))
