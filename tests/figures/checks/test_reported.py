"""What a ledger prints beside its amounts, read from workbooks as counties send them."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from openpyxl import Workbook

from data_adapters import Reading, read_bytes
from service.figures import Check, Period, check, questions

_HEADS = {
    "plan": "年度计划投资",
    "done": "本年累计完成投资",
    "rate": "占年计划%",
    "schedule": "序时进度",
    "gap": "超序时进度",
    "growth": "同比",
    "last_year": "上年同期完成投资",
    "chain": "环比",
    "month": "本月完成投资",
    "last_month": "上月完成投资",
    "funds_rate": "资金到位率",
    "paid_rate": "资金支出率",
    "arrived": "到位资金",
    "paid": "资金支付",
    "asked": "计划到位资金",
    "rank": "排名",
    "before": "上期排名",
}
Row = tuple[object, ...]


def workbook(heads: Sequence[str], *rows: Row, month: int = 10, title: str = "", form: str = "General") -> Reading:
    """A workbook of one sheet in 亿元: 项目名称, then these columns (by their short names, or as they are headed)."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([title or f"2026年1—{month}月重点项目进展情况表"])
    sheet.append(["单位：亿元"])
    sheet.append(["序号", "项目名称", *(_HEADS.get(head, head) for head in heads)])
    for number, row in enumerate(rows, start=1):
        sheet.append([number, *row])
        for cell in sheet[sheet.max_row][2:]:
            cell.number_format = form
    data = io.BytesIO()
    book.save(data)
    return read_bytes(data.getvalue(), "台账.xlsx")


def asked(heads: Sequence[str], *rows: Row, **more: str) -> list[tuple[str, str, str]]:
    found = check(workbook(heads, *rows, **more))  # type: ignore[arg-type]
    return [(item.code, item.printed, item.computed) for item in found]


def test_the_gap_of_rounded_rates_is_a_tenth_off() -> None:
    """江门: 97.2 − 83.3 would be 13.9; the published 13.8 follows from 629.0 ÷ 647.4."""
    heads = ("plan", "done", "rate", "gap")
    assert asked(heads, ("江门", 647.4, 629.0, 97.2, 13.8), ("甲", 100, 50, 50, -33.3)) == []
    found = check(workbook(heads, ("江门", 647.4, 629.0, 97.2, 13.9), ("甲", 100, 50, 50, -33.3)))
    assert [str(item) for item in found] == [
        "台账.xlsx › Sheet!F4：“江门”进度差：表内 +13.9个百分点，计算 +13.82个百分点"
        "（表内是完成率和序时进度先四舍五入、再相减）"
    ]
    assert [cell.name for cell in found[0].addresses] == ["F4", "D4", "C4"]


def test_the_speech_whose_gap_does_not_follow() -> None:
    """Of 174 亿 10.3 were done in January: 2.41 behind, not 2.3."""
    rows = (("全年任务", 174, 10.3, 5.92, "-2.3"), ("乙", 100, 50, 50, "41.67"))
    assert asked(("plan", "done", "rate", "gap"), *rows, title="2026年1月进展情况表") == [
        ("gap_differs", "-2.3个百分点", "-2.41个百分点")
    ]


def test_a_rate_that_was_cut_instead_of_rounded() -> None:
    assert asked(("plan", "done", "rate"), ("江门公路", 90, 43, 47), ("甲", 100, 50, 50)) == [
        ("rate_differs", "47%", "47.78%")
    ]


@pytest.mark.parametrize("month", [7, 8])
def test_the_schedule_is_asked_once_for_all_rows(month: int) -> None:
    rows = [(f"项目{number}", 100, 50, 58.3) for number in range(9)]
    found = check(workbook(("plan", "done", "schedule"), *rows, month=month))
    assert [(item.what, item.printed, item.computed, len(item.addresses)) for item in found] == (
        [("序时进度（共9行）", "58.3%", "66.67%", 9)] if month == 8 else []
    )


def test_half_a_month_by_the_period_that_was_given() -> None:
    ledger = workbook(("plan", "done", "schedule", "gap"), ("云浮", 17.52, 7.54, 62.5, -19.46), month=8)
    half = Period(2026, 8, half=True)
    assert [item.code for item in check(ledger, half)] == []
    assert [item.code for item in questions([ledger], half)] == ["other_period"]
    assert [item.code for item in check(ledger)] == ["schedule_differs"]  # the gap follows from the schedule it prints


def test_own_schedules_of_projects_are_no_slips() -> None:
    rows = [(f"项目{place}", 100, 50, due, 50 - due) for place, due in enumerate((20, 35, 60, 80.5))]
    assert asked(("plan", "done", "schedule", "gap"), *rows) == []


@pytest.mark.parametrize(
    ("heading", "printed", "codes"),
    [
        ("超序时进度", "-33.3", []),
        ("超序时进度", "33.3", ["gap_sign"]),
        ("超（欠）序时进度", "33.3", ["gap_sign"]),
        ("欠序时进度", "33.3", []),
        ("欠序时进度", "-33.3", []),
        ("欠序时进度", "33.4", ["gap_differs"]),
        ("进度差距", "33.3", []),
        ("进度差", "-33.3个百分点", []),
        ("进度差", "-33.3%", ["gap_in_percent"]),
        ("超序时进度%", "-33.3", ["gap_in_percent"]),
    ],
)
def test_the_heading_says_which_way_a_gap_counts(heading: str, printed: str, codes: list[str]) -> None:
    found = check(workbook(("plan", "done", heading), ("甲", 100, 50, printed)))
    assert [item.code for item in found] == codes


def test_a_gap_shown_in_per_cent_is_told_once() -> None:
    rows = [(f"项目{number}", 100, 50 + number, -1 / 3 + number / 100) for number in range(4)]
    found = check(workbook(("plan", "done", "gap"), *rows, form="0.0%"))
    assert [(item.code, item.printed, item.computed, len(item.addresses)) for item in found] == [
        ("gap_in_percent", "%", "应为百分点", 4)
    ]


def test_a_column_of_small_gaps_is_not_taken_a_hundredfold() -> None:
    assert asked(("plan", "done", "gap"), ("甲", 1000, 838.3, 0.5), ("乙", 1000, 831.3, -0.2)) == []


@pytest.mark.parametrize(
    ("heads", "row", "expected"),
    [
        (("done", "last_year", "growth"), (153.34, 160.30, "-4.3%"), []),
        (("done", "last_year", "growth"), (153.34, 160.30, "4.3%"), [("growth_differs", "4.3%", "-4.34%")]),
        (("done", "last_year", "growth"), (275, 210, "37%"), [("growth_differs", "37%", "30.95%")]),
        (("done", "last_year", "growth"), (275, 0, "100%"), [("growth_differs", "100%", "上年同期为零，不可比")]),
        (("done", "last_year", "growth"), (275, "", "100%"), []),
        (("month", "last_month", "chain"), (50, 47, "6.4%"), []),
        (("month", "last_month", "chain"), (50, 47, "5%"), [("month_growth_differs", "5%", "6.38%")]),
        (("month", "上月底累计完成投资", "chain"), (50, 470, "6.4%"), []),
        (("arrived", "asked", "funds_rate"), (115, 100, "115%"), []),
        (("arrived", "asked", "plan", "funds_rate"), (40, 100, 80, "50%"), []),  # of the plan, as some count
        (
            ("arrived", "asked", "funds_rate"),
            (40, 100, "50%"),
            [("funds_rate_differs", "50%", "40.00%（÷计划到位资金）")],
        ),
        (("paid", "arrived", "paid_rate"), (1.1202, 3.25, "34.47%"), []),
        (("paid", "arrived", "paid_rate"), (0, 3.25, "0%"), []),
        (("paid", "arrived", "paid_rate"), (1, 0, "30%"), []),
        (("paid", "arrived", "paid_rate"), (1, 4, "30%"), [("paid_rate_differs", "30%", "25.00%（÷到位资金）")]),
    ],
)
def test_growth_and_money(heads: Sequence[str], row: Row, expected: list[tuple[str, str, str]]) -> None:
    assert asked(heads, ("甲", *row)) == expected


RATES = (("甲", 100, 90), ("乙", 100, 80), ("丙", 100, 80), ("丁", 100, 70), ("戊", 100, 60))


def ranked(*places: object, before: Sequence[object] = (), month: int = 10) -> Reading:
    rows = [(*row, place, *before[at : at + 1]) for at, (row, place) in enumerate(zip(RATES, places, strict=True))]
    heads = ("plan", "done", "rank", "before")[: 4 if before else 3]
    return workbook(heads, *rows, month=month)


@pytest.mark.parametrize(
    ("places", "found"),
    [
        ((1, 2, 2, 4, 5), []),
        ((1, 2, 2, 3, 4), []),
        ((5, 3, 3, 2, 1), []),  # the worst first: no. 1 is behind
        (("第1名", "并列第2", "并列第2", "第4位", ""), []),
        ((1, 2, 3, 4, 5), [("rank_differs", "第3", "第2（完成率 80.00%）")]),
        ((1, 2, 2, 4, 6), [("rank_differs", "第6", "第5（完成率 60.00%）")]),
        ((3, 1, 4, 5, 2), [("rank_other_basis", "第3", "第1")]),
        (("", "", "", "", ""), []),
    ],
)
def test_printed_places(places: Sequence[object], found: list[tuple[str, str, str]]) -> None:
    assert [(item.code, item.printed, item.computed) for item in check(ranked(*places))] == found


def test_places_within_groups_and_of_those_without_a_rate() -> None:
    heads = ("plan", "done", "rank")
    groups = (
        ("一、工业项目", "", "", ""),
        ("甲", 100, 90, 1),
        ("乙", 100, 80, 2),
        ("二、民生项目", "", "", ""),
        ("丙", 100, 95, 1),
    )
    assert asked(heads, *groups) == []
    assert asked(heads, ("甲", 100, 90, 1), ("乙", 100, 80, 2), ("丙", 100, "", 3)) == [
        ("rank_differs", "第3", "没有完成率，不参加排名")
    ]


def test_last_months_places_are_those_of_last_month() -> None:
    def found(last: Reading, before: Sequence[object]) -> list[Check]:
        now = ranked(1, 2, 2, 4, 5, before=before)
        return [item for item in questions([now], Period(2026, 10), [last]) if item.code == "rank_before_differs"]

    printed = ranked(1, 3, 2, 4, 5, month=9)
    assert found(printed, (1, 3, 2, 4, 5)) == []
    assert [str(item) for item in found(printed, (1, 2, 2, 4, ""))] == [
        "台账.xlsx › Sheet!F5：“乙”上期位次（上期在 台账.xlsx › Sheet!E5）：表内 第2，计算 第3"
    ]
    by_rate = ranked("", "", "", "", "", month=9)
    assert [item.printed for item in found(by_rate, (2, 1, 2, 4, 5))] == ["第2", "第1"]
    assert found(printed, ()) == []
