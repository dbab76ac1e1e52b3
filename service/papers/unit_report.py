"""半年(年终)情况报告: what each answerable unit has to report to the government, drafted for it (M20).

The unit signs it: what only the unit knows stays a visible gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from service.errors import PaperError
from service.figures import Period, Progress, needed_per_month, of_record
from service.figures.breakdown import by_group
from service.figures.ranking import rank, rank_figures
from service.papers.base import Draft, Inputs, Plan, clause, given, shown
from service.papers.bulletin_rows import amounts
from service.papers.counted import counted, counted_list
from service.papers.issues import is_settled, lead_of
from service.papers.office import region, self_name
from service.papers.project_facts import figures
from service.papers.project_rows import project_of, text_of
from service.papers.titles import title
from service.wording import GAP, cumulative_period
from service.wording.traced import whole

ID = "unit_report"
_NAMED_SPANS: Final = {6: "上半年", 12: "全年"}


def plan(inputs: Inputs) -> Plan:
    """A draft for each task unit and each unit that leads a project. Raises :class:`PaperError` where there is none."""
    if not inputs.projects and not inputs.units:
        raise PaperError("台账里没有读到项目或任务单位，做不了情况报告，请检查上传的文件")
    period = inputs.need_period()
    projects = [of_record(project, period) for project in inputs.projects]
    grouped = [group for group in by_group(projects, "unit", period) if group.parts[0].unit]
    units = [of_record(unit, period) for unit in inputs.units]
    ranking = rank(units or grouped)
    by_rank = rank_figures(ranking, [place.progress.rate for place in ranking])
    places = {
        place.progress.name: whole(place.rank, figure)
        for place, figure in zip(ranking, by_rank, strict=True)
        if place.rank
    }
    ranked = counted([place.progress for place in ranking if place.rank], "参加排名的单位数")
    known = {unit.name for unit in units}
    for unit in [*units, *(group for group in grouped if group.name not in known)]:
        mine = [part for part in projects if part.unit == unit.name]
        place = {"位次": places.get(unit.name, ""), "参加排名": ranked}
        yield Draft(ID, unit.name, _context(inputs, unit, mine) | place)


def _context(inputs: Inputs, unit: Progress, projects: Sequence[Progress]) -> dict[str, Any]:
    period, name = inputs.need_period(), unit.name
    span = _span(period)
    meeting = inputs.meeting
    return {
        "标题": title("关于", span, "重点项目建设", "情况的报告"),
        "文号": f"{GAP}〔{inputs.paper_date.year}〕　　号",
        "签发人": [GAP],
        "主送": given(meeting.approved_by if meeting else ""),
        "标志": f"{name}文件",
        "单位": name,
        "自称": self_name(name),
        "期间": span,
        "地区": region(inputs.issuer.name),
        "序时进度": shown(period.schedule),
        **amounts(unit),
        "后续月均": shown(needed_per_month(unit, period)),
        "项目": counted_list(map(_project, projects), projects, f"{name}项目数"),
        "存在问题": _problems(inputs, name, projects) or [GAP],
        "下步打算": _steps(projects) or [GAP],
        "成文日期": inputs.paper_date,
    }


def _span(period: Period) -> str:
    named = _NAMED_SPANS.get(period.month)
    return f"{period.year}年{named}" if named else cumulative_period(period.year, period.month)


def _project(part: Progress) -> dict[str, Any]:
    progress = clause(text_of(project_of(part), "image_progress"))
    return {"项目名称": given(part.name), **figures(part), "形象进度": progress}


def _problems(inputs: Inputs, unit: str, projects: Sequence[Progress]) -> list[str]:
    """The unit's open issues; of projects without one, what the ledger says."""
    topics = [topic for topic in inputs.topics if lead_of(topic) == unit and not is_settled(topic)]
    listed = {topic.project_name for topic in topics}
    said = [(topic.project_name, topic.problems) for topic in topics]
    said += [(part.name, project_of(part).problems) for part in projects if part.name not in listed]
    return _named(said)


def _steps(projects: Sequence[Progress]) -> list[str]:
    return _named([(part.name, project_of(part).next_steps) for part in projects])


def _named(said: Sequence[tuple[str, str]]) -> list[str]:
    return [f"{given(name)}：{clause(text)}" for name, text in said if text.strip("。；;，,、. \n")]
