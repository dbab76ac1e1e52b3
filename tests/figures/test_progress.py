"""Completion, schedule, gap and state: the worked figures of real speeches and bulletins, and the three absences."""

from __future__ import annotations

from decimal import Decimal

import pytest

from data_adapters import MISSING, NOT_APPLICABLE
from service.figures import Period, State, needed_per_month, of_all, of_record
from service.figures.breakdown import NO_UNIT, by_group
from service.figures.growth import year_on_year
from service.wording import format_percent, format_points, quantize
from tests.figures.made import OCTOBER, progress, project, target

YI = 10_000


def wan(yi: str) -> str:
    return str(Decimal(yi) * YI)


@pytest.mark.parametrize(
    ("plan", "done", "month", "places", "printed"),
    [
        ("174", "10.3", 1, 2, ("5.92%", "-2.41个百分点")),  # the speech says 2.3: its own figures do not agree
        ("647.4", "629.0", 10, 1, ("97.2%", "+13.8个百分点")),  # 97.2 - 83.3 of the printed figures would give 13.9
        ("401.9", "107.4", 4, 1, ("26.7%", "-6.6个百分点")),
        ("10.7", "1.29", 1, 2, ("12.06%", "+3.72个百分点")),
        ("17.52", "7.54", 8, 2, ("43.04%", "-23.63个百分点")),
        ("100", "130", 6, 1, ("130.0%", "+80.0个百分点")),
        ("20.6", "83.018", 12, 0, ("403%", "+303个百分点")),
        ("12", "10", 10, 1, ("83.3%", "0.0个百分点")),
    ],
)
def test_published_figures(plan: str, done: str, month: int, places: int, printed: tuple[str, str]) -> None:
    found = of_record(project(plan=wan(plan), done=wan(done)), Period(2026, month))
    assert (format_percent(found.rate.number, places), format_points(found.gap.number, places)) == printed


@pytest.mark.parametrize(
    ("month", "printed"), [(1, "8.33%"), (4, "33.33%"), (6, "50.00%"), (10, "83.33%"), (12, "100.00%")]
)
def test_schedule_is_the_months_elapsed(month: int, printed: str) -> None:
    assert format_percent(Period(2026, month).schedule.number, 2) == printed


@pytest.mark.parametrize("month", [0, 13, -1])
def test_a_period_has_a_real_month(month: int) -> None:
    with pytest.raises(ValueError, match=r"1 至 12.*" + str(month)):
        Period(2026, month)


_STATES = [
    ("120", "100", State.ON_SCHEDULE),  # exactly on schedule counts as reached
    ("120", "100.0001", State.ON_SCHEDULE),
    ("120", "99.9999", State.BEHIND),
    ("12900", "10750", State.ON_SCHEDULE),  # a rate that no decimal holds
    ("7", "5.8333333333", State.BEHIND),
    ("120", "0", State.ZERO),
    ("120", "", State.NOT_REPORTED),
    ("120", "—", State.NOT_APPLICABLE),
    ("", "50", State.PLAN_MISSING),
    ("", "0", State.PLAN_MISSING),
    ("", "", State.NOT_REPORTED),
    ("—", "—", State.NO_PLAN),
    ("—", "", State.NO_PLAN),
    ("0", "", State.NO_PLAN),
    ("0", "0", State.NO_PLAN),
    ("0", "5", State.NO_PLAN),
    ("-3", "5", State.NO_PLAN),
]


@pytest.mark.parametrize(("plan", "done", "state"), _STATES)
def test_state(plan: str, done: str, state: State) -> None:
    assert progress(plan, done).state is state


@pytest.mark.parametrize(
    ("plan", "done", "absent", "reason"),
    [
        ("120", "", MISSING, "累计完成投资未填报"),
        ("120", "—", NOT_APPLICABLE, "累计完成投资不适用"),
        ("", "100", MISSING, "年度计划投资未填报"),
        ("—", "100", NOT_APPLICABLE, "年度计划投资不适用"),
        ("0", "100", NOT_APPLICABLE, "年度计划投资为0"),
        ("-1", "100", NOT_APPLICABLE, "年度计划投资为负数"),
    ],
)
def test_an_absence_spreads_with_its_reason_and_never_becomes_zero(
    plan: str, done: str, absent: object, reason: str
) -> None:
    found = progress(plan, done)
    for figure in (found.rate, found.gap):
        assert figure.value is absent
        assert reason in figure.reason
        with pytest.raises(ValueError, match=reason):
            _ = figure.number


def test_zero_is_a_number() -> None:
    found = progress("120", "0")
    assert (found.done.number, found.rate.number) == (Decimal(0), Decimal(0))
    assert found.gap.number == -Period(2026, 10).schedule.number


def test_a_sum_leaves_out_what_was_not_reported_and_keeps_its_plan() -> None:
    whole = of_all(
        [progress("100", "60"), progress("100", ""), progress("—", "—"), progress("50", "0")], "全县", OCTOBER
    )
    assert (whole.plan.number, whole.done.number, whole.count) == (Decimal(250), Decimal(60), 4)
    assert whole.rate.number == Decimal("0.24")


@pytest.mark.parametrize(
    ("parts", "absent", "state"),
    [
        ([("100", ""), ("50", "")], MISSING, State.NOT_REPORTED),
        ([("—", "—"), ("—", "—")], NOT_APPLICABLE, State.NO_PLAN),  # nobody there failed to report
        ([("100", ""), ("—", "—")], MISSING, State.NOT_REPORTED),
        ([("", ""), ("—", "")], MISSING, State.NOT_REPORTED),
    ],
)
def test_a_sum_of_nothing_keeps_why(parts: list[tuple[str, str]], absent: object, state: State) -> None:
    whole = of_all([progress(plan, done) for plan, done in parts], "全县", OCTOBER)
    assert whole.done.value is absent
    assert whole.state is state


@pytest.mark.parametrize(
    ("month", "plan", "done", "needed"),
    [
        (10, "486400", "375554.5", "55422.75"),
        (1, "174", "10.3", "14.88"),
        (11, "100", "40", "60.00"),
        (10, "100", "100", "0.00"),
        (10, "100", "130", "0.00"),  # the plan is met: nothing more is needed, never a negative amount
        (10, "100", "0", "50.00"),
    ],
)
def test_needed_per_month(month: int, plan: str, done: str, needed: str) -> None:
    found = needed_per_month(progress(plan, done), Period(2026, month))
    assert f"{quantize(found.number, 2):f}" == needed


@pytest.mark.parametrize(
    ("month", "plan", "done", "absent"),
    [
        (12, "100", "40", NOT_APPLICABLE),
        (12, "100", "100", NOT_APPLICABLE),
        (10, "100", "", MISSING),
        (10, "", "40", MISSING),
        (10, "—", "—", NOT_APPLICABLE),
    ],
)
def test_needed_per_month_is_absent(month: int, plan: str, done: str, absent: object) -> None:
    found = needed_per_month(progress(plan, done), Period(2026, month))
    assert found.value is absent
    assert found.reason


@pytest.mark.parametrize(
    ("parts", "growth"),
    [
        ([("153.34", "160.30")], "-4.34%"),
        ([("275", "210")], "30.95%"),  # not the 37 % a speech stated
        ([("100", "80"), ("50", ""), ("50", "—"), ("", "70")], "25.00%"),  # only pairs are compared
        ([("0", "80")], "-100.00%"),
        ([("30", "0"), ("10", "20")], "100.00%"),  # a zero base among others still adds its done
    ],
)
def test_year_on_year(parts: list[tuple[str, str]], growth: str) -> None:
    found = year_on_year(progress("1000", done, last_year=last) for done, last in parts)
    assert format_percent(found.number, 2) == growth


@pytest.mark.parametrize(
    ("parts", "absent", "reason"),
    [
        ([("100", "0")], NOT_APPLICABLE, "上年同期为零，不可比"),
        ([("100", ""), ("", "80"), ("100", "—")], MISSING, "无同期可比数据"),
        ([], MISSING, "无同期可比数据"),
    ],
)
def test_year_on_year_without_a_base(parts: list[tuple[str, str]], absent: object, reason: str) -> None:
    found = year_on_year(progress("1000", done, last_year=last) for done, last in parts)
    assert (found.value, found.reason) == (absent, reason)


def test_groups_stand_in_order_of_first_appearance() -> None:
    parts = [
        progress("10", "5", name="甲", group=("二、民生", "（一）教育"), unit="县教育局、栖云镇"),
        progress("20", "5", name="乙", group=("一、产业",), unit="栖云镇", sector="工业"),
        progress("30", "6", name="丙", group=("二、民生",), unit="县教育局"),
        progress("40", "6", name="丁"),
    ]
    groups = by_group(parts, "group", OCTOBER)
    assert [(group.name, group.count, str(group.plan.number)) for group in groups] == [
        ("二、民生", 2, "40"),
        ("一、产业", 1, "20"),
        ("其他", 1, "40"),
    ]
    units = by_group(parts, "unit", OCTOBER)
    assert [(unit.name, unit.count) for unit in units] == [("县教育局", 2), ("栖云镇", 1), ("县水利局", 1)]
    assert [group.name for group in by_group(parts, "sector", OCTOBER)] == ["其他", "工业"]
    assert by_group(parts, "place", OCTOBER) == []


def test_projects_without_a_unit_are_a_group_too() -> None:
    parts = [progress("10", "5", name="甲", unit=""), progress("20", "5", name="乙"), progress("30", "", unit=" ")]
    assert [(unit.name, unit.count) for unit in by_group(parts, "unit", OCTOBER)] == [
        ("（未填责任单位）", 2),
        ("县水利局", 1),
    ]
    assert [unit.name for unit in by_group(parts[:1], "unit", OCTOBER)] == [NO_UNIT]


def test_a_unit_has_no_total_investment() -> None:
    found = of_record(target(plan="100", done="50"), OCTOBER)
    assert (found.name, found.unit, found.total_investment.value) == ("栖云镇", "栖云镇", NOT_APPLICABLE)
