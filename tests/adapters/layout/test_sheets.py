"""Rows and notes without files: units, periods and roles that are easily mistaken; and what a large sheet costs."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from data_adapters import read_bytes, read_file
from data_adapters.grid import Grid
from data_adapters.layout import Layout, Role, read_layouts
from tests.adapters.picture import picture

_HEADER = ["序号", "项目名称", "年度计划投资", "责任单位"]


def layout_of(*rows: list[str], sheet: str = "台账", file: str = "台账.xlsx") -> Layout:
    return read_layouts(Grid(file, sheet, rows))[0]


@pytest.mark.parametrize(
    ("note", "unit"),
    [
        ("单位：万元", "万元"),
        ("计量单位: 亿元", "亿元"),
        ("金额单位：人民币元", "元"),
        ("单位：个、万元", "万元"),
        ("单位：百万元", "百万元"),
        ("填报单位：元坝镇", ""),
        ("填报单位：安澜县发展和改革局", ""),
        ("台账（千元）", "千元"),
        ("单位：万美元", "万美元"),
    ],
)
def test_unit_of_the_sheet(note: str, unit: str) -> None:
    assert layout_of([note], _HEADER, ["1", "甲项目", "5", "栖云镇"]).unit == unit


@pytest.mark.parametrize(
    ("note", "period"),
    [
        ("安澜县2026年1-10月台账", (2026, 10)),
        ("截至2026年10月底", (2026, 10)),
        ("２０２６年度台账", (2026, 0)),
        ("填报时间：2026年11月5日", (0, 0)),
        ("2026年13月", (2026, 0)),
        ("重点项目台账", (0, 0)),
    ],
)
def test_period_of_the_sheet(note: str, period: tuple[int, int]) -> None:
    found = layout_of([note], _HEADER, ["1", "甲项目", "5", "栖云镇"])
    assert (found.year, found.month) == period


def test_period_from_the_file_name() -> None:
    found = layout_of(_HEADER, ["1", "甲项目", "5", "栖云镇"], file="台账（2026年10月）.xlsx")
    assert (found.year, found.month) == (2026, 10)


@pytest.mark.parametrize(
    ("row", "role"),
    [
        (["", "合计", "5", ""], Role.TOTAL),
        (["合 计", "", "5", ""], Role.TOTAL),
        (["", "安澜县合计14个", "5", ""], Role.TOTAL),
        (["", "合计（100项）", "5", ""], Role.TOTAL),
        (["", "其中：在建项目", "5", ""], Role.TOTAL),
        (["一", "工业", "5", ""], Role.GROUP),
        (["一、交通5项", "", "", ""], Role.GROUP),
        (["", "（一）工业项目82个", "5", ""], Role.GROUP),
        (["", "(1)建材", "5", ""], Role.GROUP),
        (["1", "合计量仪表制造项目", "5", "栖云镇"], Role.DATA),
        (["1", "注塑机生产项目", "5", "栖云镇"], Role.DATA),
        (["1", "一号桥改造", "5", ""], Role.DATA),
        (["", "（一）期厂房项目", "5", "栖云镇"], Role.DATA),
        (["注：含前期项目", "", "", ""], Role.NOTE),
        (["注1：含前期项目", "", "", ""], Role.NOTE),
        (["资料来源：各乡镇", "", "", ""], Role.NOTE),
        (["填表人：", "", "", "审核人："], Role.NOTE),
        (["1、项目性质：指新开工、续建和竣工。", "", "", ""], Role.NOTE),
        (["", "", "", ""], Role.BLANK),
    ],
)
def test_role(row: list[str], role: Role) -> None:
    assert layout_of(_HEADER, row).roles[2] is role


def test_second_row_of_texts_is_data_where_no_heading_spans() -> None:
    found = layout_of(["项目名称", "存在问题", "责任单位"], ["", "征地", "栖云镇"])
    assert found.header_rows == (1,)


def test_old_binary_workbook() -> None:
    path = Path(__file__).parents[1] / "files" / "台账.xls"
    found = picture(read_file(path))
    assert [(p["project_name"], p.get("plan_this_year"), p["start_planned"]) for p in found["projects"]] == [
        ("栖云绿色建材项目", "12900", "2026-05-31"),
        ("枕石石英砂提纯项目", "9000", "2025-03"),
        ("听泉山泉水灌装项目", None, "na"),
    ]
    assert found["subtotals"][0]["amounts"] == {"plan_this_year": "21900", "done_this_year_to_date": "17950"}
    assert found["problems"] == ["D6 bad_amount error"]  # #DIV/0!


def test_time_grows_with_the_rows_only() -> None:
    rows = "".join(f"{n},项目{n},{n},栖云镇\n" for n in range(20_000))
    started = time.process_time()
    reading = read_bytes(f"{','.join(_HEADER)}\n{rows}".encode(), "台账.csv")
    assert len(reading.projects) == 20_000
    assert time.process_time() - started < 10
