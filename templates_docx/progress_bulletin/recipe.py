"""进展通报: a bulletin under the red head, or a letter where no red head may be sent; tables and charts are annexes."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import TO_SIGNATURE, document_mark, opening, signature, title, too_many
from service.assembly.layout.footers import first_page_numbered_when, page_numbers
from service.assembly.layout.head import grades, letter_grades
from service.assembly.layout.imprint import Names, imprint, letter_copies
from service.assembly.layout.mark import letter_head
from service.assembly.layout.markup import each, each_numbered, text, when
from service.assembly.layout.sections import MARGINS_ACROSS
from templates_docx.progress_bulletin import sentences
from templates_docx.progress_bulletin.annexes import CHARTS, annexes, note

#: An office that may not send a document to those addressed sends a letter: other head, first footer and foot (10.1).
_IS_DOCUMENT = "行文格式 == '文件'"


def build() -> bytes:
    """The template as a Word file."""
    margins = (*page_numbers(), first_page_numbered_when(_IS_DOCUMENT))
    body = _head() + _overview() + _units() + _projects() + _problems() + _end() + annexes(margins)
    moved = Names("主送", "主送", too_many("主送", "标题"))
    foot = when(
        _IS_DOCUMENT,
        imprint(900, "抄送", "{{ 印发机关 }}", "{{ 成文日期|年月日 }}", moved=moved),
        otherwise=(letter_copies(910, "抄送", moved=moved),),
    )
    return build_paper(Paper("进展通报", body + foot, margins=margins, across=MARGINS_ACROSS, charts=CHARTS))


def _head() -> str:
    return "".join(
        (
            when(
                _IS_DOCUMENT,
                grades("版头"),
                document_mark("发文机关.标志"),
                text("发文字号", "{{ 文号 }}"),
                otherwise=(letter_head("发文机关.标志", "{{ 文号 }}"), letter_grades("版头")),
            ),
            title("{{ 标题 }}"),
            opening("主送", "标题", "{{ 经同意 }}现将{{ 期间 }}{{ 地区 }}重点项目建设进展情况通报如下："),
        )
    )


def _overview() -> str:
    return "".join(
        (
            text("一级标题", "一、总体情况"),
            text("公文正文", sentences.SCOPE),
            text("公文正文", sentences.PROGRESS),
            when("上期.期间", text("公文正文", sentences.SINCE)),
            text("公文正文", sentences.BASIS),
            when("建设进度", text("公文正文", sentences.UNDER_WAY)),
            when("分行业", text("公文正文", sentences.SECTORS)),
            when("分计划", text("公文正文", sentences.LISTS)),
        )
    )


def _units() -> str:
    groups = (
        ("达序时单位", "达到或超过序时进度的"),
        ("滞后单位", "滞后于序时进度的"),
        ("零投资单位", "其中，已上报但累计完成投资为0的"),
        ("未报单位", "未上报累计完成投资的"),
        ("计划未填单位", "未填报年度计划、不参加排名的"),
        ("不适用单位", "填报为不适用、不参加排名的"),
        ("无任务单位", "本年度无投资任务、不参加排名的"),
    )
    where = "，名单见附件{{ 附件号.排名 }}"
    lists = (when(name, text("公文正文", sentences.unit_list(name, words, where))) for name, words in groups)
    heading = text("一级标题", "二、任务单位完成情况")
    return heading + text("公文正文", sentences.UNITS) + when("任务单位数 > 1", *lists)


def _projects() -> str:
    reported = "not 未报项目 and (总体.达序时项目数 or 滞后项目)"
    return "".join(
        (
            text("一级标题", "三、项目推进情况"),
            text("公文正文", sentences.LATE),
            when("零投资项目", text("公文正文", sentences.ZERO)),
            when("未报项目", text("公文正文", sentences.NOT_REPORTED)),
            when(reported, text("公文正文", sentences.ALL_REPORTED)),
            when(
                "变化说明",
                text("公文正文", sentences.CHANGES),
                each("项 in 变化说明", text("公文正文", "{{ loop.index }}. {{ 项 }}")),
            ),
        )
    )


def _problems() -> str:
    return "".join(
        (
            when(
                "存在问题",
                text("一级标题", "四、存在问题"),
                each("项 in 存在问题", text("公文正文", sentences.PROBLEM)),
            ),
            when(
                "下步要求",
                text("一级标题", "{% if 存在问题 %}五{% else %}四{% endif %}、下步要求"),
                each_numbered("下步要求", TO_SIGNATURE),
            ),
        )
    )


def _end() -> str:
    return note() + signature("发文机关.全称", "{{ 成文日期|年月日 }}")
