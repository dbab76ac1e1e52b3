"""会议议程与议题单: the agenda, the list of matters, what needs leave, and one sheet for each matter."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import title
from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.forms import form, pair, wide
from service.assembly.layout.markup import each, text, when
from service.assembly.layout.page import FORM
from service.assembly.layout.tables import BELOW_TABLE, Column, data_table
from templates_docx.agenda_table import agenda_table
from templates_docx.sentences import PROGRESS

_NEW_SHEET = ParagraphFormat(page_break_before=True, before=0, after=200)
_NONE = "本次会议没有列入议题的事项。"


def build() -> bytes:
    """The template as a Word file."""
    body = "".join(
        (
            title("{{ 标题 }}", before=0),
            text("公文正文", "会议时间：{{ 会议.时间|时间 }}", ParagraphFormat(before=240)),
            text("公文正文", "会议地点：{{ 会议.地点 }}"),
            text("公文正文", "主持人：{{ 会议.主持人 }}"),
            text("一级标题", "一、会议议程", ParagraphFormat(after=120)),
            agenda_table("议程"),
            text("一级标题", "二、会议议题", ParagraphFormat(before=240, after=120)),
            when(
                "议题",
                data_table(_MATTERS, "行 in 议题", height=560, head="表单栏目"),
                otherwise=(text("公文正文", _NONE),),
            ),
            when(
                "报批事项",
                text("一级标题", "三、提请批准的停建、停工、罚款事项", ParagraphFormat(before=240, after=120)),
                text("公文正文", _LEAVE, ParagraphFormat(after=120)),
                data_table(_HALTS, "行 in 报批事项", height=560, head="表单栏目"),
            ),
            each("议 in 议题", _sheet()),
        )
    )
    return build_paper(Paper("会议议程与议题单", body, FORM, (), duplex=False))


_MATTERS = (
    Column("序号", 700, "{{ loop.index }}", "表单居中"),
    Column("议题", 3644, "{{ 行.项目名称 }}：{{ 行.问题 }}", "表单文字"),
    Column("汇报单位", 2200, "{{ 行.责任单位 }}", "表单文字"),
    Column("办理时限", 2300, "{{ 行.办理时限 }}", "表单居中"),
)

_LEAVE = "以下事项未经会议批准不得实施，逐项附停建停工罚款报批单："
_HALTS = (
    Column("序号", 700, "{{ loop.index }}", "表单居中"),
    Column("项目", 1900, "{{ 行.项目名称 }}", "表单文字"),
    Column("责任单位", 1300, "{{ 行.责任单位 }}", "表单文字"),
    Column("拟采取措施", 1844, "{{ 行.种类 }}{% if 行.措施 != 行.种类 %}（{{ 行.措施 }}）{% endif %}", "表单文字"),
    Column("事实", 1700, "{{ 行.事实 }}", "表单文字"),
    Column("依据", 1400, "{{ 行.依据 }}", "表单文字"),
)

_BEFORE = (
    "{% if 议.已交办 %}{% if 议.交办日期 != '——' %}{{ 议.交办日期|年月日 }}{% endif %}"
    "{% if 议.交办文号 != '——' %}以{{ 议.交办文号 }}{% endif %}交办；{% endif %}办理情况：{{ 议.办理情况 }}。"
)


def _sheet() -> str:
    project = PROGRESS.replace("项目.", "议.项目.")
    rows = (
        wide("议题", "{{ 议.项目名称 }}"),
        wide("议题来源", "{{ 议.来源 }}"),
        pair(("责任单位", "{{ 议.责任单位 }}"), ("配合单位", "{{ 议.配合单位 }}")),
        pair(("责任人", "{{ 议.责任人 }}"), ("包联领导", "{{ 议.包联领导 }}")),
        wide("项目进度", project, 760),
        wide("存在问题", "{{ 议.问题 }}", 900),
        wide("问题原因", "{{ 议.原因 }}", 900),
        wide("处理建议", "{{ 议.建议 }}", 900),
        pair(("办理时限", "{{ 议.办理时限 }}"), ("汇报人", "")),
        wide("此前办理", _BEFORE, 600),
        wide("会前协调意见", "", 1200, "top"),
        wide("会议议定意见", "", 1600, "top"),
    )
    head = "编号：第{{ loop.index }}号议题\t会议：{{ 会议.名称 }}"
    return "".join(
        (
            text("公文标题", "议题单", _NEW_SHEET),
            text("表单编号日期", head),
            form(*rows),
            text("表注", "注：“——”表示台账或问题清单未填报。汇报请讲清问题、原因和建议。", BELOW_TABLE),
        )
    )
