"""进展通报: the county's progress against schedule, the units' ranking and the named lists, from one ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from service.errors import PaperError
from service.figures import (
    Figure,
    Period,
    Progress,
    Ranked,
    State,
    by_group,
    check,
    in_state,
    needed_per_month,
    of_all,
    of_record,
    rank,
    year_on_year,
)
from service.papers.base import Draft, Inputs, Plan, clause, given, is_closed, lead_of, sentence, shown
from service.papers.titles import title
from service.wording import GAP, cumulative_period, yoy_phrase

ID = "progress_bulletin"
_DEFAULT_STEPS = (
    "滞后项目的责任单位要逐项分析原因，明确赶上序时进度的措施和时限。",
    "未上报数据的单位要尽快补报，不得虚报、漏报。",
    "对已交办的事项，责任单位要在办理时限内办结并书面反馈。",
)
# The numeral may stand in a cell of its own ("一" beside "产业项目"); in 三农 and 十大工程 it is part of the name.
_NUMERAL = re.compile(
    r"^(?:[一二三四五六七八九十]+(?:[、.．\s]\s*|(?![一二三四五六七八九十大农级次批期类]|产(?!业)))"
    r"|[(（][一二三四五六七八九十\d]+[)）])"
)
_COUNT = re.compile(r"[(（]?\s*(?:共|计)?\d+\s*[个项][)）]?$")


def plan(inputs: Inputs) -> Plan:
    """One draft. Raises :class:`PaperError` without projects, or without a period."""
    if not inputs.projects:
        raise PaperError("台账里没有读到项目，做不了进展通报，请检查上传的是不是项目台账")
    period = inputs.need_period()
    yield Draft(ID, cumulative_period(period.year, period.month), context(inputs, period))


def context(inputs: Inputs, period: Period) -> dict[str, Any]:
    """Everything the bulletin prints. Amounts in 万元, rates and gaps as ratios."""
    projects = [of_record(project, period) for project in inputs.projects]
    units = [of_record(unit, period) for unit in inputs.units] or by_group(projects, "unit", period)
    issuer = inputs.issuer
    span = cumulative_period(period.year, period.month)
    meeting = inputs.meeting
    lagging = sorted(in_state(projects, State.BEHIND, State.ZERO), key=lambda part: part.gap.number)
    return {
        "发文机关": {"全称": issuer.name, "标志": f"{issuer.name}文件"},
        "文号": f"{given(issuer.short)}〔{inputs.paper_date.year}〕　　号",
        "标题": title("关于", span, "全县", "重点项目建设", "进展情况", "的通报"),
        "主送": given(meeting.bulletin_addressees if meeting else ""),
        "经同意": f"经{meeting.approved_by}同意，" if meeting and meeting.approved_by else "",
        "期间": span,
        "总体": _overall(projects, period),
        "任务单位数": len(units),
        "排名": [_ranked(place) for place in rank(units)],
        "达序时单位": _names(in_state(units, State.ON_SCHEDULE)),
        "滞后单位": _names(in_state(units, State.BEHIND, State.ZERO)),
        "零投资单位": _names(in_state(units, State.ZERO)),
        "未报单位": _names(in_state(units, State.NOT_REPORTED)),
        "计划未填单位": _names(in_state(units, State.PLAN_MISSING)),
        "不适用单位": _names(in_state(units, State.NOT_APPLICABLE)),
        "无任务单位": _names(in_state(units, State.NO_PLAN)),
        "分行业": [_sector(group) for group in by_group(projects, "group", period)],
        "滞后项目": [_lagging(number, part) for number, part in enumerate(lagging, start=1)],
        "零投资项目": _named(in_state(projects, State.ZERO)),
        "未报项目": _named(in_state(projects, State.NOT_REPORTED)),
        "存在问题": _problems(inputs, lagging),
        "下步要求": [sentence(step) for step in (meeting and meeting.next_steps) or _DEFAULT_STEPS],
        "项目表": [_project(number, part) for number, part in enumerate(projects, start=1)],
        "成文日期": inputs.paper_date,
        "抄送": "、".join(issuer.copy_to),
        "印发机关": issuer.name,
    }


def questions(inputs: Inputs) -> list[str]:
    """What the ledger prints but does not follow from its inputs: for the listing beside the pack, not the paper."""
    return [str(item) for reading in inputs.readings for item in check(reading)]


def _overall(projects: Sequence[Progress], period: Period) -> dict[str, Any]:
    whole = of_all(projects, "全县", period)
    growth, needed = year_on_year(projects), needed_per_month(whole, period)
    return {
        "项目数": len(projects),
        "总投资": shown(whole.total_investment),
        "年度计划": shown(whole.plan),
        "累计完成": shown(whole.done),
        "完成率": shown(whole.rate),
        "序时进度": period.schedule.number,
        "进度差": shown(whole.gap),
        "同比": shown(growth),
        "同比说明": _growth_words(projects, growth),
        "后续月均": needed.number if needed.known else GAP,
        "未报项目数": len(in_state(projects, State.NOT_REPORTED)),
        "零投资项目数": len(in_state(projects, State.ZERO)),
        "不适用项目数": len(in_state(projects, State.NO_PLAN, State.NOT_APPLICABLE)),
    }


def _growth_words(projects: Sequence[Progress], growth: Figure) -> str:
    """同比 in words; where not every project gives both years, on which basis it stands."""
    if not growth.known:
        return growth.reason
    pairs = sum(1 for part in projects if part.done.known and part.last_year.known)
    basis = f"（按两年均有数据的{pairs}个项目计算）" if pairs < len(projects) else ""
    return f"{yoy_phrase(growth.number)}{basis}"


def _amounts(part: Progress) -> dict[str, Any]:
    return {
        "年度计划": shown(part.plan),
        "累计完成": shown(part.done),
        "完成率": shown(part.rate),
        "进度差": shown(part.gap),
    }


def _ranked(place: Ranked) -> dict[str, Any]:
    rank_text = str(place.rank) if place.rank else GAP
    return {"位次": rank_text, "单位": place.progress.name, **_amounts(place.progress), "备注": place.reason}


def _sector(group: Progress) -> dict[str, Any]:
    return {
        "名称": sector_name(group.name),
        "项目数": group.count,
        "总投资": shown(group.total_investment),
        **_amounts(group),
    }


def sector_name(label: str) -> str:
    """A group row's own name: "一、产业项目（38个）" is 产业."""
    plain = _COUNT.sub("", _NUMERAL.sub("", label)).strip()
    return plain.removesuffix("项目") or plain or label


def _lagging(number: int, part: Progress) -> dict[str, Any]:
    return {
        "序号": number,
        "项目名称": part.name,
        "责任单位": given(part.unit),
        **_amounts(part),
        "存在问题": given(getattr(part.record, "problems", "")),
    }


def _project(number: int, part: Progress) -> dict[str, Any]:
    return {
        "序号": number,
        "项目名称": part.name,
        "责任单位": given(part.unit),
        "总投资": shown(part.total_investment),
        **_amounts(part),
        "形象进度": given(getattr(part.record, "image_progress", "")),
    }


def _names(parts: Iterable[Progress]) -> list[str]:
    return [part.name for part in parts]


def _named(parts: Iterable[Progress]) -> list[dict[str, str]]:
    return [{"项目名称": part.name, "责任单位": given(part.unit)} for part in parts]


def _problems(inputs: Inputs, lagging: Sequence[Progress]) -> list[dict[str, str]]:
    """The unsolved issues of the issue list; without one, what the ledger says of the projects behind schedule."""
    topics = [topic for topic in inputs.topics if not is_closed(topic)]
    if topics:
        return [
            {
                "项目名称": given(topic.project_name),
                "责任单位": given(lead_of(topic)),
                "问题": clause(topic.problems),
                "建议": clause(topic.proposal),
            }
            for topic in topics
        ]
    found = []
    for part in lagging:
        if text := getattr(part.record, "problems", ""):
            next_steps = getattr(part.record, "next_steps", "")
            steps = clause(next_steps)
            found.append({"项目名称": part.name, "责任单位": given(part.unit), "问题": clause(text), "建议": steps})
    return found
