"""Dates as people write them, in a ledger of 2026."""

from __future__ import annotations

import datetime
from decimal import Decimal
from itertools import pairwise

import pytest

from data_adapters import MISSING, PartialDate, values
from tests.adapters.values.tables import cases

READ = cases("""
2026.3.5 => 2026年3月5日
2026.03.05 => 2026年3月5日
2026-3-5 => 2026年3月5日
2026/3/5 => 2026年3月5日
2026—3—5 => 2026年3月5日
2026。3。5 => 2026年3月5日
2026、3、5 => 2026年3月5日
2026.3.5. => 2026年3月5日
２０２６．３．５ => 2026年3月5日
2026 3 5 => 2026年3月5日
2026\\n3 => 2026年3月
2026. 3. 5 => 2026年3月5日
20260305 => 2026年3月5日
202603 => 2026年3月
2026年3月5日 => 2026年3月5日
2026年 3 月 5 日 => 2026年3月5日
2026年3月\\n5日 => 2026年3月5日
2026年3月5号 => 2026年3月5日
2026年3月5日前 => 2026年3月5日
2026年3月5日之前 => 2026年3月5日
2026年3月5日以前 => 2026年3月5日
2026年3月5日止 => 2026年3月5日
2026年3月5日左右 => 2026年3月5日左右
2026年3月5日（星期四） => 2026年3月5日
2026年3月5日周四 => 2026年3月5日
2026-03-15 08:30 => 2026年3月15日
2026-3-1 18:30 => 2026年3月1日
2026-3-1 18:30:59 => 2026年3月1日
2026-03-15T08:30:00+08:00 => 2026年3月15日
2026-03-15T08:30:00Z => 2026年3月15日
2026年12月31日24时 => 2026年12月31日
10月25日17:00前 => 2026年10月25日
10月25日下午5时前 => 2026年10月25日
3月5日 => 2026年3月5日
十月二十五日 => 2026年10月25日
2026年3月 => 2026年3月
2026年3月份 => 2026年3月
2026.3 => 2026年3月
2026.10 => 2026年10月
2026.3. => 2026年3月
2026、3 => 2026年3月
11月 => 2026年11月
元月 => 2026年1月
2026年6月底 => 2026年6月底
2026年6月末 => 2026年6月末
2026年6月初 => 2026年6月初
2026年6月中 => 2026年6月中
2026年6月中旬 => 2026年6月中旬
2026年6月下旬前 => 2026年6月下旬
6月上旬 => 2026年6月上旬
十二月底 => 2026年12月底
2026年6月左右 => 2026年6月左右
2026 => 2026年
2026年 => 2026年
2026年度 => 2026年
2026年底 => 2026年底
2026年初 => 2026年初
年底 => 2026年底
年底前 => 2026年底
年内 => 2026年内
今年底 => 2026年底
本年度底 => 2026年底
今年3月 => 2026年3月
明年3月 => 2027年3月
去年底 => 2025年底
2026年上半年 => 2026年上半年
下半年 => 2026年下半年
2026年二季度 => 2026年二季度
2026年第2季度 => 2026年二季度
第三季度 => 2026年三季度
三季度末 => 2026年9月末
2026年上半年底 => 2026年6月底
2026Q3 => 2026年三季度
39101 => 2007年1月19日
39101.5 => 2007年1月19日
二〇二六年三月 => 2026年3月
二○二六年三月五日 => 2026年3月5日
二零二六年 => 2026年
一九九八 => 1998年
一九九八年十二月二十五日 => 1998年12月25日
103年 => 2014年
115年3月 => 2026年3月
115/3/5 => 2026年3月5日
115.03.05 => 2026年3月5日
民國115年3月5日 => 2026年3月5日
民国98年 => 2009年
中華民國一百一十五年 => 2026年
26年 => 2026年
26年3月 => 2026年3月
26年3月5日 => 2026年3月5日
26/3/5 => 2026年3月5日
2028年2月29日 => 2028年2月29日
""")
REFUSED = cases("""
2026年3月5日至2026年10月 => 一段时间
2026.3-2026.10 => 一段时间
2026年3-10月 => 一段时间
8月—9月 => 一段时间
2009-2011 => 一段时间
3月至5月 => 一段时间
18个月 => 工期
三个月内 => 工期
2年 => 工期
360天 => 工期
开工后18个月 => 工期
已开工 => 情况
未开工 => 情况
待定 => 情况
适时 => 情况
长期 => 情况
2026年6月底前完工 => 情况
3.5 => 分不清
3/5 => 分不清
09.10 => 分不清
10.25 => 分不清
3/5/2026 => 分不清
98年3月 => 民国98年
85年 => 民国85年
2月30日 => 没有这一天
2026.2.30 => 没有这一天
2027年2月29日 => 没有这一天
2026年13月 => 没有这一天
2026.13.5 => 没有这一天
2026年0月 => 没有这一天
2026年3月0日 => 没有这一天
20261305 => 没有这一天
3026年3月 => 没有这一天
1900年1月 => 没有这一天
260305 => 没有这一天
5日 => 不是能识别的日期
月底 => 不是能识别的日期
本月底 => 不是能识别的日期
尽快 => 不是能识别的日期
2026-3-1 5 => 一段时间
2026年3月5日\\n2026年6月 => 不是能识别的日期
2026..3 => 不是能识别的日期
999年3月 => 不是能识别的日期
12345 => 不是能识别的日期
#VALUE! => 公式出错
""")
NUMBERS: list[tuple[values.Raw, str]] = [
    (2026.0, "2026年"),
    (2026.01, "2026年1月"),
    (2026.11, "2026年11月"),
    (20260305.0, "2026年3月5日"),
    (202603.0, "2026年3月"),
    (39101.0, "2007年1月19日"),
    (39101.99, "2007年1月19日"),
    (45000, "2023年3月15日"),
    (Decimal("2026.10"), "2026年10月"),
    (Decimal(20260305), "2026年3月5日"),
]
NO_NUMBERS: list[values.Raw] = [2026.1, Decimal("2026.1"), 3.5, 5.0, -5.0, 0.0, 1e14, 250000.0, 1e-9, False]


@pytest.mark.parametrize(("cell", "expected"), READ)
def test_read_as_far_as_written(cell: str, expected: str) -> None:
    found, fault = values.date(cell, 2026)
    assert (str(found), fault) == (expected, "")


@pytest.mark.parametrize(("cell", "telling"), REFUSED)
def test_refused_with_the_cure(cell: str, telling: str) -> None:
    found, fault = values.date(cell, 2026)
    assert found is MISSING
    assert telling in fault
    assert "请" in fault


@pytest.mark.parametrize(("cell", "expected"), NUMBERS)
def test_numbers(cell: values.Raw, expected: str) -> None:
    found, fault = values.date(cell, 2026)
    assert (str(found), fault) == (expected, "")


@pytest.mark.parametrize("cell", NO_NUMBERS, ids=repr)
def test_numbers_that_are_no_date(cell: values.Raw) -> None:
    found, fault = values.date(cell, 2026)
    assert found is MISSING
    assert "请" in fault


@pytest.mark.parametrize("cell", ["年底", "3月5日", "第三季度", "今年底", "11月", "上半年"])
def test_without_any_year(cell: str) -> None:
    found, fault = values.date(cell, 0)
    assert found is MISSING
    assert "请" in fault


@pytest.mark.parametrize(
    ("cell", "month", "part"),
    [
        ("上半年", 6, "上半年"),
        ("下半年", 12, "下半年"),
        ("一季度", 3, "一季度"),
        ("四季度", 12, "四季度"),
        ("6月底", 6, "底"),
    ],
)
def test_a_part_of_the_year_is_its_last_month(cell: str, month: int, part: str) -> None:
    assert values.date(cell, 2026) == (PartialDate(2026, month, part=part), "")


def test_dates_sort_by_time() -> None:
    written = [
        "2025年底",
        "2026年3月",
        "2026年6月初",
        "6月上旬",
        "6月中旬",
        "6月下旬",
        "6月底",
        "2026年6月3日",
        "2026.10.1",
    ]
    found = [values.date(text, 2026)[0] for text in written]
    dates = [day for day in found if isinstance(day, PartialDate)]
    assert len(dates) == len(written)
    assert all(earlier < later and later > earlier and earlier != later for earlier, later in pairwise(dates))


@pytest.mark.parametrize("cell", ["2026" * 5000, "至" * 5000, "一" * 5000, "9年" * 5000], ids=len)
def test_long_texts_are_refused_at_once(cell: str) -> None:
    assert values.date(cell, 2026)[0] is MISSING


def test_a_date_cell_out_of_all_ledgers_is_told() -> None:
    found, fault = values.date(datetime.date(1900, 1, 5), 2026)
    assert found is MISSING
    assert "1900-01-05" in fault
