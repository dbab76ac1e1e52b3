"""概数, and numbers that name."""

from __future__ import annotations

import pytest

from service.wording import GAP, about, document_number, neighbours, nth, several


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        *((1, "一二"), (2, "两三"), (3, "三四"), (8, "八九"), (11, "十一二"), (12, "十二三"), (45, "四十五六")),
        *((10, "一二十"), (20, "二三十"), (30, "三四十"), (200, "两三百"), (3000, "三四千"), (145, "一百四十五六")),
        (GAP, "——"),
    ],
)
def test_neighbours_have_no_mark_between(value: object, printed: str) -> None:
    assert neighbours(value) == printed


@pytest.mark.parametrize("value", [9, 19, 90, 350, 900])
def test_what_nobody_says_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match=f"^{value}没有两数连用的概数说法，请改用“约”或“几”"):
        neighbours(value)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        *((5, "几个"), (10, "十个"), (13, "十几个"), (20, "二十个"), (23, "二十几个"), (99, "九十几个")),
        *((100, "一百个"), (101, "一百多个"), (345, "三百多个"), (2000, "二千个"), (9999, "九千多个")),
    ],
)
def test_several(value: object, printed: str) -> None:
    assert several(value, "个") == printed


@pytest.mark.parametrize(
    ("value", "word", "printed"),
    [
        ("300万元", "约", "约300万元"),
        ("1.29亿元", "近", "近1.29亿元"),
        ("300万元", "左右", "300万元左右"),
        ("300万元", "余", "300余万元"),
        ("1,200个", "多", "1,200多个"),
        (300, "约", "约300"),
        (GAP, "约", "——"),
    ],
)
def test_one_word_of_doubt(value: object, word: str, printed: str) -> None:
    assert about(value, word) == printed


@pytest.mark.parametrize("said", ["约300万元", "300万元左右", "300余万元", "三百多个", "近300个", "几个"])
@pytest.mark.parametrize("word", ["约", "左右", "余"])
def test_never_two(said: str, word: str) -> None:
    with pytest.raises(ValueError, match=r"概数词只用一次，请去掉一个。$"):
        about(said, word)


@pytest.mark.parametrize(
    ("value", "word", "message"),
    [
        ("1.29亿元", "余", "后面不能用“余”，请改用“约”"),
        ("305个", "多", "不是整十的整数"),
        ("300个", "大概", "概数词应为约、近、左右、上下、余、多之一"),
        ("万元", "约", "以数开头的文字"),
    ],
)
def test_words_that_do_not_fit(value: str, word: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        about(value, word)


def test_nth() -> None:
    assert [nth(3), nth(12, "次"), nth("3", digits=True), nth(GAP)] == ["第三批", "第十二次", "第3批", "——"]
    with pytest.raises(ValueError, match=r"^中文序号应为1至9999的整数"):
        nth(0)


@pytest.mark.parametrize(
    ("parts", "printed"),
    [
        (("安项调", 2026, 15), "安项调〔2026〕15号"),
        (("安项调", "2026", "15"), "安项调〔2026〕15号"),
        (("安项调〔2026〕15号",), "安项调〔2026〕15号"),
        (("安项调〔2026〕　　号",), "安项调〔2026〕　　号"),
        (("——〔2026〕　　号",), "——〔2026〕　　号"),
        ((GAP, 2026, 15), "——"),
    ],
)
def test_document_number(parts: tuple[object, ...], printed: str) -> None:
    assert document_number(*parts) == printed


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        (("安项调[2026]15号",), "年份要用六角括号〔〕"),
        (("安项调（2026）15号",), "年份要用六角括号〔〕"),
        (("安项调【2026】15号",), "年份要用六角括号〔〕"),
        (("安项调〔26〕15号",), "年份要写全四位半角数字"),
        (("安项调〔２０２６〕15号",), "年份要写全四位半角数字"),
        (("安项调〔2026〕015号",), "序号不编虚位，前面不加 0"),
        (("安项调〔2026〕第15号",), "序号前不加“第”字"),
        (("安项调〔2026〕15",), "最后要有“号”字"),
        (("安项调15号",), "写法不对"),
        (("安项调", 2026, "015"), "序号不编虚位，前面不加 0"),
        (("安项调", 2026, 0), "发文字号的序号应为1至99999的整数"),
        (("安项调", 26, 15), "发文字号的年份应为1949至2999的整数"),
        (("安项调〔", 2026, 15), "发文机关代字应只有文字"),
        (("安项调", 2026, None), "发文字号的序号应为"),
        (("", 2026, 1), "发文字号应为非空文字"),
    ],
)
def test_document_numbers_that_break_the_rule(parts: tuple[object, ...], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        document_number(*parts)
