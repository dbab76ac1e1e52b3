"""What a heading means, and how the period it names changes that."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from data_adapters.headings.fields import fields
from data_adapters.headings.periods import Period

DONE = "done_this_year_to_date"
_PLAN = "plan_this_year"
_TEN_DAYS = {1: "done_first_ten_days", 2: "done_second_ten_days", 3: "done_third_ten_days"}
# (field, kind of period) → field; what is not listed keeps its field, or has none where the year is another.
_THIS_YEAR = {
    (DONE, "month"): "done_this_month",
    (DONE, "quarter"): "done_this_quarter",
    (DONE, "plan_years"): "done_five_year",
    (DONE, "rest"): "",
    (DONE, "other"): "",
    (_PLAN, "range"): "plan_to_date",
    (_PLAN, "until"): "plan_to_date",
    (_PLAN, "month"): "plan_this_month",
    (_PLAN, "quarter"): "plan_this_quarter",
    (_PLAN, "rest"): "target_rest_of_year",
    (_PLAN, "plan_years"): "plan_five_year",
    (_PLAN, "other"): "",
    ("cum_since_start", "range"): DONE,
    ("rate_reported", "month"): "rate_of_month",
    ("plan_this_month", "range"): "plan_to_date",
    ("expected_full_year", "range"): "",
    ("expected_full_year", "until"): "",
    ("expected_full_year", "month"): "",
    ("expected_full_year", "quarter"): "",
    ("total_investment", "plan_years"): "",
    ("total_investment", "range"): "",
    ("total_investment", "until"): "",
    ("total_investment", "month"): "",
    ("total_investment", "quarter"): "",
}
_YEAR_BEFORE = {
    (DONE, "range"): "done_last_year_same_period",
    (DONE, "until"): "done_last_year_same_period",
    (DONE, "month"): "done_last_year_same_month",
    (DONE, "year"): "done_last_year",
    (DONE, "year_end"): "cum_to_prev_year_end",
    ("cum_since_start", "year_end"): "cum_to_prev_year_end",
    ("cum_to_prev_year_end", "year_end"): "cum_to_prev_year_end",
    ("done_last_year_same_period", "range"): "done_last_year_same_period",
    ("done_last_year_same_period", "year"): "done_last_year_same_period",
    ("done_last_year", "year"): "done_last_year",
    ("plan_last_year", "year"): "plan_last_year",
    (_PLAN, "year"): "plan_last_year",
    ("funds_arrived", "year_end"): "funds_to_prev_year_end",
    ("funds_to_prev_year_end", "year_end"): "funds_to_prev_year_end",
}
_YEAR_AFTER = {(_PLAN, "year"): "plan_next_year", ("plan_next_year", "year"): "plan_next_year"}
# Where a period is named, these few words are enough.
_SPOKEN = {
    **dict.fromkeys(("完成", "投资", "投资额", "实际", "累计", "完成额", "已完成", "投资情况", "投资完成情况"), DONE),
    **dict.fromkeys(("计划", "目标", "任务", "应完成", "计划数"), _PLAN),
}


@dataclass(frozen=True, slots=True)
class Match:
    """What a heading means: a field id, the unit it states and the month it runs to ("" and 0 where it does not).

    ``day`` is 0 for a whole month, 15 for its first half. ``year`` is the year the heading or one above it names, 0 for
    none. ``kind`` says how it was understood, best first: "synonym", "period" (a span read by pattern), "parents" (the
    headings above decided), "loose" (after leaving out a remark in brackets or small words), "mapped" (a person said
    so). Year and kind are how it was told, not what it means: matches that differ in them only are equal.
    """

    field: str
    unit: str
    month: int = 0
    day: int = 0
    year: int = dataclasses.field(default=0, compare=False)
    kind: str = dataclasses.field(default="synonym", compare=False)

    @property
    def label(self) -> str:
        """The field's canonical Chinese label."""
        return fields()[self.field].label

    @property
    def type(self) -> str:
        """The field's type."""
        return fields()[self.field].type


def spoken(words: str, period: Period) -> str:
    """The field of a few words that mean something only beside a period ("1-10月" and "投资"), or ""."""
    if period.offset and period.kind == "range" and not words:
        return DONE
    if period.kind == "ten" and words in ("", "完成", "投资", "完成投资"):
        return DONE
    if period.kind == "month" and words in ("小计", "合计"):
        return DONE
    if period.kind == "year":
        return {"计划": _PLAN, "完成": DONE, "目标": "milestone_plan"}.get(words, "")
    return _SPOKEN.get(words, "") if period.kind and period.kind != "year_end" else ""


def in_period(named: str, period: Period, words: str, year: int) -> str:
    """What the field ``named`` is in this period of a ledger of ``year`` (0: unknown); "" where it is no such column.

    ``words`` are those of the heading without its period: "10月 > 累计" runs to the month, "10月 > 完成" is the month.
    """
    kind = period.kind
    offset = period.offset or (period.year - year if period.year and year else 0)
    if kind == "ten":
        return _TEN_DAYS[period.ten] if named == DONE and not offset else ""
    if kind == "month" and "累计" in words and named == DONE:
        kind = "until"
    if kind == "year_end" and not year and not period.offset:
        offset = -1
    if offset == -1:
        return _year_before(named, period, kind)
    if offset == 1:
        return _YEAR_AFTER.get((named, kind), "")
    if offset or kind == "year_end":
        return ""
    if named == _PLAN and period.month == 12 and kind in ("range", "until"):
        return _PLAN
    return _THIS_YEAR.get((named, kind), named)


def _year_before(named: str, period: Period, kind: str) -> str:
    if period.month == 12 and named in (DONE, "cum_since_start"):
        return "cum_to_prev_year_end" if kind == "until" else "done_last_year" if kind == "range" else ""
    return _YEAR_BEFORE.get((named, kind), "")
