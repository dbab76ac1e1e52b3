"""半年(年终)情况报告: a report upwards, so with 签发人 beside the number over the red line (GB/T 9704-2012, 7.2.6)."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import TO_SIGNATURE, addressees, document_mark, signature, title
from service.assembly.layout.head import number_with_signers
from service.assembly.layout.markup import each, text
from templates_docx.unit_report import sentences

_LAST = "以上报告，请审阅。"


def build() -> bytes:
    """The template as a Word file."""
    body = "".join(
        (
            document_mark("标志"),
            number_with_signers("{{ 文号 }}", "签发人"),
            title("{{ 标题 }}"),
            addressees("{{ 主送 }}"),
            text("公文正文", "现将{{ 自称 }}{{ 期间 }}承担的重点项目建设情况报告如下。"),
            text("一级标题", "一、总体情况"),
            text("公文正文", sentences.WHOLE),
            text("一级标题", "二、项目进展"),
            text("公文正文", sentences.COUNT),
            each("项 in 项目", text("公文正文", sentences.PROJECT)),
            text("一级标题", "三、存在问题"),
            each("项 in 存在问题", text("公文正文", "{{ loop.index }}. {{ 项 }}。")),
            text("一级标题", "四、下步打算"),
            each("项 in 下步打算", text("公文正文", "{{ loop.index }}. {{ 项 }}。")),
            text("公文正文", _LAST, TO_SIGNATURE),
            signature("单位", "{{ 成文日期|年月日 }}"),
        )
    )
    return build_paper(Paper("情况报告", body))
