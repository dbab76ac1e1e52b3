"""The rows and named lists of 进展通报, each made from one progress."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from data_adapters.patterns import regex
from service.figures import Figure, Progress, State
from service.figures.figure import from_record
from service.figures.ranking import Ranked
from service.papers.base import Inputs, clause, given, shown
from service.papers.counted import counted, counted_list, placed
from service.papers.issues import is_settled, lead_of
from service.wording import GAP

_NUMERAL: Final = regex(r"^(?:[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）])")
_COUNT: Final = regex(r"[(（]?\s*(?:共|计)?\d+\s*[个项][)）]?$")
_MOST: Final = 0.5
_TEXTS: Final = {
    "建设内容": "content_scale",
    "建设年限": "build_period",
    "形象进度": "image_progress",
    "存在问题": "problems",
    "包联领导": "leader",
}


def amounts(part: Progress) -> dict[str, Any]:
    """The four figures every table shows."""
    return _amounts(part.four)


def _amounts(four: Iterable[Figure]) -> dict[str, Any]:
    plan, done, rate, gap = map(shown, four)
    return {"年度计划": plan, "累计完成": done, "完成率": rate, "进度差": gap}


def ranked(ranking: Sequence[Ranked]) -> list[dict[str, Any]]:
    """The lines of a ranking."""
    fours = [place.progress.four for place in ranking]
    texts = placed(ranking, [rate for _, _, rate, _ in fours])
    return [
        {"位次": text, "单位": place.progress.name, **_amounts(four), "备注": place.reason}
        for place, four, text in zip(ranking, fours, texts, strict=True)
    ]


def sector(group: Progress) -> dict[str, Any]:
    """A line of the breakdown."""
    row = {
        "名称": sector_name(group.name),
        "项目数": counted(group.parts, f"{group.name}项目数"),
        "总投资": shown(group.total_investment),
    }
    return {**row, **amounts(group)}


def sector_name(label: str) -> str:
    """A group row's own name: "一、产业项目（38个）" is 产业."""
    plain = _COUNT.sub("", _NUMERAL.sub("", label)).strip()
    return plain.removesuffix("项目") or plain or label


def sector_key(projects: Sequence[Progress]) -> str:
    """By what to break projects down: their 行业 where most name one, else the ledger's own groups, else not at all."""
    named = sum(1 for part in projects if getattr(part.record, "sector", ""))
    if named > _MOST * len(projects):
        return "sector"
    return "group" if any(part.record and part.record.group for part in projects) else ""


def lagging(number: int, part: Progress, inputs: Inputs) -> dict[str, Any]:
    """A line of the projects behind; its problem is the ledger's, else the issue list's."""
    known = [topic.problems for topic in inputs.topics if topic.project_name == part.name and not is_settled(topic)]
    problem = getattr(part.record, "problems", "") or "；".join(map(clause, known))
    row = {"序号": number, "项目名称": part.name, "责任单位": given(part.unit)}
    return {**row, **amounts(part), "存在问题": given(problem)}


def project(number: int, part: Progress) -> dict[str, Any]:
    """A line of the table of all projects."""
    record = part.record
    month = from_record(record, "done_this_month", "本月完成投资") if record else None
    texts = {label: given(getattr(record, field, "")) for label, field in _TEXTS.items()}
    if part.state is State.ON_SCHEDULE and texts["存在问题"] == GAP:
        texts["存在问题"] = ""  # nobody expects a problem of it
    return {
        "序号": number,
        "项目名称": part.name,
        "责任单位": given(part.unit),
        "总投资": shown(part.total_investment),
        **amounts(part),
        "本月完成": shown(month) if month else GAP,
        **texts,
    }


def names(parts: Sequence[Progress], label: str) -> list[str]:
    """Names only; ``label`` is what their number is called."""
    return counted_list((part.name for part in parts), parts, label)


def named(parts: Sequence[Progress], label: str) -> list[dict[str, str]]:
    """Names with the answerable unit; ``label`` as for names."""
    rows = ({"项目名称": part.name, "责任单位": given(part.unit)} for part in parts)
    return counted_list(rows, parts, label)


def problems(inputs: Inputs, late: Sequence[Progress]) -> list[dict[str, str]]:
    """The unsolved issues of the issue list; without one, what the ledger says of the projects behind schedule."""
    topics = [topic for topic in inputs.topics if not is_settled(topic)]
    if topics:
        return [_problem(topic.project_name, lead_of(topic), topic.problems, topic.proposal) for topic in topics]
    return [
        _problem(part.name, part.unit, text, getattr(part.record, "next_steps", ""))
        for part in late
        if (text := getattr(part.record, "problems", ""))
    ]


def _problem(name: str, unit: str, text: str, proposal: str) -> dict[str, str]:
    return {"项目名称": given(name), "责任单位": given(unit), "问题": clause(text), "建议": clause(proposal)}
