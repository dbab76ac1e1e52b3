"""File names that Windows, a .zip and a reader accept, and no two alike."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import PaperError
from service.papers import UniqueNames
from service.papers.names import file_name, safe


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("会议通知（栖云镇）", "会议通知（栖云镇）"),
        ('a/b\\c:d*e?f"g<h>i|j', "a_b_c_d_e_f_g_h_i_j"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("甲\x00乙\t丙\x7f丁\x85戊", "甲_乙_丙_丁_戊"),
        ("两\n行", "两行"),
        ("con", "_con"),
        ("NUL.通知", "_NUL.通知"),
        ("com1", "_com1"),
        ("COM¹", "_COM¹"),
        ("lpt9.x", "_lpt9.x"),
        ("aux .x", "_aux .x"),
        ("CONOUT$", "_CONOUT$"),
        ("console", "console"),
        ("com10", "com10"),
        ("通知. . ", "通知"),
        (" .隐藏", "隐藏"),
        ("", "未命名"),
        ("...", "未命名"),
        ("\u202egpj.exe\u202c", "gpj.exe"),
        ("通\u200b知\ufeff\u2066\u061c", "通知"),
        ("e\u0301", "é"),
        ("坏\ud800字", "坏_字"),
        ("甲\u2028乙", "甲_乙"),
        ("🚧道路", "🚧道路"),
    ],
)
def test_safe(name: str, expected: str) -> None:
    assert safe(name) == expected


@pytest.mark.parametrize(
    ("name", "length"), [("长" * 200, 66), ("a" * 200, 80), ("🚧" * 200, 50), ("长" * 65 + "abcdef", 70)]
)
def test_long_names_are_cut_between_characters(name: str, length: int) -> None:
    cut = safe(name)
    assert len(cut) == length
    assert name.startswith(cut)


@given(st.text(st.characters(), max_size=120))
def test_any_name_is_safe_and_stays_so(name: str) -> None:
    found = safe(name)
    assert 0 < len(found) <= 81  # one more where a device's name was made harmless
    assert len(found.encode()) <= 201
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f]', found)
    assert found == found.strip(" .")
    assert safe(found) == found


def test_duplicates_are_numbered_whatever_their_case() -> None:
    names = UniqueNames()
    given_out = [names.take(name) for name in ("通知", "通知", "abc", "ABC", "通知（2）", "通知")]
    assert given_out == ["通知", "通知（2）", "abc", "ABC（2）", "通知（2）（2）", "通知（3）"]


def test_a_pattern_is_filled_from_the_context() -> None:
    context = {"会议": {"名称": "周会/专题"}, "主送": "栖云镇"}
    assert file_name("{{ 会议.名称 }}（{{主送}}）", context) == "周会_专题（栖云镇）"


@pytest.mark.parametrize("pattern", ["{{ 主题 }}", "{{ 会议.地点 }}", "{{ 主送.x }}"])
def test_an_unknown_name_in_a_pattern(pattern: str) -> None:
    with pytest.raises(PaperError, match="file_name") as caught:
        file_name(pattern, {"会议": {"名称": "周会"}, "主送": "栖云镇"})
    assert pattern[3:-3] in str(caught.value)


@pytest.mark.parametrize(
    ("names", "given"),
    [
        (["甲", "甲", "甲（2）", "甲"], ["甲", "甲（2）", "甲（2）（2）", "甲（3）"]),
        (["甲（2）", "甲", "甲", "甲"], ["甲（2）", "甲", "甲（3）", "甲（4）"]),
        (["A", "a", "A"], ["A", "a（2）", "A（3）"]),
        (["甲"] * 5000, ["甲", *(f"甲（{number}）" for number in range(2, 5001))]),
    ],
)
def test_each_name_is_given_once_however_many_are_alike(names: list[str], given: list[str]) -> None:
    unique = UniqueNames()
    assert [unique.take(name) for name in names] == given
