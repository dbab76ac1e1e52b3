"""督办提醒函: a letter in three degrees, each marked by its colour."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import TO_SIGNATURE, addressees, signature, title
from service.assembly.layout.footers import page_numbers, unnumbered_first_page
from service.assembly.layout.formats import HEITI, ParagraphFormat, RunFormat
from service.assembly.layout.mark import letter_head
from service.assembly.layout.markup import paragraph, run, tag, text
from templates_docx.reminder_letter import sentences

_COLOURS = (("蓝色", "0070C0"), ("橙色", "E36C09"), ("红色", "FF0000"))
_UNDER_RULE = ParagraphFormat(before=0)


def build() -> bytes:
    """The template as a Word file."""
    body = "".join(
        (
            letter_head("发文机关.标志", "{{ 文号 }}"),
            _degree(),
            title("{{ 标题 }}", before=300),
            addressees("{{ 主送 }}"),
            *(text("公文正文", words) for words in sentences.BEFORE_PROGRESS),
            tag(f"if {sentences.PROGRESS_IF}"),
            text("公文正文", sentences.PROGRESS),
            tag("endif"),
            *(text("公文正文", words) for words in sentences.AFTER_PROGRESS),
            *(text("公文正文", words, TO_SIGNATURE) for words in sentences.LAST),
            signature("发文机关.全称", "{{ 成文日期|年月日 }}"),
        )
    )
    margins = (*page_numbers(), unnumbered_first_page())
    return build_paper(Paper("督办提醒函", body, margins=margins))


def _degree() -> str:
    """The degree in its colour, at the left under the rule as an urgency is (10.1)."""
    marks = (
        tag(f"{'elif' if number else 'if'} 等级 == '{name}'")
        + paragraph(
            "主送机关", run(f"{name}督办提醒", RunFormat(font=HEITI, latin=HEITI, color=colour)), form=_UNDER_RULE
        )
        for number, (name, colour) in enumerate(_COLOURS)
    )
    return "".join(marks) + tag("endif")
