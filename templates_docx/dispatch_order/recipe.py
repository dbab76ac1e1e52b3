"""项目调度单: a form of one page, filled above, blank below for signing, receipt and report."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import title
from service.assembly.layout.forms import form, pair, wide
from service.assembly.layout.markup import text
from service.assembly.layout.page import FORM
from service.assembly.layout.tables import BELOW_TABLE
from templates_docx.sentences import PROGRESS


def build() -> bytes:
    """The template as a Word file."""
    body = "".join(
        (
            title("项目调度单", before=0),
            text("表单编号日期", "编号：{{ 文号 }}\t交办日期：{{ 交办日期|年月日 }}"),
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
        wide("当前进度", PROGRESS, 760),
        wide("目标节点", "{{ 项目.目标节点 }}", 460),
        wide("存在问题", "{{ 问题 }}", 600),
        wide("问题原因", "{{ 原因 }}", 600),
        wide("交办事项", "{{ 经同意 }}{{ 交办事项 }}", 760),
        wide("办理时限", "{{ 办理时限|年月日星期 }}前", 460),
        wide("反馈要求", "{{ 反馈要求 }}。", 600),
    )


def _blank() -> tuple[str, ...]:
    date = "　　年　月　日　时"
    return (
        pair(("签发人", ""), ("承办人及电话", ""), 600),
        pair(("签收人", ""), ("签收时间", date), 600),
        wide("办理情况", "", 1500, "top"),
        wide("延期申请", "", 900, "top"),
        wide("销号意见", "", 900, "top"),
    )
