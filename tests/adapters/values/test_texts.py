"""Texts: trimmed, printable, and told where something was lost."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from data_adapters import values

TEXTS: list[tuple[values.Raw, str]] = [
    ("县水利局", "县水利局"),
    (" 甲 \r\n\n 乙", "甲\n乙"),
    ("甲\r乙", "甲\n乙"),
    ("甲_x000D_\n乙", "甲\n乙"),
    ("甲_x000D_乙", "甲\n乙"),
    ("甲\x0b乙\x0c丙\u2028丁\x85戊", "甲\n乙\n丙\n丁\n戊"),
    ("甲\u3000乙", "甲\u3000乙"),
    ("\u3000甲\u3000", "甲"),
    ("甲&nbsp;乙", "甲 乙"),
    ("&nbsp;", ""),
    ("甲\u00a0乙", "甲 乙"),
    ("A&B 公司", "A&B 公司"),
    ("'00123", "00123"),
    ("'甲'", "'甲'"),
    ("\u200b甲\ufeff乙\u202e", "甲乙"),
    ("甲\x01乙\ufffe", "甲乙"),
    ("甲\tb", "甲\tb"),
    ("甲\ufffd", "甲\ufffd"),
    ("甲\ud800乙", "甲\ufffd乙"),
    ("道路_A_标", "道路_A_标"),
    (8.0, "8"),
    (0.5, "0.5"),
    (13800000000.0, "13800000000"),
    (13800000000, "13800000000"),
    (Decimal("8.50"), "8.50"),
    (datetime.date(2026, 3, 5), "2026-03-05"),
    (datetime.datetime(2026, 3, 5), "2026-03-05"),
]
DAMAGED = [
    ("安澜\ufffd县", "第3个字", "已损坏"),
    ("\ufffd", "第1个字", "已损坏"),
    ("甲\udcff", "第2个字", "已损坏"),
    ("李\ue863", "第2个字（U+E863）", "自造字"),
    ("甲\U000f1234", "U+F1234", "自造字"),
    ("甲乙\x07", "第3个字", "U+0007"),
    ("锟斤拷锟斤拷", "第1个字", "乱码"),
    ("甲烫烫烫", "第2个字", "乱码"),
    ("1.38E+10", "1.38E+10", "科学计数法"),
    (" 5.11E+17 ", "5.11E+17", "科学计数法"),
]
WHOLE = [
    "县水利局",
    "",
    "李翀犇",
    "𠮷野家",
    "A&B",
    "甲\n乙",
    "屯溪镇",
    "锟",
    "1E5",
    "E+10",
    "甲\t乙",
    "EPC总承包",
    "①②㎡",
    "—",
    1.38e10,
    True,
]


@pytest.mark.parametrize(("cell", "expected"), TEXTS)
def test_text(cell: values.Raw, expected: str) -> None:
    assert values.text(cell) == expected


@pytest.mark.parametrize(("cell", "place", "telling"), DAMAGED)
def test_what_was_lost_is_told_with_its_place(cell: str, place: str, telling: str) -> None:
    fault = values.damaged(cell)
    assert place in fault
    assert telling in fault
    assert "请" in fault
    assert values.texts([cell]) == ([values.text(cell)], {0: fault})


@pytest.mark.parametrize("cell", WHOLE, ids=repr)
def test_nothing_was_lost(cell: values.Raw) -> None:
    assert values.damaged(cell) == ""


def test_every_text_can_be_printed() -> None:
    for code in [*range(0x3000), *range(0xD7FF, 0xE002), 0xFFFD, 0xFFFE, 0xFFFF, 0x10FFFF]:
        values.text(f"甲{chr(code)}乙").encode()


def test_a_broken_cell_is_no_text() -> None:
    assert values.texts(["#REF!", "甲", 1e18])[0] == ["", "甲", ""]
    assert set(values.texts(["#REF!", "甲", 1e18])[1]) == {0, 2}


@pytest.mark.parametrize(
    ("name", "plain", "marks"),
    [
        ("☆枕石石英砂项目", "枕石石英砂项目", "☆"),
        ("枕石石英砂项目※", "枕石石英砂项目", "※"),
        ("★☆枕石▲项目■", "枕石项目", "★☆▲■"),
        ("*枕石石英砂项目", "枕石石英砂项目", "＊"),
        ("枕石石英砂项目＊＊", "枕石石英砂项目", "＊＊"),
        ("＊★枕石项目*", "枕石项目", "＊★＊"),
        ("枕石**公司项目", "枕石**公司项目", ""),
        ("2●", "2", "●"),
        ("*3", "3", "＊"),
        ("**", "**", ""),
        ("", "", ""),
    ],
)
def test_marks(name: str, plain: str, marks: str) -> None:
    assert values.split_marks(name) == (plain, marks)
