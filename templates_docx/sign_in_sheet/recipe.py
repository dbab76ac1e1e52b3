"""签到表: a line for each unit that is called, and blank ones; the header repeats on every page."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import title
from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.markup import text
from service.assembly.layout.page import FORM
from service.assembly.layout.tables import Column, data_table

_COLUMNS = (
    Column("序号", 700, "{{ loop.index }}", "表单居中"),
    Column("单位", 2600, "{{ 行.单位 }}", "表单文字"),
    Column("姓名", 1100, ""),
    Column("职务", 1300, ""),
    Column("联系电话", 1344, ""),
    Column("签名", 1100, ""),
    Column("备注", 700, ""),
)


def build() -> bytes:
    """The template as a Word file."""
    body = "".join(
        (
            title("{{ 标题 }}", before=0),
            text("表单编号日期", "时间：{{ 会议.时间|时间 }}", ParagraphFormat(before=240)),
            text("表单编号日期", "地点：{{ 会议.地点 }}"),
            data_table(_COLUMNS, "行 in 签到", height=620, head="表单栏目"),
        )
    )
    return build_paper(Paper("签到表", body, FORM, (), duplex=False))
