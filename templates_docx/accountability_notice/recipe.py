"""问责通知书: light measures for one overdue matter, with facts, basis, and the way to be heard."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import TO_SIGNATURE, addressees, signature, title
from service.assembly.layout.head import plain_grades
from service.assembly.layout.imprint import imprint
from service.assembly.layout.markup import each, text
from templates_docx.accountability_notice import sentences


def build() -> bytes:
    """The template as a Word file."""
    body = "".join(
        (
            plain_grades("版头"),
            title("{{ 标题 }}", before=0),
            text("表单编号", "{{ 文号 }}"),
            addressees("{{ 主送 }}"),
            text("公文正文", sentences.LEAD),
            *(_section(heading, lines) for heading, lines in sentences.BEFORE_MEASURES),
            text("一级标题", sentences.MEASURES),
            each("项 in 处理方式", text("公文正文", sentences.MEASURE)),
            each("项 in 处理建议", text("公文正文", sentences.PROPOSAL)),
            text("公文正文", sentences.AFTER_MEASURES),
            *(_section(heading, lines) for heading, lines in sentences.THEREAFTER),
            text("公文正文", sentences.REVIEW, TO_SIGNATURE),
            text("公文正文", sentences.CONTACT, TO_SIGNATURE),
            signature("发文机关.全称", "{{ 成文日期|年月日 }}"),
        )
    )
    foot = imprint(900, "抄送", "{{ 发文机关.全称 }}", "{{ 成文日期|年月日 }}")
    return build_paper(Paper("问责通知书", body + foot))


def _section(heading: str, lines: tuple[str, ...]) -> str:
    return text("一级标题", heading) + "".join(text("公文正文", line) for line in lines)
