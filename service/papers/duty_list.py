"""责任清单: who answers for each project and with what (五个一), and by name what has not been settled (M4)."""

from __future__ import annotations

from typing import Final

from service.papers.base import Draft, Inputs, Plan, given
from service.papers.office import region
from service.papers.project_rows import all_projects, duties, missing, project_of
from service.papers.titles import title

ID = "duty_list"
_SETTLED: Final = ("包联领导", "责任人", "完成时限")


def plan(inputs: Inputs) -> Plan:
    """One draft. Raises :class:`PaperError` without projects or a period."""
    parts = all_projects(inputs, "责任清单")
    period, area = inputs.need_period(), region(inputs.issuer.name)
    rows = [{"序号": number, **duties(project_of(part))} for number, part in enumerate(parts, start=1)]
    gaps = [{"事项": key, "项目": found} for key in _SETTLED if (found := missing(rows, key))]
    context = {
        "标题": title(f"{period.year}年{area}", "重点项目", "责任清单"),
        "项目表": rows,
        "缺项": gaps,
        "填报单位": given(inputs.issuer.name),
        "成文日期": inputs.paper_date,
    }
    yield Draft(ID, f"{len(rows)}个项目", context)
