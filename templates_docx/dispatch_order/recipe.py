"""项目调度单: a form of one page, filled above, blank below for signing, receipt and report."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import title
from service.assembly.layout.forms import form, pair, wide
from service.assembly.layout.markup import text
from service.assembly.layout.page import FORM
from service.assembly.layout.tables import BELOW_TABLE

_PROGRESS = (
    "总投资{{ 项目.总投资|万元 }}；年度计划投资{{ 项目.年度计划|万元 }}，累计完成投资{{ 项目.累计完成|万元 }}。"
    "形象进度：{{ 项目.形象进度 }}。"
)
_DEVIATION = (
    "完成率{{ 项目.完成率|百分比 }}，"
    "{% if 项目.进度差 not in ('——', '／') %}{{ 项目.进度差|序时说法 }}"
    "{% else %}与序时进度相比{{ 项目.进度差 }}{% endif %}"
)


def build() -> bytes:
    """The template as a Word file."""
    body = "".join(
        (
            title("项目调度单", before=0),
            text("表单编号日期", "编号：{{ 文号 }}\t签发日期：{{ 交办日期|年月日 }}"),
            form(*_filled(), *_blank()),
            text("表注", "交办单位：{{ 发文机关.全称 }}\n联系人：{{ 联系人 }}；联系电话：{{ 联系电话 }}", BELOW_TABLE),
            text("表注", "注：“——”表示台账未填报。需延期的，应在办理时限届满前提出，说明原因和拟办结时间。"),
        )
    )
    return build_paper(Paper("项目调度单", body, FORM, (), duplex=False))


def _filled() -> tuple[str, ...]:
    return (
        wide("事项来源", "{{ 来源 }}", 460),
        wide("项目名称", "{{ 项目名称 }}", 460),
        pair(("责任单位", "{{ 责任单位 }}"), ("配合单位", "{{ 配合单位 }}")),
        pair(("责任人", "{{ 责任人 }}"), ("包联领导", "{{ 包联领导 }}")),
        wide("目标节点", "{{ 项目.目标节点 }}", 460),
        wide("当前进度", _PROGRESS, 760),
        wide("进度偏差", _DEVIATION, 460),
        wide("存在问题", "{{ 问题 }}", 600),
        wide("问题原因", "{{ 原因 }}", 600),
        wide("交办事项", "{{ 经同意 }}{{ 交办事项 }}", 760),
        wide("办理时限", "{{ 办理时限|年月日星期 }}前", 460),
        wide("反馈要求", "{{ 反馈要求 }}。", 600),
    )


def _blank() -> tuple[str, ...]:
    day = "　　年　月　日"
    return (
        pair(("签发人", ""), ("承办人及电话", ""), 600),
        pair(("签收人", ""), ("签收时间", f"{day}　时"), 600),
        wide("办理情况", "", 1300, "top"),
        wide("延期申请", f"理由：\n拟办结时间：{day}　　申请单位（盖章）：", 900),
        wide("销号意见", f"\n审核人：　　　　　　　{day}", 900),
    )
