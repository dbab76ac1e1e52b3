"""项目册子: a form of one page for each project."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.footers import page_numbers
from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.forms import form, pair, wide
from service.assembly.layout.markup import each, text, when
from service.assembly.layout.page import FORM
from service.assembly.layout.tables import BELOW_TABLE

_NOTE = "注：“——”表示台账没有填报或无法计算，“／”表示不适用。编印单位：{{ 编印单位 }}，{{ 成文日期|年月日 }}。"
_GAP = "{% if 页.进度差 not in ('——', '／') %}{{ 页.进度差|序时说法 }}{% else %}{{ 页.进度差 }}{% endif %}"


def build() -> bytes:
    """The template as a Word file."""
    page = "".join(
        (
            when("loop.first", _title(new_page=False), otherwise=(_title(new_page=True),)),
            text("表单编号日期", "第{{ 页.序号 }}号\t数据截至{{ 期间 }}"),
            form(*_rows()),
            text("表注", _NOTE, BELOW_TABLE),
        )
    )
    return build_paper(Paper("项目册子", each("页 in 项目表", page), FORM, page_numbers(), duplex=False))


def _title(*, new_page: bool) -> str:
    return text("公文标题", "{{ 标题 }}", ParagraphFormat(page_break_before=new_page or None, before=0))


def _both(left: tuple[str, str], right: tuple[str, str]) -> str:
    return pair((left[0], f"{{{{ 页.{left[1]} }}}}"), (right[0], f"{{{{ 页.{right[1]} }}}}"), 520)


def _rows() -> tuple[str, ...]:
    return (
        wide("项目名称", "{{ 页.项目名称 }}", 640),
        _both(("建设性质", "建设性质"), ("列入计划", "列入计划")),
        _both(("行业", "行业"), ("建设地点", "建设地点")),
        wide("建设内容及规模", "{{ 页.建设内容 }}", 1200),
        _both(("建设起止年限", "建设年限"), ("开工时间", "开工时间")),
        _both(("完成时限", "完成时限"), ("资金来源", "资金来源")),
        _both(("总投资", "总投资|万元"), ("到位资金", "到位资金|万元")),
        _both(("年度计划投资", "年度计划|万元"), ("本月完成投资", "本月完成|万元")),
        _both(("累计完成投资", "累计完成|万元"), ("完成率", "完成率|百分比")),
        wide("与序时比较", _GAP, 520),
        _both(("包联领导", "包联领导"), ("责任单位", "责任单位")),
        _both(("配合单位", "配合单位"), ("责任人", "责任人")),
        _both(("项目业主", "项目业主"), ("业主负责人", "业主负责人")),
        wide("形象进度", "{{ 页.形象进度 }}", 1100),
        wide("存在问题", "{{ 页.存在问题 }}", 1100),
        wide("下步计划", "{{ 页.下步计划 }}", 1100),
    )
