"""All projects together: amounts, completion, growth, how many of which state, and how many started or finished."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from data_adapters import Project
from service.figures import Figure, Period, Progress, State, needed_per_month, total
from service.figures.figure import from_record
from service.figures.growth import year_on_year
from service.figures.ranking import in_state
from service.figures.rates import Measure, rate_of
from service.figures.settled import LEFT_OUT
from service.papers.base import shown
from service.papers.counted import counted
from service.wording import GAP, yoy_phrase
from service.wording.traced import blank, told

_MONTH: Final = ("done_this_month", "本月完成投资")
_MEASURES: Final = (Measure.STARTED, Measure.RESUMED, Measure.FINISHED)


def overall(whole: Progress, period: Period) -> dict[str, Any]:
    """The whole's figures. Amounts in 万元, rates and gaps as ratios."""
    projects = whole.parts
    growth, needed = year_on_year(projects), needed_per_month(whole, period)
    silent = in_state(projects, State.NOT_REPORTED)
    unplanned = in_state(projects, State.NO_PLAN, State.NOT_APPLICABLE)
    return {
        "项目数": counted(projects, "项目数"),
        "总投资": shown(whole.total_investment),
        "年度计划": shown(whole.plan),
        "累计完成": shown(whole.done),
        "尚未完成": whole.done.known and not whole.done.number,
        "本月完成": _this_month(projects) if period.month > 1 else "",
        "月份": period.month,
        "完成率": shown(whole.rate),
        "序时进度": shown(period.schedule),
        "进度差": shown(whole.gap),
        "同比": shown(growth),
        "同比说明": _growth_words(projects, growth),
        "后续月均": shown(needed) if needed.known else blank(GAP, needed),
        "达序时项目数": counted(in_state(projects, State.ON_SCHEDULE), "达到序时项目数"),
        "未报项目数": counted(silent, "未上报项目数"),
        "零投资项目数": counted(in_state(projects, State.ZERO), "完成投资为0项目数"),
        "不适用项目数": counted([part for part in unplanned if part.remark != LEFT_OUT], "不适用项目数"),
        "不计入项目数": counted([part for part in projects if part.remark == LEFT_OUT], "按决定不计入的项目数"),
        "无计划项目数": counted([part for part in projects if part.unplanned_count], "无年度计划而有完成投资的项目数"),
        "无计划完成": shown(whole.unplanned),
    }


def _this_month(projects: Sequence[Progress]) -> Any:
    months = total([from_record(part.record, *_MONTH) for part in projects if part.record], _MONTH[1])
    return shown(months) if months.known else ""


def _growth_words(projects: Sequence[Progress], growth: Figure) -> str:
    """同比 in words, with its basis where not every project gives both years; "" where the ledger asks for none."""
    if not any("done_last_year_same_period" in part.record.cells for part in projects if part.record):
        return ""
    if not growth.known:
        return told(growth.reason, shown(growth))
    words, pairs = yoy_phrase(shown(growth)), [part for part in projects if part.done.known and part.last_year.known]
    if len(pairs) == len(projects):
        return words
    number = counted(pairs, "两年均有数据的项目数")
    return told(f"{words}（按两年均有数据的{number}个项目计算）", words, number)


def under_way(projects: Sequence[Project], period: Period) -> list[dict[str, Any]]:
    """开工率, 复工率 and 竣工率, each with its denominator's name; one that nobody's row tells is left out."""
    found = []
    for measure in _MEASURES:
        rate = rate_of(projects, measure, period)
        if rate.figure.known:
            members = (*rate.done, *rate.open, *rate.unsaid)
            found.append(
                {
                    "名称": measure.label,
                    "范围": measure.usual.value,
                    "范围项目数": counted(members, measure.usual.value),
                    "做法": measure.done,
                    "项目数": counted(rate.done, f"{measure.done}项目数"),
                    "比率": shown(rate.figure),
                    "未填数": counted(rate.unsaid, f"{measure.done}情况未填项目数"),
                }
            )
    return found
