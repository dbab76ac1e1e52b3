"""The figures of the bulletin's charts, "" where there is nothing to draw."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from service.figures import Period, Progress
from service.papers import bulletin_rows as rows
from service.wording import GAP, Blank, format_percent
from service.wording.values import fits

#: As many columns as names below them can be read on a page 156 mm wide.
_MOST_COLUMNS: Final = 30
#: As many slices as shades of grey can be told apart.
_MOST_SLICES: Final = 6
_REST: Final = "其余"


def charts(units: Sequence[Progress], sectors: Sequence[Progress], period: Period) -> dict[str, Any]:
    """完成率 against 序时进度 by unit (by sector where the units are too many to draw), and the plan by sector."""
    by_unit = 1 < len(units) <= _MOST_COLUMNS
    rates, plans = _rates(units if by_unit else sectors, period), _plans(sectors)
    return {
        "完成率图口径": "各任务单位" if by_unit else "各类项目",
        "有完成率图": bool(rates),
        "完成率图": rates,
        "有计划图": bool(plans),
        "计划图": plans,
    }


def _rates(parts: Sequence[Progress], period: Period) -> Any:
    able = sorted((part for part in parts if part.rate.known), key=lambda part: -part.rate.number)
    if len(able) < 2:
        return ""
    schedule = _percent(period.schedule.number)
    return {
        "类别": [rows.sector_name(part.name) for part in able],
        "系列": [
            {"名称": "完成率", "数值": [_percent(part.rate.number) for part in able]},
            {"名称": "序时进度", "数值": [schedule] * len(able)},
        ],
    }


def _percent(ratio: Decimal) -> Decimal | Blank:
    """As the tables print it, so that chart and table never differ; a gap for what is too large to be printed."""
    return Decimal(format_percent(ratio, unit=False)) if fits(ratio) else GAP


def _plans(sectors: Sequence[Progress]) -> Any:
    able = sorted((part for part in sectors if part.has_plan), key=lambda part: -part.plan.number)
    if len(able) < 2:
        return ""
    first, rest = (able, []) if len(able) <= _MOST_SLICES else (able[: _MOST_SLICES - 1], able[_MOST_SLICES - 1 :])
    names = [rows.sector_name(part.name) for part in first] + ([_REST] if rest else [])
    others = sum((part.plan.number for part in rest), Decimal(0))
    amounts = [part.plan.number for part in first] + ([others] if rest else [])
    return {"类别": names, "系列": [{"名称": "年度计划投资", "数值": amounts}]}
