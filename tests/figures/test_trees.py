"""No half of a formula is lost: every figure evaluates from the figures it was made of."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from data_adapters import PartialDate
from service.figures import Figure, Unit, of_all, of_record, to_schedule
from service.figures.growth import above, given_rate, month_on_month, year_on_year
from service.figures.rates import Funds, Measure, funds_rate, rate_of
from service.figures.rules.families import FAMILIES
from service.figures.rules.subject import Subject
from service.figures.scoring import find_scheme, mean
from tests.figures.made import OCTOBER, progress, project
from tests.figures.scoring.test_schemes import sheet
from tests.figures.tree import evaluated


def _same(figure: Figure) -> None:
    assert figure.known, figure.reason
    assert abs(evaluated(figure) - Fraction(figure.number)) < Fraction(1, 10**20), figure.formula


_PARTS = [
    progress("120", "70", row=5, last_year="60", month="8", extra={"done_last_month": Decimal(5)}),
    progress("60", "51", row=6, last_year="40", month="9", extra={"done_last_month": Decimal(7)}),
]
_WHOLE = of_all(_PARTS, "合计", OCTOBER)


@pytest.mark.parametrize(
    "figure",
    [
        to_schedule(_PARTS[0]),
        to_schedule(_WHOLE),
        year_on_year(_PARTS),
        month_on_month(_PARTS),
        above(_WHOLE.rate, given_rate("全市", Decimal("62.3"))),
        FAMILIES["month"].measure(Subject(_PARTS[0], OCTOBER)),  # 8 of a twelfth of 120
        FAMILIES["gap"].measure(Subject(_WHOLE, OCTOBER)),
        FAMILIES["growth"].measure(Subject(_WHOLE, OCTOBER)),
    ],
    ids=lambda figure: figure.formula,
)
def test_indicators_evaluate_from_their_trees(figure: Figure) -> None:
    _same(figure)


def test_a_twelfth_of_the_plan_is_not_divided_the_wrong_way_round() -> None:
    found = FAMILIES["month"].measure(Subject(_PARTS[0], OCTOBER))
    assert (found.number, found.formula) == (Decimal("0.8"), "月任务完成率 = 本月完成投资 ÷ 月任务")
    assert evaluated(found) == Fraction(8, 10)


def test_a_bond_evaluates() -> None:
    extra = {"funds_special_bond": Decimal(700), "bond_spent": Decimal(123), "bond_issued": PartialDate(2026, 8)}
    part = of_record(project(extra=extra), OCTOBER)
    found = FAMILIES["bond"].measure(Subject(part, OCTOBER))
    assert evaluated(found) == Fraction(123 * 3, 700)


def test_rates_of_projects_and_of_money_evaluate() -> None:
    rows = [
        project(row=n, nature="新建", extra={"is_started": "是" if n < 7 else "否", "funds_planned": Decimal(n)})
        for n in range(5, 9)
    ]
    rate = rate_of(rows, Measure.STARTED, OCTOBER).figure
    counts = [evaluated(part) for part in rate.origin if isinstance(part, Figure)]
    assert counts[0] / counts[1] == Fraction(rate.number) == Fraction(1, 2)
    paid = [project(row=n, funds_arrived=Decimal(n), extra={"funds_planned": Decimal(10)}) for n in (3, 4)]
    _same(funds_rate(paid, Funds.ARRIVED))


@pytest.mark.parametrize("scheme", ["延安", "某市", "城建"])
def test_points_are_the_sum_of_base_and_parts_within_their_bounds(scheme: str) -> None:
    rows = (project("甲", plan="60000", nature="新建", sector="产业", plan_lists="省", extra={"is_started": "是"}),)
    found = sheet(scheme, rows, plan="1000", done="1370", month="9", rank=4, entered={"质量": ("2", "两次整改")})
    points = [line.points for line in found.lines if line.points.known]
    assert found.total.number == sum((figure.number for figure in points), Decimal(0))
    assert [part for part in found.total.origin if isinstance(part, Figure)] == points
    for line in found.lines:
        if not line.points.known:
            continue
        item = line.item
        parts = [part.number for part in line.points.origin if isinstance(part, Figure)]
        moved = sum(parts, Decimal(0)) - item.base
        value = item.base + (moved if item.cap is None else max(-item.cap, min(item.cap, moved)))
        value = value if item.ceiling is None else min(value, item.ceiling)
        assert line.points.number == (value if item.floor is None else max(value, item.floor)), line.words


def test_means_evaluate_and_keep_every_cell() -> None:
    months = {f"{n}月": sheet("城建", plan="100", done=str(60 + n)).total for n in (1, 2, 3)}
    quarter = mean(months, "一季度")
    year = mean({"一季度": quarter, "二季度": Figure(Decimal(91), Unit.SCORE, "得分")}, "全年")
    total = sum((Fraction(figure.number) for figure in months.values()), Fraction(0))
    assert Fraction(quarter.number) == total / 3
    assert [part.number for part in year.origin if isinstance(part, Figure)] == [quarter.number, Decimal(91)]
    assert {cell.name for cell in year.sources} == {"I5", "J5"}
    assert find_scheme("城建").items
