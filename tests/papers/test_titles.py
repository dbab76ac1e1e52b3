"""Titles are broken between words and never wider than 20 characters when the words allow it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.papers.titles import title

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
