"""Titles are broken between words and never wider than 20 characters when the words allow it."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import SettingsError
from service.papers.segmenting import PATH, segments, title_words
from service.papers.titles import title
from tests.papers.title_names import MEETINGS, PROJECTS

# Each title with the words that must stay whole.
_TITLES = [
    (("关于召开", "安澜县重点项目建设周调度会", "的通知"), ["安澜县", "重点项目建设", "周调度会", "的通知"]),
    (
        ("关于召开", "安澜县2026年第三季度重点项目建设调度会议", "的通知"),
        ["2026年", "第三季度", "重点项目建设", "调度会议"],
    ),
    (("关于", "2026年1—10月", "全县", "重点项目建设", "进展情况", "的通报"), ["2026年", "1—10月", "全县", "进展情况"]),
    (("关于", "望舒装配式钢构件生产基地项目", "交办事项", "逾期未办结的", "问责通知书"), ["交办事项", "问责通知书"]),
    (("关于", "有关", "交办事项", "逾期未办结的", "问责通知书"), ["逾期未办结的", "问责通知书"]),
    (("关于召开", "安澜县重点项目建设第12次联席会议", "的通知"), ["第12次", "联席会议"]),
    (("关于", "云", "的通知"), ["关于云的通知"]),
]


_CASE = ("交办事项", "逾期未办结的", "问责通知书")
_NAMED = [
    (" ".join((*head, line, *tail)), ("".join(head), line.replace(" ", ""), *tail))
    for names, head, tail in ((MEETINGS, ("关于", "召开"), ("的通知",)), (PROJECTS, ("关于",), _CASE))
    for line in names.split("\n")
    if line
]


@pytest.mark.parametrize(("marked", "parts"), _NAMED, ids=[parts[1] for _, parts in _NAMED])
def test_a_title_breaks_between_words_and_has_no_waist(marked: str, parts: tuple[str, ...]) -> None:
    lines = title(*parts).split("\n")
    sizes = [len(line) for line in lines]
    assert "".join(lines) == marked.replace(" ", "")
    allowed = set(accumulate(len(word) for word in marked.split()))
    assert set(accumulate(sizes)) <= allowed, lines
    assert max(sizes) <= 20
    assert sizes[-1] > 2 or len(sizes) == 1
    assert not any(max(sizes[:at]) > sizes[at] < max(sizes[at + 1 :]) for at in range(1, len(sizes) - 1)), sizes


def test_no_name_is_too_small_a_sample() -> None:
    assert len(_NAMED) > 40


@pytest.mark.parametrize(
    ("part", "pieces"),
    [
        ("安澜县城区改造", ["安澜县", "城区", "改造"]),  # not 县城
        ("望舒乡村振兴示范带", ["望舒", "乡村振兴", "示范带"]),
        ("发展和改革局", ["发展", "和改革局"]),
        ("再生水利用工程", ["再生水利用", "工程"]),  # not 水利
        ("K0+000—K12+300段路面改造", ["K0+000—K12+300段", "路面", "改造"]),
        ("日处理1.5万吨污水处理厂", ["日处理1.5万吨", "污水处理厂"]),
        ("《安澜县重点项目调度督办办法》落实", ["《安澜县重点项目调度督办办法》", "落实"]),
        ("项目（一期）开工", ["项目（一期）", "开工"]),
        ("镕堃光电有限公司", ["镕堃光电有限公司"]),  # no one listed 光电: a name stays whole
        ("暨", ["暨"]),
        ("甲" * 30, ["甲" * 10] * 3),
    ],
)
def test_words(part: str, pieces: list[str]) -> None:
    assert segments((part,)) == pieces


def test_an_office_adds_its_own_words(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    text = PATH.read_text(encoding="utf-8")
    path.write_text(text.replace("[words]\n", '[words]\n"本地" = "云上梯田观景廊道"\n', 1), encoding="utf-8")
    assert "云上梯田观景廊道" in title_words(path).known - title_words().known


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[words]", "[word]", "[words] 应写成一类词一段"),
        ("[before]\nwords", "[before]\nword", "缺少 [before] 的 words"),
        ('"公文" = """', '"公文" = 3\n"会议2" = """', "[words] 应写成一类词一段"),
        ("[after]", "[after", "格式有误"),
    ],
)
def test_a_fault_of_the_words_is_a_sentence(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = tmp_path / "title_words.toml"
    path.write_text(PATH.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"title_words\.toml") as caught:
        title_words(path)
    assert words in str(caught.value)


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="打不开"):
        title_words(tmp_path / "none.toml")


@pytest.mark.parametrize(("parts", "whole"), _TITLES)
def test_words_stay_whole(parts: tuple[str, ...], whole: list[str]) -> None:
    lines = title(*parts).split("\n")
    assert "".join(lines) == "".join(parts)
    assert [line for line in lines if len(line) > 20] == []
    for word in whole:
        assert any(word in line for line in lines), (word, lines)


def test_a_short_title_is_one_line() -> None:
    assert title("关于召开", "周调度会", "的通知") == "关于召开周调度会的通知"


@given(st.lists(st.text("安澜县重点项目建设周调度会第2次工程年月", min_size=1, max_size=60), min_size=1, max_size=4))
def test_no_title_is_too_wide_or_loses_a_character(parts: list[str]) -> None:
    lines = title(*parts).split("\n")
    assert "".join(lines) == "".join(parts)
    assert all(0 < len(line) <= 20 for line in lines)
