"""开工率 and its kin with the denominator named, rates of money, growth in words, breakdown and shares."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from data_adapters import MISSING, NOT_APPLICABLE, PartialDate, Project
from service.figures import Period, Unit, difference, quotient
from service.figures.breakdown import by_group, by_list, shares
from service.figures.facts import spoken
from service.figures.figure import Figure
from service.figures.growth import above, given_rate, growth, month_on_month, times
from service.figures.rates import Among, Funds, Measure, funds_rate, rate_of
from service.wording import format_percent, format_points
from tests.figures.made import OCTOBER, progress, project


def _many(*kinds: tuple[int, dict[str, Any]]) -> list[Project]:
    return [project(f"第{row}项", row=row, **given) for count, given in kinds for row in range(count)]


_YES, _NO = {"extra": {"is_started": "是"}}, {"extra": {"is_started": "否"}}
_DONE = {"extra": {"is_finished": "已竣工"}}


@pytest.mark.parametrize(
    ("projects", "measure", "among", "printed", "formula"),
    [
        # Xuchang: 223 under way + 60 finished of 386 (domain.md §4, 7)
        (
            _many(
                (223, {"nature": "新建", **_YES}), (60, {"nature": "新建", **_DONE}), (103, {"nature": "新建", **_NO})
            ),
            Measure.STARTED,
            Among.ALL,
            "73.32%",
            "开工率 = 已开工的全部项目283个 ÷ 全部项目386个",
        ),
        # 122 of the year's 124 new ones; what continues does not count (domain.md §7)
        (
            _many((122, {"nature": "新建", **_YES}), (2, {"nature": "新建", **_NO}), (9, {"nature": "续建"})),
            Measure.STARTED,
            None,
            "98.39%",
            "开工率 = 已开工的新建项目122个 ÷ 新建项目124个",
        ),
        # 146 resumed + 145 started of 316 (domain.md §7)
        (
            _many(
                (146, {"nature": "续建", "extra": {"is_resumed": "是"}}),
                (145, {"nature": "新建", **_YES}),
                (25, {"nature": "新建", **_NO}),
            ),
            Measure.UNDER_WAY,
            None,
            "92.09%",
            "开复工率 = 已开复工的全部项目291个 ÷ 全部项目316个",
        ),
        # Anqing: 118 of 218 (domain.md §7)
        (
            _many((118, _DONE), (100, {"extra": {"is_finished": "否"}})),
            Measure.FINISHED,
            Among.ALL,
            "54.13%",
            "竣工率 = 已竣工的全部项目118个 ÷ 全部项目218个",
        ),
        (
            _many((10, {**_YES, "in_statistics": "已入统"}), (8, {**_YES, "in_statistics": "正在准备，未入统"})),
            Measure.IN_STATISTICS,
            None,
            "55.56%",
            "入库率 = 已入库的已开工项目10个 ÷ 已开工项目18个",
        ),
    ],
)
def test_published_rates(
    projects: list[Project], measure: Measure, among: Among | None, printed: str, formula: str
) -> None:
    found = rate_of(projects, measure, OCTOBER, among)
    assert (format_percent(found.figure.number, 2), found.figure.formula) == (printed, formula)


def test_who_does_not_say_is_listed_and_counts_as_not_yet() -> None:
    rows = _many((2, {"nature": "新建", **_YES}), (1, {"nature": "新建", **_NO}), (1, {"nature": "新建"}))
    found = rate_of(rows, Measure.STARTED, OCTOBER)
    assert (found.figure.number, len(found.open), len(found.unsaid)) == (Decimal("0.5"), 1, 1)
    assert found.remark == "其中1个项目未填报"


@pytest.mark.parametrize(
    ("projects", "absent", "reason"),
    [
        (_many((3, {"nature": "新建"})), MISSING, "已开工情况均未填报"),
        (_many((3, {"nature": "续建"})), NOT_APPLICABLE, "没有新建项目，无法计算开工率"),
    ],
)
def test_a_rate_of_nothing_says_why(projects: list[Project], absent: object, reason: str) -> None:
    found = rate_of(projects, Measure.STARTED, OCTOBER).figure
    assert found.value is absent
    assert reason in found.reason


@pytest.mark.parametrize(
    ("start", "started", "due"),
    [
        (PartialDate(2026, 10), True, True),
        (PartialDate(2026, 11), False, False),  # a date to come is a plan, not a fact
        (PartialDate(2026, 10, 31), True, True),
    ],
)
def test_a_date_counts_up_to_the_end_of_the_period(start: PartialDate, started: bool, due: bool) -> None:
    row = project(nature="新建", start_actual=start, start_planned=start)
    found = rate_of([row], Measure.STARTED, OCTOBER)
    assert bool(found.done) is started
    assert bool(rate_of([row], Measure.STARTED, OCTOBER, Among.DUE_TO_START).figure.known) is due


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        *(("是", True), ("已开工", True), ("√", True), ("否", False), ("未开工", False), ("尚未入库", False)),
        *(("×", False), ("", None), ("见备注", None), ("拟10月开工", False), ("应统未统", False), ("在库", True)),
    ],
)
def test_what_a_cell_says(text: str, fact: bool | None) -> None:
    assert spoken(text) is fact


@pytest.mark.parametrize(
    ("kind", "fields", "printed"),
    [
        (Funds.PAID_OF_PLAN, ("funds_paid", "11202", "funds_planned", "32500"), "34.47%"),  # domain.md §7
        (Funds.ARRIVED, ("funds_arrived", "115", "funds_planned", "100"), "115.00%"),  # never clamped
        (Funds.HONOURED, ("done_this_year_to_date", "63", "contract_amount", "248"), "25.40%"),
    ],
)
def test_rates_of_money(kind: Funds, fields: tuple[str, str, str, str], printed: str) -> None:
    above_name, above_value, below_name, below_value = fields
    row = project(extra={above_name: Decimal(above_value), below_name: Decimal(below_value)})
    found = funds_rate([row, project(row=6)], kind)
    assert format_percent(found.number, 2) == printed
    assert found.formula.endswith("（1项两者均填）")


def test_funds_nobody_reported_have_no_rate() -> None:
    assert funds_rate([project()], Funds.ARRIVED).value is MISSING


def _wan(value: str, name: str) -> Figure:
    return Figure(Decimal(value), Unit.WAN_YUAN, name)


@pytest.mark.parametrize(
    ("now", "base", "printed", "in_times"),
    [("153.34", "160.30", "-4.34%", None), ("275", "210", "30.95%", None), ("3", "1", "200.00%", "2")],
)
def test_growth(now: str, base: str, printed: str, in_times: str | None) -> None:
    found = growth(_wan(now, "本期"), _wan(base, "上期"), "增长")
    assert format_percent(found.number, 2) == printed
    told = times(found)
    assert (str(told.number) if told.known else None) == in_times


@pytest.mark.parametrize(("base", "reason"), [("0", "上期为零，不可比"), ("-3", "上期为负数，不可比")])
def test_growth_over_no_base(base: str, reason: str) -> None:
    found = growth(_wan("5", "本期"), _wan(base, "上期"), "增长")
    assert (found.value, found.reason) == (NOT_APPLICABLE, reason)


def test_against_last_month_only_pairs_are_compared() -> None:
    rows = [("30", "20"), ("10", None), (None, "20")]
    parts = [
        progress("100", "50", month=now or "", extra={"done_last_month": Decimal(old)} if old else {})
        for now, old in rows
    ]
    found = month_on_month(parts)
    assert (found.number, found.formula) == (Decimal("0.5"), "环比 = 本月完成投资 ÷ 上月完成投资 − 1（1 项可比）")
    assert month_on_month([progress("1", "1")]).reason == "无上月可比数据"


def test_above_the_city_in_points() -> None:
    found = above(progress("100", "87.2").rate, given_rate("全市平均", Decimal("83.3")))
    assert (format_points(found.number), found.formula) == ("+3.9个百分点", "完成率高于全市平均 = 完成率 − 全市平均")
    assert above(progress("100", "").rate, given_rate("全市平均", Decimal(80))).value is MISSING


def test_sectors_of_a_speech() -> None:
    """81 + 9 + 10 + 6 + 11 projects are 117, and 160.6 of 171 亿 is 93.9 % (domain.md §3)."""
    rows = (("产业", 81, "100.6"), ("基础设施", 9, "30"), ("城市", 10, "30"), ("民生", 6, "5.4"), ("其他类", 11, "5"))
    parts = [
        progress(plan if number == 0 else "0", "0", name=f"{name}{number}", sector=name)
        for name, count, plan in rows
        for number in range(count)
    ]
    found = shares(by_group(parts, "sector", OCTOBER), OCTOBER)
    assert [item.group.count for item in found] == [81, 9, 10, 6, 11]
    assert format_percent(sum((item.of_plan.number for item in found[:3]), Decimal(0))) == "93.9%"
    assert sum((item.of_count for item in found), Decimal(0)).quantize(Decimal("1e-20")) == 1


@pytest.mark.parametrize(
    ("investment", "size"),
    [("100000", "10亿元以上"), ("99999", "5亿元至10亿元"), ("10000", "1亿元至5亿元"), ("9999.99", "1亿元以下")],
)
def test_size_classes_include_their_lower_end(investment: str, size: str) -> None:
    assert by_group([progress("1", "1", invest=investment)], "size", OCTOBER)[0].name == size


def test_no_size_is_a_group_of_its_own() -> None:
    parts = [progress("1", "1", invest="20000"), progress("1", "1", invest="")]
    assert [group.name for group in by_group(parts, "size", OCTOBER)] == ["1亿元至5亿元", "（未填总投资）"]
    assert by_group(parts[1:], "size", OCTOBER) == []


def test_a_project_counts_on_each_of_its_plan_lists() -> None:
    parts = [progress("10", "5", plan_lists="省、市重点"), progress("20", "5", plan_lists="市重点"), progress("3", "1")]
    assert [(group.name, group.count) for group in by_list(parts, OCTOBER)] == [("省", 1), ("市重点", 2)]


@pytest.mark.parametrize(
    ("above_value", "below", "places", "printed"),
    [
        ("171", "386", 1, "44.3%"),
        ("23", "70", 1, "32.9%"),
        ("122", "124", 1, "98.4%"),
        ("11202", "32500", 2, "34.47%"),
        ("63", "51.72", 1, "121.8%"),
        ("210", "485", 1, "43.3%"),
    ],
)
def test_ratios_of_the_speeches(above_value: str, below: str, places: int, printed: str) -> None:
    found = quotient(_wan(above_value, "上"), _wan(below, "下"), "比重")
    assert format_percent(found.number, places) == printed


def test_thirty_one_not_thirty_seven() -> None:
    """A speech says 37 % for 210 → 275; from its own figures it is 31.0 %, 6 points less."""
    found = growth(_wan("275", "后一年"), _wan("210", "前一年"), "增长")
    off = difference(found, given_rate("所述增幅", Decimal(37)), "差", Unit.POINTS)
    assert (format_percent(found.number), format_points(off.number)) == ("31.0%", "-6.0个百分点")


def test_a_half_month_period_reads_dates_to_its_middle() -> None:
    row = project(nature="新建", start_actual=PartialDate(2026, 8, 16))
    assert not rate_of([row], Measure.STARTED, Period(2026, 8, half=True)).done
