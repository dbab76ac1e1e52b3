"""This upload against the last: both values, both cells, and no question about what may well be so."""

from __future__ import annotations

import pytest

from data_adapters import Reading, read_bytes
from service.figures import Check, Period, against
from service.figures.report import figures_json

_HEADS = "序号,项目名称,责任单位,总投资,年度计划投资,累计完成投资,本月完成投资"
_OLD = ["滨河路,县交通局,900,100,80,8", "粮库,县发改局,500,60,50,", "学校,县教育局,400,40,,"]


def ledger(rows: list[str], month: int = 9, year: int = 2026, heads: str = _HEADS, file: str = "") -> Reading:
    """A ledger of some month; each row goes on after its number."""
    lines = [f"截至{year}年{month}月底，单位：万元", heads, *(f"{place},{row}" for place, row in enumerate(rows, 1))]
    return read_bytes("\n".join(lines).encode(), file or f"{month}月.csv")


def asked(rows: list[str], month: int = 10, year: int = 2026) -> list[Check]:
    return against([ledger(_OLD)], [ledger(rows, month, year)])


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        (["滨河路,县交通局,900,100,88,8", "粮库,县发改局,500,60,50,0", "学校,县教育局,400,40,9,"], []),
        (["滨河路,县交通局,900,100,79,", "粮库,县发改局,500,60,51,", "学校,县教育局,400,40,,"], ["fell"]),
        (["滨河路,县交通局,900,100,,", "粮库,县发改局,500,60,51,", "学校,县教育局,400,40,,"], ["went_silent"]),
        (["滨河路,县交通局,900,100,—,", "粮库,县发改局,500,60,51,", "学校,县教育局,400,40,,"], ["went_silent"]),
        (["滨河路,县交通局,950,100,81,", "粮库,县发改局,500,60,50,", "学校,县教育局,400,40,,"], ["changed"]),
        (["滨河路,县交通局,900,,81,", "粮库,县发改局,500,60,50,", "学校,县教育局,400,40,,"], ["went_silent"]),
        (["滨河路,县交通局,900,100,126,", "粮库,县发改局,500,60,50,", "学校,县教育局,400,40,,"], ["jump"]),
        (["滨河路,县交通局,900,100,124,", "粮库,县发改局,500,60,50,", "学校,县教育局,400,40,,"], []),
        (["滨河路,县交通局,900,100,88,9", "粮库,县发改局,500,60,50,", "学校,县教育局,400,40,,"], ["month_differs"]),
        (["滨河路,县交通局,900,100,88,", "粮库,县发改局,500,60,50,"], ["gone"]),
        (["滨河路工程,县交通局,900,100,88,", "粮 库,县发改局,500,60,50,", "学校,县教育局,400,40,,"], []),
    ],
)
def test_what_moved(rows: list[str], codes: list[str]) -> None:
    assert [item.code for item in asked(rows)] == codes


def test_both_values_and_both_addresses() -> None:
    found = asked(["滨河路,县交通局,900,100,79.5,", "粮库,县发改局,500,60,51,", "学校,县教育局,400,40,,"])
    assert [str(item) for item in found] == [
        "10月.csv › CSV!F3：“滨河路”的累计完成投资比上期减少（上期在 9月.csv › CSV!F3）：上期 80.00万元，本期 79.50万元"
    ]
    assert [str(cell) for cell in found[0].addresses] == ["10月.csv › CSV!F3", "9月.csv › CSV!F3"]


def test_in_a_new_year_plans_and_cumulatives_begin_anew() -> None:
    rows = ["滨河路,县交通局,900,200,5,5", "粮库,县发改局,600,70,0,", "学校,县教育局,400,50,,"]
    assert [(item.code, item.printed, item.computed) for item in asked(rows, 1, 2027)] == [
        ("changed", "500.00万元", "600.00万元")
    ]


def test_a_project_that_is_gone_is_offered_the_new_name_that_is_near() -> None:
    old = ledger(["滨河大道改造提升,县交通局,900,100,80,", "粮库,县发改局,500,60,50,", "学校,县教育局,400,40,,"])
    new = ["滨河大道改造,县交通局,900,100,88,", "粮库,县发改局,500,60,51,", "医院,县卫健局,400,40,,"]
    found = against([old], [ledger(new, 10)])
    assert [(item.code, item.printed, item.computed) for item in found] == [
        ("renamed", "滨河大道改造提升", "滨河大道改造"),
        ("new", "没有", "1个项目"),
        ("gone", "有", "没有"),
    ]
    assert "“学校”上期有、本期没有" in found[2].what
    assert "本期新增1个项目：医院" in found[1].what
    assert [str(cell) for cell in found[0].addresses] == ["10月.csv › CSV!B3", "9月.csv › CSV!B3"]


def test_projects_of_one_name_are_told_apart_by_their_units() -> None:
    old = ledger(["粮站,栖云镇,900,100,80,", "粮站,枕石镇,500,60,50,"])
    new = ledger(["粮站,枕石镇,500,60,51,", "粮站,栖云镇,900,100,79,"], 10)
    assert [(item.code, item.printed, item.computed) for item in against([old], [new])] == [
        ("fell", "80.00万元", "79.00万元")
    ]


def test_nothing_updated() -> None:
    rows = [f"{name}路,县交通局,900,100,{done}," for name, done in (("东", 80), ("西", 70), ("南", 60), ("北", 0))]
    found = against([ledger(rows)], [ledger(rows, 10)])
    assert [(item.code, item.printed) for item in found] == [("nothing_updated", "首行 80.00万元")]
    assert "3行的累计完成投资与上期完全相同" in found[0].what
    moved = [*rows[:2], rows[2].replace("60", "60.5"), rows[3]]
    assert against([ledger(rows)], [ledger(moved, 10)]) == []


def test_so_few_rows_say_nothing() -> None:
    rows = ["东路,县交通局,900,100,80,", "西路,县交通局,900,100,70,"]
    assert against([ledger(rows)], [ledger(rows, 10)]) == []


@pytest.mark.parametrize(
    ("month", "year", "period", "codes"),
    [
        (10, 2026, None, []),
        (9, 2026, None, ["last_not_before"]),
        (8, 2026, None, ["last_not_before"]),
        (1, 2027, None, []),
        (8, 2026, Period(2026, 10), []),  # the caller knows better than the file
    ],
)
def test_the_last_upload_is_before_this_one(month: int, year: int, period: Period | None, codes: list[str]) -> None:
    rows = ["滨河路,县交通局,900,100,81,", "粮库,县发改局,500,60,50,", "学校,县教育局,400,40,,"]
    assert [item.code for item in against([ledger(_OLD)], [ledger(rows, month, year)], period)] == codes


def test_an_amount_without_a_column_is_not_missing() -> None:
    heads, rows = "序号,项目名称,累计完成投资", ["滨河路,81", "粮库,50", "学校,"]
    assert against([ledger(_OLD)], [ledger(rows, 10, heads=heads)]) == []


def units(rows: list[str], month: int) -> Reading:
    return ledger(rows, month, heads="序号,任务单位,年度目标任务,累计完成投资")


def test_units() -> None:
    old = units(["栖云镇,100,80", "枕石镇,100,70", "县发改局,100,60", "听泉镇,100,50"], 9)
    new = units(["栖云镇人民政府,100,79", "枕石镇,100,71", "县发展和改革局,100,60"], 10)
    assert [(item.code, item.printed, item.computed) for item in against([old], [new])] == [
        ("fell", "80.00万元", "79.00万元"),
        ("gone", "有", "没有"),
    ]


@pytest.mark.parametrize(
    ("old", "code"),
    [
        (units(["栖云镇,100,80"], 9), "one_sided"),
        (ledger(["大桥,县交通局,900,100,80,"]), "nothing_in_common"),
        (ledger([*_OLD, *(f"第{place}号井,县水利局,9,9,9," for place in range(30))]), "mostly_gone"),
    ],
)
def test_another_list_is_one_question(old: Reading, code: str) -> None:
    found = against([old], [ledger(_OLD, 10)])
    assert code in [item.code for item in found]
    assert "gone" not in [item.code for item in found]


def test_the_last_upload_reaches_the_report() -> None:
    rows = ["滨河路,县交通局,900,100,79,", "粮库,县发改局,500,60,51,", "学校,县教育局,400,40,,"]
    given = figures_json([ledger(rows, 10)], Period(2026, 10), [ledger(_OLD)])["checks"]
    assert [(item["code"], item["sides"]) for item in given] == [("fell", ["上期", "本期"])]
    assert figures_json([ledger(rows, 10)], Period(2026, 10))["checks"] == []
