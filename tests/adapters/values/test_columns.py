"""A column read at once gives what its cells give one by one."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_adapters import MISSING, values
from data_adapters.values import Raw

_PIECES = (
    "0123456789.,-+()（）%％ 　\n五千万亿元年月日上旬底约余多至今*×—/无未报"
    "#REF!张某局镇、&nbsp;'_x000D_\ufffd\ue000\u200bＡ９E"
)
_TEXTS = st.one_of(
    st.text(_PIECES, max_size=12),
    st.text(max_size=8),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.decimals(-(10**9), 10**9, places=2).map(lambda number: f"{number:,}"),
    st.dates().map(lambda day: f"{day.year}年{day.month}月{day.day}日"),
)
_CELLS: st.SearchStrategy[Raw] = st.one_of(
    _TEXTS,
    st.floats(),
    st.floats(-1e9, 1e9).map(lambda number: round(number, 2)),
    st.integers(-(10**18), 10**18),
    st.decimals(allow_nan=True),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.sampled_from(
        ["", "0", "—", 0.0, -0.0, 1.0, 1, True, Decimal(1), 1e15, float("nan"), float("inf"), "1e5", "#N/A"]
    ),
)
_COLUMNS = st.one_of(
    st.lists(_CELLS, max_size=8), st.lists(st.floats(-1e14, 1e14), max_size=8), st.lists(_TEXTS, max_size=8)
)
_UNITS = st.sampled_from(["", "元", "千元", "万元", "亿元", "万美元"])


@given(_COLUMNS, _UNITS)
@settings(deadline=None)
def test_amounts(column: list[Raw], unit: str) -> None:
    found, faults = values.amounts(column, unit)
    singly = [values.amount(cell, unit) for cell in column]
    assert [str(number) for number in found] == [str(number) for number, _ in singly]
    assert faults == {place: fault for place, (_, fault) in enumerate(singly) if fault}


@given(_COLUMNS)
@settings(deadline=None)
def test_percents(column: list[Raw]) -> None:
    found, signed, faults = values.percents(column)
    singly = [values.percent(cell) for cell in column]
    assert [str(number) for number in found] == [str(number) for number, _, _ in singly]
    assert signed == {place for place, (_, sign, _) in enumerate(singly) if sign}
    assert faults == {place: fault for place, (_, _, fault) in enumerate(singly) if fault}


@given(_COLUMNS, st.sampled_from([0, 2026]))
@settings(deadline=None)
def test_dates(column: list[Raw], year: int) -> None:
    found, faults = values.dates(column, year)
    singly = [values.date(cell, year) for cell in column]
    assert found == [day for day, _ in singly]
    assert faults == {place: fault for place, (_, fault) in enumerate(singly) if fault}


@given(_COLUMNS)
@settings(deadline=None)
def test_texts(column: list[Raw]) -> None:
    found, faults = values.texts(column)
    assert found == ["" if values.broken(cell) else values.text(cell) for cell in column]
    told = {place: values.broken(cell) or values.damaged(cell) for place, cell in enumerate(column)}
    assert faults == {place: fault for place, fault in told.items() if fault}


@given(_CELLS)
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost_without_a_word(cell: Raw) -> None:
    """Every cell is a value, is absent by the table, or is told of; every sentence has its cure."""
    faults = []
    for found, fault in (values.amount(cell, "万元"), values.percent(cell)[::2], values.date(cell, 2026)):
        assert found is not MISSING or fault or values.absence(cell) is MISSING
        faults.append(fault)
    faults += [values.period(cell, 2026)[1], values.damaged(cell), values.broken(cell)]
    assert all("请" in fault and "\n" not in fault for fault in faults if fault)


@given(st.decimals(-(10**10), 10**10, places=2))
@settings(deadline=None)
def test_an_amount_is_the_same_however_it_is_written(number: Decimal) -> None:
    negative = f"({-number})" if number < 0 else f"{number}"
    wide = f"{number}".translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789.-"})
    for cell in (
        float(number),
        number,
        f"{number}",
        f"{number:,}",
        negative,
        wide,
        f"{number * 10000:f}元",
        f"{number}万元",
    ):
        assert values.amount(cell, "万元") == (number, "")


@given(st.dates(datetime.date(1954, 10, 4), datetime.date(2100, 12, 31)))
@settings(deadline=None)
def test_a_date_is_the_same_however_it_is_written(day: datetime.date) -> None:
    serial = (day - datetime.date(1899, 12, 30)).days
    cells: list[Raw] = [
        day,
        f"{day:%Y-%m-%d}",
        f"{day:%Y/%m/%d}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
    ]
    cells += [
        f"{day.year}.{day.month}.{day.day}",
        float(serial),
        serial,
        str(serial),
        f"民国{day.year - 1911}年{day.month}月{day.day}日",
    ]
    for cell in cells:
        assert values.date(cell, 0) == values.date(day, 0)


@pytest.mark.parametrize("column", [[], [""], [1.0], ["甲"]])
def test_short_columns(column: list[Raw]) -> None:
    assert len(values.amounts(column, "")[0]) == len(values.texts(column)[0]) == len(column)
