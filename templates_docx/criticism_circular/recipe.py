"""通报批评: a document under the red head, or a letter, as issuer and leave decide; facts, measure, hearing."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import TO_SIGNATURE, addressees, document_mark, signature, title
from service.assembly.layout.footers import first_page_numbered_when, page_numbers
from service.assembly.layout.head import grades, letter_grades
from service.assembly.layout.imprint import imprint, letter_copies
from service.assembly.layout.mark import letter_head
from service.assembly.layout.markup import each, text, when
from templates_docx.criticism_circular import sentences

_DOCUMENT = "行文格式 == '文件'"


def build() -> bytes:
    """The template as a Word file."""
    body = "".join(
        (
            when(
                _DOCUMENT,
                grades("版头"),
                document_mark("发文机关.标志"),
                text("发文字号", "{{ 文号 }}"),
                otherwise=(letter_head("发文机关.标志", "{{ 文号 }}"), letter_grades("版头")),
            ),
            title("{{ 标题 }}"),
            addressees("{{ 主送 }}"),
            text("公文正文", sentences.LEAD),
            text("一级标题", "一、基本情况"),
            each("项 in 事项", text("公文正文", sentences.MATTER)),
            _section("二、通报意见", sentences.OPINION),
            _section("三、整改要求", sentences.REQUIREMENTS),
            _section("四、陈述申辩与复核", sentences.HEARING),
            text("公文正文", sentences.REVIEW, TO_SIGNATURE),
            text("公文正文", sentences.CONTACT, TO_SIGNATURE),
            signature("发文机关.全称", "{{ 成文日期|年月日 }}"),
            when(
                _DOCUMENT,
                imprint(900, "抄送", "{{ 发文机关.全称 }}", "{{ 成文日期|年月日 }}"),
                otherwise=(letter_copies(910, "抄送"),),
            ),
        )
    )
    return build_paper(Paper("通报批评", body, margins=(*page_numbers(), first_page_numbered_when(_DOCUMENT))))


def _section(heading: str, lines: tuple[str, ...]) -> str:
    return text("一级标题", heading) + "".join(text("公文正文", line) for line in lines)
