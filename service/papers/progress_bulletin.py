"""进展通报: the county's progress against schedule, the units' ranking and the named lists, from one ledger."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from service.errors import PaperError
from service.figures import (
    Figure,
    Period,
    Progress,
    State,
    by_group,
    checks,
    in_state,
    needed_per_month,
    of_all,
    of_record,
    rank,
    year_on_year,
)
from service.papers import bulletin_rows as rows
from service.papers.base import Draft, HeldBack, Inputs, Plan, given, sentence, shown, unnumbered
from service.papers.measures import overreach
from service.papers.office import DOCUMENT, region, ruling, with_leave
from service.papers.titles import title
from service.wording import GAP, cumulative_period, yoy_phrase

ID = "progress_bulletin"
# Without these columns everybody would be named as not having reported.
_NEEDED: Final = {"plan_this_year": "年度计划投资", "done_this_year_to_date": "累计完成投资"}
_DEFAULT_STEPS: Final = (
    "滞后项目的责任单位要逐项分析原因，明确赶上序时进度的措施和时限。",
    "未上报数据的单位要尽快补报，不得虚报、漏报。",
    "对已交办的事项，责任单位要在办理时限内办结并书面反馈。",
)


def plan(inputs: Inputs) -> Plan:
    """One draft. Raises :class:`PaperError` without projects, a period, or the columns that everything rests on."""
    if not inputs.projects:
        raise PaperError("台账里没有读到项目，做不了进展通报，请检查上传的是不是项目台账")
    period = inputs.need_period()
    for field, label in _NEEDED.items():
        if not any(field in project.cells for project in inputs.projects):
            raise PaperError(f"台账里没有认出“{label}”这一列，做不了进展通报，请检查该列的表头写法")
    span = cumulative_period(period.year, period.month)
    steps = inputs.meeting.next_steps if inputs.meeting else ()
    if reason := overreach(steps, "会议文件的下步要求（next_steps）"):
        yield HeldBack(ID, span, reason)
    else:
        yield Draft(ID, span, context(inputs, period))


def context(inputs: Inputs, period: Period) -> dict[str, Any]:
    """Everything the bulletin prints. Amounts in 万元, rates and gaps as ratios."""
    projects = [of_record(project, period) for project in inputs.projects]
    units = [of_record(unit, period) for unit in inputs.units] or by_group(projects, "unit", period)
    late = sorted(in_state(projects, State.BEHIND, State.ZERO), key=lambda part: part.gap.number)
    steps = inputs.meeting.next_steps if inputs.meeting else ()
    return {
        **_head(inputs, period),
        "总体": _overall(projects, period),
        **_units(units),
        **_breakdown(projects, period),
        "滞后项目": [rows.lagging(number, part, inputs) for number, part in enumerate(late, start=1)],
        "零投资项目": rows.named(in_state(projects, State.ZERO)),
        "未报项目": rows.named(in_state(projects, State.NOT_REPORTED)),
        "存在问题": rows.problems(inputs, late),
        "下步要求": [sentence(unnumbered(step)) for step in steps or _DEFAULT_STEPS],
        "项目表": [rows.project(number, part) for number, part in enumerate(projects, start=1)],
        "成文日期": inputs.paper_date,
        "抄送": "、".join(inputs.issuer.copy_to),
        "印发机关": inputs.issuer.name,
    }


def questions(inputs: Inputs) -> list[str]:
    """What the ledger prints but does not follow from its inputs: for the listing beside the pack, not the paper."""
    return [str(item) for item in checks.questions(inputs.readings, inputs.period)]


def _head(inputs: Inputs, period: Period) -> dict[str, Any]:
    issuer, meeting = inputs.issuer, inputs.meeting
    addressed = (meeting.bulletin_addressees if meeting else "").rstrip("：:。")
    span, area = cumulative_period(period.year, period.month), region(issuer.name)
    form = ruling(meeting, addressed).form
    is_document = form == DOCUMENT
    return {
        "行文格式": form,
        "发文机关": {"全称": issuer.name, "标志": f"{issuer.name}文件" if is_document else issuer.name},
        "文号": f"{given(issuer.short)}{'' if is_document else '函'}〔{inputs.paper_date.year}〕　　号",
        "标题": title("关于", span, area, "重点项目建设", "进展情况", "的通报"),
        "主送": given(addressed),
        "经同意": with_leave(meeting, addressed),
        "期间": span,
        "年份": period.year,
        "地区": area,
    }


def _overall(projects: Sequence[Progress], period: Period) -> dict[str, Any]:
    whole = of_all(projects, "合计", period)
    growth, needed = year_on_year(projects), needed_per_month(whole, period)
    return {
        "项目数": len(projects),
        "总投资": shown(whole.total_investment),
        "年度计划": shown(whole.plan),
        "累计完成": shown(whole.done),
        "本月完成": _this_month(projects) if period.month > 1 else "",
        "月份": period.month,
        "完成率": shown(whole.rate),
        "序时进度": period.schedule.number,
        "进度差": shown(whole.gap),
        "同比": shown(growth),
        "同比说明": _growth_words(projects, growth),
        "后续月均": needed.number if needed.known else GAP,
        "达序时项目数": len(in_state(projects, State.ON_SCHEDULE)),
        "未报项目数": len(in_state(projects, State.NOT_REPORTED)),
        "零投资项目数": len(in_state(projects, State.ZERO)),
        "不适用项目数": len(in_state(projects, State.NO_PLAN, State.NOT_APPLICABLE)),
        "无计划项目数": whole.unplanned_count,
        "无计划完成": shown(whole.unplanned),
    }


def _this_month(projects: Sequence[Progress]) -> Any:
    months = [getattr(part.record, "done_this_month", None) for part in projects]
    known = [month for month in months if isinstance(month, Decimal)]
    return sum(known, Decimal(0)) if known else ""


def _growth_words(projects: Sequence[Progress], growth: Figure) -> str:
    """同比 in words, with its basis where not every project gives both years; "" where the ledger asks for none."""
    if not any("done_last_year_same_period" in part.record.cells for part in projects if part.record):
        return ""
    if not growth.known:
        return growth.reason
    pairs = sum(1 for part in projects if part.done.known and part.last_year.known)
    basis = f"（按两年均有数据的{pairs}个项目计算）" if pairs < len(projects) else ""
    return f"{yoy_phrase(growth.number)}{basis}"


def _units(units: Sequence[Progress]) -> dict[str, Any]:
    places = rank(units)
    return {
        "任务单位数": len(units),
        "有排名": any(place.rank for place in places),
        "排名": [rows.ranked(place) for place in places],
        "达序时单位": rows.names(in_state(units, State.ON_SCHEDULE)),
        "滞后单位": rows.names(in_state(units, State.BEHIND, State.ZERO)),
        "零投资单位": rows.names(in_state(units, State.ZERO)),
        "未报单位": rows.names(in_state(units, State.NOT_REPORTED)),
        "计划未填单位": rows.names(in_state(units, State.PLAN_MISSING)),
        "不适用单位": rows.names(in_state(units, State.NOT_APPLICABLE)),
        "无任务单位": rows.names(in_state(units, State.NO_PLAN)),
    }


def _breakdown(projects: Sequence[Progress], period: Period) -> dict[str, Any]:
    key = rows.sector_key(projects)
    groups = by_group(projects, key, period) if key else []
    words = "分行业看" if key == "sector" else "分类别看"
    return {"分类口径": words, "分行业": [rows.sector(group) for group in groups]}
