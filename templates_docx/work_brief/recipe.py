"""工作简报: 报头 with the red name and line, 报核, and 报尾; it has no number, addressee or seal (gongwen.md §3.2)."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import title
from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.imprint import Names, foot
from service.assembly.layout.mark import ANY_LENGTH, sized_mark
from service.assembly.layout.markup import each, text, when
from templates_docx.progress_bulletin.sentences import PROBLEM, PROGRESS, SCOPE, unit_list

_SIZES = ((11, 100, 85), (ANY_LENGTH, 80, 70))
_BEST = (
    "完成率靠前的单位：{% for 行 in 靠前单位 %}{{ 行.单位 }}（{{ 行.完成率|百分比 }}，{{ 行.进度差|序时说法 }}）"
    "{% if loop.last %}。{% else %}、{% endif %}{% endfor %}"
)
_LATE = (
    "滞后于序时进度的项目{{ 滞后项目数 }}个{% if 滞后项目数 > 滞后项目|length %}，"
    "其中滞后最多的{{ 滞后项目|length }}个{% endif %}："
    "{% for 行 in 滞后项目 %}{{ 行.项目名称 }}（{{ 行.责任单位 }}，{{ 行.进度差|序时说法 }}）"
    "{% if loop.last %}。{% else %}、{% endif %}{% endfor %}"
)


def build() -> bytes:
    """The template as a Word file."""
    rows = [(Names(name, name),) for name in ("报", "送", "发")]
    return build_paper(Paper("工作简报", _head() + _text() + foot(900, rows, "\t（共印{{ 份数 }}份）")))


def _head() -> str:
    return "".join(
        (
            sized_mark("简报名称", _SIZES, ParagraphFormat(before=300)),
            text("主送机关", "{{ 期号 }}", ParagraphFormat(before=200, align="center")),
            text("简报编印", "　{{ 编印单位 }}\t{{ 成文日期|年月日 }}"),
            title("{{ 标题 }}"),
        )
    )


def _text() -> str:
    late, silent = "滞后于序时进度的", "未上报累计完成投资的"
    return "".join(
        (
            text("一级标题", "一、总体进展情况", ParagraphFormat(before=579)),
            text("公文正文", SCOPE + PROGRESS),
            when("靠前单位", text("公文正文", _BEST)),
            *(
                when(name, text("公文正文", unit_list(name, words)))
                for name, words in (("滞后单位", late), ("未报单位", silent))
            ),
            when("滞后项目", text("公文正文", _LATE)),
            when(
                "存在问题",
                text("一级标题", "二、需要协调解决的问题"),
                each("项 in 存在问题", text("公文正文", PROBLEM)),
            ),
            when(
                "下步要求",
                text("一级标题", "{% if 存在问题 %}三{% else %}二{% endif %}、下步工作"),
                each("项 in 下步要求", text("公文正文", "{{ loop.index }}. {{ 项 }}")),
            ),
        )
    )
