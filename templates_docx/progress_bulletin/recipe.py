"""进展通报: a bulletin under the red head, or a letter where no red head may be sent; its tables are annexes."""

from __future__ import annotations

from dataclasses import replace

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import TO_SIGNATURE, addressees, annex_start, document_mark, signature, title
from service.assembly.layout.footers import first_page_numbered_when, page_numbers
from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.imprint import imprint, letter_copies
from service.assembly.layout.mark import letter_head
from service.assembly.layout.markup import each, each_numbered, text, when
from service.assembly.layout.tables import Column, data_table
from templates_docx.progress_bulletin import sentences

_RANKING = "任务单位投资完成情况排名表"
_LATE = "滞后项目情况表"
_PROJECTS = "重点项目进展情况表"
#: The annexes that stand before the last one are left out when they have no rows; numbers close up.
_LAST_NUMBER = "{% if 排名 and 滞后项目 %}3{% elif 排名 or 滞后项目 %}2{% endif %}"
#: An office that may not send a document to those addressed sends a letter: other head, first footer and foot (10.1).
_IS_DOCUMENT = "行文格式 == '文件'"
_LATE_NUMBER = "{% if 排名 %}2{% else %}1{% endif %}"

_RATE = Column("完成率\n(%)", 740, "{{ 行.完成率|百分比数 }}", "表格数字")
_GAP = Column("进度差\n(百分点)", 940, "{{ 行.进度差|百分点数 }}", "表格数字")


def build() -> bytes:
    """The template as a Word file."""
    body = _head() + _overview() + _units() + _projects() + _problems() + _end() + _annexes()
    foot = when(
        _IS_DOCUMENT,
        imprint(900, "抄送", "{{ 印发机关 }}", "{{ 成文日期|年月日 }}"),
        otherwise=(letter_copies(910, "抄送"),),
    )
    margins = (*page_numbers(), first_page_numbered_when(_IS_DOCUMENT))
    return build_paper(Paper("进展通报", body + foot, margins=margins))


def _head() -> str:
    return "".join(
        (
            when(
                _IS_DOCUMENT,
                document_mark("发文机关.标志"),
                text("发文字号", "{{ 文号 }}"),
                otherwise=(letter_head("发文机关.标志", "{{ 文号 }}"),),
            ),
            title("{{ 标题 }}"),
            addressees("{{ 主送 }}"),
            text("公文正文", "{{ 经同意 }}现将{{ 期间 }}{{ 地区 }}重点项目建设进展情况通报如下："),
        )
    )


def _overview() -> str:
    return "".join(
        (
            text("一级标题", "一、总体情况"),
            text("公文正文", sentences.SCOPE),
            text("公文正文", sentences.PROGRESS),
            text("公文正文", sentences.BASIS),
            when("分行业", text("公文正文", sentences.SECTORS)),
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
    lists = (
        when(name, text("公文正文", f"{words}单位{{{{ {name}|length }}}}个：{{{{ {name}|顿号 }}}}。"))
        for name, words in groups
    )
    return "".join((text("一级标题", "二、任务单位完成情况"), text("公文正文", sentences.UNITS), *lists))


def _projects() -> str:
    return "".join(
        (
            text("一级标题", "三、项目推进情况"),
            text("公文正文", sentences.LATE),
            when("零投资项目 or 总体.达序时项目数 or 滞后项目", text("公文正文", sentences.ZERO)),
            text("公文正文", sentences.NOT_REPORTED),
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
    several = "".join(
        (
            when("排名", text("附件说明首项", f"附件：1.\t{_RANKING}")),
            when(
                "滞后项目",
                when(
                    "排名",
                    text("附件说明续项", f"2.\t{_LATE}"),
                    otherwise=(text("附件说明首项", f"附件：1.\t{_LATE}"),),
                ),
            ),
            text("附件说明续项", f"{_LAST_NUMBER}.\t{_PROJECTS}"),
        )
    )
    note = when("排名 or 滞后项目", several, otherwise=(text("附件说明", f"附件：{_PROJECTS}"),))
    return note + signature("发文机关.全称", "{{ 成文日期|年月日 }}")


def _annexes() -> str:
    return "".join(
        (
            when("排名", _annex("附件1", _RANKING, _ranking())),
            when("滞后项目", _annex(f"附件{_LATE_NUMBER}", _LATE, _late())),
            _annex(f"附件{_LAST_NUMBER}", _PROJECTS, _all_projects()),
        )
    )


def _annex(label: str, heading: str, rows: str) -> str:
    # The note stands above the table: below a table of any length it would now and then be alone on a page.
    note = text("表注", sentences.TABLE_NOTE, ParagraphFormat(keep_next=True))
    unit = text("表格单位", "{{ 期间 }}\t单位：万元")
    return annex_start(label, heading) + note + unit + rows


def _amount(heading: str, name: str, width: int) -> Column:
    return Column(heading, width, f"{{{{ 行.{name}|万元数 }}}}", "表格数字")


def _ranking() -> str:
    columns = (
        Column("位次", 640, "{{ 行.位次 }}", "表格居中"),
        Column("任务单位", 2264, "{{ 行.单位 }}"),
        _amount("年度计划\n投资", "年度计划", 1280),
        _amount("累计完成\n投资", "累计完成", 1280),
        _RATE,
        _GAP,
        Column("备注", 1700, "{{ 行.备注 }}"),
    )
    return data_table(columns, "行 in 排名")


def _late() -> str:
    columns = (
        Column("序号", 540, "{{ 行.序号 }}", "表格居中"),
        Column("项目名称", 1900, "{{ 行.项目名称 }}"),
        Column("责任单位", 1140, "{{ 行.责任单位 }}"),
        _amount("年度计划\n投资", "年度计划", 940),
        _amount("累计完成\n投资", "累计完成", 940),
        _RATE,
        _GAP,
        Column("存在问题", 1704, "{{ 行.存在问题 }}"),
    )
    return data_table(columns, "行 in 滞后项目")


def _all_projects() -> str:
    # The figures are kept narrow: 形象进度 is a sentence, and a row of six lines is hard to read.
    columns = (
        Column("序号", 440, "{{ 行.序号 }}", "表格居中"),
        Column("项目名称", 1700, "{{ 行.项目名称 }}"),
        Column("责任单位", 1040, "{{ 行.责任单位 }}"),
        _amount("总投资", "总投资", 760),
        _amount("年度计\n划投资", "年度计划", 740),
        _amount("累计完\n成投资", "累计完成", 740),
        _RATE,
        replace(_GAP, width=900),
        Column("形象进度", 1784, "{{ 行.形象进度 }}"),
    )
    return data_table(columns, "行 in 项目表")
