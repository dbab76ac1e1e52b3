"""Totals against their rows: what helps to find the slip, counts, 其中, and the rate of the total's own line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from data_adapters import Cell, Subtotal, read_bytes
from service.figures import check
from service.figures.checks import Check
from tests.figures.made import cell, project, reading

_ROWS = [
    project("甲", row=6, plan="10", done="5"),
    project("乙", row=7, plan="20", done=""),
    project("丙", row=9, plan="30", done="15"),
]


def total(label: str, row: int, covers: tuple[int, ...], **printed: str) -> Subtotal:
    """A printed sum; ``plan`` and ``done`` in 万元, ``rate`` as it was kept."""
    names = {"plan": "plan_this_year", "done": "done_this_year_to_date", "rate": "rate_reported"}
    amounts = {names[key]: Decimal(value) for key, value in printed.items()}
    cells = {name: cell(row, name) for name in amounts}
    place = Cell("台账.xlsx", "项目台账", row, 1)
    return Subtotal(row=place, label=label, amounts=amounts, cells=cells, covers=covers)


def asked(*subtotals: Subtotal) -> list[Check]:
    found = check(reading(projects=_ROWS, subtotals=subtotals))
    return [item for item in found if item.code != "no_plan"]


@pytest.mark.parametrize(
    ("subtotals", "computed"),
    [
        ([total("合计", 4, (6, 7, 9), plan="60", done="20")], []),
        ([total("合计", 4, (6, 7, 9), done="21")], ["20.00万元（另有1行未填）"]),
        ([total("合计", 4, (6, 7, 9), plan="61")], ["60.00万元"]),
        (
            [
                total("合计", 4, (6, 7, 9), plan="61"),
                total("一、", 5, (6, 7), plan="31"),
                total("二、", 8, (9,), plan="30"),
            ],
            ["60.00万元（各组小计之和与表内一致）", "30.00万元"],
        ),
        (
            [
                total("合计", 4, (6, 7, 9), plan="61"),
                total("一、", 5, (6, 7), plan="30"),
                total("二、", 8, (9,), plan="30"),
            ],
            ["60.00万元（各组小计之和 60.00万元）"],
        ),
        # groups that leave rows out say nothing of the total
        ([total("合计", 4, (6, 7, 9), plan="61"), total("一、", 5, (6, 7), plan="30")], ["60.00万元"]),
    ],
)
def test_what_helps_to_find_the_slip_is_said(subtotals: list[Subtotal], computed: list[str]) -> None:
    found = asked(*subtotals)
    assert [item.computed for item in found] == computed
    assert {item.code for item in found} <= {"sum_differs"}


def test_rows_of_another_file_are_not_summed() -> None:
    """Two files' sheets have the same names and rows."""
    other = Subtotal(row=Cell("别的.xlsx", "项目台账", 4, 1), label="合计2个", amounts={}, covers=(6, 7))
    assert asked(other) == []


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        ("合计3个", ""),
        ("合计", ""),
        ("合计（３项）", ""),
        ("合计4个", "4个"),
        ("合计（100项）", "100个"),
        ("龙海市合计14个", "14个"),
        ("一、工业项目2个", "2个"),
        ("共5个项目，总投资9亿元", "5个"),
        ("2026年新开工", ""),
        ("13个乡镇合计", ""),  # not the rows are counted there
        ("其中：亿元以上", ""),
    ],
)
def test_a_count_in_the_label(label: str, printed: str) -> None:
    found = asked(total(label, 4, (6, 7, 9), plan="60"))
    assert [(item.code, item.printed, item.computed) for item in found] == (
        [("count_differs", printed, "3行")] if printed else []
    )


@pytest.mark.parametrize(("part", "questioned"), [("60", False), ("60.01", False), ("61", True)])
def test_a_part_is_not_more_than_its_whole(part: str, questioned: bool) -> None:
    found = asked(total("合计", 4, (6, 7, 9), plan="60"), total("其中：新建", 5, (), plan=part))
    assert [item.code for item in found] == (["of_which_over_total"] if questioned else [])
    for item in found:
        assert [place.name for place in item.addresses] == ["I5", "I4"]


@pytest.mark.parametrize(
    ("rate", "printed"),
    [("0.333", ""), ("33.3", ""), ("0.3333333333", ""), ("0.343", "34.3%"), ("0.33", ""), ("0.34", "34%")],
)
def test_a_totals_rate_follows_from_the_totals_own_line(rate: str, printed: str) -> None:
    found = asked(total("合计", 4, (6, 7, 9), plan="60", done="20", rate=rate))
    assert [(item.code, item.printed, item.computed) for item in found] == (
        [("total_rate_differs", printed, "33.33%")] if printed else []
    )


def test_as_the_reader_gives_them() -> None:
    text = "单位：万元\n序号,项目名称,年度计划投资,累计完成投资\n,合计3个,31,20\n1,甲,10,9\n2,乙,20,\n"
    found = check(read_bytes(text.encode(), "台账.csv"))
    assert [(item.code, item.addresses[0].name) for item in found] == [
        ("count_differs", "A3"),
        ("sum_differs", "C3"),
        ("sum_differs", "D3"),
    ]
