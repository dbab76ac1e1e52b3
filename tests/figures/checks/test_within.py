"""What one record says against itself."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from data_adapters import MISSING, Cell, PartialDate, Reading, Topic, read_bytes
from service.figures import check
from tests.figures.made import project, reading, target

_HEADS = {
    "total": "总投资",
    "before": "至上年底累计完成投资",
    "since": "开工累计完成投资",
    "plan": "年度计划投资",
    "done": "本年累计完成投资",
    "month": "本月完成投资",
    "rate": "占年计划%",
    "funds": "到位资金",
    "expected": "预计全年完成投资",
    "start": "计划开工时间",
    "finish": "计划竣工时间",
    "started": "实际开工时间",
    "finished": "实际竣工时间",
}


def table(**given: str) -> Reading:
    """A ledger of one project, read from a text table with just these columns."""
    heads = ",".join(["序号", "项目名称", *(_HEADS[name] for name in given)])
    return read_bytes(f"单位：万元\n{heads}\n1,滨河路,{','.join(given.values())}\n".encode(), "台账.csv")


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({"total": "100", "plan": "100", "done": "90"}, []),
        ({"total": "100", "plan": "101"}, ["plan_over_total"]),
        ({"total": "100", "plan": "90", "done": "101"}, ["done_over_total"]),
        ({"total": "100", "before": "100.5"}, ["before_over_total"]),
        ({"total": "100", "funds": "115"}, ["funds_over_total"]),
        ({"plan": "100", "funds": "115"}, []),  # more money than this year's plan is no slip
        ({"since": "50", "done": "60"}, ["done_over_since_start"]),
        ({"since": "50", "before": "60"}, ["before_over_since_start"]),
        ({"since": "50", "before": "30", "done": "30"}, ["since_start_short"]),
        ({"since": "60", "before": "30", "done": "30"}, []),
        ({"since": "59.995", "before": "30", "done": "30"}, []),  # what binary cells lose
        ({"since": "80", "before": "30", "done": "30"}, []),  # it may hold what came before the project
        ({"since": "50", "before": "", "done": "30"}, []),
        ({"done": "60", "expected": "50"}, ["done_over_expected"]),
        ({"month": "6", "done": "5"}, ["month_over_done"]),
        ({"month": "6", "done": ""}, []),
        ({"total": "", "plan": "5", "done": "—"}, []),
        ({"start": "2026年5月", "finish": "2026年4月"}, ["finish_before_start"]),
        ({"start": "2026年5月", "finish": "2026年"}, []),  # the year may still hold a later month
        ({"start": "2026年5月", "finish": "2026年5月3日"}, []),
        ({"start": "2026年5月4日", "finish": "2026年5月3日"}, ["finish_before_start"]),
        ({"started": "2025年", "finished": "2024年12月"}, ["finish_before_start"]),
        ({"start": "2026年5月", "finished": "2025年5月"}, []),  # a plan beside what was: no contradiction by itself
        ({"start": "", "finish": "2025年5月"}, []),
        ({"plan": "100", "done": "1000"}, []),
        ({"plan": "100", "done": "1000.1"}, ["absurd_rate"]),  # no column of rates is needed to see it
        ({"plan": "0", "done": "1000"}, []),
        ({"rate": "1001%"}, ["absurd_rate"]),
        ({"rate": "403%"}, []),
    ],
)
def test_a_record_against_itself(given: dict[str, str], asked: list[str]) -> None:
    found = check(table(**given))
    assert [item.code for item in found] == asked
    for item in found:
        assert "“滨河路”" in item.what
        assert all(cell.row == 3 for cell in item.addresses)


def test_both_values_and_both_cells_are_given() -> None:
    found = check(table(since="50", before="30", done="30"))
    assert [str(item) for item in found] == [
        "台账.csv › CSV!C3：“滨河路”开工累计完成投资小于至上年底累计与本年累计之和：表内 50.00万元，计算 60.00万元"
    ]
    assert [cell.name for cell in found[0].addresses] == ["C3", "D3", "E3"]


@pytest.mark.parametrize("name", ["total", "before", "since", "done", "month", "funds", "expected"])
def test_no_amount_is_below_zero(name: str) -> None:
    found = check(table(**{name: "-5"}))
    assert [(item.code, item.printed) for item in found] == [("negative", "-5.00万元")]
    assert found[0].computed.startswith("不应小于0")


def test_what_has_no_column_of_its_own_is_not_compared() -> None:
    assert check(table(total="100", done="90")) == []


@pytest.mark.parametrize(("made", "name"), [(project, "甲项目"), (target, "栖云镇")])
def test_units_are_asked_as_projects_are(made: Callable[..., Any], name: str) -> None:
    record = made(plan="100", done="1200")
    given = {"units": [record]} if made is target else {"projects": [record]}
    assert [(item.code, name in item.what) for item in check(reading(**given))] == [("absurd_rate", True)]


def topic(order: PartialDate | None, deadline: PartialDate | None) -> Topic:
    cells = {name: Cell("清单.xlsx", "清单", 4, place) for place, name in enumerate(("order_date", "deadline"), 2)}
    row = Cell("清单.xlsx", "清单", 4, 1)
    return Topic(row=row, cells=cells, problems="用地未批", order_date=order or MISSING, deadline=deadline or MISSING)


@pytest.mark.parametrize(
    ("order", "deadline", "asked"),
    [
        (PartialDate(2026, 10, 8), PartialDate(2026, 10, 7), True),
        (PartialDate(2026, 10, 8), PartialDate(2026, 10, 8), False),
        (PartialDate(2026, 10, 8), PartialDate(2026, 10), False),
        (PartialDate(2026, 10, 8), PartialDate(2025), True),
        (None, PartialDate(2025), False),
        (PartialDate(2026, 10, 8), None, False),
    ],
)
def test_an_order_ends_after_it_begins(order: PartialDate | None, deadline: PartialDate | None, asked: bool) -> None:
    found = check(reading(topics=[topic(order, deadline)]))
    assert [item.code for item in found] == (["deadline_before_order"] if asked else [])
    for item in found:
        assert [cell.name for cell in item.addresses] == ["C4", "B4"]


@pytest.mark.parametrize("value", [Decimal("1e39"), Decimal("9" * 40)])
def test_numbers_beyond_reason_are_asked_about_and_not_printed_wrong(value: Decimal) -> None:
    found = check(reading(projects=[project(plan="1", done=str(value))]))
    assert [item.code for item in found] == ["absurd_rate"]
