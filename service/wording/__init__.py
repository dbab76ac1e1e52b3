"""The tongue: figures, dates, comparisons and lists in the wording of Chinese official papers.

Every function takes exact values (Decimal, int, numeric text; date, datetime, ISO text), hands the visible gap on
unchanged, and answers anything else with a ValueError that says in Chinese what was expected and what came. Rounding
is half up and happens in :func:`quantize` alone.
"""

from __future__ import annotations

from service.wording.change import NO_BASE, ZERO_BASE, compare_phrase, schedule_phrase, yoy_phrase
from service.wording.dates import (
    cumulative_period,
    format_clock,
    format_date,
    format_date_weekday,
    format_meeting_time,
    format_month,
    format_month_day,
    weekday_name,
)
from service.wording.filters import FILTERS
from service.wording.lists import boxes, join_list, or_gap
from service.wording.meeting_time import parse_meeting_time
from service.wording.numbers import (
    chinese_ordinal,
    format_amount,
    format_percent,
    format_points,
    format_wan,
    format_yi,
    quantize,
)
from service.wording.titles import title_lines
from service.wording.values import GAP, Blank

__all__ = [
    "FILTERS",
    "GAP",
    "NO_BASE",
    "ZERO_BASE",
    "Blank",
    "boxes",
    "chinese_ordinal",
    "compare_phrase",
    "cumulative_period",
    "format_amount",
    "format_clock",
    "format_date",
    "format_date_weekday",
    "format_meeting_time",
    "format_month",
    "format_month_day",
    "format_percent",
    "format_points",
    "format_wan",
    "format_yi",
    "join_list",
    "or_gap",
    "parse_meeting_time",
    "quantize",
    "schedule_phrase",
    "title_lines",
    "weekday_name",
    "yoy_phrase",
]
