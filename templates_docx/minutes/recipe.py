"""会议纪要 (GB/T 9704-2012, 10.3): the red mark, who was there, what was decided, to whom it goes; it bears no seal."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import document_mark
from service.assembly.layout.formats import HEITI, ParagraphFormat, RunFormat
from service.assembly.layout.imprint import Names, foot
from service.assembly.layout.markup import paragraph, run, text, when
from service.assembly.layout.tables import Column, data_table

_DRAFT = "（会前拟稿：出席情况、议定事项以会议实际为准，核定后删去本行）"
_LEAD = (
    "{{ 会议.时间|时间 }}，{{ 会议.主持人 }}在{{ 会议.地点 }}主持召开{{ 会议.名称 }}。会议议程："
    "{% for 项 in 议程 %}{{ 项 }}{% if loop.last %}。{% else %}；{% endif %}{% endfor %}现将会议议定事项纪要如下："
)
_NONE = "会前问题清单中没有列入议题的事项，议定事项：——。"
_COLUMNS = (
    Column("序号", 500, "{{ loop.index }}", "表单居中"),
    Column("项目", 1800, "{{ 行.项目名称 }}", "表单文字"),
    Column("议定事项（会前建议）", 2444, "{{ 行.建议 }}。", "表单文字"),
    Column("牵头单位", 1200, "{{ 行.牵头单位 }}", "表单文字"),
    Column("配合单位", 900, "{{ 行.配合单位 }}", "表单文字"),
    Column("责任人", 700, "{{ 行.责任人 }}", "表单居中"),
    Column("完成时限", 1300, "{{ 行.完成时限 }}", "表单居中"),
)
_PEOPLE = ParagraphFormat(left=640 + 960, hanging=960)


def build() -> bytes:
    """The template as a Word file."""
    body = "".join(
        (
            document_mark("发文机关.标志"),
            text("发文字号", "{{ 期号 }}"),
            text("表注", _DRAFT, ParagraphFormat(before=300, align="center")),
            text("公文正文", _LEAD, ParagraphFormat(before=300)),
            when(
                "决定事项",
                data_table(_COLUMNS, "行 in 决定事项", head="表单栏目"),
                otherwise=(text("公文正文", _NONE),),
            ),
            *(_people(label) for label in ("出席", "请假", "列席", "记录")),
            foot(900, ((Names("分送", "分送"),),), "{{ 发文机关.全称 }}\t{{ 成文日期|年月日 }}印发"),
        )
    )
    return build_paper(Paper("会议纪要", body))


def _people(name: str) -> str:
    """A label in 3号黑体 two characters in, the names behind it; the first one a line below the text (10.3)."""
    label = run(f"{name}：", RunFormat(font=HEITI, latin=HEITI))
    form = ParagraphFormat(before=579 if name == "出席" else 0, left=_PEOPLE.left, hanging=_PEOPLE.hanging)
    return paragraph("主送机关", label, run(f"{{{{ {name} }}}}"), form=form)
