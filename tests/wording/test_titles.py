"""The shape of titles."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.wording import title_lines

SEGMENTS = st.lists(st.integers(1, 9).map("安".__mul__), min_size=1, max_size=9)


def all_ways(sizes: list[int], width: int) -> tuple[list[list[int]], list[list[int]]]:
    """By trying every way: the line lengths of all ways with the fewest lines that fit, and with one line more."""
    found = [fitting for count in range(len(sizes)) if (fitting := ways_with(sizes, width, count))]
    return found[0], found[1] if len(found) > 1 else []


def ways_with(sizes: list[int], width: int, cuts: int) -> list[list[int]]:
    """The line lengths of all ways with so many cuts that fit; a segment alone on a line always does."""
    fitting = []
    for inner in combinations(range(1, len(sizes)), cuts):
        edges = [0, *inner, len(sizes)]
        spans = [sizes[start:end] for start, end in pairwise(edges)]
        if all(sum(span) <= width or len(span) == 1 for span in spans):
            fitting.append([sum(span) for span in spans])
    return fitting


def narrows(sizes: list[int]) -> bool:
    """A line shorter than one before it and one after it: the waist that a title must not have."""
    return any(max(sizes[:middle]) > sizes[middle] < max(sizes[middle + 1 :]) for middle in range(1, len(sizes) - 1))


@pytest.mark.parametrize(
    ("title", "width", "lines"),
    [
        ("关于 通报", 20, ["关于通报"]),
        ("关于 做好 工作 的通知", 8, ["关于做好工作", "的通知"]),
        (
            "关于 召开 安澜县 重点项目 建设 第三次 调度 会议 的通知",
            20,
            ["关于召开安澜县重点项目建设", "第三次调度会议的通知"],
        ),
        ("甲乙丙丁 戊己庚 辛壬癸 子丑寅卯", 8, ["甲乙丙丁戊己庚", "辛壬癸子丑寅卯"]),
        ("甲乙丙 丁戊 己 庚辛 壬癸子", 6, ["甲乙丙丁戊己", "庚辛壬癸子"]),
        ("甲乙 丙丁戊己庚辛", 6, ["甲乙", "丙丁戊己庚辛"]),
        ("甲乙丙丁戊己庚辛 壬", 5, ["甲乙丙丁戊己庚辛", "壬"]),
        ("甲乙丙丁 戊己庚辛 壬癸", 8, ["甲乙丙丁", "戊己庚辛壬癸"]),  # rather than a last line of two
        ("甲乙丙丁戊己庚辛 壬癸", 8, ["甲乙丙丁戊己庚辛", "壬癸"]),  # two words: there is no other way
        ("甲乙丙丁戊己 庚辛壬 癸子丑寅卯辰", 6, ["甲乙丙丁戊己", "庚辛壬", "癸子丑寅卯辰"]),  # a waist no line cures
    ],
)
def test_lines(title: str, width: int, lines: list[str]) -> None:
    assert title_lines(title.split(), width) == lines


@pytest.mark.parametrize(
    ("sizes", "width", "lines"),
    [
        ((5, 1, 4, 6), 8, [5, 5, 6]),  # rather the longest line last than the waist of 6, 4, 6
        ((6, 2, 4), 8, [8, 4]),  # rather a trapezium than the rectangle 6, 6
        ((5, 3, 2), 8, [5, 5]),  # … but not at the price of 8, 2
        ((3, 2, 2, 3, 2, 3, 2, 2), 8, [7, 8, 4]),  # a diamond, though 5, 7, 7 is more even: it has equal lines
        ((2, 4, 4, 4, 3), 10, [10, 7]),
        ((2, 3, 4, 2, 3), 8, [5, 6, 3]),  # of two diamonds the more even one: not 2, 7, 5
        ((2, 4, 4, 2, 3), 8, [6, 6, 3]),
    ],
)
def test_shapes(sizes: tuple[int, ...], width: int, lines: list[int]) -> None:
    assert [len(line) for line in title_lines(["安" * size for size in sizes], width)] == lines


def is_sound(sizes: list[int]) -> bool:
    """Neither a waist nor a last line of one or two characters under a longer one."""
    return not narrows(sizes) and not (len(sizes) > 1 and sizes[-1] <= min(2, sizes[-2]))


@given(SEGMENTS, st.integers(4, 20))
def test_every_title_is_whole_fits_and_stands_well(segments: list[str], width: int) -> None:
    lines = title_lines(segments, width)
    sizes = [len(line) for line in lines]
    fewest, more = all_ways([len(part) for part in segments], width)
    assert "".join(lines) == "".join(segments)
    ways = fewest if any(map(is_sound, fewest)) or not any(map(is_sound, more)) else more
    assert sizes in ways
    sound = list(filter(is_sound, ways))
    best = [way for way in sound if len(way) == 1 or way[-1] <= way[-2]]
    assert not sound or sizes in (best or sound)


def test_long_titles_are_quick_and_a_diamond() -> None:
    sizes = [len(line) for line in title_lines(["安"] * 52)]
    assert len(sizes) == 3
    assert sizes[-1] < max(sizes)
    assert not narrows(sizes)
    assert len(title_lines(["安"] * 400)) == 20


@pytest.mark.parametrize("segments", [[], "关于通报", ["关于", ""], ["关于", None]])
def test_a_title_comes_as_words(segments: list[str]) -> None:
    with pytest.raises(ValueError, match=r"^标题.*，收到的是.*。$"):
        title_lines(segments)


@pytest.mark.parametrize("width", [0, -3, True, 2.5])
def test_a_line_has_room(width: int) -> None:
    with pytest.raises(ValueError, match=r"^标题每行字数应为正整数，收到的是"):
        title_lines(["关于", "通报"], width)
