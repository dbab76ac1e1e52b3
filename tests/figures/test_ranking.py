"""Ranking: 1, 2, 2, 4 by exact values; who cannot be ranked stands below with the reason."""

from __future__ import annotations

import pytest

from service.figures import State, in_state, rank
from tests.figures.made import progress

_COUNTY = [
    ("无任务", "—", "—"),
    ("零", "100", "0"),
    ("九成甲", "10", "9"),
    ("未报", "100", ""),
    ("第一", "100", "104"),
    ("无计划", "", "50"),
    ("九成乙", "30", "27"),
    ("末", "3", "1"),
    ("不适用", "100", "—"),
    ("计划为零", "0", "5"),
]


def test_a_countys_ranking() -> None:
    places = rank([progress(plan, done, name=name) for name, plan, done in _COUNTY])
    assert [(place.rank, place.progress.name, place.reason) for place in places] == [
        (1, "第一", ""),
        (2, "九成甲", ""),
        (2, "九成乙", ""),
        (4, "末", ""),
        (5, "零", "完成投资为0"),
        (None, "无任务", "无年度计划任务"),
        (None, "未报", "未上报"),
        (None, "无计划", "年度计划未填"),
        (None, "不适用", "不适用"),
        (None, "计划为零", "无年度计划任务"),
    ]


@pytest.mark.parametrize(
    ("rates", "ranks"),
    [
        ([("3", "1"), ("6", "2"), ("9", "3")], [1, 1, 1]),
        ([("100000", "97160"), ("100000", "97161")], [1, 2]),  # both print 97.2 %
        ([("7", "1"), ("700000000", "100000000"), ("7", "1.000000001")], [1, 2, 2]),
        ([("100", "0"), ("50", "0")], [1, 1]),
        ([], []),
    ],
)
def test_ties_are_ties_of_exact_values(rates: list[tuple[str, str]], ranks: list[int]) -> None:
    assert [place.rank for place in rank([progress(plan, done) for plan, done in rates])] == ranks


def test_in_state_keeps_the_given_order() -> None:
    parts = [progress(plan, done, name=name) for name, plan, done in _COUNTY]
    found = in_state(parts, State.BEHIND, State.ZERO)
    assert [part.name for part in found] == ["零", "末"]
    assert in_state([], State.ZERO) == []
