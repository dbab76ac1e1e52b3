"""The filters a Word template may use, by the Chinese names it calls them."""

# ruff: noqa: N803, PLC2401 -- templates speak Chinese, and an argument's name is what a template writes

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from service.wording.change import compare_phrase, schedule_phrase, yoy_phrase
from service.wording.dates import (
    format_clock,
    format_date,
    format_date_weekday,
    format_meeting_time,
    format_month,
    format_month_day,
)
from service.wording.lists import join_list, or_gap
from service.wording.numbers import chinese_ordinal, format_amount, format_percent, format_points, format_wan, format_yi


def _wan(value: object, places: int = 0, 千分: bool = False) -> str:
    return format_wan(value, places, grouping=千分)


def _wan_bare(value: object, places: int = 0, 千分: bool = False) -> str:
    return format_wan(value, places, grouping=千分, unit=False)


def _compare(value: object, 对象: str, places: int = 1) -> str:
    return compare_phrase(value, 对象, places)


def _join(value: object, limit: int | None = None, 量: str = "个") -> str:
    return join_list(value, limit, 量)


FILTERS: Final[dict[str, Callable[..., str]]] = {
    "金额": format_amount,
    "亿元": format_yi,
    "亿元数": partial(format_yi, unit=False),
    "万元": _wan,
    "万元数": _wan_bare,
    "百分比": format_percent,
    "百分比数": partial(format_percent, unit=False),
    "百分点": format_points,
    "百分点数": partial(format_points, unit=False),
    "序时说法": schedule_phrase,
    "高低说法": _compare,
    "同比说法": yoy_phrase,
    "年月日": format_date,
    "年月日星期": format_date_weekday,
    "年月": format_month,
    "月日": format_month_day,
    "时间": format_meeting_time,
    "时分": format_clock,
    "顿号": _join,
    "中文序号": chinese_ordinal,
    "留空": or_gap,
}
"""Filter name → function. Each returns text, hands a blank on unchanged, and raises ValueError in Chinese."""
