"""Amounts as people write them, in a column of 万元 unless said otherwise."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from data_adapters import MISSING, values
from tests.adapters.values.tables import cases

READ = cases("""
0 => 0
０ => 0
零 => 0
〇 => 0
0.00 => 0
5000 => 5000
+500 => 500
-500 => -500
−500 => -500
－500 => -500
500- => -500
（500） => -500
(500) => -500
（500万元） => -500
（1,200.5） => -1200.5
负500 => -500
负五百 => -500
5,000 => 5000
5，000 => 5000
54,583.00 => 54583
1,234,567.89 => 1234567.89
12 000 => 12000
1 234 567.5 => 1234567.5
12 000万元 => 12000
５０００ => 5000
５，０００．５ => 5000.5
.5 => 0.5
5000\\n => 5000
5000 万元 => 5000
5000\\n万元 => 5000
5000万 => 5000
5000万元 => 5000
5000萬元 => 5000
5000（万元） => 5000
5000万元整 => 5000
5000万元人民币 => 5000
人民币5000万元 => 5000
RMB5000 => 5000
¥5000 => 5000
￥5,000.00 => 5000
¥-5000 => -5000
5000元 => 0.5
5000元整 => 0.5
5000圆 => 0.5
5000千元 => 500
50百万元 => 5000
5百万元 => 500
3千万 => 3000
3千万元 => 3000
2.5千万元 => 2500
1.29亿 => 12900
1.29亿元 => 12900
1.2900亿元 => 12900
1.2百亿 => 1200000
1億元 => 10000
1亿2900万 => 12900
1亿2900万元 => 12900
1亿900万元 => 10900
1亿零900万元 => 10900
1万2500元 => 1.25
5千 => 5000
五千 => 5000
五千万 => 5000
五千万元 => 5000
一亿元 => 10000
一亿二千九百万元 => 12900
十二亿 => 120000
二十万 => 20
两亿元 => 20000
一千零五十万 => 1050
一百二十三 => 123
一百零三 => 103
五点五亿 => 55000
十五 => 15
五〇〇〇 => 5000
一千万亿 => 100000000000
伍仟万圆整 => 5000
壹亿贰仟玖佰万元整 => 12900
三千五百二十元 => 0.352
1.2E+05 => 120000
1.2e+05 => 120000
1E-06 => 0.000001
""")
REFUSED = cases("""
年产2000万件 => 件
2000万件 => 件
10万千瓦 => 千瓦
10万千瓦时 => 千瓦时
200MW => MW
5万亩 => 亩
3万吨 => 吨
3万吨/年 => 吨
2000万㎡ => ㎡
2000万平方米 => 平方米
100万头 => 头
50公里 => 公里
12km => km
3000户 => 户
2个 => 个
一万只 => 只
500套 => 套
2026年 => 年
3月 => 月
18个月 => 个
97% => %
500万美元 => 外币
1.2亿美元 => 外币
US$500 => 外币
$500 => 外币
500万欧元 => 外币
300万港币 => 外币
5000-6000 => 范围
5000~6000万元 => 范围
5000—6000 => 范围
5000至6000万元 => 范围
三千到五千万 => 范围
5000余万元 => 不是确数
5000多万 => 不是确数
五千余万元 => 不是确数
近5000 => 不是确数
超5000万元 => 不是确数
5000万以上 => 不是确数
不低于5000 => 不是确数
5000左右 => 不是确数
5000+ => 不是确数
≥5000 => 不是确数
5000（其中中央1000） => 5000、1000
5000(省级2000,县级3000) => 5000、2000、3000
5000\\n6000 => 5000、6000
5000  6000 => 5000、6000
5 5 => 5、5
5000、6000 => 5000、6000
1/2 => 1、2
1、200 => 1、200
5000。5 => 5000、5
1亿2900 => 1、2900
5000（含征地） => 含征地
1.2.3 => 小数点
1..2 => 小数点
1,29 => 逗号
5,00 => 逗号
5000, => 逗号
1,2345 => 逗号
5000① => ①
5000* => “*”
▲500 => ▲
△500 => △
#500 => “#”
500。 => “。”
1e5 => 照实写全
1.5E3 => 照实写全
三万五 => 不止一种
三五 => 不止一种
五六百万 => 不止一种
万元 => 不止一种
待定 => 不是金额
已完成 => 不是金额
5000元/亩 => 不是金额
(-500) => 不是金额
--5 => 不是金额
县发改局 => 不是金额
1000000000000000 => 15 位
99999999999999999999 => 15 位
0.12345678901234567890123456789 => 15 位
#REF! => 公式出错
""")


@pytest.mark.parametrize(("cell", "expected"), READ)
def test_read(cell: str, expected: str) -> None:
    assert values.amount(cell, "万元") == (Decimal(expected), "")


@pytest.mark.parametrize("cell", ["约5000", "约5000万元", "约 0.5亿"])
def test_an_approximate_amount_is_given_and_questioned(cell: str) -> None:
    assert values.amount(cell, "万元") == (Decimal(5000), f"“{cell}”是约数，已按去掉“约”字的数读取，请改填准确的数")


@pytest.mark.parametrize(("cell", "telling"), REFUSED)
def test_refused_with_what_it_is_and_the_cure(cell: str, telling: str) -> None:
    found, fault = values.amount(cell, "万元")
    assert found is MISSING
    assert telling in fault
    assert "请" in fault
    assert "\n" not in fault


@pytest.mark.parametrize(
    ("unit", "wan"),
    [
        ("", "5"),
        ("万元", "5"),
        ("元", "0.0005"),
        ("千元", "0.5"),
        ("百万元", "500"),
        ("千万元", "5000"),
        ("亿元", "50000"),
    ],
)
@pytest.mark.parametrize("cell", ["5", "５", 5.0, 5, Decimal(5), "五", "5.0"], ids=repr)
def test_the_columns_unit(cell: values.Raw, unit: str, wan: str) -> None:
    assert values.amount(cell, unit) == (Decimal(wan), "")


@pytest.mark.parametrize("unit", ["", "元", "万元", "亿元", "万美元", "件"])
def test_the_cells_own_unit_goes_before_the_columns(unit: str) -> None:
    assert values.amount("5000万元", unit) == (Decimal(5000), "")


@pytest.mark.parametrize("unit", ["万美元", "美元", "亿美元", "万港元"])
def test_foreign_money_waits_for_a_rate(unit: str) -> None:
    found, fault = values.amount(500.0, unit)
    assert found is MISSING
    assert unit in fault
    assert "人民币万元" in fault
    assert values.amount("—", unit)[1] == ""


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (Decimal("1234567890.12345"), "1234567890.12345"),
        (999_999_999_999_999, "999999999999999"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (Decimal("5000." + "0" * 40), "5000"),
    ],
)
def test_exact_numbers_stay_exact(cell: values.Raw, expected: str) -> None:
    assert values.amount(cell, "万元") == (Decimal(expected), "")


def test_zero_has_no_sign() -> None:
    for cell in (-0.0, "-0", "(0)", "0-", Decimal("-0")):
        assert str(values.amount(cell, "万元")[0]) == "0"


@pytest.mark.parametrize(
    ("cell", "telling"),
    [
        (datetime.date(2026, 5, 1), "日期格式"),
        (datetime.datetime(2026, 5, 1, 8), "日期格式"),
        (datetime.time(8), "不是金额"),
        (True, "不是金额"),
        (10**15, "15 位"),
        (10**5000, "15 位"),
        (Decimal("1E+20"), "15 位"),
        (Decimal("NaN"), "不是数"),
        (Decimal("Infinity"), "不是数"),
        ("9" * 100_000, "不是金额"),
        ("1 " * 50_000, "不是金额"),
        ("一千" * 30_000, "不是金额"),
    ],
    ids=lambda case: str(type(case).__name__),
)
def test_what_can_be_no_amount(cell: values.Raw, telling: str) -> None:
    found, fault = values.amount(cell, "万元")
    assert found is MISSING
    assert telling in fault or "不止一个数" in fault or "不止一种" in fault
    assert "请" in fault
    assert len(fault) < 120
