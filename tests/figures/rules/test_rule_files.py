"""A rule file with a fault is one Chinese sentence with the file, the line and what to do."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from service.errors import SettingsError
from service.figures.rules import Range, find_rules, load_rules

_GOOD = """name = "本县规则"
[[level]]
name = "黄牌"
colour = "yellow"
[[level]]
name = "红牌"
colour = "red"
[[rule]]
kind = "gap"
level = "黄牌"
at_least = 5.5
at_most = 10
[[rule]]
kind = "gap"
level = "红牌"
more_than = 10
"""


def test_a_countys_own_file(tmp_path: Path) -> None:
    path = tmp_path / "本县.toml"
    path.write_text(_GOOD, encoding="utf-8")
    found = find_rules(str(path))
    assert [(rule.level.name, rule.within) for rule in found.rules] == [
        ("黄牌", Range(Decimal("5.5"), Decimal(10))),
        ("红牌", Range(Decimal(10), None, low_in=False)),
    ]
    assert [found.severity(rule.level) for rule in found.rules] == [0, 1]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "本县规则"\n', "", "缺少 name，请补上"),
        ('level = "红牌"', 'level = "红色"', "第15行的 level 写的“红色”不认识，可用的有：红牌、黄牌，请改正"),
        ('colour = "red"', 'colour = "紫"', "第7行的 colour 写的“紫”不认识，可用的有："),
        ("at_least = 5.5", 'at_least = "5.5"', "第11行的 at_least 应为数字，不加引号，请改正"),
        ("at_least = 5.5", "at_least = true", "第11行的 at_least 应为数字"),
        ("at_least = 5.5", "at_least = nan", "第11行的 at_least 应为数字"),
        ("at_least = 5.5", "at_least = 11", "第11行的下限高于上限，没有数能落在其中，请改正"),
        ("at_least = 5.5", "at_lest = 5.5", "第11行的“at_lest”不是这里的设置项，是不是“at_least”，请改正"),
        ("more_than = 10", "", "第13行没有写界限，请写 at_least"),
        ("more_than = 10", "more_than = 10\nat_least = 9", "第16行同时写了 at_least 和 more_than"),
        ("more_than = 10", "more_than = 10\nrunning = 0", "第17行的 running 应为不小于 1 的整数"),
        (
            'kind = "gap"\nlevel = "红牌"',
            'kind = "gapp"\nlevel = "红牌"',
            "第14行的 kind 写的“gapp”不认识，是不是“gap”",
        ),
        ('name = "红牌"', 'name = "黄牌"', "有两个级别同名，请改成不同的名称"),
        ("[[rule]]", "[[rules]]", "没有写规则，请至少写一条 [[rule]]"),
        ("more_than = 10", "more_than = ", "第16行不合 TOML 格式"),
        ('name = "本县规则"', "name = 3", "第1行的 name 应为文字"),
        ('name = "本县规则"', 'name = "本县规则"\nlevel = 3', "不合 TOML 格式"),
    ],
)
def test_a_fault_is_one_sentence_with_its_place(old: str, new: str, said: str) -> None:
    assert old in _GOOD
    with pytest.raises(SettingsError) as error:
        load_rules(_GOOD.replace(old, new).encode(), "本县.toml")
    text = str(error.value)
    assert text.startswith("规则文件“本县.toml”")
    assert said in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "没有写级别"),
        ("名称".encode("gb18030"), "不是 UTF-8 编码"),
        (b"x" * (1024 * 1024 + 1), "超过 1 MB"),
        (b"a = " + b"[" * 100_000, "规则文件"),
        (b"level = 3", "第1行的 level 应写成 [[level]] 的小节"),
        (b"\x00\x01", "不合 TOML 格式"),
        (b"a = 1e999999999999999999999", "规则文件"),
    ],
)
def test_what_is_no_rule_file(data: bytes, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        load_rules(data, "本县.toml")
    assert said in str(error.value)


def test_a_name_nobody_knows() -> None:
    with pytest.raises(SettingsError, match=r"没有“北京”这个规则文件，请给出规则文件的位置，或用现成的：.*银川"):
        find_rules("北京")


@pytest.mark.parametrize(
    ("within", "words", "inside", "outside"),
    [
        (Range(Decimal(10), Decimal(30)), "10%（含）至30%（含）", ("10", "30"), ("9.99", "30.01")),
        (Range(Decimal(60), Decimal(80), high_in=False), "60%（含）至80%（不含）", ("60", "79.99"), ("80",)),
        (Range(Decimal(30), None, low_in=False), "超过30%", ("30.01",), ("30",)),
        (Range(Decimal(30)), "30%及以上", ("30",), ("29.99",)),
        (Range(None, Decimal(80), high_in=False), "低于80%", ("-5", "79"), ("80",)),
        (Range(None, Decimal(80)), "不超过80%", ("80",), ("80.1",)),
    ],
)
def test_both_ends_are_said(within: Range, words: str, inside: tuple[str, ...], outside: tuple[str, ...]) -> None:
    assert within.words("%") == words
    assert all(Decimal(value) in within for value in inside)
    assert not any(Decimal(value) in within for value in outside)
