"""Two tables against each other, two months against each other, and amounts below zero."""

from __future__ import annotations

from typing import Any

import pytest

from data_adapters import Reading, read_bytes
from service.figures import Period, check, period_questions, unit_questions
from tests.figures.made import OCTOBER, project, reading, target

_LED = [
    project("甲", row=6, unit="县水利局、栖云镇", plan="100", done="40"),
    project("乙", row=7, unit="县水利局", plan="100", done="2.5"),
    project("丙", row=8, unit="栖云镇、县水利局", plan="100", done="0"),
    project("丁", row=9, unit="栖云镇", plan="100", done=""),
]


@pytest.mark.parametrize(
    ("plan", "done", "said"),
    [
        ("100", "0", "0.00万元"),
        ("100", "", "未上报"),
        ("", "", "未上报"),
        ("—", "—", "无年度任务"),
        ("—", "", "无年度任务"),
        ("100", "—", "不适用"),
        ("100", "0.01", ""),  # how much a unit did is its own matter: the two tables count differently
    ],
)
def test_a_unit_that_did_nothing_while_its_projects_did(plan: str, done: str, said: str) -> None:
    found = check(reading(projects=_LED, units=[target("县水利局", row=12, plan=plan, done=done)]))
    assert [item.printed for item in found] == ([said] if said else [])
    for item in found:
        assert [cell.name for cell in item.addresses] == ["J12", "J6", "J7"]
        assert str(item) == (
            "台账.xlsx › 项目台账!J12：“县水利局”的累计完成投资与它牵头项目的（台账.xlsx › 项目台账!J6 等2处）"
            f"互相矛盾：表内 {said}，计算 牵头项目合计 42.50万元"
        )


@pytest.mark.parametrize("unit", ["水利局", "安澜县水务局"])
def test_units_are_brought_together_under_any_spelling(unit: str) -> None:
    found = check(reading(projects=_LED, units=[target(unit, row=12, plan="100", done="0")]))
    assert [item.code for item in found] == ["unit_contradicts"]


@pytest.mark.parametrize("unit", ["栖云镇", "枕石镇", ""])
def test_a_unit_whose_projects_did_nothing_contradicts_nothing(unit: str) -> None:
    assert check(reading(projects=_LED, units=[target(unit, plan="100", done="")])) == []


def test_a_table_that_does_not_ask_what_was_done_contradicts_nothing() -> None:
    text = "单位：万元\n序号,任务单位,年度目标任务\n1,县水利局,100\n"
    units = read_bytes(text.encode(), "任务.csv").units
    assert [unit.unit for unit in units] == ["县水利局"]
    assert check(reading(projects=_LED, units=units)) == []


def test_tables_in_two_files_are_compared_too_and_only_once() -> None:
    units = reading(units=[target("县水利局", plan="100", done="0")])
    apart, together = [units, reading(projects=_LED)], reading(projects=_LED, units=units.units)
    assert [item.printed for item in unit_questions(apart)] == ["0.00万元"]
    assert [item for part in apart for item in check(part)] == []
    assert unit_questions([together]) == []
    assert len(check(together)) == 1


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({"plan": "-5", "done": "1"}, [("“甲”的年度计划投资是负数", "-5.00万元")]),
        ({"invest": "-0.01", "plan": "5"}, [("“甲”的总投资是负数", "-0.01万元")]),
        ({"invest": "0", "plan": "0"}, []),
        ({"invest": "—", "plan": ""}, []),
    ],
)
def test_what_cannot_be_below_zero(given: dict[str, Any], asked: list[tuple[str, str]]) -> None:
    found = check(reading(projects=[project("甲", **given)]))
    assert [(item.what, item.printed) for item in found] == asked
    assert [item.computed for item in found] == ["不应小于0"] * len(asked)


def test_a_units_plan_cannot_be_below_zero_either() -> None:
    found = check(reading(units=[target("栖云镇", plan="-5")]))
    assert [(item.what, item.addresses[0].name) for item in found] == [("“栖云镇”的年度计划投资是负数", "I5")]


def table(head: str) -> Reading:
    """A ledger of one project under a line that says its period."""
    heads = "序号,项目名称,责任单位,年度计划投资（万元）,累计完成投资（万元）"
    return read_bytes(f"{head},,,,\n{heads}\n1,甲,县水利局,100,90\n".encode(), "台账.csv")


@pytest.mark.parametrize(
    ("head", "printed"),
    [
        ("截至2026年10月底", ""),
        ("截至2026年9月底", "2026年9月"),
        ("截至2025年10月底", "2025年10月"),
        ("2025年项目台账", "2025年"),
        ("2026年项目台账", ""),  # it names no month
        ("项目台账", ""),
    ],
)
def test_a_period_that_differs_from_the_ledgers(head: str, printed: str) -> None:
    found = period_questions([table(head)], OCTOBER)
    assert [(item.printed, item.computed) for item in found] == ([(printed, "采用2026年10月")] if printed else [])
    assert all("台账.csv" in item.what for item in found)


@pytest.mark.parametrize(
    ("head", "period", "asked"),
    [
        ("截至2026年10月底", Period(2026, 10, half=True), ("2026年10月", "采用2026年10月上半月")),
        ("截至2026年10月底", Period(2026, 10, 20), ("2026年10月", "采用2026年10月20日")),
        ("截至2026年10月底", Period(2026, 10, 31), None),  # the last day of a month is the month
        ("截至2026年10月31日", OCTOBER, None),
        ("2026年1至10月上半月", OCTOBER, ("2026年10月上半月", "采用2026年10月")),
        ("2026年1至10月上半月", Period(2026, 10, half=True), None),
        ("2026年1—10月份上半月", Period(2026, 9, half=True), ("2026年10月上半月", "采用2026年9月上半月")),
        ("截至2026年10月20日", OCTOBER, ("2026年10月20日", "采用2026年10月")),
        ("截至2026年10月20日", Period(2026, 10, 20), None),
        ("2026年10月台账，10月20日填", OCTOBER, None),  # the day it was filled in
        ("2026年项目台账", Period(2026, 10, half=True), None),  # it names no month
        ("2025年项目台账", Period(2026, 10, half=True), ("2025年", "采用2026年10月上半月")),
    ],
)
def test_half_months_and_days(head: str, period: Period, asked: tuple[str, str] | None) -> None:
    found = period_questions([table(head)], period)
    assert [(item.printed, item.computed) for item in found] == ([asked] if asked else [])


def test_every_ledger_of_another_month_is_named() -> None:
    found = period_questions([table("截至2026年9月底"), table("截至2026年10月底"), reading()], Period(2026, 11))
    assert [item.printed for item in found] == ["2026年9月", "2026年10月"]
