"""进展通报: the county's progress against schedule, the units' ranking and the named lists, from one ledger, and what
moved since the last one."""

from __future__ import annotations

from typing import Any, Final

from service.errors import PaperError
from service.figures import Period, Progress, State, of_all, of_record
from service.figures.ranking import in_state
from service.papers import bulletin_rows as rows
from service.papers.base import Draft, HeldBack, Inputs, Plan, given, sentence, unnumbered
from service.papers.bulletin import groups, units
from service.papers.bulletin.annexes import annex_numbers
from service.papers.bulletin.charts import charts
from service.papers.bulletin.since import last_period, since
from service.papers.bulletin.whole import overall, under_way
from service.papers.counted import counted_list
from service.papers.measures import overreach
from service.papers.office import DOCUMENT, region, ruling, with_leave
from service.papers.titles import title
from service.wording import cumulative_period

ID = "progress_bulletin"
# Without these columns everybody would be named as not having reported.
_NEEDED: Final = {"plan_this_year": "年度计划投资", "done_this_year_to_date": "累计完成投资"}
_LATE_STEP: Final = "滞后项目的责任单位要逐项分析原因，明确赶上序时进度的措施和时限。"
_SILENT_STEP: Final = "未上报数据的单位要尽快补报，不得虚报、漏报。"
_ORDERED_STEP: Final = "对已交办的事项，责任单位要在办理时限内办结并书面反馈。"


def plan(inputs: Inputs) -> Plan:
    """One draft, or a held-back paper. Raises :class:`PaperError` as :func:`need_figures` does."""
    period = need_figures(inputs, "进展通报")
    span = cumulative_period(period.year, period.month)
    if reason := overreaching(inputs):
        yield HeldBack(ID, span, reason)
    else:
        yield Draft(ID, span, context(inputs, period))


def overreaching(inputs: Inputs) -> str:
    """Why the meeting's next steps may not be issued as they stand; "" where they may."""
    return overreach(inputs.meeting.next_steps if inputs.meeting else (), "会议文件的下步要求（next_steps）")


def need_figures(inputs: Inputs, paper: str) -> Period:
    """The period. Raises :class:`PaperError`, naming the paper, without projects, a period, or the columns that
    everything rests on."""
    if not inputs.projects:
        raise PaperError(f"台账里没有读到项目，做不了{paper}，请检查上传的是不是项目台账")
    period = inputs.need_period()
    for field, label in _NEEDED.items():
        if not any(field in project.cells for project in inputs.projects):
            raise PaperError(f"台账里没有认出“{label}”这一列，做不了{paper}，请检查该列的表头写法")
    return period


def context(inputs: Inputs, period: Period) -> dict[str, Any]:
    """Everything the bulletin prints. Amounts in 万元, rates and gaps as ratios."""
    projects = [of_record(project, period) for project in inputs.projects]
    whole = of_all(projects, "合计", period)
    found = {
        **_head(inputs, period),
        "总体": overall(whole, period),
        "建设进度": under_way(inputs.projects, period),
        **_grouped(inputs, projects, period),
        **_named(inputs, projects),
        **since(inputs, whole),
        "项目表": [rows.project(number, part) for number, part in enumerate(projects, start=1)],
        "成文日期": inputs.paper_date,
        "抄送": "、".join(inputs.issuer.copy_to),
        "印发机关": inputs.issuer.name,
    }
    return {**found, "附件号": annex_numbers(found)}


def _head(inputs: Inputs, period: Period) -> dict[str, Any]:
    issuer = inputs.issuer
    addressed = inputs.office.bulletin_addressees.rstrip("：:。")
    span, area = cumulative_period(period.year, period.month), region(issuer.name)
    form = ruling(inputs.office, addressed).form
    is_document = form == DOCUMENT
    return {
        "行文格式": form,
        "发文机关": {"全称": issuer.name, "标志": f"{issuer.name}文件" if is_document else issuer.name},
        "版头": inputs.grades.context(),
        "文号": f"{given(issuer.short)}{'' if is_document else '函'}〔{inputs.paper_date.year}〕　　号",
        "标题": title("关于", span, area, "重点项目建设", "进展情况", "的通报"),
        "主送": given(addressed),
        "经同意": with_leave(inputs.office, addressed),
        "期间": span,
        "数据截止": period.end,
        "年份": period.year,
        "地区": area,
    }


def _grouped(inputs: Inputs, projects: list[Progress], period: Period) -> dict[str, Any]:
    """The units with their ranking and its movement, the sectors and plan lists, and the charts of both."""
    now, then = units.units_of(inputs.readings, projects, period), last_period(inputs)
    sectors = groups.sectors(projects, period)
    last = None
    if then is not None:
        earlier = [of_record(project, then) for reading in inputs.last for project in reading.projects]
        last = units.before(units.units_of(inputs.last, earlier, then), now)
    return {
        **units.told(now, projects, period, last),
        **groups.breakdown(projects, sectors, period),
        **charts(now.parts, sectors, period),
    }


def _named(inputs: Inputs, projects: list[Progress]) -> dict[str, Any]:
    """The projects and problems that are named, and what is asked of whom."""
    late = sorted(in_state(projects, State.BEHIND, State.ZERO), key=lambda part: part.gap.number)
    silent = in_state(projects, State.NOT_REPORTED)
    steps = inputs.meeting.next_steps if inputs.meeting else ()
    # Without steps of the meeting's own: those that somebody is asked for.
    asked = (*([_LATE_STEP] if late else []), *([_SILENT_STEP] if silent else []), _ORDERED_STEP)
    return {
        "滞后项目": counted_list(
            (rows.lagging(number, part, inputs) for number, part in enumerate(late, start=1)), late, "滞后项目数"
        ),
        "零投资项目": rows.named(in_state(projects, State.ZERO), "完成投资为0项目数"),
        "未报项目": rows.named(silent, "未上报项目数"),
        "存在问题": rows.problems(inputs, late),
        "下步要求": [sentence(unnumbered(step)) for step in steps or asked],
    }
