"""公示展板: project, leader, unit, date and progress of every project, on boards of A3 to hang up (M11)."""

from __future__ import annotations

from typing import Any

from service.figures import Progress
from service.papers.base import Draft, Inputs, Plan, given, shown
from service.papers.office import region
from service.papers.project_rows import all_projects, due, project_of, text_of, units
from service.wording import GAP, cumulative_period

ID = "display_board"


def plan(inputs: Inputs) -> Plan:
    """One draft of as many boards as it takes. Raises :class:`PaperError` without projects or a period."""
    parts = all_projects(inputs, "公示展板")
    period, area = inputs.need_period(), region(inputs.issuer.name)
    span = cumulative_period(period.year, period.month)
    context = {
        "标题": f"{period.year}年{area}重点项目建设进度公示",
        "期间": span,
        "项目表": [_row(number, part) for number, part in enumerate(parts, start=1)],
        "公示单位": given(inputs.issuer.name),
        "监督电话": GAP,
        "成文日期": inputs.paper_date,
    }
    yield Draft(ID, span, context)


def _row(number: int, part: Progress) -> dict[str, Any]:
    project = project_of(part)
    return {
        "序号": number,
        "项目名称": given(part.name),
        "分包领导": text_of(project, "leader"),
        "分包单位": units(project)["责任单位"],
        "完成时限": _in_two_lines(due(project)),
        "完成率": shown(part.rate),
        "形象进度": text_of(project, "image_progress"),
    }


def _in_two_lines(due: str) -> str:
    """A date for a narrow column of large letters: the year, then the rest below it."""
    year, mark, rest = due.partition("年")
    return f"{year}{mark}\n{rest}" if rest else due
