"""The agenda's table: in the agenda itself, and as an annex of the call."""

from __future__ import annotations

from service.assembly.layout.tables import Column, data_table

_ITEMS = (
    Column("序号", 600, "{{ loop.index }}", "表单居中"),
    Column("时间", 2040, "{{ 行.时间 }}", "表单居中"),
    Column("议程", 3124, "{{ 行.事项 }}", "表单文字"),
    Column("汇报（发言）人", 2080, "{{ 行.发言人 }}", "表单居中"),
    Column("时长", 1000, "{{ 行.时长 }}", "表单居中"),
)


def agenda_table(rows: str) -> str:
    """The table of `rows`, the Jinja name of the items."""
    return data_table(_ITEMS, f"行 in {rows}", height=560, head="表单栏目")
