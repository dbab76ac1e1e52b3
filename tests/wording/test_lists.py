"""Names in a row, and empty words."""

from __future__ import annotations

import pytest

from service.wording import GAP, Blank, join_list, join_with, or_gap

TOWNS = ["栖云镇", "枕石镇", "听泉镇", "望舒乡", "安澜镇"]


@pytest.mark.parametrize(
    ("names", "limit", "measure", "printed"),
    [
        (TOWNS, None, "个", "栖云镇、枕石镇、听泉镇、望舒乡、安澜镇"),
        (TOWNS, 2, "个", "栖云镇、枕石镇等5个"),
        (TOWNS, 1, "个乡镇", "栖云镇等5个乡镇"),
        (TOWNS, 5, "个", "栖云镇、枕石镇、听泉镇、望舒乡、安澜镇"),
        (TOWNS, 9, "个", "栖云镇、枕石镇、听泉镇、望舒乡、安澜镇"),
        (tuple(TOWNS[:1]), None, "个", "栖云镇"),
        ((town for town in TOWNS[:2]), None, "个", "栖云镇、枕石镇"),
        ([], None, "个", "无"),
        ([], 3, "个", "无"),
        (["栖云镇", "", "听泉镇"], None, "个", "栖云镇、——、听泉镇"),
        (["《甲办法》", "《乙办法》", "丙方案"], None, "个", "《甲办法》《乙办法》、丙方案"),
        (["“双过半”", "“开门红”"], None, "个", "“双过半”“开门红”"),
        (GAP, None, "个", "——"),
        (Blank("不适用"), 1, "个", "不适用"),
    ],
)
def test_join(names: object, limit: int | None, measure: str, printed: str) -> None:
    assert join_list(names, limit, measure) == printed


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("甲乙", "此处应为名称的列表，收到的是文字“甲乙”。"),
        (None, "此处应为名称的列表，收到的是空值（None）。"),
        ({"甲"}, "此处应为名称的列表，收到的是set“{'甲'}”。"),
        ({"甲": 1}, "此处应为名称的列表，收到的是dict“{'甲': 1}”。"),
        (7, "此处应为名称的列表，收到的是整数“7”。"),
        (["甲", None], "此处应为文字，收到的是空值（None）。"),
        (["甲", 3], "此处应为文字，收到的是整数“3”。"),
    ],
)
def test_what_is_no_list_of_names_is_refused(value: object, message: str) -> None:
    with pytest.raises(ValueError, match=r"。$") as refused:
        join_list(value)
    assert str(refused.value) == message


def test_a_limit_is_at_least_one_and_a_measure_is_said() -> None:
    with pytest.raises(ValueError, match=r"^列举个数应为1至10000的整数，收到的是整数“0”。$"):
        join_list(TOWNS, 0)
    with pytest.raises(ValueError, match=r"^量词应为非空文字，收到的是空白文字。$"):
        join_list(TOWNS, 1, "")


@pytest.mark.parametrize(("text", "printed"), [("", "——"), (" \u3000\n", "——"), ("正常推进", "正常推进"), ("0", "0")])
def test_empty_words_show_as_the_gap(text: str, printed: str) -> None:
    assert or_gap(text) == printed


@pytest.mark.parametrize("value", [None, 0, 1.5, True, []])
def test_only_words_can_be_empty_words(value: object) -> None:
    with pytest.raises(ValueError, match=r"^此处应为文字，收到的是"):
        or_gap(value)


@pytest.mark.parametrize(
    ("names", "limit", "printed"),
    [
        (TOWNS[:1], None, "栖云镇"),
        (TOWNS[:2], None, "栖云镇和枕石镇"),
        (TOWNS[:3], None, "栖云镇、枕石镇和听泉镇"),
        (TOWNS[:3], 3, "栖云镇、枕石镇和听泉镇"),
        (TOWNS, 2, "栖云镇、枕石镇等5个"),
        (["《甲》", "《乙》", "《丙》"], None, "《甲》《乙》和《丙》"),
        ([], None, "无"),
        (["栖云镇", ""], None, "栖云镇和——"),
        (GAP, None, "——"),
    ],
)
def test_join_with_and(names: object, limit: int | None, printed: str) -> None:
    assert join_with(names, limit) == printed
