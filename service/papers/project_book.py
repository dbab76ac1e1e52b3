"""项目册子: one page a project, everything the ledger says of it."""

from __future__ import annotations

from typing import Any

from data_adapters import PartialDate, Project
from service.figures import Progress
from service.figures.figure import from_record
from service.papers.base import Draft, Inputs, Plan, given, shown
from service.papers.office import region
from service.papers.project_facts import figures
from service.papers.project_rows import all_projects, due, project_of, text_of, units
from service.wording import GAP, cumulative_period

ID = "project_book"


def plan(inputs: Inputs) -> Plan:
    """One draft of as many pages as projects. Raises :class:`PaperError` without projects or a period."""
    parts = all_projects(inputs, "项目册子")
    period, area = inputs.need_period(), region(inputs.issuer.name)
    context = {
        "标题": f"{period.year}年{area}重点项目册",
        "期间": cumulative_period(period.year, period.month),
        "编印单位": given(inputs.issuer.name),
        "成文日期": inputs.paper_date,
        "项目表": [_page(number, part) for number, part in enumerate(parts, start=1)],
    }
    yield Draft(ID, f"{len(parts)}个项目", context)


def _page(number: int, part: Progress) -> dict[str, Any]:
    project = project_of(part)
    return {
        "序号": number,
        "项目名称": given(part.name),
        "建设性质": text_of(project, "nature"),
        "列入计划": text_of(project, "plan_lists"),
        "行业": text_of(project, "sector"),
        "建设地点": text_of(project, "place"),
        "建设内容": text_of(project, "content_scale"),
        "建设年限": text_of(project, "build_period"),
        "开工时间": _started(project),
        "完成时限": due(project),
        **figures(part),
        "本月完成": shown(from_record(project, "done_this_month", "本月完成投资")),
        "到位资金": shown(from_record(project, "funds_arrived", "到位资金")),
        "资金来源": text_of(project, "funding"),
        **units(project),
        "责任人": text_of(project, "resp_person"),
        "包联领导": text_of(project, "leader"),
        "项目业主": text_of(project, "owner_unit"),
        "业主负责人": text_of(project, "owner_person", "owner_contact"),
        "形象进度": text_of(project, "image_progress"),
        "存在问题": text_of(project, "problems"),
        "下步计划": text_of(project, "next_steps", "milestone_plan"),
    }


def _started(project: Project) -> str:
    """When it was begun, else when it is to begin, as far as it was written."""
    for value, words in ((project.start_actual, "实际"), (project.start_planned, "计划")):
        if isinstance(value, PartialDate):
            return f"{value}（{words}）"
    return GAP
