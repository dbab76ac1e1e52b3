"""What must hold for any ledger: ranks, sums, sources and recomputation, against exact fractions."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from data_adapters import Amount, Cell, Project
from service.figures import Figure, Period, Progress, State, needed_per_month, of_all, of_record
from service.figures.breakdown import NO_UNIT, by_group, shares
from service.figures.ranking import NO_UNIT_UNRANKED, Order, Ties, rank
from tests.figures.evaluator import recompute
from tests.figures.made import project

# As far as a county's books go: to the 元 (4 places of 万元), up to a hundred times a big county's year.
_AMOUNTS = st.one_of(
    st.decimals(0, 10**9, places=4).map(str), st.integers(0, 12).map(str), st.sampled_from(["", "—", "0"])
)
_PERIODS = st.integers(1, 12).map(lambda month: Period(2026, month))


@st.composite
def _ledgers(draw: st.DrawFn) -> list[Project]:
    rows = draw(st.lists(st.tuples(_AMOUNTS, _AMOUNTS, st.sampled_from(["甲镇", "乙镇", ""])), max_size=9))
    return [
        project(f"第{row}项", row=row, plan=plan, done=done, unit=unit)
        for row, (plan, done, unit) in enumerate(rows, start=5)
    ]


def _fraction(figure: Figure) -> Fraction | None:
    return Fraction(figure.number) if figure.known else None


def _exact(part: Progress) -> Fraction | None:
    plan, done = _fraction(part.plan), _fraction(part.done)
    return None if plan is None or done is None or not plan else done / plan


@settings(max_examples=60, deadline=None)
@given(_ledgers(), _PERIODS)
def test_ranking_agrees_with_exact_fractions(ledger: list[Project], period: Period) -> None:
    places = rank([of_record(record, period) for record in ledger])
    exact = [_exact(place.progress) for place in places]
    known = [rate for rate in exact if rate is not None]
    assert known == sorted(known, reverse=True)
    assert exact[len(known) :] == [None] * (len(exact) - len(known))
    ranks = [1 + sum(other > rate for other in known) if rate is not None else None for rate in exact]
    assert [place.rank for place in places] == ranks


@settings(max_examples=60, deadline=None)
@given(_ledgers(), _PERIODS)
def test_groups_add_up_to_the_whole(ledger: list[Project], period: Period) -> None:
    parts = [of_record(record, period) for record in ledger]
    whole, groups = of_all(parts, "全县", period), by_group(parts, "unit", period)
    assert sum(group.count for group in groups) == len(parts)
    for name in ("plan", "done"):
        sums = [_fraction(getattr(group, name)) for group in groups]
        known = [value for value in sums if value is not None]
        assert _fraction(getattr(whole, name)) == (sum(known) if known else None)


def _above_zero(value: Amount) -> bool:
    return isinstance(value, Decimal) and value > 0


def _sum(values: Mapping[Cell, Decimal], figure: Figure) -> Fraction:
    """The sum of the figure's cells, read again."""
    return sum((Fraction(values[address]) for address in figure.sources), Fraction(0))


@settings(max_examples=60, deadline=None)
@given(_ledgers(), _PERIODS)
def test_every_figure_follows_from_its_own_cells(ledger: list[Project], period: Period) -> None:
    values = {
        address: value
        for record in ledger
        for name, address in record.cells.items()
        if isinstance(value := getattr(record, name), Decimal)
    }
    whole = of_all([of_record(record, period) for record in ledger], "全县", period)
    figures = ((whole.plan, "plan_this_year"), (whole.done, "done_this_year_to_date"))
    for figure, field in figures:
        known = {record.cells[field] for record in ledger if record.cells[field] in values}
        assert set(figure.sources) == known
        assert len(figure.sources) == len(known)
        assert figure.known is bool(known)
        if figure.known:
            assert Fraction(figure.number) == _sum(values, figure)
    rows = {row for row, given in ((r.row.row, r.plan_this_year) for r in ledger) if _above_zero(given)}
    above = [cell for cell in whole.done.sources if cell.row in rows]
    assert whole.done_planned.sources == tuple(above)
    if whole.rate.known:
        assert whole.rate.sources == (*above, *whole.plan.sources)
        plan = _sum(values, whole.plan)
        done = sum((Fraction(values[address]) for address in above), Fraction(0))
        assert abs(Fraction(whole.rate.number) - done / plan) <= done / plan / 10**27
        gap = done / plan - Fraction(period.month, 12)
        assert abs(Fraction(whole.gap.number) - gap) <= max(Fraction(1), done / plan) / 10**26


@settings(max_examples=60, deadline=None)
@given(_ledgers(), _PERIODS)
def test_done_is_what_was_planned_and_what_was_not(ledger: list[Project], period: Period) -> None:
    whole = of_all([of_record(record, period) for record in ledger], "全县", period)
    both = [value for part in (whole.done_planned, whole.unplanned) if (value := _fraction(part)) is not None]
    assert (_fraction(whole.done) or 0) == sum(both)
    assert whole.unplanned.known is bool(whole.unplanned_count)


@settings(max_examples=80, deadline=None)
@given(_ledgers(), _PERIODS)
def test_a_place_and_not_reported_never_stand_together(ledger: list[Project], period: Period) -> None:
    for place in rank(by_group([of_record(record, period) for record in ledger], "unit", period)):
        whole = place.progress
        if whole.name == NO_UNIT:
            assert (place.rank, place.reason) == (None, NO_UNIT_UNRANKED)
            continue
        silent = [part for part in whole.parts if part.state is State.NOT_REPORTED]
        with_plan = [part for part in whole.parts if part.has_plan]
        if whole.state is State.NOT_REPORTED:
            assert place.rank is None
            assert silent
            assert not whole.rate.known
            assert not any(part.done.known and part.done.number for part in with_plan)
        if whole.state is State.ZERO:
            assert not silent
            assert (place.rank is not None, place.reason) == (True, "完成投资为0")
            assert not any(part.done.known and part.done.number for part in whole.parts)
        if silent and (place.rank is not None or (whole.state is State.NOT_REPORTED and whole.done.known)):
            assert place.reason == f"其中{len(silent)}个项目未上报"
        assert (place.rank is None) is (not whole.rate.known)


@settings(max_examples=60, deadline=None)
@given(_ledgers(), _PERIODS)
def test_every_figure_recomputes_from_its_formula_and_cells_alone(ledger: list[Project], period: Period) -> None:
    cells = {
        address: (name, Fraction(value))
        for record in ledger
        for name, address in record.cells.items()
        if isinstance(value := getattr(record, name), Decimal)
    }
    parts = [of_record(record, period) for record in ledger]
    lines = [*parts, *by_group(parts, "unit", period), of_all(parts, "全县", period)]
    figures = [
        figure
        for line in lines
        for figure in (line.plan, line.done, line.done_planned, line.unplanned, line.rate, line.gap, line.last_year)
    ]
    figures += [needed for line in lines if (needed := needed_per_month(line, period)).known and needed.number]
    for figure in figures:
        if figure.known:
            assert abs(Fraction(figure.number) - recompute(figure, cells, period.month)) <= abs(
                Fraction(figure.number)
            ) * Fraction(1, 10**24) + Fraction(1, 10**20), figure.formula


@settings(max_examples=60, deadline=None)
@given(_ledgers(), _PERIODS)
def test_shares_of_the_parts_make_the_whole(ledger: list[Project], period: Period) -> None:
    parts = [of_record(record, period) for record in ledger]
    found = shares(by_group(parts, "unit", period), period)
    for share, of in (("of_plan", "plan"), ("of_done", "done")):
        figures = [getattr(item, share) for item in found]
        known = [_fraction(figure) or Fraction(0) for figure in figures if figure.known]
        whole = getattr(of_all(parts, "全县", period), of)
        if whole.known and whole.number > 0:
            assert abs(sum(known, Fraction(0)) - 1) < Fraction(1, 10**20)
        else:
            assert known == []
    assert abs(sum((Fraction(item.of_count) for item in found), Fraction(0)) - bool(found)) < Fraction(1, 10**20)


@settings(max_examples=60, deadline=None)
@given(_ledgers(), _PERIODS, st.sampled_from(list(Ties)), st.booleans())
def test_every_order_agrees_with_sorting_exact_values(
    ledger: list[Project], period: Period, ties: Ties, low: bool
) -> None:
    places = rank([of_record(record, period) for record in ledger], Order(ties, low))
    known = [rate for place in places if (rate := _exact(place.progress)) is not None]
    assert known == sorted(known, reverse=not low)
    better = known if ties is Ties.SKIP else sorted(set(known))
    ranks = [1 + sum((other < rate) if low else (other > rate) for other in better) for rate in known]
    assert [place.rank for place in places] == ranks + [None] * (len(places) - len(known))
    assert [place.tied for place in places[: len(known)]] == [known.count(rate) > 1 for rate in known]
