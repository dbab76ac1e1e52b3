"""Printed figures that do not follow from their inputs are questioned with both values and their cells."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from data_adapters import Cell, Subtotal
from service.figures import check
from tests.figures.made import cell, project, reading, target


@pytest.mark.parametrize(
    ("rate", "asked"),
    [
        ("0.972", ""),  # 97.16 printed with one place
        ("0.9716", ""),
        ("0.97", ""),  # printed without places
        ("0.9715786222", ""),  # a formula's cached value
        ("0.971", "97.1%"),  # cut instead of rounded
        ("0.96", "96%"),
        ("0.98", "98%"),
        ("1.97", "197%"),
        ("", ""),
        ("—", ""),
    ],
)
def test_a_rate_is_compared_as_far_as_it_was_printed(rate: str, asked: str) -> None:
    found = check(reading(projects=[project("大桥", plan="647400", done="629000", rate=rate)]))
    assert [item.printed for item in found] == ([asked] if asked else [])
    for item in found:
        assert item.computed == "97.16%"
        assert "“大桥”" in item.what
        assert item.addresses == tuple(
            cell(5, field) for field in ("rate_reported", "done_this_year_to_date", "plan_this_year")
        )
        assert str(item) == f"台账.xlsx › 项目台账!L5：“大桥”占年计划比例：表内 {asked}，计算 97.16%"


@pytest.mark.parametrize(
    "given",
    [
        {"plan": "0", "done": "5", "rate": "0.5"},
        {"plan": "", "done": "5", "rate": "0.5"},
        {"plan": "—", "done": "—", "rate": "0"},
        {"plan": "10", "done": "", "rate": "0"},
    ],
)
def test_a_rate_that_cannot_be_computed_is_not_questioned(given: dict[str, Any]) -> None:
    found = check(reading(projects=[project(**given)], units=[target(**given)]))
    assert not any("占年计划比例" in item.what for item in found)


@pytest.mark.parametrize(("printed", "asked"), [("0.5", True), ("0.47", True), ("0.48", False)])
def test_half_up_and_cut_of_4778(printed: str, asked: bool) -> None:
    """47.78 % printed as 47 is a cut (one real bulletin's habit), as 48 it is rounded; 50 is neither."""
    found = check(reading(units=[target(plan="10000", done="4778", rate=printed)]))
    assert bool(found) is asked


def subtotal(covers: tuple[int, ...], **printed: str) -> Subtotal:
    amounts = {key: Decimal(value) for key, value in printed.items()}
    cells = {key: cell(4, key) for key in printed}
    return Subtotal(
        row=Cell("台账.xlsx", "项目台账", 4, 1), label="合计3个", amounts=amounts, cells=cells, covers=covers
    )


_ROWS = [
    project("甲", row=5, plan="0.1", done="10"),
    project("乙", row=6, plan="0.2", done=""),
    project("丙", row=7, plan="—", done="5.5"),
]


@pytest.mark.parametrize(
    ("covers", "field", "printed", "computed"),
    [
        ((5, 6, 7), "plan_this_year", "0.3", None),
        ((5, 6, 7), "plan_this_year", "0.31", None),  # what binary cells lose is no slip
        ((5, 6, 7), "plan_this_year", "0.32", "0.30万元"),
        ((5, 6, 7), "done_this_year_to_date", "15.5", None),
        ((5, 6), "done_this_year_to_date", "15.5", "10.00万元"),
        ((6,), "done_this_year_to_date", "15.5", "各行均未填报"),  # a sum of nothing is not 0
        ((6,), "done_this_year_to_date", "0", None),
        ((99,), "done_this_year_to_date", "15.5", None),
    ],
)
def test_sums(covers: tuple[int, ...], field: str, printed: str, computed: str | None) -> None:
    found = [
        item
        for item in check(reading(projects=_ROWS, subtotals=[subtotal(covers, **{field: printed})]))
        if item.code == "sum_differs"
    ]
    assert len(found) == (computed is not None)
    for item in found:
        assert computed is not None
        assert computed in item.computed
        assert item.addresses == (cell(4, field),)
        assert "合计3个" in item.what


@pytest.mark.parametrize(
    ("month", "done", "asked"), [("5", "4.9", True), ("5", "5", False), ("5", "", False), ("", "5", False)]
)
def test_a_month_is_not_more_than_the_year(month: str, done: str, asked: bool) -> None:
    given: dict[str, Any] = {"plan": "10", "month": month, "done": done}
    found = check(reading(projects=[project("甲", **given)], units=[target(**given)]))
    assert [item.what for item in found] == (
        ["“甲”本月完成大于本年累计完成", "“栖云镇”本月完成大于本年累计完成"] if asked else []
    )


@pytest.mark.parametrize(
    ("plan", "done", "reason"),
    [("", "5", "未填"), ("—", "5", "不适用"), ("—", "0", ""), ("—", "", ""), ("0", "5", ""), ("9", "5", "")],
)
def test_what_was_done_without_a_plan_is_named(plan: str, done: str, reason: str) -> None:
    found = check(reading(projects=[project("甲", plan=plan, done=done)]))
    assert [item.computed for item in found] == ([f"不计入完成率（年度计划{reason}）"] if reason else [])


def test_questions_stand_in_the_order_of_the_sheet() -> None:
    rows = [project(f"第{row}行", row=row, plan="10", done="5", rate="0.9", month="6") for row in (9, 7, 8)]
    assert [item.addresses[0].name for item in check(reading(projects=rows))] == ["K7", "L7", "K8", "L8", "K9", "L9"]
