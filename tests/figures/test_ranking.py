"""Ranking: 1, 2, 2, 4 by exact values; who cannot be ranked stands below with the reason."""

from __future__ import annotations

import pytest

from service.figures import State, of_record
from service.figures.breakdown import NO_UNIT
from service.figures.ranking import Order, Ties, in_state, movement, places, rank, rank_apart
from tests.figures.made import OCTOBER, progress, target

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


_FOUR = [("甲", "10", "9"), ("乙", "10", "8"), ("丙", "5", "4"), ("丁", "10", "7")]


@pytest.mark.parametrize(
    ("order", "ranks", "names"),
    [
        (Order(), [1, 2, 2, 4], "甲乙丙丁"),
        (Order(ties=Ties.DENSE), [1, 2, 2, 3], "甲乙丙丁"),
        (Order(lowest_first=True), [1, 2, 2, 4], "丁乙丙甲"),
        (Order(Ties.DENSE, lowest_first=True), [1, 2, 2, 3], "丁乙丙甲"),
    ],
)
def test_settings_of_a_ranking(order: Order, ranks: list[int], names: str) -> None:
    found = rank([progress(plan, done, name=name) for name, plan, done in _FOUR], order)
    assert ([place.rank for place in found], "".join(place.progress.name for place in found)) == (ranks, names)
    assert [place.words for place in found] == [
        f"{'并列' if place.progress.name in '乙丙' else ''}第{place.rank}" for place in found
    ]


_TOTALS = ["合计", "合  计", "总计", "小计", "全县", "全市合计"]
_TOTALS += ["合计37个", "总计（100项）", "合计（共12个）", "县合计 14 个", "累计", "全县平均"]  # domain.md §6


@pytest.mark.parametrize("name", _TOTALS)
def test_a_total_is_never_ranked(name: str) -> None:
    found = rank([progress("10", "9", name=name), progress("10", "1", name="栖云镇")])
    assert [(place.rank, place.reason) for place in found] == [(1, ""), (None, "合计不参加排名")]


def test_projects_without_a_unit_take_no_place_from_a_unit() -> None:
    found = rank([progress("10", "9", name=NO_UNIT), progress("10", "1", name="栖云镇")])
    assert [(place.rank, place.progress.name) for place in found] == [(1, "栖云镇"), (None, NO_UNIT)]
    assert found[1].reason == "没有填写责任单位，不参加排名"


@pytest.mark.parametrize(
    "name", ["全南镇", "县统计局", "合计划生育站", "设计院", "县审计局", "全县水利中心", "合计乡37个项目"]
)
def test_a_name_with_a_word_of_totals_in_it_is_ranked(name: str) -> None:
    assert rank([progress("10", "9", name=name)])[0].rank == 1


def test_groups_are_ranked_apart() -> None:
    rows = [("栖云镇", "乡镇", "5"), ("县水利局", "县直部门", "9"), ("枕石镇", "乡镇", "7"), ("听泉镇", "乡镇", "")]
    units = [of_record(target(name, unit_group=group, plan="10", done=done), OCTOBER) for name, group, done in rows]
    found = {
        group: [(place.rank, place.progress.name) for place in ranked] for group, ranked in rank_apart(units).items()
    }
    assert found == {
        "乡镇": [(1, "枕石镇"), (2, "栖云镇"), (None, "听泉镇")],
        "县直部门": [(1, "县水利局")],
    }


def test_movement_since_the_last_ranking() -> None:
    before = places(rank([progress("10", done, name=name) for name, done in zip("甲乙丙丁", "9876", strict=True)]))
    now = rank(
        [progress("10", done, name=name) for name, done in zip("甲乙丙戊丁", ("6", "9", "7", "8", ""), strict=True)]
    )
    assert {place.progress.name: movement(place, before) for place in now} == {
        "乙": "上升1位",
        "戊": "新上榜",
        "丙": "持平",
        "甲": "下降3位",
        "丁": "",
    }
