"""Several taken together: what counts for their rate, and what they are when some say nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from data_adapters import MISSING
from service.figures import Period, Progress, State, needed_per_month, of_all
from service.figures.ranking import rank
from tests.figures.made import OCTOBER, progress


@pytest.mark.parametrize(
    ("parts", "said", "count", "rate"),
    [
        ([("100", "60"), ("", "900")], ("960", "60", "900"), 1, "0.6"),
        ([("100", "60"), ("—", "900")], ("960", "60", "900"), 1, "0.6"),
        ([("100", "60"), ("0", "900")], ("960", "60", "900"), 1, "0.6"),
        ([("100", "60"), ("-20", "900")], ("960", "60", "900"), 1, "0.75"),  # the negative plan itself is questioned
        ([("100", "60"), ("", "5"), ("—", "7"), ("0", "0")], ("72", "60", "12"), 2, "0.6"),
        ([("100", "60"), ("", "0"), ("—", "—"), ("", "")], ("60", "60", None), 0, "0.6"),
        ([("100", "130"), ("50", "0")], ("130", "130", None), 0, "0.8666666667"),
        ([("", "5"), ("—", "7")], ("12", None, "12"), 2, None),
        ([("0", "5"), ("—", "7")], ("12", None, "12"), 2, None),
        ([], (None, None, None), 0, None),
    ],
)
def test_what_was_done_without_a_plan_is_in_the_total_and_not_in_the_rate(
    parts: list[tuple[str, str]], said: tuple[str | None, ...], count: int, rate: str | None
) -> None:
    """``said``: what was done, of that by plan, of that without one."""
    whole = of_all([progress(*part) for part in parts], "全县", OCTOBER)
    figures = (whole.done, whole.done_planned, whole.unplanned)
    assert tuple(str(item.number) if item.known else None for item in figures) == said
    assert whole.unplanned_count == count
    assert (f"{whole.rate.number:.10f}".rstrip("0") if whole.rate.known else None) == rate
    assert all(item.known or item.reason for item in (*figures, whole.rate, whole.gap))


def test_the_rate_says_what_it_divides() -> None:
    loose = progress("", "900", row=9)
    whole = of_all([progress("100", "60", row=7), loose], "全县", OCTOBER)
    assert whole.rate.formula == "完成率 = 有年度计划的累计完成投资 ÷ 年度计划投资"
    assert [cell.name for cell in whole.rate.sources] == ["J7", "I7"]
    assert [cell.name for cell in whole.done.sources] == ["J7", "J9"]
    assert whole.unplanned.sources == loose.done.sources
    assert (loose.done_planned.known, loose.unplanned.number) == (False, Decimal(900))


def test_what_was_done_without_a_plan_does_not_lessen_what_is_needed() -> None:
    needed = needed_per_month(of_all([progress("100", "60"), progress("", "900")], "全县", OCTOBER), OCTOBER)
    assert needed.number == Decimal(20)
    assert needed.formula == "后续月均需完成 = （年度计划投资 − 有年度计划的累计完成投资）÷ 2"


_WHOLES = [
    ([("100", "90"), ("100", "90")], State.ON_SCHEDULE, 1, ""),
    ([("100", "99"), ("10", "")], State.ON_SCHEDULE, 1, "其中1个项目未上报"),
    ([("100", "40"), ("50", ""), ("50", "")], State.BEHIND, 1, "其中2个项目未上报"),
    ([("100", "40"), ("", "")], State.BEHIND, 1, "其中1个项目未上报"),
    ([("100", "40"), ("—", "—")], State.BEHIND, 1, ""),
    ([("100", "0"), ("50", "0")], State.ZERO, 1, "完成投资为0"),
    ([("100", "0"), ("—", "—")], State.ZERO, 1, "完成投资为0"),
    ([("100", "0"), ("50", "—")], State.ZERO, 1, "完成投资为0"),
    ([("100", "0"), ("50", "")], State.NOT_REPORTED, None, "其中1个项目未上报"),
    ([("100", "0"), ("", "")], State.NOT_REPORTED, None, "其中1个项目未上报"),
    ([("100", ""), ("—", "5")], State.NOT_REPORTED, None, "其中1个项目未上报"),
    ([("100", "0"), ("50", ""), ("—", "5")], State.NOT_REPORTED, None, "其中1个项目未上报"),
    ([("100", ""), ("50", "")], State.NOT_REPORTED, None, "未上报"),
    ([("100", ""), ("—", "—")], State.NOT_REPORTED, None, "未上报"),
    ([("100", "—"), ("—", "5")], State.NOT_APPLICABLE, None, "不适用"),
    ([("100", "—"), ("—", "")], State.NOT_APPLICABLE, None, "不适用"),  # who said nothing had no plan to report on
    ([("100", "0"), ("—", "5")], State.BEHIND, 1, ""),  # 5 were done: it is not zero, and none of it was planned
    ([("", "5"), ("", "")], State.PLAN_MISSING, None, "年度计划未填"),
    ([("0", "5"), ("—", "")], State.NO_PLAN, None, "无年度计划任务"),
]


@pytest.mark.parametrize(("parts", "state", "place", "reason"), _WHOLES)
def test_state_place_and_reason_of_several(
    parts: list[tuple[str, str]], state: State, place: int | None, reason: str
) -> None:
    whole = of_all([progress(*part) for part in parts], "县水利局", OCTOBER)
    (ranked,) = rank([whole])
    assert (whole.state, ranked.rank, ranked.reason) == (state, place, reason)


def test_a_county_that_reported_little_is_ranked_over_all_its_plans() -> None:
    half = of_all([progress("100", "90"), progress("100", "")], "半报", OCTOBER)
    full = of_all([progress("100", "50"), progress("100", "50")], "全报", OCTOBER)
    silent = of_all([progress("100", "0"), progress("100", "")], "零加未报", OCTOBER)
    assert [(place.rank, place.progress.name, place.reason) for place in rank([silent, half, full])] == [
        (1, "全报", ""),
        (2, "半报", "其中1个项目未上报"),
        (None, "零加未报", "其中1个项目未上报"),
    ]
    assert (half.rate.number, silent.rate.value, silent.gap.value) == (Decimal("0.45"), MISSING, MISSING)


@pytest.mark.parametrize("month", [1, 6, 12])
def test_one_taken_alone_stays_what_it_is(month: int) -> None:
    period = Period(2026, month)
    for plan in ("", "—", "0", "-1", "120"):
        for done in ("", "—", "0", "5", "120"):
            one = progress(plan, done, period=period)
            whole = of_all([one], one.name, period)
            assert (whole.state, whole.rate.value, whole.gap.value) == (one.state, one.rate.value, one.gap.value)


def test_tracing_a_total_makes_each_parts_figure_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [progress("100", "60", row=row) for row in range(5, 105)]
    whole = of_all(parts, "全县", OCTOBER)
    asked: list[str] = []
    plain = Progress.__getattribute__

    def noted(part: Progress, name: str) -> object:
        asked.append(name)
        return plain(part, name)

    monkeypatch.setattr(Progress, "__getattribute__", noted)
    assert len(whole.plan.sources) == 100
    assert 100 <= asked.count("plan") <= 300
