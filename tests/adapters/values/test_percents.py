"""Percentages as people write them."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from data_adapters import MISSING, values
from tests.adapters.values.tables import cases

SIGNED = cases("""
97% => 0.97
97％ => 0.97
97 % => 0.97
97.20% => 0.972
-3.5% => -0.035
（3.5%） => -0.035
3.5%- => -0.035
+3.5% => 0.035
0% => 0
151.47% => 1.5147
1,250% => 12.5
约97% => 0.97
97.2%↑ => 0.972
97.2个百分点 => 0.972
5‰ => 0.005
九成 => 0.9
九成五 => 0.95
9成 => 0.9
百分之九十七 => 0.97
百分之九十七点五 => 0.975
百分之97.2 => 0.972
百分之百 => 1
百分之一百二十 => 1.2
负百分之三 => -0.03
""")
BARE = cases("""
97 => 97
0.97 => 0.97
９７．２ => 97.2
.5 => 0.5
0 => 0
1,250 => 1250
-3.5 => -3.5
（3.5） => -3.5
""")
REFUSED = cases("""
97.2%↓ => 箭头
100%以上 => 不是确数
近100% => 不是确数
90%左右 => 不是确数
≥90% => 不是确数
95%-97% => 不止一个数
95%（表内97%） => 不止一个数
95 97 => 不止一个数
3/5 => 不止一个数
超额 => 不是百分数
已完成 => 不是百分数
完成 => 不是百分数
97%% => 不是百分数
1_0 => 不止一个数
NaN => 不是百分数
一百 => 不是百分数
九成九成 => 不是百分数
97元 => 不是百分数
1,29% => 不是百分数
#DIV/0! => 公式出错
""")


@pytest.mark.parametrize(("cell", "expected"), SIGNED)
def test_with_its_own_sign_it_is_a_ratio(cell: str, expected: str) -> None:
    assert values.percent(cell) == (Decimal(expected), True, "")


@pytest.mark.parametrize(("cell", "expected"), BARE)
def test_a_bare_number_stays_as_typed(cell: str, expected: str) -> None:
    assert values.percent(cell) == (Decimal(expected), False, "")


@pytest.mark.parametrize(("cell", "telling"), REFUSED)
def test_refused(cell: str, telling: str) -> None:
    found, signed, fault = values.percent(cell)
    assert (found, signed) == (MISSING, False)
    assert telling in fault
    assert "请" in fault


@pytest.mark.parametrize("cell", [97, 97.0, Decimal(97)], ids=repr)
def test_numbers_of_every_type(cell: values.Raw) -> None:
    assert values.percent(cell) == (Decimal(97), False, "")


@pytest.mark.parametrize("cell", [True, datetime.date(2026, 1, 1), datetime.time(8), "9" * 50, "9" * 30], ids=repr)
def test_what_can_be_no_percentage(cell: values.Raw) -> None:
    found, signed, fault = values.percent(cell)
    assert (found, signed) == (MISSING, False)
    assert "请" in fault
