"""The hand table agrees with the workbooks it was read from, and its derived figures follow from it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from samples import build
from tests.samples import hand_figures

_MEANS = {
    "54,583.00": "54583",
    "1.29亿元": "12900",
    "20000": "20000",
    "２６００": "2600",
    "5000万元": "5000",
    None: "missing",
    "*": "missing",
    "xx": "missing",
    "未报": "missing",
    "—": "na",
    "/": "na",
}
"""What each value that is no plain number means to a person."""
_UNIT_KEYS = ("plan", "done", "last_year")


def sheet(name: str) -> Worksheet:
    return load_workbook(build.FOLDER / build.LEDGER)[name]


def meaning(value: object, unit: int = 1) -> str:
    if isinstance(value, int | float):
        return hand_figures.amount(Fraction(str(value)) * unit)
    assert value is None or isinstance(value, str)
    return _MEANS[value]


def says(status: object) -> str:
    """What 办理情况 tells a person: "solved", "open", or nothing ("blank")."""
    if status is None:
        return "blank"
    return "solved" if "已办结" in str(status) else "open"


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return hand_figures.read()


def test_what_is_derived_follows_from_what_is_typed(expected: dict[str, Any]) -> None:
    assert hand_figures.derive(expected["typed"]) == expected["derived"]


def test_typed_projects_are_the_rows_of_the_workbook(expected: dict[str, Any]) -> None:
    book = sheet("项目台账")
    rows = [row for row in range(5, book.max_row + 1) if isinstance(book.cell(row, 1).value, int)]
    columns = {"total": "G", "plan": "I", "done": "J", "month": "K", "last_year": "M"}
    seen = [
        {
            "name": str(book[f"B{row}"].value).strip("★▲"),
            "unit": str(book[f"R{row}"].value).split("、")[0],
            "plan_lists": str(book[f"V{row}"].value).split("、"),
            **{key: meaning(book[f"{column}{row}"].value) for key, column in columns.items()},
        }
        for row in rows
    ]
    typed = expected["typed"]["projects"]
    assert seen == [{key: row[key] for key in seen[0]} for row in typed]


def test_typed_units_are_the_rows_of_the_workbook(expected: dict[str, Any]) -> None:
    book = sheet("任务单位")
    seen = [
        {
            "unit": book[f"B{row}"].value,
            "group": book[f"C{row}"].value,
            **{
                key: meaning(book[f"{column}{row}"].value, 10000) for key, column in zip(_UNIT_KEYS, "DEF", strict=True)
            },
        }
        for row in range(5, 28)
    ]
    assert seen == expected["typed"]["units"]


@pytest.mark.parametrize(
    ("row", "where", "name"),
    [
        (5, "projects", ""),
        (6, "groups", "产业"),
        (7, "sectors", "工业"),
        (32, "sectors", "现代农业"),
        (41, "sectors", "商贸文旅"),
        (48, "groups", "基础设施"),
        (49, "sectors", "交通"),
        (55, "sectors", "水利"),
        (60, "sectors", "城建与能源"),
        (64, "groups", "民生"),
        (65, "sectors", "教育"),
        (70, "sectors", "卫生健康"),
        (74, "sectors", "社会服务"),
    ],
)
def test_totals_rows_say_what_the_hand_table_adds_up_to(
    expected: dict[str, Any], row: int, where: str, name: str
) -> None:
    book = sheet("项目台账")
    sums = expected["derived"][where]["totals" if where == "projects" else name]
    slips = {slip["cell"]: slip["computed"] for slip in expected["typed"]["slips"]}
    columns = {"total": "G", "plan": "I", "done": "J", "month": "K", "last_year": "M"}
    printed = {
        key: slips.get(f"{column}{row}", meaning(book[f"{column}{row}"].value)) for key, column in columns.items()
    }
    assert printed == {key: sums[key] for key in columns}
    heading = str(book[f"A{row}"].value or book[f"B{row}"].value)
    assert name in heading
    assert f"{sums['count']}个" in heading
    assert abs(Fraction(str(book[f"L{row}"].value)) - 100 * Fraction(sums["rate"])) <= Fraction("0.05")


def test_unit_totals_row_is_right(expected: dict[str, Any]) -> None:
    book, sums = sheet("任务单位"), expected["derived"]["units"]["totals"]
    printed = {key: meaning(book[f"{column}4"].value, 10000) for key, column in zip(_UNIT_KEYS, "DEF", strict=True)}
    assert printed == {key: sums[key] for key in _UNIT_KEYS}


def test_only_the_told_rates_do_not_follow(expected: dict[str, Any]) -> None:
    book = sheet("项目台账")
    rates = {line["name"]: line["rate"] for line in expected["derived"]["projects"]["lines"]}
    wrong = []
    for row in range(8, 78):
        name, printed = str(book[f"B{row}"].value).strip("★▲"), book[f"L{row}"].value
        if not isinstance(book.cell(row, 1).value, int) or rates[name] is None:
            continue
        if abs(Fraction(str(printed).rstrip("%")) - 100 * Fraction(rates[name])) > Fraction("0.05"):
            wrong.append((f"L{row}", str(printed)))
    assert wrong == [(slip["cell"], slip["printed"]) for slip in expected["typed"]["slips"] if slip["what"] == "rate"]


def test_the_slips_stand_in_their_cells(expected: dict[str, Any]) -> None:
    slips = expected["typed"]["slips"]
    assert {slip["cell"]: str(sheet(slip["sheet"])[slip["cell"]].value) for slip in slips} == {
        slip["cell"]: slip["printed"] for slip in slips
    }


def test_only_the_told_unit_contradicts_the_projects_it_leads(expected: dict[str, Any]) -> None:
    typed = expected["typed"]
    wrong = []
    for row, line in enumerate(typed["units"], start=5):
        led = [p["done"] for p in typed["projects"] if p["unit"] == line["unit"] and p["done"] not in ("missing", "na")]
        done = sum(map(Fraction, led), Fraction(0))
        if line["done"] in ("0", "missing", "na") and done:
            wrong.append({"cell": f"E{row}", "unit": line["unit"], "projects_done": hand_figures.amount(done)})
    told = typed["contradiction"]
    assert wrong == [{key: told[key] for key in ("cell", "unit", "projects_done")}]
    assert [p["unit"] for p in typed["projects"][43:47]] == [told["unit"]] * 4
    assert [sheet("项目台账")[f"R{row}"].value.split("、")[0] for row in range(56, 60)] == [told["unit"]] * 4


def test_issues_come_in_every_kind(expected: dict[str, Any]) -> None:
    """Three to answer for, one ordered and in time, one to ask, one not ready; the other open ones are new."""
    issues = expected["derived"]["issues"]
    kinds = ("to_order", "held_back", "in_time", "overdue_days", "to_ask", "solved")
    assert {kind: len(issues[kind]) for kind in kinds} == dict(zip(kinds, (5, 1, 1, 4, 1, 3), strict=True))
    late = {row["project"]: row["deadline"] for row in expected["typed"]["issues"] if row["says"] == "solved"}
    assert late["衔月竹木家居智造项目"] < expected["typed"]["today"]


def test_typed_issues_are_the_rows_of_the_list(expected: dict[str, Any]) -> None:
    book = load_workbook(build.FOLDER / build.ISSUES)["问题清单"]
    seen = [
        (
            book[f"B{row}"].value,
            book[f"F{row}"].value,
            bool(book[f"D{row}"].value),
            bool(book[f"E{row}"].value),
            bool(book[f"K{row}"].value and book[f"L{row}"].value),
            says(book[f"N{row}"].value),
        )
        for row in range(4, 18)
    ]
    keys = ("project", "unit", "cause", "proposal", "ordered", "says")
    assert seen == [tuple(row[key] for key in keys) for row in expected["typed"]["issues"]]


def test_worked_with_a_pencil(expected: dict[str, Any]) -> None:
    """A few results worked out on paper, so that the recomputation itself is held to something."""
    derived = expected["derived"]
    lines = {line["name"]: line for line in derived["projects"]["lines"] + derived["units"]["lines"]}
    assert derived["schedule"] == "0.8333333333"
    assert lines["栖云绿色建材循环利用项目"]["gap"] == "0.0000000000"
    assert lines["望舒大道改扩建工程"]["rate"] == "0.4000000000"
    assert lines["望舒大道改扩建工程"]["gap"] == "-0.4333333333"
    assert [lines[name]["rank"] for name in ("枕石石英砂提纯项目", "城乡供水一体化二期工程")] == [45, 45]
    first_units = ("县工业和信息化局", "栖云镇", "听泉镇", "县交通运输局")
    assert [lines[name]["rank"] for name in first_units] == [1, 2, 2, 4]
    assert [lines[name]["rank"] for name in derived["units"]["zero"]] == [17, 17, 17]
    assert derived["units"]["totals"]["needed_a_month"] == "76725"
    assert derived["issues"]["overdue_days"] == {
        "望舒大道改扩建工程": 13,
        "望舒装配式钢构件生产基地项目": 7,
        "青蘅河流域综合治理工程": 3,
        "县中医院康复中心项目": 5,
    }
