"""进度清单: every project's figures and words of progress in one table across the sheet."""

from __future__ import annotations

from typing import Any

from service.figures import Progress
from service.figures.figure import from_record
from service.papers.base import Draft, Inputs, Plan, given, shown
from service.papers.bulletin_rows import amounts
from service.papers.office import region
from service.papers.project_rows import all_projects, project_of, text_of, totals, units
from service.papers.titles import title
from service.wording import cumulative_period

ID = "progress_list"


def plan(inputs: Inputs) -> Plan:
    """One draft. Raises :class:`PaperError` without projects or a period."""
    parts = all_projects(inputs, "进度清单")
    period, area = inputs.need_period(), region(inputs.issuer.name)
    span = cumulative_period(period.year, period.month)
    context = {
        "标题": title(f"{period.year}年{area}", "重点项目", "进度清单"),
        "期间": span,
        "序时进度": shown(period.schedule),
        "合计": totals(parts, period),
        "项目表": [_row(number, part) for number, part in enumerate(parts, start=1)],
        "填报单位": given(inputs.issuer.name),
        "成文日期": inputs.paper_date,
    }
    yield Draft(ID, span, context)


def _row(number: int, part: Progress) -> dict[str, Any]:
    project = project_of(part)
    return {
        "序号": number,
        "项目名称": given(part.name),
        "责任单位": units(project)["责任单位"],
        "包联领导": text_of(project, "leader"),
        "总投资": shown(part.total_investment),
        **amounts(part),
        "本月完成": shown(from_record(project, "done_this_month", "本月完成投资")),
        "形象进度": text_of(project, "image_progress"),
        "存在问题": text_of(project, "problems"),
        "下步计划": text_of(project, "next_steps", "milestone_plan"),
    }
