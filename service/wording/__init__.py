"""The tongue: figures, dates, comparisons and lists in the wording of Chinese official papers.

Every function takes exact values (Decimal, int, numeric text; date, datetime, ISO text), hands the visible gap on
unchanged, and answers anything else with a ValueError that says in Chinese what was expected and what came. Rounding
is half up and happens in :func:`quantize` alone.
"""

from __future__ import annotations

from service.wording.approximate import about, neighbours, several
from service.wording.capitals import format_capitals
from service.wording.change import compare_phrase, schedule_phrase
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
from service.wording.han_dates import format_clock_24, format_clock_words, format_date_short, format_han_date
from service.wording.lists import boxes, join_list, join_with, or_gap
from service.wording.meeting_time import parse_meeting_time
from service.wording.money import MoneyUnit, choose_unit, format_in
from service.wording.numbering import document_number, nth
from service.wording.numbers import (
    chinese_ordinal,
    format_amount,
    format_percent,
    format_points,
    format_wan,
    format_yi,
    quantize,
)
from service.wording.rising import (
    NO_BASE,
    NO_MONTH,
    ZERO_BASE,
    change_phrase,
    growth_phrase,
    month_phrase,
    period_phrase,
    rate_phrase,
    times_phrase,
    yoy_phrase,
)
from service.wording.shares import ShareTexts, format_shares
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
from service.wording.titles import title_lines
from service.wording.values import GAP, Blank

__all__ = [
    "FILTERS",
    "GAP",
    "NO_BASE",
    "NO_MONTH",
    "ZERO_BASE",
    "Blank",
    "MoneyUnit",
    "ShareTexts",
    "about",
    "boxes",
    "change_phrase",
    "chinese_ordinal",
    "choose_unit",
    "compare_phrase",
    "cumulative",
    "cumulative_period",
    "day_span",
    "document_number",
    "format_amount",
    "format_capitals",
    "format_clock",
    "format_clock_24",
    "format_clock_words",
    "format_date",
    "format_date_short",
    "format_date_weekday",
    "format_han_date",
    "format_in",
    "format_meeting_time",
    "format_month",
    "format_month_day",
    "format_percent",
    "format_points",
    "format_shares",
    "format_wan",
    "format_yi",
    "growth_phrase",
    "half_year_name",
    "join_list",
    "join_with",
    "month_phrase",
    "month_span",
    "neighbours",
    "nth",
    "or_gap",
    "parse_meeting_time",
    "percent_span",
    "period_phrase",
    "quantize",
    "quarter_name",
    "rate_phrase",
    "schedule_phrase",
    "several",
    "times_phrase",
    "title_lines",
    "wan_span",
    "weekday_name",
    "yi_span",
    "yoy_phrase",
]
