"""项目调度单: a form of one page, filled above, blank below for signing, receipt and report."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import title
from service.assembly.layout.markup import text
from service.assembly.layout.page import FORM
from service.assembly.layout.tables import BELOW_TABLE, Cell, row, table

_GRID = [1640, 2782, 1640, 2782]

_PROGRESS = (
    "总投资{{ 项目.总投资|万元 }}；年度计划投资{{ 项目.年度计划|万元 }}，累计完成投资{{ 项目.累计完成|万元 }}"
    "{% if 项目.完成率 not in ('——', '／') %}，完成率{{ 项目.完成率|百分比 }}{% endif %}"
    "{% if 项目.进度差 not in ('——', '／') %}，{{ 项目.进度差|序时说法 }}{% endif %}。形象进度：{{ 项目.形象进度 }}。"
)


def build() -> bytes:
    """The template as a Word file."""
    body = "".join(
        (
            title("项目调度单", before=0),
            text("表单编号日期", "编号：{{ 文号 }}\t交办日期：{{ 交办日期|年月日 }}"),
            table(_GRID, *_filled(), *_blank()),
            text("表注", "交办单位：{{ 发文机关.全称 }}\n联系人：{{ 联系人 }}；联系电话：{{ 联系电话 }}", BELOW_TABLE),
            text("表注", "注：“——”表示台账未填报。需延期的，应在办理时限届满前提出，说明原因和拟办结时间。"),
        )
    )
    return build_paper(Paper("项目调度单", body, FORM, (), duplex=False))


def _label(words: str) -> Cell:
    return Cell(words, style="表单栏目")


def _wide(label: str, words: str, height: int, vertical: str = "center") -> str:
    return row([_label(label), Cell(words, 3, vertical=vertical)], _GRID, height=height)


def _pair(left: tuple[str, str], right: tuple[str, str], height: int = 460) -> str:
    return row([_label(left[0]), Cell(left[1]), _label(right[0]), Cell(right[1])], _GRID, height=height)


def _filled() -> tuple[str, ...]:
    return (
        _wide("事项来源", "{{ 来源 }}", 460),
        _wide("项目名称", "{{ 项目名称 }}", 460),
        _pair(("责任单位", "{{ 责任单位 }}"), ("配合单位", "{{ 配合单位 }}")),
        _pair(("责任人", "{{ 责任人 }}"), ("包联领导", "{{ 包联领导 }}")),
        _wide("当前进度", _PROGRESS, 760),
        _wide("目标节点", "{{ 项目.目标节点 }}", 460),
        _wide("存在问题", "{{ 问题 }}", 600),
        _wide("问题原因", "{{ 原因 }}", 600),
        _wide("交办事项", "{{ 经同意 }}{{ 交办事项 }}", 760),
        _wide("办理时限", "{{ 办理时限|年月日星期 }}前", 460),
        _wide("反馈要求", "{{ 反馈要求 }}。", 600),
    )


def _blank() -> tuple[str, ...]:
    date = "　　年　月　日　时"
    return (
        _pair(("签发人", ""), ("承办人及电话", ""), 600),
        _pair(("签收人", ""), ("签收时间", date), 600),
        _wide("办理情况", "", 1500, "top"),
        _wide("延期申请", "", 900, "top"),
        _wide("销号意见", "", 900, "top"),
    )
