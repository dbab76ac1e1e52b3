"""The annexes of 进展通报: the ranking, the charts, the projects behind, what changed, and all projects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from service.assembly.layout.charts import chart, columns_and_line, pie
from service.assembly.layout.elements import annex_start
from service.assembly.layout.footers import Margin
from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.markup import each, text, when
from service.assembly.layout.page import ACROSS_WITHIN
from service.assembly.layout.sections import across
from service.assembly.layout.tables import Column, data_table
from service.assembly.layout.units import TEXT_WIDTH
from templates_docx.progress_bulletin import sentences

_PROJECTS = "重点项目进展情况表"
#: The annexes by the key of their number, in their order; the last is always there.
NAMES = {
    "排名": "任务单位投资完成情况排名表",
    "图": "重点项目投资完成情况图",
    "滞后": "滞后项目情况表",
    "变化": "与上期相比变化情况表",
    "项目": _PROJECTS,
}
CHARTS = {
    "rIdRates": columns_and_line("完成率", "序时进度"),
    "rIdPlans": pie("年度计划投资"),
}

_RATE = Column("完成率\n(%)", 740, "{{ 行.完成率|百分比数 }}", "表格数字")
_GAP = Column("进度差\n(百分点)", 940, "{{ 行.进度差|百分点数 }}", "表格数字")
_UNIT_WORDS = "{{ 期间 }}\t单位：万元"
_UNIT = text("表格单位", _UNIT_WORDS)
_TABS_ACROSS = ((TEXT_WIDTH, "clear"), (ACROSS_WITHIN.text_width, "right"))
_UNIT_ACROSS = text("表格单位", _UNIT_WORDS, ParagraphFormat(tabs=_TABS_ACROSS))


def note() -> str:
    """附件说明 (GB/T 9704-2012, 7.3.4): as many lines as there are annexes, numbered only where there are several."""
    return "".join(_noted(key, name) for key, name in NAMES.items())


def _noted(key: str, name: str) -> str:
    number = f"附件号.{key}"
    further = text("附件说明续项", f"{{{{ {number} }}}}.\t{name}")
    if name == _PROJECTS:
        return when(number, further, otherwise=(text("附件说明", f"附件：{name}"),))
    first = text("附件说明首项", f"附件：{{{{ {number} }}}}.\t{name}")
    return when(number, when(f"{number} == '1'", first, otherwise=(further,)))


def annexes(margins: Sequence[Margin]) -> str:
    """All annexes in the order of their numbers, the last across the sheet; `margins` are the paper's own.

    版记 stands upright and on the paper's last page (GB/T 9704-2012, 7.4), so it follows the sheets across on a page
    of its own; a letter without 抄送 ends with them.
    """
    return "".join(
        (
            _annex("排名", _ranking(), "{% if 有排名 %}按完成率由高到低排名，完成率相同的位次并列；{% endif %}"),
            _charts(),
            _annex("滞后", _UNIT + _late(), "按滞后多少排列，滞后最多的在前；"),
            _annex("变化", _UNIT + _changes(), "按台账顺序排列，没有变化的项目不列；"),
            across(_start("项目", "按台账顺序排列；") + _UNIT_ACROSS + _all_projects(), margins=margins),
        )
    )


def _start(key: str, order: str) -> str:
    # The note stands above the table: below a table of any length it would now and then be alone on a page.
    words = text("表注", f"说明：{order}{sentences.TABLE_NOTE}", ParagraphFormat(keep_next=True))
    return annex_start(f"附件{{{{ 附件号.{key} }}}}", NAMES[key]) + words


def _annex(key: str, content: str, order: str) -> str:
    return when(f"附件号.{key}", _start(key, order), content)


def _amount(heading: str, name: str, width: int) -> Column:
    return Column(heading, width, f"{{{{ 行.{name}|万元数 }}}}", "表格数字")


def _ranking() -> str:
    """A table each class of units, without the columns that nobody gave: a column of gaps tells nothing."""
    heading = when("组.类别", text("二级标题", "（{{ loop.index|中文序号 }}）{{ 组.类别 }}"))

    def ranked(*, started: bool, moved: bool) -> str:
        return data_table(_ranking_columns(started=started, moved=moved), "行 in 组.名次")

    def either(*, started: bool) -> str:
        return when("有升降", ranked(started=started, moved=True), otherwise=(ranked(started=started, moved=False),))

    tables = when("有开工率", either(started=True), otherwise=(either(started=False),))
    return each("组 in 排名", heading, _UNIT, tables)


def _ranking_columns(*, started: bool, moved: bool) -> tuple[Column, ...]:
    """The columns of a ranking; the room of one that is left out goes to the unit's name and the amounts."""
    wide = 160 * (2 - started - moved)
    extra = (Column("开工率\n(%)", 700, "{{ 行.开工率|百分比数 }}", "表格数字"),) if started else ()
    place = (Column("较上期\n升降", 800, "{{ 行.升降 }}", "表格居中"),) if moved else ()
    spare = 700 * (not started) + 800 * (not moved) - 3 * wide
    return (
        Column("位次", 560, "{{ 行.位次 }}", "表格居中"),
        Column("任务单位", 1664 + wide, "{{ 行.单位 }}"),
        Column("项目数", 500, "{{ 行.项目数 }}", "表格居中"),
        *extra,
        _amount("年度计划\n投资", "年度计划", 960 + wide),
        _amount("累计完成\n投资", "累计完成", 960 + wide),
        _RATE,
        _GAP,
        *place,
        Column("备注", 1020 + spare, "{{ 行.备注 }}"),
    )


def _charts() -> str:
    rates = text("表格单位", "{{ 完成率图口径 }}完成率与序时进度\t单位：%") + chart("rIdRates", 931, "完成率图", 96)
    plans = text("表格单位", "年度计划投资构成\t单位：%") + chart("rIdPlans", 932, "计划图", 62)
    source = text("表注", "说明：数据截至{{ 数据截止|年月日 }}，来源为各单位上报；没有完成率的不画。")
    start = annex_start("附件{{ 附件号.图 }}", NAMES["图"])
    return when("附件号.图", start, source, when("有完成率图", rates), when("有计划图", plans))


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


def _changes() -> str:
    problems = (
        "{% if 行.已解决 != '无' %}已解决：{{ 行.已解决 }}{% endif %}"
        "{% if 行.已解决 != '无' and 行.新增问题 != '无' %}；{% endif %}"
        "{% if 行.新增问题 != '无' %}新增：{{ 行.新增问题 }}{% endif %}"
        "{% if 行.已解决 == '无' and 行.新增问题 == '无' %}无{% endif %}"
    )
    columns = (
        Column("序号", 440, "{{ 行.序号 }}", "表格居中"),
        Column("项目名称", 1640, "{{ 行.项目名称 }}"),
        Column("责任单位", 1040, "{{ 行.责任单位 }}"),
        Column("变化", 740, "{{ 行.变化 }}", "表格居中"),
        _amount("上期完\n成投资", "上期完成", 760),
        _amount("本期完\n成投资", "本期完成", 760),
        _amount("增加\n投资", "增加", 680),
        Column("上期\n状态", 680, "{{ 行.上期状态 }}", "表格居中"),
        Column("本期\n状态", 680, "{{ 行.本期状态 }}", "表格居中"),
        Column("问题变化", 1424, problems),
    )
    return data_table(columns, "行 in 变化")


def _all_projects() -> str:
    # Across the sheet, since fourteen columns and two of them sentences do not go upright.
    columns = (
        Column("序号", 440, "{{ 行.序号 }}", "表格居中"),
        Column("项目名称", 1400, "{{ 行.项目名称 }}"),
        Column("建设内容\n及规模", 1360, "{{ 行.建设内容 }}"),
        Column("建设\n年限", 860, "{{ 行.建设年限 }}", "表格居中"),
        _amount("总投资", "总投资", 740),
        _amount("年度计\n划投资", "年度计划", 720),
        _amount("本月完\n成投资", "本月完成", 720),
        _amount("累计完\n成投资", "累计完成", 720),
        replace(_RATE, width=720),
        replace(_GAP, width=900),
        Column("形象进度", 1240, "{{ 行.形象进度 }}"),
        Column("存在问题", 1136, "{{ 行.存在问题 }}"),
        Column("责任单位", 1000, "{{ 行.责任单位 }}"),
        Column("包联\n领导", 800, "{{ 行.包联领导 }}", "表格居中"),
    )
    return data_table(columns, "行 in 项目表", width=ACROSS_WITHIN.text_width)
