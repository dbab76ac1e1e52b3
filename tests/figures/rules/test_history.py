"""Earlier uploads: what stays of them is what rules, targets and movements ask for, and takes no room for more."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from data_adapters import PartialDate, Reading
from service.figures import Period, of_record
from service.figures.ranking import Order
from service.figures.report import Asked, figures_json
from service.figures.rules import find_rules, judge
from service.figures.rules.history import WHOLE, history, newest, who
from service.figures.rules.subject import of_issue
from service.figures.targets import HALF, Reached
from tests.figures.made import OCTOBER, dated, project, reading, target
from tests.figures.rules.cases import issue

_YEAR = Period(2026, 12)


def month(number: int, year: int = 2026, **given: Any) -> Reading:
    return dated(reading(**given), number, year)


def _rows(number: int, count: int = 1) -> Reading:
    """So many projects that did 8 % of their plan each month, and issues long overdue."""
    rows = [project(f"第{n}项", row=n, plan="100", done=str(number * 7)) for n in range(count)]
    return month(number, projects=rows, topics=[issue(problems=f"第{n}个问题") for n in range(count)])


def _kept(months: range, rules: str) -> int:
    """The bytes that stay of a year's months of 200 projects, uploaded one after the other and let go of."""

    def uploads() -> Iterator[Reading]:
        yield from (_rows(number, 200) for number in months)

    gc.collect()
    tracemalloc.start()
    found = history(uploads(), _YEAR, find_rules(rules))
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.ranks
    return size


@pytest.mark.parametrize("rules", ["三亚", "广元"])
def test_what_stays_of_closed_months_does_not_grow_with_them(rules: str) -> None:
    few, many = _kept(range(9, 12), rules), _kept(range(7, 12), rules)
    assert many < few * 1.1
    assert few > 200 * 100  # it is not empty


def test_only_what_the_rules_ask_for_is_kept() -> None:
    months = [_rows(number) for number in range(7, 12)]
    plain = history(months, _YEAR, find_rules("银川"))
    assert dict(plain.seen) == {}  # nothing in this rule looks back
    kept = history(months, _YEAR, find_rules("三亚")).seen["project", "第0项"]
    assert sorted(kept) == [Period(2026, 11).index]  # the last yellow is enough for "twice"
    assert list(kept[Period(2026, 11).index]) == ["完成率相当于序时进度"]


def test_green_months_do_not_hide_an_older_yellow() -> None:
    done, rules = {6: "100", 7: "400", 8: "800", 9: "800"}, find_rules("三亚")  # red, yellow, green, green
    months = [month(number, projects=[project(plan="1000", done=value)]) for number, value in done.items()]
    part = of_record(project(plan="1000", done="800", row=9), OCTOBER)
    before = history(months, OCTOBER, rules)
    assert sorted(before.seen[who(part)]) == [Period(2026, 7).index, Period(2026, 9).index]
    found = judge(before.subject(part, OCTOBER), rules)
    assert found.level is not None
    assert found.level.name == "两次黄牌"
    assert {cell.row for cell in found.reasons[0].sources} == {5, 9}


def test_an_issue_is_known_again_by_project_and_words() -> None:
    before = [month(9, topics=[issue(deadline=PartialDate(2026, 9, 10), problems="征地 未完成。")])]
    rules = find_rules("广元")
    found = history(before, OCTOBER, rules)
    part = of_issue(issue(deadline=PartialDate(2026, 10, 10)), OCTOBER)
    assert list(found.seen) == [who(part)]


@pytest.mark.parametrize(
    ("june", "reached", "reason", "gap"),
    [
        ("50", Reached.YES, "", "0"),
        ("0", Reached.NO, "", "-50"),
        ("", Reached.UNKNOWN, "缺6月底的数据", None),
        (None, Reached.UNKNOWN, "缺6月底的数据", None),
    ],
)
def test_half_the_task_is_judged_by_june(june: str | None, reached: Reached, reason: str, gap: str | None) -> None:
    last = [month(6, projects=[project(plan="100", done=june)])] if june is not None else []
    now = figures_json([month(10, projects=[project(plan="100", done="77.2")])], OCTOBER, last)
    half = next(item for item in now["targets"] if item["name"] == HALF.name)
    assert (half["reached"], half["reason"], half["gap_pp"]) == (reached.value, reason, gap)
    assert now["projects"][0]["targets"][HALF.name] == reached.value
    if gap is not None:
        assert half["formula"] == "双过半差距 = 6月底完成率 − 双过半目标"
        assert half["sources"] == ["台账.xlsx › 项目台账!J5", "台账.xlsx › 项目台账!I5"]


def test_groups_and_lists_are_judged_by_their_own_june() -> None:
    rows = {"甲": ("省、市", "60"), "乙": ("市", "20")}
    june = [project(name, plan="100", done=done, plan_lists=lists) for name, (lists, done) in rows.items()]
    now = [project(name, plan="100", done="90", plan_lists=lists) for name, (lists, _) in rows.items()]
    found = figures_json([month(10, projects=now)], OCTOBER, [month(6, projects=june)], asked=Asked(by=("nature",)))
    assert [(item["name"], item["targets"]["双过半"]) for item in found["lists"]] == [
        ("省", "已实现"),
        ("市", "未实现"),
    ]
    assert [unit["targets"]["双过半"] for unit in found["units"]] == ["未实现"]


def test_a_ledger_is_questioned_against_the_last_month_only() -> None:
    done = {3: "20", 6: "50", 9: "60"}
    last = [month(number, projects=[project(plan="100", done=value)]) for number, value in done.items()]
    now = [month(10, projects=[project(plan="100", done="65")])]
    several, one = (figures_json(now, OCTOBER, given)["checks"] for given in (last, last[2:]))
    assert several == one
    assert [item.file for item in newest(last)] == ["台账.xlsx"]
    fallen = figures_json([month(10, projects=[project(plan="100", done="55")])], OCTOBER, last)["checks"]
    assert [(item["code"], item["printed"]) for item in fallen] == [("fell", "60.00万元")]


def test_the_june_of_another_year_says_nothing() -> None:
    last = [month(6, 2025, projects=[project(plan="100", done="60")])]
    assert history(last, OCTOBER).then(WHOLE, HALF, OCTOBER) is None


def test_where_the_worst_is_first_nobody_rises_to_it() -> None:
    rows = {9: ("50", "60"), 10: ("70", "60")}
    months = [
        month(number, units=[target(name, plan="100", done=done) for name, done in zip("甲乙", pair, strict=True)])
        for number, pair in rows.items()
    ]
    asked = Asked(order=Order(lowest_first=True))
    found = figures_json(months[1:], OCTOBER, months[:1], asked=asked)["units"]
    assert [(unit["rank"], unit["moved"]) for unit in found] == [(2, "由第1变为第2"), (1, "由第2变为第1")]


def test_the_rate_then_recomputes_from_its_cells() -> None:
    then = history([month(6, projects=[project(plan="80", done="20")])], OCTOBER).then(WHOLE, HALF, OCTOBER)
    assert then is not None
    assert (then.number, {cell.name for cell in then.sources}) == (Decimal("0.25"), {"I5", "J5"})
