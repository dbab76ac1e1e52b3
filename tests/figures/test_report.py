"""The sample county's figures equal the independent calculation in every number, list and rank."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from data_adapters import PartialDate, Reading, read_file
from samples import build
from service.figures import Period
from service.figures.report import figures_json
from service.figures.rules import find_rules
from tests.figures.made import OCTOBER, dated, project, reading, target
from tests.samples import hand_figures


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [read_file(build.FOLDER / name) for name in (build.LEDGER, build.ISSUES)]


@pytest.fixture(scope="module")
def found(readings: list[Reading]) -> dict[str, Any]:
    return figures_json(readings, OCTOBER)


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    derived: dict[str, Any] = hand_figures.read()["derived"]
    return derived


def same(text: str | None, ratio: str | None) -> bool:
    """Whether a percentage equals a ratio as far as 10 places of the ratio go."""
    if text is None or ratio is None:
        return text is ratio
    return abs(Decimal(text) / 100 - Decimal(ratio)) <= Decimal("1e-10")


@pytest.mark.parametrize("what", ["projects", "units"])
def test_every_line(found: dict[str, Any], expected: dict[str, Any], what: str) -> None:
    lines = expected[what]["lines"]
    assert [line["name"] for line in found[what]] == [line["name"] for line in lines]
    assert [line["rank"] for line in found[what]] == [line["rank"] for line in lines]
    for line, hand in zip(found[what], lines, strict=True):
        assert same(line["rate_pct"], hand["rate"]), line
        assert same(line["gap_pp"], hand["gap"]), line


def test_the_whole(found: dict[str, Any], expected: dict[str, Any]) -> None:
    total, hand = found["total"], expected["projects"]["totals"]
    assert total["count"] == hand["count"]
    assert (total["plan"], total["done"], total["total_investment"]) == (hand["plan"], hand["done"], hand["total"])
    assert (total["done_planned"], total["done_unplanned"], total["unplanned_count"]) == (hand["done"], None, 0)
    assert total["needed_per_month"] == hand["needed_a_month"]
    for key, ratio in (("rate_pct", "rate"), ("gap_pp", "gap"), ("yoy_pct", "growth")):
        assert same(total[key], hand[ratio]), key
    assert str(hand["compared_count"]) in total["yoy_note"]
    assert same(found["schedule_pct"], expected["schedule"])


def test_the_units_as_a_whole(readings: list[Reading], expected: dict[str, Any]) -> None:
    units = [unit for reading in readings for unit in reading.units]
    total, hand = figures_json([reading(units=units)], OCTOBER)["total"], expected["units"]["totals"]
    assert (total["count"], total["plan"], total["done"]) == (hand["count"], hand["plan"], hand["done"])
    assert total["needed_per_month"] == hand["needed_a_month"]
    for key, ratio in (("rate_pct", "rate"), ("gap_pp", "gap"), ("yoy_pct", "growth")):
        assert same(total[key], hand[ratio]), key


def in_states(lines: list[dict[str, Any]], *states: str) -> list[str]:
    return [line["name"] for line in lines if line["state"] in states]


@pytest.mark.parametrize("what", ["projects", "units"])
def test_every_list(found: dict[str, Any], expected: dict[str, Any], what: str) -> None:
    lines, hand = found[what], expected[what]
    assert in_states(lines, "on_schedule") == hand["on_schedule"]
    assert in_states(lines, "behind", "zero") == hand["behind_including_zero"]
    assert in_states(lines, "zero") == hand["zero"]
    assert in_states(lines, "not_reported") == hand["not_reported"]
    assert in_states(lines, "no_plan") == hand["no_plan"]
    over = [line["name"] for line in lines if line["rate_pct"] and Decimal(line["rate_pct"]) > 100]
    assert over == hand["over_100"]


def test_named_lists(found: dict[str, Any], expected: dict[str, Any]) -> None:
    assert found["zero"] == expected["projects"]["zero"]
    assert found["not_reported"] == expected["projects"]["not_reported"]


def test_groups(found: dict[str, Any], expected: dict[str, Any]) -> None:
    assert len(found["groups"]) == len(expected["groups"])
    for group, (name, hand) in zip(found["groups"], expected["groups"].items(), strict=True):
        assert name in group["name"]
        assert (group["plan"], group["done"]) == (hand["plan"], hand["done"])
        assert same(group["rate_pct"], hand["rate"])


def test_only_the_slips_are_questioned(found: dict[str, Any]) -> None:
    asked = {item["addresses"][0].split("!")[1]: (item["printed"], item["computed"]) for item in found["checks"]}
    assert asked == {
        "L16": ("68.5%", "86.50%"),
        "G55": ("82500.00万元", "85200.00万元"),
        "E22": ("未上报", "牵头项目合计 23871.00万元"),
    }


def test_sources_hold_the_values(readings: list[Reading], found: dict[str, Any]) -> None:
    by_name = {record.project_name: record for record in readings[0].projects}
    for line in found["projects"]:
        record = by_name[line["name"]]
        assert line["sources"]["plan"] == [str(record.cells["plan_this_year"])]
        assert line["sources"]["done"] == [str(record.cells["done_this_year_to_date"])]


def _walk(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _walk(item)
    else:
        yield value


def test_it_is_plain_json_without_floats(found: dict[str, Any]) -> None:
    assert json.loads(json.dumps(found)) == found
    assert not [value for value in _walk(found) if isinstance(value, float)]


def test_printed_beside_exact() -> None:
    found = figures_json([reading(projects=[project(plan="647.4", done="629.0")])], OCTOBER)
    line = found["projects"][0]
    assert (line["rate_pct"], line["rate_pct_printed"]) == ("97.1578622181", "97.2%")
    assert (line["gap_pp"], line["gap_pp_printed"]) == ("13.8245288848", "+13.8个百分点")
    assert (line["plan"], line["plan_printed"], line["done"]) == ("647.4", "647.40万元", "629")


def test_a_line_without_values_says_why() -> None:
    found = figures_json([reading(units=[target(plan="10", done="0"), target("枕石镇", plan="10")])], Period(2026, 12))
    zero, lost = found["units"]
    assert (zero["done"], zero["rate_pct"], zero["rank"], zero["state"]) == ("0", "0", 1, "zero")
    assert (lost["done"], lost["rate_pct"], lost["rank"], lost["state"]) == (None, None, None, "not_reported")
    assert (lost["done_printed"], lost["gap_pp_printed"]) == ("——", "——")
    assert (found["zero"], found["not_reported"]) == (["栖云镇"], ["枕石镇"])
    assert (found["total"]["needed_per_month"], found["total"]["needed_per_month_printed"]) == (None, "——")


def test_without_a_unit_sheet_projects_are_gathered_by_lead_unit() -> None:
    ledger = [
        project("甲", plan="10", done="9", unit="栖云镇、县水利局"),
        project("乙", plan="10", done="", unit="栖云镇"),
        project("丙", plan="—", done="8", unit="枕石镇"),
        project("丁", plan="10", done="8", unit=""),
    ]
    found = figures_json([reading(projects=ledger)], OCTOBER)
    assert [
        (unit["name"], unit["rate_pct"], unit["rank"], unit["state"], unit["remark"]) for unit in found["units"]
    ] == [
        ("栖云镇", "45", 1, "behind", "其中1个项目未上报"),
        ("枕石镇", None, None, "no_plan", ""),
        ("（未填责任单位）", "80", None, "behind", ""),
    ]
    total = found["total"]
    assert [total[key] for key in ("done", "done_planned", "done_unplanned", "unplanned_count")] == ["25", "17", "8", 1]
    assert total["rate_pct"] == "56.6666666667"


def test_a_period_that_is_not_the_ledgers_is_questioned(readings: list[Reading]) -> None:
    asked = [item for item in figures_json(readings, Period(2026, 9))["checks"] if not item["addresses"]]
    assert [(item["printed"], item["computed"]) for item in asked] == [("2026年10月", "采用2026年9月")] * 2


@pytest.mark.parametrize("plan", ["1e-300", f"0.{'0' * 60}1"])
def test_a_rate_beyond_reason_is_exact_and_printed_in_words(plan: str) -> None:
    line = figures_json([reading(projects=[project(plan=plan, done="5")])], OCTOBER)["projects"][0]
    assert Decimal(line["rate_pct"]) == Decimal(5) / Decimal(plan) * 100
    assert (line["rate_pct_printed"], line["gap_pp_printed"]) == ("过大（请核对台账）",) * 2
    assert (line["plan"], line["done_printed"]) == ("0", "5万元")


def test_the_largest_printable_rate_is_still_printed() -> None:
    line = figures_json([reading(projects=[project(plan="1", done=f"9{'0' * 39}")])], OCTOBER)["projects"][0]
    assert line["rate_pct_printed"] == f"9{'0' * 41}.0%"
    assert line["done_printed"] == f"9{'0' * 35}.00亿元"


def _of(month: int, rows: list[tuple[str, str, str]]) -> Reading:
    found = reading(
        projects=[project(name, row=n, plan="120", done=done, month=now) for n, (name, done, now) in enumerate(rows)]
    )
    return dated(found, month)


def test_rules_fill_the_warning_and_earlier_uploads_the_movement() -> None:
    now = _of(10, [("甲", "100", "10"), ("乙", "50", "5"), ("丙", "", "")])
    before = _of(9, [("乙", "80", "5"), ("甲", "60", "9")])
    found = figures_json([now], OCTOBER, [before], find_rules("新晃"))
    assert [(line["moved"], (line["warning"] or {}).get("level")) for line in found["projects"]] == [
        ("上升1位", "正常"),
        ("下降1位", "黄牌"),
        ("", None),
    ]
    second = found["projects"][1]["warning"]
    assert second["reasons"] == ["月任务完成率50.0%，低于60%为黄牌"]
    assert second["sources"] == ["台账.xlsx › 项目台账!K1", "台账.xlsx › 项目台账!I1"]
    assert found["projects"][2]["warning"]["unjudged"] == ["月任务完成率：本月完成投资未填报，无法判断"]
    assert all(line["warning"] is None for line in found["units"])  # these rules speak of projects only


def test_without_rules_or_earlier_uploads_nothing_is_warned_of_or_moved(found: dict[str, Any]) -> None:
    assert {(line["warning"], line["moved"]) for line in (*found["projects"], *found["units"])} == {(None, "")}


def test_months_running_look_back_on_earlier_uploads() -> None:
    rows = [target("听泉镇", plan="120", month=month) for month in ("9", "8")]
    months = [replace(_of(number, []), projects=(), units=(unit,)) for number, unit in zip((9, 10), rows, strict=True)]
    found = figures_json(months[1:], OCTOBER, months[:1], find_rules("三亚"))["units"][0]
    assert found["warning"]["reasons"][0] == "月任务完成率80.0%，连续2个月低于100%为红牌"
    assert figures_json(months[1:], OCTOBER, (), find_rules("三亚"))["units"][0]["warning"]["level"] == "黄牌"


def test_rates_stand_where_the_ledger_has_their_columns(found: dict[str, Any]) -> None:
    assert {rate["name"] for rate in found["rates"]} <= {"开工率", "开复工率", "竣工率", "入库率", "复工率", "投产率"}
    row = project(nature="新建", start_actual=PartialDate(2026, 3))
    row = replace(row, cells={**row.cells, "start_actual": row.row})
    given = figures_json([reading(projects=[row])], OCTOBER)
    assert [(rate["name"], rate["pct_printed"]) for rate in given["rates"]] == [
        ("开工率", "100.0%"),
    ]
    assert [(item["name"], item["reached"]) for item in given["targets"]] == [
        ("首季开门红", "无法判断"),
        ("双过半", "无法判断"),
    ]
