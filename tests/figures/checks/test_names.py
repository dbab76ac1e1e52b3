"""Two spellings of one name, and names near enough to ask about."""

from __future__ import annotations

import pytest

from service.figures.checks.names import likeness, near_pairs, project_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("滨河路改造", "滨河路 改造"),
        ("滨河路改造", "滨河路改造工程"),
        ("滨河路改造项目", "滨河路改造建设工程"),
        ("滨河路改造", "★滨河路改造"),
        ("粮库（二期）", "粮库(二期)"),
        ("粮库（二期）", "粮库2期"),
        ("粮库第二期工程", "粮库Ⅱ期"),
        ("粮库十二期", "粮库12期"),
        ("Ａ区管网", "A区管网"),
        ("“安心”粮库", "安心粮库"),
        ("滨河—南路", "滨河南路"),
    ],
)
def test_one_name(one: str, other: str) -> None:
    assert project_key(one) == project_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("粮库一期", "粮库二期"),
        ("滨河路改造", "滨河路新建"),
        ("工程", "项目"),
        ("一项目", "二项目"),
        ("S215线", "S216线"),
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert project_key(one) != project_key(other)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("滨河大道改造提升", "滨河大道改造提生", True),  # a slip of the pen
        ("安澜县滨河大道改造", "滨河大道改造", True),
        ("智能装备制造产业园", "智能装备制造园", True),
        ("粮库扩建1期", "粮库扩建2期", False),
        ("城东污水处理厂", "城西污水处理厂", False),
        ("栖云镇污水处理厂", "枕石镇污水处理厂", False),
        ("青河流域综合治理", "白河流域综合治理", False),
        ("实验小学扩建", "粮食储备库", False),
    ],
)
def test_near(one: str, other: str, near: bool) -> None:
    assert (near_pairs([one], [other]) == [(0, 0)]) is near
    assert (likeness(one, other) >= 0.75) is near


def test_the_nearest_come_first_and_the_same_is_not_near() -> None:
    old = ["滨河大道改造提升", "粮食储备库扩建"]
    new = ["粮食储备库扩建", "滨河大道改造", "滨河大道改造提升了"]
    assert near_pairs(old, new) == [(0, 2), (0, 1)]


def test_in_one_list_each_pair_is_met_once() -> None:
    keys = ["滨河大道改造提升", "粮食储备库", "滨河大道改造提生"]
    assert near_pairs(keys, keys) == [(0, 2)]


def test_only_what_is_worth_a_look() -> None:
    keys = ["滨河大道改造提升", "滨河大道改造提生"]
    assert near_pairs(keys, keys, lambda _one, _other: False) == []


def test_names_made_to_be_compared_without_end_are_bounded() -> None:
    keys = [f"滨河大道改造提升{'甲乙丙丁戊己庚辛'[place % 8]}{chr(0x4E00 + place)}" for place in range(3000)]
    assert len(near_pairs(keys, keys)) <= 5000
