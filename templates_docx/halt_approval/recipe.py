"""停建停工罚款报批单: a form that asks for leave: what is proposed, on what facts and basis, and three opinions."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import title
from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.forms import GRID, form, label, pair, wide
from service.assembly.layout.markup import text
from service.assembly.layout.page import FORM
from service.assembly.layout.tables import BELOW_TABLE, Cell, row
from templates_docx.sentences import PROGRESS

_FACTS = "{{ 事实 }}。{% if 原因 != '——' %}原因：{{ 原因 }}。{% endif %}证据材料：（附后）"
_MEASURE = "{{ 措施种类 }}{% if 措施 != 措施种类 %}（{{ 措施 }}）{% endif %}"
_BEFORE = (
    "{% if 已交办 %}{% if 交办日期 != '——' %}{{ 交办日期|年月日 }}{% endif %}"
    "{% if 交办文号 != '——' %}以{{ 交办文号 }}{% endif %}交办，办理时限：{{ 办理时限 }}"
    "{% if 逾期天数 %}，已逾期{{ 逾期天数 }}日{% endif %}。{% else %}此前没有交办。{% endif %}"
    "办理情况：{{ 办理情况 }}。"
)
_OPINIONS = (
    ("承办单位意见", "负责人签字：　　　　　　（公章）　　　年　　月　　日"),
    ("分管领导意见", "签字：　　　　　　　　　　　　　　　年　　月　　日"),
    ("联席会议意见", "召集人签字：　　　　（第　　次会议）　　　年　　月　　日"),
)
_NOTE = (
    "注：“——”为没有填报的，报批前补齐。未经联席会议批准，不得下达停建、停工通知，不得作出罚款决定；"
    "行政处罚由有处罚权的机关按法定程序决定。"
)
_SIGN = ParagraphFormat(align="right")


def build() -> bytes:
    """The template as a Word file."""
    body = "".join(
        (
            title("停建停工罚款报批单", before=0),
            text("表单编号日期", "编号：{{ 文号 }}\t报批日期：{{ 报批日期|年月日 }}"),
            form(*_filled(), *(_opinion(name, line) for name, line in _OPINIONS)),
            text("表注", "报批单位：{{ 报批单位 }}\n联系人：{{ 联系人 }}；联系电话：{{ 联系电话 }}", BELOW_TABLE),
            text("表注", _NOTE),
        )
    )
    return build_paper(Paper("停建停工罚款报批单", body, FORM, (), duplex=False))


def _filled() -> tuple[str, ...]:
    return (
        wide("项目名称", "{{ 项目名称 }}"),
        pair(("项目单位", "{{ 项目单位 }}"), ("责任单位", "{{ 责任单位 }}")),
        pair(("责任人", "{{ 责任人 }}"), ("包联领导", "{{ 包联领导 }}")),
        wide("当前进度", PROGRESS, 700),
        wide("事实和证据", _FACTS, 700),
        wide("此前办理", _BEFORE, 500),
        wide("依据条款", "{{ 依据 }}", 460),
        wide("拟采取措施", _MEASURE, 460),
        wide("范围、期限\n或罚款金额", "{{ 范围和期限 }}", 500),
        wide("告知和\n听取意见", "{{ 告知和听取意见 }}", 500),
    )


def _opinion(name: str, line: str) -> str:
    """A row to write an opinion in, with its line of signature at the foot."""
    signed = text("表单文字", "") + text("表单文字", line, _SIGN)
    return row([label(name), Cell(span=3, vertical="bottom", paragraphs=signed)], GRID, height=880)
