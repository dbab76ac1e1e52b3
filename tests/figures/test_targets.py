"""双过半 and 首季开门红 are judged at their month: early is reached, later needs the rate of that month."""

from __future__ import annotations

import pytest

from service.figures import Period
from service.figures.targets import FIRST_QUARTER, HALF, Reached, Target, standing
from tests.figures.made import progress


@pytest.mark.parametrize(
    ("target", "month", "now", "then", "reached"),
    [
        (FIRST_QUARTER, 10, "77.2", None, Reached.UNKNOWN),  # October's 77.2 % says nothing of March
        (FIRST_QUARTER, 10, "77.2", "24", Reached.NO),
        (FIRST_QUARTER, 10, "77.2", "25", Reached.YES),
        (HALF, 10, "77.2", "0", Reached.NO),  # nothing done in June is not half the task
        (HALF, 10, "40", None, Reached.NO),  # below it even now
        (HALF, 10, "40", "55", Reached.YES),  # investment was corrected downwards since: June's own figures count
        (HALF, 10, "77.2", "", Reached.UNKNOWN),
        (HALF, 6, "50", None, Reached.YES),
        (HALF, 6, "50", "10", Reached.YES),  # in its own month today's figures count
        (HALF, 4, "52", None, Reached.YES),  # early
        (HALF, 5, "49", None, Reached.NOT_YET),
        (HALF, 10, "", None, Reached.UNKNOWN),
    ],
)
def test_whether_a_target_was_met(target: Target, month: int, now: str, then: str | None, reached: Reached) -> None:
    earlier = None if then is None else progress("100", then, period=Period(2026, target.month)).rate
    assert standing(progress("100", now), target, Period(2026, month), earlier).reached is reached


def test_why_it_cannot_be_told() -> None:
    assert standing(progress("100", "77.2"), HALF, Period(2026, 7)).reason == "缺6月底的数据"
    assert standing(progress("100", ""), HALF, Period(2026, 7)).reason == "累计完成投资未填报"
    assert standing(progress("100", "60"), HALF, Period(2026, 6)).reason == ""


@pytest.mark.parametrize(
    ("period", "reached"), [(Period(2026, 6, half=True), "尚未实现"), (Period(2026, 6, 30), "未实现")]
)
def test_within_the_month_it_is_not_met_yet(period: Period, reached: str) -> None:
    assert standing(progress("100", "49", period=period), HALF, period).reached.value == reached


def test_half_a_month_after_its_month_is_after_it() -> None:
    found = standing(progress("100", "60"), HALF, Period(2026, 7, half=True))
    assert found.reached is Reached.UNKNOWN
