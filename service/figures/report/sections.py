"""Sections of the report: the whole, groups with their shares, rates of projects and of money, comparisons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from data_adapters import Project
from service.figures.breakdown import Share, by_group, by_list, rounding_note, shares
from service.figures.figure import Figure
from service.figures.growth import above, given_rate, month_on_month, times, year_on_year
from service.figures.measuring import needed_per_month, of_all
from service.figures.period import Period
from service.figures.progress import Progress
from service.figures.rates import Funds, Measure, Rate, funds_rate, rate_of
from service.figures.report.asked import label_of
from service.figures.report.lines import Frame, line, target_words
from service.figures.report.printed import cells, number, percent, plain, printed, rated, traced
from service.wording import compare_phrase, yoy_phrase
from service.wording.values import within_reason

LISTS: Final = "plan_lists"
Groups = Mapping[str, Sequence[Progress]]


def groups_by(keys: Sequence[str], parts: Sequence[Progress], period: Period) -> dict[str, Sequence[Progress]]:
    """The groups of projects that each key makes."""
    return {key: by_list(parts, period) if key == LISTS else by_group(parts, key, period) for key in keys}


def total_line(parts: Sequence[Progress], frame: Frame) -> dict[str, Any]:
    """The whole, with 同比, 环比, and what is needed a month."""
    whole = of_all(parts, "合计", frame.period)
    growth, month, needed = year_on_year(parts), month_on_month(parts), needed_per_month(whole, frame.period)
    return {
        **line(whole),
        "count": len(parts),
        "done_planned": number(whole.done_planned),
        "done_unplanned": number(whole.unplanned),
        "done_unplanned_printed": printed(whole.unplanned),
        "unplanned_count": whole.unplanned_count,
        "total_investment": number(whole.total_investment),
        "total_investment_printed": printed(whole.total_investment),
        "yoy_pct": percent(growth),
        "yoy_note": growth.formula if growth.known else growth.reason,
        "yoy_printed": _grown(growth, "同比"),
        "yoy_times": number(times(growth)),
        "yoy_sources": cells(growth),
        "month_on_month": {**rated("环比", month), "printed": _grown(month, "环比")},
        "needed_per_month": number(needed),
        "needed_per_month_printed": printed(needed),
        "needed_per_month_note": needed.formula if needed.known else needed.reason,
    }


def _grown(growth: Figure, label: str) -> str:
    """同比增长6.2%, 环比下降3.1%, or why there is no rate."""
    return yoy_phrase(within_reason(growth.number)).replace("同比", label) if growth.known else growth.reason


def group_lines(kind: str, groups: Groups, whole: Progress, frame: Frame) -> list[dict[str, Any]]:
    """The groups of a kind, each with its shares of the whole and how it stands to the targets."""
    return [
        {**line(share.group), "targets": target_words(share.group, (kind, share.group.name), frame), **_share(share)}
        for share in shares(groups[kind], frame.period, whole)
    ]


def by_lines(keys: Sequence[str], groups: Groups, whole: Progress, frame: Frame) -> list[dict[str, Any]]:
    """The breakdowns asked for; ``note`` says where rounded shares do not make 100, or that a project counts twice."""
    found = []
    for key in keys:
        lines = group_lines(key, groups, whole, frame)
        counts = [share.of_count for share in shares(groups[key], frame.period, whole)]
        note = "一个项目可列入几个计划，各项不能相加" if key == LISTS else rounding_note(counts)
        if not lines:
            note = f"项目都没有填写{label_of(key)}"
        found.append({"by": key, "label": label_of(key), "groups": lines, "note": note})
    return found


def _share(share: Share) -> dict[str, Any]:
    return {
        "shares": {
            "count_pct": plain(share.of_count * 100),
            "plan": rated("占年度计划的比重", share.of_plan),
            "done": rated("占累计完成的比重", share.of_done),
        }
    }


def rate_lines(projects: Sequence[Progress], frame: Frame) -> list[dict[str, Any]]:
    """The rates of projects whose columns the ledgers have; the formula names the denominator."""
    records = [part.record for part in projects if isinstance(part.record, Project)]
    columns = {name for record in records for name in record.cells}
    asked = [measure for measure in Measure if measure.told_by(columns)]
    rates = ((measure, rate_of(records, measure, frame.period, frame.asked.among.get(measure))) for measure in asked)
    return [_rate(rate, measure.label) for measure, rate in rates]


def _rate(rate: Rate, label: str) -> dict[str, Any]:
    return {
        **rated(label, rate.figure),
        "formula": rate.figure.formula if rate.figure.known else rate.figure.reason,
        "among": rate.among.value,
        "open": [project.project_name for project in rate.open],
        "unsaid": [project.project_name for project in rate.unsaid],
        "unplaced": [project.project_name for project in rate.unplaced],
        "remark": rate.remark,
    }


def funds_lines(projects: Sequence[Progress]) -> list[dict[str, Any]]:
    """The rates of money whose two columns the ledgers have."""
    records = [part.record for part in projects if isinstance(part.record, Project)]
    columns = {name for record in records for name in record.cells}
    asked = [kind for kind in Funds if {kind.value[1][0], kind.value[2][0]} <= columns]
    return [rated(kind.value[0], funds_rate(records, kind)) for kind in asked]


def compared_lines(whole: Progress, frame: Frame) -> list[dict[str, Any]]:
    """The whole's rate beside the rates of others (全市, 全省), in 百分点 and in words."""
    found = []
    for name, given in frame.asked.compare.items():
        gap = above(whole.rate, given_rate(name, given))
        words = f"完成率{compare_phrase(within_reason(gap.number), name)}" if gap.known else gap.reason
        line_ = {"name": name, "rate_pct": plain(given), "above_pp": percent(gap), "above_pp_printed": printed(gap)}
        found.append({**line_, "words": words, **traced(gap)})
    return found
