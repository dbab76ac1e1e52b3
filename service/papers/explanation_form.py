"""情况说明: a form for each unit behind or silent, with its own figures; the reasons are theirs to give (M9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from service.errors import PaperError
from service.figures import Progress, State, needed_per_month, of_record
from service.figures.breakdown import by_group
from service.figures.ranking import in_state
from service.papers.authority import terms
from service.papers.base import Draft, Inputs, Plan, given, shown
from service.papers.bulletin_rows import amounts
from service.wording import cumulative_period

ID = "explanation_form"
_ASKED: Final = (State.BEHIND, State.ZERO, State.NOT_REPORTED)


def plan(inputs: Inputs) -> Plan:
    """A draft for each such unit, in order. Raises :class:`PaperError` without units, projects or a period."""
    if not inputs.projects and not inputs.units:
        raise PaperError("台账里没有读到项目或任务单位，做不了情况说明，请检查上传的文件")
    period = inputs.need_period()
    projects = [of_record(project, period) for project in inputs.projects]
    units = [of_record(unit, period) for unit in inputs.units] or by_group(projects, "unit", period)
    for unit in in_state(units, *_ASKED):
        mine = [part for part in in_state(projects, *_ASKED) if part.unit == unit.name]
        yield Draft(ID, unit.name, _context(inputs, unit, mine))


def _context(inputs: Inputs, unit: Progress, projects: Sequence[Progress]) -> dict[str, Any]:
    period = inputs.need_period()
    return {
        "单位": unit.name,
        "期间": cumulative_period(period.year, period.month),
        "状态": unit.state.value,
        "序时进度": shown(period.schedule),
        **amounts(unit),
        "后续月均": shown(needed_per_month(unit, period)),
        "项目": [{"项目名称": given(part.name), "状态": part.state.value, **amounts(part)} for part in projects],
        "交办单位": given(inputs.issuer.name),
        "期限": terms("反馈"),
        "联系人": given(inputs.issuer.contact),
        "联系电话": given(inputs.issuer.phone),
        "成文日期": inputs.paper_date,
    }
