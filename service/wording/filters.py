"""The filters a Word template may use, by the Chinese names it calls them."""

# ruff: noqa: N803, PLC2401 -- templates speak Chinese, and an argument's name is what a template writes

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from service.wording.approximate import about, neighbours, several
from service.wording.capitals import format_capitals
from service.wording.change import compare_phrase, schedule_phrase
from service.wording.dates import (
    format_clock,
    format_date,
    format_date_weekday,
    format_meeting_time,
    format_month,
    format_month_day,
)
from service.wording.han_dates import format_clock_24, format_clock_words, format_date_short, format_han_date
from service.wording.lists import join_list, join_with, or_gap
from service.wording.money import format_in, unit_of
from service.wording.numbering import document_number, nth
from service.wording.numbers import chinese_ordinal, format_amount, format_percent, format_points, format_wan, format_yi
from service.wording.rising import (
    change_phrase,
    growth_phrase,
    month_phrase,
    period_phrase,
    rate_phrase,
    times_phrase,
    yoy_phrase,
)
from service.wording.shares import share_list, share_note
from service.wording.spans import (
    cumulative,
    day_span,
    half_year_name,
    month_span,
    percent_span,
    quarter_name,
    wan_span,
    yi_span,
)


def _wan(value: object, places: int = 0, 千分: bool = False) -> str:
    return format_wan(value, places, grouping=千分)


def _wan_bare(value: object, places: int = 0, 千分: bool = False) -> str:
    return format_wan(value, places, grouping=千分, unit=False)


def _compare(value: object, 对象: str, places: int = 1) -> str:
    return compare_phrase(value, 对象, places)


def _join(value: object, limit: int | None = None, 量: str = "个") -> str:
    return join_list(value, limit, 量)


def _join_with(value: object, limit: int | None = None, 量: str = "个", 词: str = "和") -> str:
    return join_with(value, limit, 量, 词)


def _capitals(value: object, 单位: str = "", 人民币: bool = True) -> str:
    return format_capitals(value, 单位, prefix=人民币)


def _days(value: object, 至: object, 年: bool = False) -> str:
    return day_span(value, 至, year=年)


def _quarter(value: object, 年: bool = False) -> str:
    return quarter_name(value, year=年)


def _half_year(value: object, 年: bool = False) -> str:
    return half_year_name(value, year=年)


def _nth(value: object, 量: str = "批", 数字: bool = False) -> str:
    return nth(value, 量, digits=数字)


def _document_number(value: object, 年份: object = None, 序号: object = None) -> str:
    return document_number(value, 年份, 序号)


def _change(value: object, 对比: str = "", 单位: str = "", places: int | None = None) -> str:
    return change_phrase(value, 对比, 单位, places)


FILTERS: Final[dict[str, Callable[..., str]]] = {
    "金额": format_amount,
    "选单位": unit_of,
    "按": format_in,
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
    "环比说法": month_phrase,
    "同期比较": period_phrase,
    "增幅说法": growth_phrase,
    "倍数说法": times_phrase,
    "升降说法": rate_phrase,
    "增减说法": _change,
    "占比": share_list,
    "占比注": share_note,
    "百分比段": percent_span,
    "万元段": wan_span,
    "亿元段": yi_span,
    "大写金额": _capitals,
    "年月日": format_date,
    "年月日星期": format_date_weekday,
    "年月": format_month,
    "月日": format_month_day,
    "时间": format_meeting_time,
    "时分": format_clock,
    "中文年月日": format_han_date,
    "年月日短": format_date_short,
    "时分中文": format_clock_words,
    "时分24": format_clock_24,
    "日期段": _days,
    "月份段": month_span,
    "累计期间": cumulative,
    "季度": _quarter,
    "半年": _half_year,
    "顿号": _join,
    "和": _join_with,
    "概数": neighbours,
    "几数": several,
    "约数": about,
    "第": _nth,
    "文号": _document_number,
    "中文序号": chinese_ordinal,
    "留空": or_gap,
}
"""Filter name → function. Each returns text, hands a blank on unchanged, and raises ValueError in Chinese."""
