"""The values that a county is worked out with are the values of the figures that are made when somebody asks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from data_adapters import UnitTarget
from service.figures import Period, Progress, needed_per_month, needed_value, of_all, of_record
from service.figures.breakdown import by_group
from tests.figures.made import project, target

_AMOUNTS = st.one_of(
    st.decimals(-1000, 10**9, places=4).map(str), st.integers(0, 12).map(str), st.sampled_from(["", "—", "0", "-1"])
)
_PERIODS = st.one_of(
    st.integers(1, 12).map(lambda month: Period(2026, month)),
    st.integers(1, 12).map(lambda month: Period(2026, month, half=True)),
    st.integers(1, 28).map(lambda day: Period(2026, 8, day)),
)
_NAMES = (
    ("plan_value", "plan"),
    ("done_value", "done"),
    ("planned_value", "done_planned"),
    ("rate_value", "rate"),
    ("gap_value", "gap"),
    ("investment_value", "total_investment"),
    ("last_year_value", "last_year"),
)


@st.composite
def _parts(draw: st.DrawFn) -> tuple[Period, list[Progress]]:
    period = draw(_PERIODS)
    rows = draw(
        st.lists(
            st.tuples(_AMOUNTS, _AMOUNTS, _AMOUNTS, _AMOUNTS, st.sampled_from(["甲镇", "乙镇", ""]), st.booleans()),
            max_size=8,
        )
    )
    own = draw(st.booleans())
    found = []
    for row, (plan, done, last, whole, unit, is_unit) in enumerate(rows, start=5):
        record = (
            target(unit or "丙镇", row=row, plan=plan, done=done, last_year=last)
            if is_unit
            else project(
                f"第{row}项", row=row, plan=plan, done=done, last_year=last, invest=whole, unit=unit,
                milestone_plan="6月底完成投资40%" if row % 2 else "",
            )
        )  # fmt: skip
        found.append(of_record(record, period, own_curve=own))
    return period, found


def _agree(part: Progress, period: Period) -> None:
    for value, figure in _NAMES:
        assert getattr(part, value) == getattr(part, figure).value, (value, part.name)
    assert needed_value(part, period) == needed_per_month(part, period).value


@settings(max_examples=150, deadline=None)
@given(_parts())
def test_every_value_is_its_figures_value(made: tuple[Period, list[Progress]]) -> None:
    period, parts = made
    for part in parts:
        _agree(part, period)
    for group in by_group(parts, "unit", period):
        _agree(group, period)
    whole = of_all(parts, "全县", period)
    _agree(whole, period)
    _agree(of_all([whole, *parts[:2]], "两层", period), period)


@settings(max_examples=60, deadline=None)
@given(_parts())
def test_an_absent_figure_says_why_and_a_known_one_does_not(made: tuple[Period, list[Progress]]) -> None:
    period, parts = made
    for part in (*parts, of_all(parts, "全县", period)):
        for _, name in _NAMES:
            figure = getattr(part, name)
            assert bool(figure.reason) is not figure.known, (name, isinstance(part.record, UnitTarget))
