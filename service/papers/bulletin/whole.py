"""All projects together: amounts, completion, growth, how many of which state, and how many started or finished."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from data_adapters import Project
from service.figures import Figure, Measure, Period, Progress, State, in_state, needed_per_month, rate_of, year_on_year
from service.papers.base import shown
from service.wording import GAP, yoy_phrase

_MEASURES: Final = (Measure.STARTED, Measure.RESUMED, Measure.FINISHED)


def overall(whole: Progress, period: Period) -> dict[str, Any]:
    """The whole's figures. Amounts in 万元, rates and gaps as ratios."""
    projects = whole.parts
    growth, needed = year_on_year(projects), needed_per_month(whole, period)
    silent = in_state(projects, State.NOT_REPORTED)
    return {
        "项目数": len(projects),
        "总投资": shown(whole.total_investment),
        "年度计划": shown(whole.plan),
        "累计完成": shown(whole.done),
        "尚未完成": whole.done.known and not whole.done.number,
        "本月完成": _this_month(projects) if period.month > 1 else "",
        "月份": period.month,
        "完成率": shown(whole.rate),
        "序时进度": period.schedule.number,
        "进度差": shown(whole.gap),
        "同比": shown(growth),
        "同比说明": _growth_words(projects, growth),
        "后续月均": needed.number if needed.known else GAP,
        "达序时项目数": len(in_state(projects, State.ON_SCHEDULE)),
        "未报项目数": len(silent),
        "零投资项目数": len(in_state(projects, State.ZERO)),
        "不适用项目数": len(in_state(projects, State.NO_PLAN, State.NOT_APPLICABLE)),
        "无计划项目数": whole.unplanned_count,
        "无计划完成": shown(whole.unplanned),
    }


def _this_month(projects: Sequence[Progress]) -> Any:
    months = [getattr(part.record, "done_this_month", None) for part in projects]
    known = [month for month in months if isinstance(month, Decimal)]
    return sum(known, Decimal(0)) if known else ""


def _growth_words(projects: Sequence[Progress], growth: Figure) -> str:
    """同比 in words, with its basis where not every project gives both years; "" where the ledger asks for none."""
    if not any("done_last_year_same_period" in part.record.cells for part in projects if part.record):
        return ""
    if not growth.known:
        return growth.reason
    pairs = sum(1 for part in projects if part.done.known and part.last_year.known)
    basis = f"（按两年均有数据的{pairs}个项目计算）" if pairs < len(projects) else ""
    return f"{yoy_phrase(growth.number)}{basis}"


def under_way(projects: Sequence[Project], period: Period) -> list[dict[str, Any]]:
    """开工率, 复工率 and 竣工率, each with its denominator's name; one that nobody's row tells is left out."""
    found = []
    for measure in _MEASURES:
        rate = rate_of(projects, measure, period)
        if rate.figure.known:
            members = len(rate.done) + len(rate.open) + len(rate.unsaid)
            found.append(
                {
                    "名称": measure.label,
                    "范围": measure.usual.value,
                    "范围项目数": members,
                    "做法": measure.done,
                    "项目数": len(rate.done),
                    "比率": rate.figure.number,
                    "未填数": len(rate.unsaid),
                }
            )
    return found
