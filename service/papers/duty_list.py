"""责任清单: who answers for each project, with what (五个一), how far it is; by name what is not settled (M4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from data_adapters import Cell, Topic
from service.figures import Progress
from service.papers.base import Draft, Inputs, Plan, given
from service.papers.counted import counted_list
from service.papers.issues import Standing, standing
from service.papers.office import region
from service.papers.project_rows import all_projects, duties, lacks, missing, project_of, text_of
from service.papers.titles import title
from service.wording import GAP

ID = "duty_list"
_SETTLED: Final = ("包联领导", "责任人", "完成时限")


def plan(inputs: Inputs) -> Plan:
    """One draft. Raises :class:`PaperError` without projects or a period."""
    parts = all_projects(inputs, "责任清单")
    period, area = inputs.need_period(), region(inputs.issuer.name)
    found = _topics(inputs)
    rows = [_row(number, part, inputs, found) for number, part in enumerate(parts, start=1)]
    gaps = [
        {"事项": key, "项目": counted_list(missing(rows, key), lacking, f"未填{key}的项目数")}
        for key in _SETTLED
        if (lacking := [part for part, row in zip(parts, rows, strict=True) if lacks(row, key)])
    ]
    context = {
        "标题": title(f"{period.year}年{area}", "重点项目", "责任清单"),
        "项目表": rows,
        "缺项": gaps,
        "填报单位": given(inputs.issuer.name),
        "成文日期": inputs.paper_date,
    }
    yield Draft(ID, f"{len(rows)}个项目", context)


def _row(number: int, part: Progress, inputs: Inputs, found: dict[Cell, list[Topic]]) -> dict[str, Any]:
    project = project_of(part)
    return {
        "序号": number,
        **duties(project),
        "目标": text_of(project, "milestone_plan"),
        "措施": text_of(project, "next_steps", "proposal"),
        "进展": text_of(project, "image_progress"),
        "销号状态": _closing(found.get(project.row, [])) if inputs.topics else GAP,
    }


def _topics(inputs: Inputs) -> dict[Cell, list[Topic]]:
    """The issues of each project of the ledger, by the project's row."""
    found: dict[Cell, list[Topic]] = {}
    for topic in inputs.topics:
        part = inputs.progress_of(topic)
        if part:
            found.setdefault(project_of(part).row, []).append(topic)
    return found


def _closing(topics: Sequence[Topic]) -> str:
    """How the issues of one project stand, taken together: nothing is off the list while one of them is open."""
    if not topics:
        return "无在册问题"
    standings = [standing(topic) for topic in topics]
    if opened := standings.count(Standing.OPEN):
        return "未销号" if len(topics) == 1 else f"{opened}项未销号"
    return "待核实" if Standing.UNCLEAR in standings else "已销号"
