"""The gathered workbook reads back to the same records, says where each row is from, and holds no formula."""

from __future__ import annotations

import io
from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from data_adapters import Reading, Record, as_json, read_bytes
from service.batches.returns_book import returns_workbook
from service.figures.returns import gather_returns
from tests.adapters.building import workbook

_HEADS = (
    "序号 | 项目名称 | 责任单位 | 总投资（万元） | 年度计划投资（万元） | 累计完成投资（万元） | "
    "占年计划% | 计划竣工时间 | 形象进度"
)


def form(*rows: str, heads: str = _HEADS, period: str = "截至2026年10月底") -> bytes:
    return workbook("\n".join(["周报", period, heads, *rows]))


def sent(file: str, data: bytes) -> Reading:
    return read_bytes(data, file)


_FORMS = [
    sent(
        "栖云镇.xlsx",
        form(
            "1 | ★滨河路 | 栖云镇、县交通运输局 | 900.55 | 100 | 90.1 | p:0.901 | 2027年5月 | '=1+1",
            "2 | 卫生院 | 栖云镇 | 0.0001 | — | | | 2026年 | 主体\\n封顶",
            "3 | 水厂 | 栖云镇 | '123456789012345.67 | 0 | 0 | 0 | 2026年12月31日 |",
        ),
    ),
    sent("枕石镇.xlsx", form("1 | 粮站 | 枕石镇 | 9 | 8 | 7 | '87.5% | / | ")),
    sent(
        "听泉镇.xlsx",
        form(
            "1 | 大棚 | 听泉镇 | 0.09 | 0.01 | 0.005 | 50 | | 缺料",
            heads=_HEADS.replace("万元", "亿元").replace("形象进度", "存在问题"),
        ),
    ),
    sent(
        "单位.csv",
        "截至2026年10月底\n序号,任务单位,年度目标任务（万元）,累计完成投资（万元）\n1,衔月镇,100,\n2,采薇乡,—,—\n".encode(),
    ),
    sent("清单.csv", "序号,存在问题,问题原因,责任单位,办理时限\n1,缺地,未批,县自然资源局,2026年11月5日\n".encode()),
]


def plain(record: Record) -> dict[str, Any]:
    """A record without where it stands."""
    values = {item.name: getattr(record, item.name) for item in fields(record) if item.name not in ("row", "cells")}
    return {name: value.normalize() if isinstance(value, Decimal) else value for name, value in values.items()}


def test_it_reads_back_equally() -> None:
    gathered = gather_returns(_FORMS, ["栖云镇", "枕石镇", "听泉镇", "衔月镇"])
    again = read_bytes(returns_workbook(gathered), "汇总.xlsx")
    for kind in ("projects", "units", "topics"):
        given = [plain(record) for record in getattr(gathered.reading, kind)]
        found = [plain(record) for record in getattr(again, kind)]
        assert sorted(map(str, found)) == sorted(map(str, given))
        assert len(given) == {"projects": 5, "units": 2, "topics": 1}[kind]
    assert (again.year, again.month) == (2026, 10)
    assert {problem.code for problem in again.problems} <= {"unknown_heading", "sheet_skipped", "no_unit"}


def test_every_row_says_where_it_is_from_and_nothing_is_a_formula() -> None:
    book = load_workbook(io.BytesIO(returns_workbook(gather_returns(_FORMS, ["栖云镇"]))))
    assert book.sheetnames == ["项目", "项目（2）", "任务单位", "问题清单", "报送情况"]
    first = next(book["项目"].iter_rows(min_row=4, values_only=True))
    assert first[-3:] == ("栖云镇", "栖云镇.xlsx", "台账 第4行")
    assert "=1+1" in first
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_who_has_sent_stands_on_the_last_sheet() -> None:
    book = load_workbook(io.BytesIO(returns_workbook(gather_returns(_FORMS[:2], ["栖云镇", "衔月镇"]))))
    rows = list(book["报送情况"].iter_rows(min_row=2, values_only=True))
    assert [row[:3] for row in rows] == [
        ("栖云镇", "已报", "栖云镇.xlsx"),
        ("枕石镇", "不在名单里", "枕石镇.xlsx"),
        ("衔月镇", "未报", None),
    ]


@pytest.mark.parametrize("month", ["9", "10"])
def test_months_do_not_share_a_sheet(month: str) -> None:
    other = sent("枕石镇.xlsx", form("1 | 粮站 | 枕石镇 | 9 | 8 | 7 | | | ", period=f"截至2026年{month}月底"))
    book = load_workbook(io.BytesIO(returns_workbook(gather_returns([_FORMS[0], other], ["栖云镇"]))))
    assert ("项目（2）" in book.sheetnames) is (month == "9")


def test_the_same_returns_give_the_same_bytes() -> None:
    gathered = gather_returns(_FORMS, ["栖云镇"])
    assert returns_workbook(gathered) == returns_workbook(gathered)
    assert as_json(gathered.reading)["kind"] == "gathered"
