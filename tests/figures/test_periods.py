"""Periods of whole months, half months and days, a project's own curve, and targets by their month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from data_adapters import NOT_APPLICABLE
from service.figures import Curve, Period, needed_per_month, of_all, of_record, own_schedule, read_period, to_schedule
from service.figures.targets import FIRST_QUARTER, HALF, Reached, Target, standing
from service.wording import format_percent, format_points, quantize
from tests.figures.made import progress, project


@pytest.mark.parametrize(
    ("text", "period", "schedule", "formula", "end"),
    [
        ("2026-10", Period(2026, 10), "83.33%", "序时进度 = 10 ÷ 12", date(2026, 10, 31)),
        ("2026年8月上半月", Period(2026, 8, half=True), "62.50%", "序时进度 = 7.5 ÷ 12", date(2026, 8, 15)),
        ("2026-08上", Period(2026, 8, half=True), "62.50%", "序时进度 = 7.5 ÷ 12", date(2026, 8, 15)),
        ("2026-08-20", Period(2026, 8, 20), "63.71%", "序时进度 = （7 + 20 ÷ 31） ÷ 12", date(2026, 8, 20)),
        ("2026年8月31日", Period(2026, 8, 31), "66.67%", "序时进度 = （7 + 31 ÷ 31） ÷ 12", date(2026, 8, 31)),
        ("2024.2.29", Period(2024, 2, 29), "16.67%", "序时进度 = （1 + 29 ÷ 29） ÷ 12", date(2024, 2, 29)),
        ("202601", Period(2026, 1), "8.33%", "序时进度 = 1 ÷ 12", date(2026, 1, 31)),
    ],
)
def test_a_period_as_written(text: str, period: Period, schedule: str, formula: str, end: date) -> None:
    found = read_period(text)
    assert found == period
    assert format_percent(found.schedule.number, 2) == schedule
    assert (found.schedule.formula, found.end) == (formula, end)
    assert read_period(str(found)) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-13", "1 至 12"),
        ("2026-02-30", "没有 30 日"),
        ("去年", "写法不对"),
        ("2026115", "写法不对"),
        ("", "写法不对"),
    ],
)
def test_a_period_that_is_none(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_period(text)


def test_what_is_left_of_a_half_month() -> None:
    found = needed_per_month(progress("100", "10", period=Period(2026, 8, half=True)), Period(2026, 8, half=True))
    assert found.number == Decimal(20)
    assert found.formula.endswith("÷ 4.5")
    daily = needed_per_month(progress("100", "10"), Period(2026, 8, 31))
    assert (daily.number, daily.formula[-20:]) == (Decimal("22.5"), "（12 − （7 + 31 ÷ 31））"[-20:])


def test_yunfus_half_month_rate() -> None:
    """7.54 of 17.52 亿 is 43.04 %, by 62.5 % of the time 19.46 points behind (domain.md §4, §7)."""
    found = progress("175200", "75400", period=Period(2026, 8, half=True))
    assert (format_percent(found.rate.number, 2), format_points(found.gap.number, 2)) == ("43.04%", "-19.46个百分点")
    assert format_percent(to_schedule(found).number, 1) == "68.9%"


_THIRDS = Curve(((Decimal(3), Decimal("0.1")), (Decimal(6), Decimal("0.4"))))


@pytest.mark.parametrize(
    ("period", "due"),
    [
        (Period(2026, 1), "3.33%"),
        (Period(2026, 3), "10.00%"),
        (Period(2026, 5, half=True), "25.00%"),
        (Period(2026, 6), "40.00%"),
        (Period(2026, 9), "70.00%"),
        (Period(2026, 12), "100.00%"),
    ],
)
def test_between_two_nodes_the_share_grows_evenly(period: Period, due: str) -> None:
    assert format_percent(_THIRDS.at(period).number, 2) == due


@pytest.mark.parametrize("nodes", [[("3", "0.4"), ("6", "0.1")], [("6", "0.1"), ("3", "0.4")], [("13", "1")]])
def test_nodes_that_make_no_curve(nodes: list[tuple[str, str]]) -> None:
    with pytest.raises(ValueError, match="节点"):
        Curve(tuple((Decimal(month), Decimal(share)) for month, share in nodes))


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("3月底前完成投资10%，6月底完成年度计划投资的40%", "40.00%"),
        ("6月中旬完成投资 50%", "53.85%"),
        ("6月底完成主体工程60%", None),  # a share of the works is none of the money
        ("6月底完成投资60%，9月底完成投资40%", None),  # contradicts itself
        ("", None),
    ],
)
def test_the_nodes_a_text_names(text: str, due: str | None) -> None:
    found = own_schedule(project(plan="100", done="35", milestone_plan=text), Period(2026, 6))
    assert (format_percent(found.number, 2) if found else None) == due


def test_a_projects_own_curve_changes_its_gap_and_weighs_by_plan() -> None:
    june = Period(2026, 6)
    own = of_record(project(plan="300", done="90", extra={"plan_to_date": Decimal(60)}), june, own_curve=True)
    assert (format_percent(own.schedule.number), format_points(own.gap.number)) == ("20.0%", "+10.0个百分点")
    assert own.schedule.formula == "序时进度 = 累计计划投资 ÷ 年度计划投资"
    even = progress("100", "60", period=june)
    whole = of_all([own, even], "合计", june)
    assert quantize(whole.schedule.number, 4) == Decimal("0.2750")  # (60 + 50) of 400
    assert of_all([even, even], "合计", june).schedule is june.schedule


@pytest.mark.parametrize(
    ("target", "month", "done", "reached", "gap"),
    [
        (HALF, 6, "50", Reached.YES, "0.0个百分点"),
        (HALF, 6, "49.9", Reached.NO, "-0.1个百分点"),
        (HALF, 5, "45", Reached.NOT_YET, "-5.0个百分点"),
        (HALF, 5, "52", Reached.YES, "+2.0个百分点"),
        (FIRST_QUARTER, 3, "24", Reached.NO, "-1.0个百分点"),
        (FIRST_QUARTER, 2, "24", Reached.NOT_YET, "-1.0个百分点"),
        (Target("三季度冲刺", 9, Decimal("0.8")), 10, "79", Reached.NO, "-1.0个百分点"),
    ],
)
def test_half_the_task_in_half_the_time(target: Target, month: int, done: str, reached: Reached, gap: str) -> None:
    found = standing(progress("100", done), target, Period(2026, month))
    assert (found.reached, format_points(found.gap.number)) == (reached, gap)


def test_a_target_without_a_rate_is_not_judged() -> None:
    found = standing(progress("—", "—"), HALF, Period(2026, 7))
    assert (found.reached, found.gap.value) == (Reached.UNKNOWN, NOT_APPLICABLE)
