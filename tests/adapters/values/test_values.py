"""One cell at a time: amounts, percentages, dates, marks, units."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from data_adapters import MISSING, NOT_APPLICABLE, Absent, PartialDate, lead_unit, values
from data_adapters.containers import UNCACHED
from data_adapters.containers.encodings import decode
from data_adapters.containers.limits import RefusedError
from data_adapters.grid import Value, as_text

AMOUNTS: list[tuple[Value, str, str]] = [
    (8000.0, "万元", "8000"),
    (0.0, "万元", "0"),
    (0.1 + 0.2, "", "0.3"),
    (1.29, "亿元", "12900"),
    (15.0, "元", "0.0015"),
    (3.0, "千元", "0.3"),
    (3.0, "百万元", "300"),
    ("54,583.00", "万元", "54583"),
    ("２６００", "万元", "2600"),
    ("５４，５８３", "万元", "54583"),
    ("1.29亿", "万元", "12900"),
    ("1.29 亿元", "元", "12900"),
    ("5000万元", "亿元", "5000"),
    ("300元", "万元", "0.03"),
    ("（1,200.5）", "万元", "-1200.5"),
    ("-30", "万元", "-30"),
    ("−30", "万元", "-30"),
    ("¥5000整", "元", "0.5"),
    (".5", "亿元", "5000"),
]
NO_AMOUNTS: list[Value] = ["年产2000万件", "5万亩", "10万千瓦", "1,29", "1.2.3", "5000（含征地）", "5000万美元", "#"]
NO_AMOUNTS += [True, datetime.date(2026, 1, 1), "1e5", 1e15, "1000000000000000", float("nan"), float("inf")]
MISSES: list[Value] = ["", "  ", "*", "**", "x", "XX", "××", "未报", "暂未上报", "？"]
INAPPLICABLE: list[Value] = ["—", "——", "-", "－", "/", "／", "\\", "无", "不适用", "N/A"]
DATES: list[tuple[Value, PartialDate]] = [
    (datetime.date(2026, 5, 31), PartialDate(2026, 5, 31)),
    (datetime.datetime(2026, 5, 31, 8, 30), PartialDate(2026, 5, 31)),
    (39101.0, PartialDate(2007, 1, 19)),
    (2026.0, PartialDate(2026)),
    (2026.5, PartialDate(2026, 5)),
    ("2026", PartialDate(2026)),
    ("2026年底前", PartialDate(2026, part="底")),
    ("2026.1", PartialDate(2026, 1)),
    ("2026年6月底", PartialDate(2026, 6, part="底")),
    ("2026年3月上旬", PartialDate(2026, 3, part="上旬")),
    ("2026年3月份", PartialDate(2026, 3)),
    ("2024.6.18", PartialDate(2024, 6, 18)),
    ("2026-03-15", PartialDate(2026, 3, 15)),
    ("2026-03-15 00:00:00", PartialDate(2026, 3, 15)),
    ("2026／3／15", PartialDate(2026, 3, 15)),
    ("2026年10月25日前", PartialDate(2026, 10, 25)),
    ("11月底前", PartialDate(2026, 11, part="底")),
    ("10月25日", PartialDate(2026, 10, 25)),
    ("2028年2月29日", PartialDate(2028, 2, 29)),
]
NO_DATES: list[Value] = [
    "2026.13.5",
    "2月30日",
    "2027年2月29日",
    "2026年0月",
    "适时",
    "8月—9月",
    "3026年3月",
    "1900年1月",
]
NO_DATES += [2026.1, 5.0, True, datetime.date(1900, 1, 5), datetime.time(8), float("nan"), "#REF!"]
RATES: list[tuple[Value, str, bool]] = [
    (0.97, "0.97", False),
    (97.2, "97.2", False),
    ("97", "97", False),
    ("97%", "0.97", True),
    ("１５１.４７％", "1.5147", True),
    ("-3.5%", "-0.035", True),
]


@pytest.mark.parametrize(("value", "unit", "expected"), AMOUNTS)
def test_amount(value: Value, unit: str, expected: str) -> None:
    assert values.amount(value, unit) == (Decimal(expected), "")


@pytest.mark.parametrize("value", NO_AMOUNTS, ids=repr)
def test_what_is_no_amount_is_told(value: Value) -> None:
    found, fault = values.amount(value, "万元")
    assert found is MISSING
    assert "请" in fault


def test_unit_without_a_fixed_rate_is_told() -> None:
    found, fault = values.amount(5.0, "万美元")
    assert found is MISSING
    assert "万美元" in fault


@pytest.mark.parametrize(
    ("value", "absent"), [(v, MISSING) for v in MISSES] + [(v, NOT_APPLICABLE) for v in INAPPLICABLE]
)
def test_nothing_is_one_of_two_kinds_for_every_type(value: Value, absent: Absent) -> None:
    assert values.amount(value, "万美元") == (absent, "")
    assert values.percent(value) == (absent, False, "")
    assert values.date(value, 2026) == (absent, "")
    assert values.text(value) == ""


@pytest.mark.parametrize(("value", "expected"), DATES)
def test_date(value: Value, expected: PartialDate) -> None:
    assert values.date(value, 2026) == (expected, "")


@pytest.mark.parametrize("value", NO_DATES, ids=repr)
def test_what_is_no_date_is_told(value: Value) -> None:
    found, fault = values.date(value, 2026)
    assert found is MISSING
    assert "请" in fault


def test_month_without_any_year_is_told() -> None:
    assert values.date("11月底", 0)[0] is MISSING
    assert values.date("11月底", 0)[1]


@pytest.mark.parametrize(("value", "expected", "signed"), RATES)
def test_percent(value: Value, expected: str, signed: bool) -> None:
    assert values.percent(value) == (Decimal(expected), signed, "")


@pytest.mark.parametrize("value", ["接近完成", "97%%", "1_0", "NaN", "#DIV/0!", True, float("nan")], ids=repr)
def test_what_is_no_percentage_is_told(value: Value) -> None:
    found, signed, fault = values.percent(value)
    assert (found, signed) == (MISSING, False)
    assert "请" in fault


@pytest.mark.parametrize(
    ("value", "telling"),
    [
        ("#REF!", "#REF!"),
        (" #n/a ", "公式出错"),
        (UNCACHED, "公式没有保存计算结果"),
        (1e15, "15 位"),
        (float("inf"), "不是数"),
        ("#1号地块", ""),
        ("县水利局", ""),
        (0.0, ""),
        (True, ""),
    ],
)
def test_broken(value: Value, telling: str) -> None:
    assert telling in values.broken(value)
    assert bool(values.broken(value)) == bool(telling)


@pytest.mark.parametrize(
    ("name", "plain", "marks"),
    [
        ("★栖云绿色建材项目", "栖云绿色建材项目", "★"),
        ("栖云绿色建材项目▲☆", "栖云绿色建材项目", "▲☆"),
        ("栖云\n绿色 建材项目", "栖云绿色建材项目", ""),
        ("高标准农田建设项目（2026年度）", "高标准农田建设项目（2026年度）", ""),
        ("North  Gate", "North Gate", ""),
        ("1●", "1", "●"),
        ("▲", "", "▲"),
    ],
)
def test_split_marks(name: str, plain: str, marks: str) -> None:
    assert values.split_marks(name) == (plain, marks)


@pytest.mark.parametrize(
    ("units", "lead"),
    [
        ("县交通运输局、衔月镇、听泉镇", "县交通运输局"),
        ("县水利局", "县水利局"),
        ("县水利局\n枕石镇", "县水利局"),
        ("县水利局；枕石镇", "县水利局"),
        ("县水利局    某人", "县水利局"),
        ("、枕石镇", "枕石镇"),
        ("", ""),
    ],
)
def test_lead_unit(units: str, lead: str) -> None:
    assert lead_unit(units) == lead


@pytest.mark.parametrize(
    ("value", "shown"),
    [(8.0, "8"), (0.5, "0.5"), (" 甲 ", "甲"), (datetime.datetime(2026, 3, 5), "2026-03-05"), (1e18, "1e+18")],
)
def test_as_text(value: Value, shown: str) -> None:
    assert as_text(value) == shown


def test_text_keeps_its_lines() -> None:
    assert values.text(" 甲 \r\n\n 乙") == "甲\n乙"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        *((encoding, "犇翀纤维，万元") for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16")),
        ("big5", "項目名稱，總投資"),
        ("gb18030", "私用字\ue863，万元"),
    ],
)
def test_decode(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "台账.csv") == text


def test_bytes_of_no_encoding() -> None:
    with pytest.raises(RefusedError, match="编码"):
        decode(b"\xff\xff\xff", "台账.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_lost_byte_is_shown_where_it_was(encoding: str) -> None:
    data = "项目名称,责任单位\n甲项目,栖云镇\n".encode(encoding)
    found = decode(data[:-2] + b"\xff\n", "台账.csv")
    assert found.startswith("项目名称,责任单位\n甲项目,栖云\ufffd")
    with pytest.raises(RefusedError, match="编码"):
        decode(data[:-2] + b"\xff\n\xff\n\xff\n", "台账.csv")
