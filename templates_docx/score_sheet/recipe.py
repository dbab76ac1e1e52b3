"""考核评分表: sheets across: the order of the units, the red and black lists, then each unit's points line by line."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import title
from service.assembly.layout.footers import page_numbers_across
from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.markup import each, text, when
from service.assembly.layout.page import ACROSS
from service.assembly.layout.tables import Column, data_table

_TOP = ParagraphFormat(keep_next=True, align="right")
_HEADING = ParagraphFormat(before=160, after=80)
_BELOW = ParagraphFormat(keep_lines=True, before=80)
_UNIT = ParagraphFormat(keep_next=True, before=200, after=60)

_RANKING = (
    Column("位次", 900, "{{ 行.位次 }}", "表格居中"),
    Column("单位", 2900, "{{ 行.单位 }}"),
    Column("得分", 1100, "{{ 行.得分 }}", "表格数字"),
    Column("等次", 2300, "{{ 行.等次 }}", "表格居中"),
    Column("完成率\n(%)", 1100, "{{ 行.完成率|百分比数 }}", "表格数字"),
    Column(
        "备注",
        4456,
        "{% if 行.一票否决 %}一票否决：{{ 行.一票否决 }}。{% endif %}"
        "{% if 行.不参评 %}没有年度计划任务，不排位次。{% endif %}"
        "{% if 行.未评项目 %}缺少数据未评：{{ 行.未评项目|顿号 }}，不排位次。{% endif %}",
    ),
)
_LINES = (
    Column("序号", 640, "{{ loop.index }}", "表格居中"),
    Column("考核项目", 1900, "{{ 行.项目 }}"),
    Column("评分规则", 4300, "{{ 行.规则 }}"),
    Column("评分情况", 4816, "{{ 行.情况 }}"),
    Column("得分", 1100, "{{ 行.得分 }}", "表格数字"),
)
_LEAD = (
    "{{ 期间 }}，按《{{ 办法.名称 }}》评分，参加考核的单位{{ 单位表|length }}个。"
    "{% if 办法.等次标准 %}等次：{{ 办法.等次标准 }}。{% endif %}"
    "{% if 未评全单位|length == 单位表|length %}各单位都有缺少数据未评的项目，暂不排位次。"
    "{% elif 未评全单位 %}有缺少数据未评项目的单位{{ 未评全单位|length }}个，不排位次、不定等次："
    "{{ 未评全单位|顿号 }}。{% endif %}"
    "{% if 不参评单位 %}没有年度计划任务、不排位次和等次的单位{{ 不参评单位|length }}个："
    "{{ 不参评单位|顿号 }}。{% endif %}"
)
_NOTE = "注：“——”表示缺少数据、没有评分，不是0分；“／”表示本项不适用。得分相同的位次并列。"


def build() -> bytes:
    """The template as a Word file."""
    body = "".join(
        (
            title("{{ 标题 }}", before=0),
            text("表格单位", "填报单位：{{ 填报单位 }}　　{{ 成文日期|年月日 }}", _TOP),
            text("公文正文", _LEAD),
            text("一级标题", "一、得分和位次", _HEADING),
            data_table(_RANKING, "行 in 单位表", width=ACROSS.text_width),
            text("表注", _NOTE, _BELOW),
            when("红黑榜办法", text("一级标题", "二、红黑榜", _HEADING), _boards()),
            text("一级标题", "{% if 红黑榜办法 %}三{% else %}二{% endif %}、各单位评分明细", _HEADING),
            each("考 in 单位表", _sheet()),
        )
    )
    return build_paper(Paper("考核评分表", body, ACROSS, page_numbers_across(), duplex=False))


def _boards() -> str:
    """Both lists with the reason beside each name: by rank alone nobody stands on the black one."""
    lists = (
        f"{{% if {name} %}}{name}单位{{{{ {name}|length }}}}个："
        f"{{% for 榜 in {name} %}}{{{{ 榜.单位 }}}}（{{{{ 榜.理由 }}}}）"
        "{% if not loop.last %}；{% endif %}{% endfor %}。"
        f"{{% else %}}没有单位列入{name}。{{% endif %}}"
        for name in ("红榜", "黑榜")
    )
    return text("公文正文", "按《{{ 红黑榜办法 }}》，" + next(lists)) + text("公文正文", next(lists))


def _sheet() -> str:
    words = (
        "{{ loop.index }}. {{ 考.单位 }}：得分{{ 考.得分 }}"
        "{% if 考.等次 not in ('——', '／') %}，{{ 考.等次 }}{% endif %}"
        "{% if 考.位次 not in ('——', '／') %}，第{{ 考.位次 }}位{% endif %}"
    )
    return text("二级标题", words, _UNIT) + data_table(_LINES, "行 in 考.评分", width=ACROSS.text_width)
