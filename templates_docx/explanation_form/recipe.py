"""情况说明: a form of one page, the figures filled in, the reasons and dates left to the unit."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import title
from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.forms import form, pair, wide
from service.assembly.layout.markup import text
from service.assembly.layout.page import FORM

_PROJECTS = (
    "{% for 行 in 项目 %}{{ loop.index }}. {{ 行.项目名称 }}：年度计划{{ 行.年度计划|万元 }}，"
    "累计完成{{ 行.累计完成|万元 }}"
    "{% if 行.进度差 not in ('——', '／') %}，完成率{{ 行.完成率|百分比 }}，{{ 行.进度差|序时说法 }}"
    "{% else %}，{{ 行.状态 }}{% endif %}{% if loop.last %}。{% else %}；{% endif %}"
    "{% else %}台账中没有该单位牵头的滞后或未报项目。{% endfor %}"
)
_GAP = "{% if 进度差 not in ('——', '／') %}{{ 进度差|序时说法 }}{% else %}{{ 进度差 }}{% endif %}"
_REQUEST = (
    "请自收到本表之日起{{ 期限.反馈 }}内填写，由主要负责人签字、加盖公章后报{{ 交办单位 }}。"
    "联系人：{{ 联系人 }}；联系电话：{{ 联系电话 }}。"
)
_NOTE = "注：“——”表示未上报或无法计算，“／”表示不适用。制表日期：{{ 成文日期|年月日 }}。"
#: One row, so that whatever runs over to a second page takes all of it along.
_SIGNED = "主要负责人签字：\n\n填报人及电话：\n\n单位盖章：　　　　　　　　　年　　月　　日"


def build() -> bytes:
    """The template as a Word file."""
    body = "".join(
        (
            title("情况说明", before=0),
            text("表单编号日期", "填报单位：{{ 单位 }}\t数据期间：{{ 期间 }}"),
            text("表注", _REQUEST, ParagraphFormat(keep_next=True)),
            text("表注", _NOTE, ParagraphFormat(keep_next=True, after=80)),
            form(*_filled(), *_blank()),
        )
    )
    return build_paper(Paper("情况说明", body, FORM, (), duplex=False))


def _filled() -> tuple[str, ...]:
    return (
        pair(("年度计划投资", "{{ 年度计划|万元 }}"), ("累计完成投资", "{{ 累计完成|万元 }}")),
        pair(("完成率", "{{ 完成率|百分比 }}"), ("序时进度", "{{ 序时进度|百分比 }}")),
        wide("与序时比较", _GAP),
        pair(("后续月均需完成", "{{ 后续月均|万元 }}"), ("需要说明的情况", "{{ 状态 }}")),
        wide("有关项目", _PROJECTS, 800),
    )


def _blank() -> tuple[str, ...]:
    return (
        wide("原因说明", "", 1500, "top"),
        wide("已采取的措施", "", 1200, "top"),
        wide("赶上序时的措施", "", 1400, "top"),
        wide("赶上序时的时间", "　　　　年　　月　　日前", 520),
        wide("需要协调的事项", "", 800, "top"),
        wide("签字和盖章", _SIGNED, 1700),
    )
