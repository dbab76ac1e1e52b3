"""会议通知: a notice in the 信函 format with a reply form as its annex, then the agenda and the seats if given."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import TO_SIGNATURE, addressees, annex_note, annex_start, remark, signature, title
from service.assembly.layout.footers import page_numbers, unnumbered_first_page
from service.assembly.layout.head import letter_grades
from service.assembly.layout.mark import letter_head
from service.assembly.layout.markup import each, tag, text, when
from service.assembly.layout.tables import Column, data_table
from templates_docx.agenda_table import agenda_table
from templates_docx.reply import NAME, reply_form


def build() -> bytes:
    """The template as a Word file."""
    end = _notes() + signature("发文机关.全称", "{{ 成文日期|年月日 }}") + remark(_CONTACT)
    body = _head() + _meeting() + _topics() + _requirements() + end + _annexes()
    margins = (*page_numbers(), unnumbered_first_page())
    return build_paper(Paper("会议通知", body, margins=margins))


def _head() -> str:
    return "".join(
        (
            letter_head("发文机关.标志", "{{ 文号 }}"),
            letter_grades("版头"),
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
        "{{ loop.index }}. {{ 事项.项目名称 }}。存在问题：{{ 事项.问题 }}。"
        "{% if 事项.建议 %}处理建议：{{ 事项.建议 }}。{% endif %}"
        "{% if 事项.办理时限 %}办理时限：{{ 事项.办理时限|年月日 }}。{% endif %}"
    )
    return when(
        "汇报事项",
        text("一级标题", "五、汇报事项"),
        text("公文正文", "请围绕以下事项，重点汇报进展情况、存在问题和下步措施："),
        each("事项 in 汇报事项", text("公文正文", topic)),
    )


def _requirements() -> str:
    asked, number = "", "要求|length + 1"
    for condition, words in _ASKED:
        asked += when(condition, text("公文正文", f"{{{{ {number} }}}}. {words}"))
        number += f" + (1 if {condition} else 0)"
    return "".join(
        (
            text("一级标题", "{% if 汇报事项 %}六{% else %}五{% endif %}、有关要求"),
            each("项 in 要求", text("公文正文", "{{ loop.index }}. {{ 项 }}")),
            asked,
            text("公文正文", f"{{{{ {number} }}}}. {_REPLY}", TO_SIGNATURE),
        )
    )


_ASKED = (
    ("会议.请假", "请假程序：{{ 会议.请假 }}。"),
    ("会议.替会", "替会要求：{{ 会议.替会 }}。"),
    ("会议.着装", "着装要求：{{ 会议.着装 }}。"),
    (
        "会议.报送材料",
        "汇报材料：{% if 会议.材料份数 %}一式{{ 会议.材料份数 }}份，{% endif %}"
        "请{% if 会议.材料截止 %}于{{ 会议.材料截止|时间 }}前{% endif %}报会议联系人。",
    ),
)
_REPLY = (
    "请{% if 会议.报名截止 %}于{{ 会议.报名截止|时间 }}前，{% endif %}"
    "将参会回执（见附件{% if 议程表 or 座次 %}1{% endif %}）"
    "{% if 会议.报名方式 %}报会议联系人（{{ 会议.报名方式 }}）{% else %}报会议联系人{% endif %}。"
)
_CONTACT = "联系人：{{ 会议.联系人 }}；联系电话：{{ 会议.联系电话 }}"
_AGENDA, _SEATS = "会议议程", "座次表"
_SEAT_COLUMNS = (
    Column("排次", 1800, "{{ 行.排次 }}", "表单居中"),
    Column("座次（从左至右）", 7044, "{{ 行.座次 }}", "表单文字"),
)


def _notes() -> str:
    """附件说明: the reply form alone, or numbered with whichever of the other annexes there is."""
    return "".join(
        (
            tag("if 议程表 and 座次"),
            annex_note([NAME, _AGENDA, _SEATS]),
            tag("elif 议程表"),
            annex_note([NAME, _AGENDA]),
            tag("elif 座次"),
            annex_note([NAME, _SEATS]),
            tag("else"),
            annex_note([NAME]),
            tag("endif"),
        )
    )


def _annexes() -> str:
    return "".join(
        (
            annex_start("附件{% if 议程表 or 座次 %}1{% endif %}", NAME),
            reply_form(),
            when("议程表", annex_start("附件2", _AGENDA), agenda_table("议程表")),
            when("座次", annex_start("附件{% if 议程表 %}3{% else %}2{% endif %}", _SEATS), _seats()),
        )
    )


def _seats() -> str:
    return data_table(_SEAT_COLUMNS, "行 in 座次", height=640, head="表单栏目")
