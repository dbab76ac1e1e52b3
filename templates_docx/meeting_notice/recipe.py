"""会议通知: a notice in the 信函 format with a reply form as its annex."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import TO_SIGNATURE, addressees, annex_note, annex_start, signature, title
from service.assembly.layout.footers import page_numbers, unnumbered_first_page
from service.assembly.layout.mark import letter_head
from service.assembly.layout.markup import each, text, when
from templates_docx.reply import NAME, reply_form


def build() -> bytes:
    """The template as a Word file."""
    body = _head() + _meeting() + _topics() + _requirements() + _end() + annex_start("附件", NAME) + reply_form()
    margins = (*page_numbers(), unnumbered_first_page())
    return build_paper(Paper("会议通知", body, margins=margins))


def _head() -> str:
    return "".join(
        (
            letter_head("发文机关.标志", "{{ 文号 }}"),
            title("{{ 标题 }}"),
            addressees("{{ 主送 }}"),
            text(
                "公文正文",
                "{{ 经同意 }}定于{{ 会议.时间|年月日 }}召开{{ 会议.名称 }}，现将有关事项通知如下：",
            ),
        )
    )


def _meeting() -> str:
    return "".join(
        (
            text("一级标题", "一、会议时间"),
            text("公文正文", "{{ 会议.时间|时间 }}。"),
            text("一级标题", "二、会议地点"),
            text("公文正文", "{{ 会议.地点 }}。"),
            text("一级标题", "三、参会人员"),
            each(
                "项 in 参会人员",
                text("公文正文", "{{ loop.index }}. {% if 项.类别 %}{{ 项.类别 }}：{% endif %}{{ 项.人员 }}。"),
            ),
            text("一级标题", "四、会议议程"),
            text("公文正文", "会议由{{ 会议.主持人 }}主持。"),
            each(
                "项 in 议程",
                text("公文正文", "{{ loop.index }}. {{ 项 }}{% if loop.last %}。{% else %}；{% endif %}"),
            ),
        )
    )


def _topics() -> str:
    topic = (
        "{{ loop.index }}. {{ 事项.项目名称 }}。{% if 事项.问题 != '——' %}存在问题：{{ 事项.问题 }}。{% endif %}"
        "{% if 事项.建议 != '——' %}处理建议：{{ 事项.建议 }}。{% endif %}"
        "{% if 事项.办理时限 != '——' %}办理时限：{{ 事项.办理时限|年月日 }}。{% endif %}"
    )
    return when(
        "汇报事项",
        text("一级标题", "五、汇报事项"),
        text("公文正文", "请围绕以下事项，重点汇报进展情况、存在问题和下步措施："),
        each("事项 in 汇报事项", text("公文正文", topic)),
    )


def _requirements() -> str:
    reply = (
        "{{ 要求|length + 1 }}. 请{% if 会议.报名截止 %}于{{ 会议.报名截止|时间 }}前，{% endif %}"
        "将参会回执（见附件）报会议联系人。"
        "联系人：{{ 会议.联系人 }}；联系电话：{{ 会议.联系电话 }}。"
    )
    return "".join(
        (
            text("一级标题", "{% if 汇报事项 %}六{% else %}五{% endif %}、有关要求"),
            each("项 in 要求", text("公文正文", "{{ loop.index }}. {{ 项 }}")),
            text("公文正文", reply, TO_SIGNATURE),
        )
    )


def _end() -> str:
    return annex_note([NAME]) + signature("发文机关.全称", "{{ 成文日期|年月日 }}")
