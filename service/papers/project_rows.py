"""One project as lists, boards and booklets show it: its texts with gaps for what nobody filled in, its figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from data_adapters import PartialDate, Project
from data_adapters.values.units import units as named_units
from service.errors import PaperError
from service.figures import Period, Progress, of_all, of_record
from service.papers.base import Inputs, given
from service.papers.bulletin_rows import amounts
from service.papers.counted import counted
from service.papers.project_facts import figures
from service.wording import GAP, Blank

_DUE: Final = ("deadline", "finish_planned", "build_finish")


def all_projects(inputs: Inputs, paper: str) -> list[Progress]:
    """The progress of every project, in the ledger's order. Raises :class:`PaperError` where there is none, or where
    the period is not known."""
    if not inputs.projects:
        raise PaperError(f"台账里没有读到项目，做不了{paper}，请检查上传的是不是项目台账")
    period = inputs.need_period()
    return [of_record(project, period) for project in inputs.projects]


def totals(parts: Sequence[Progress], period: Period) -> dict[str, Any]:
    """How many, and what they come to together: amounts in 万元, rates as ratios."""
    whole = of_all(parts, "合计", period)
    return {"项目数": counted(parts, "项目数"), "总投资": figures(whole)["总投资"], **amounts(whole)}


def project_of(part: Progress) -> Project:
    """The project a progress is of."""
    assert isinstance(part.record, Project), "made of a project's record"
    return part.record


def text_of(project: Project, *names: str) -> str:
    """The first of these fields that holds text, in one paragraph; the visible gap where none does."""
    found = (project.value(name) for name in names)
    return given(next((" ".join(text.split()) for text in found if isinstance(text, str) and text.strip()), ""))


def due(project: Project) -> str:
    """When the project is to be done, as far as it was written (2026年12月底); the visible gap where it was not."""
    found = (project.value(name) for name in _DUE)
    return next((str(value) for value in found if isinstance(value, PartialDate)), GAP)


def units(project: Project) -> dict[str, str]:
    """The lead unit, and those that help it: the others its 责任单位 names (domain.md §4.8), then its 配合单位."""
    lead, *others = named_units(project.resp_unit) or ("",)
    helpers = dict.fromkeys((*others, *named_units(project.support_unit)))
    return {"责任单位": given(lead), "配合单位": "、".join(helpers) or "无"}


def duties(project: Project) -> dict[str, Any]:
    """五个一: who leads, which unit, team, plan and money stand behind a project (domain.md M4)."""
    return {
        "项目名称": given(project.project_name),
        "建设内容": text_of(project, "content_scale"),
        "包联领导": text_of(project, "leader"),
        **units(project),
        "责任人": text_of(project, "resp_person"),
        "工作专班": text_of(project, "team"),
        "工作方案": text_of(project, "action_plan"),
        "资金来源": text_of(project, "funding", "fund_line"),
        "完成时限": due(project),
    }


def missing(rows: Sequence[dict[str, Any]], key: str) -> list[str]:
    """The names of the rows' projects where ``key`` is a gap."""
    return [str(row["项目名称"]) for row in rows if lacks(row, key)]


def lacks(row: dict[str, Any], key: str) -> bool:
    """Whether ``key`` is a gap in a row."""
    return isinstance(row[key], Blank) and row[key] == GAP
