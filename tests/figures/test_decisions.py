"""What persons decided: each choice's effect on total, rank and formula, and when a decision holds no more."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data_adapters import NOT_APPLICABLE, Reading, read_bytes
from service.errors import SettingsError
from service.figures import (
    Check,
    Decision,
    Figure,
    Outcome,
    Period,
    Progress,
    State,
    Use,
    decided,
    of_all,
    of_record,
    questions,
)
from service.figures.decisions import USES
from service.figures.growth import year_on_year
from service.figures.ranking import rank
from service.figures.rates import Funds, funds_rate
from service.figures.report import Asked, figures_json
from tests.figures.made import OCTOBER

HEADS = "序号,项目名称,责任单位,年度计划投资,累计完成投资,占年计划%,上年同期完成投资"
ROWS = ("甲项目,县水利局,100,90,80%,60", "乙项目,县水利局,100,85,85%,50", "丙项目,栖云镇,200,50,25%,50")
DAY = date(2026, 11, 30)
SEEN = ("80%", "90.00%")


def ledger(*rows: str, heads: str = HEADS, file: str = "台账.csv") -> Reading:
    lines = ["截至2026年10月底，单位：万元", heads, *(f"{place},{row}" for place, row in enumerate(rows or ROWS, 1))]
    return read_bytes("\n".join(lines).encode(), file)


def decision(choice: Use = Use.PRINTED, **other: Any) -> Decision:
    given: dict[str, Any] = {
        **{"code": "rate_differs", "sheet": "CSV", "project": "甲项目", "field": "rate_reported", "choice": choice},
        **{"name": "张三", "reason": "以统计局数为准", "when": DAY, "seen": SEEN},
    }
    return Decision(**{**given, **other})


def settle(*decisions: Decision, reading: Reading | None = None, last: tuple[Reading, ...] = ()) -> Outcome:
    readings = [reading or ledger()]
    return decided(readings, decisions, questions(readings, OCTOBER, last))


def lines(outcome: Outcome) -> list[Progress]:
    return [of_record(project, OCTOBER) for project in outcome.readings[0].projects]


def sums(outcome: Outcome) -> tuple[Figure, Figure, Figure]:
    whole = of_all(lines(outcome), "合计", OCTOBER)
    return whole.plan, whole.done, whole.rate


def ranking(outcome: Outcome) -> list[tuple[int | None, str, str]]:
    return [(place.rank, place.progress.name, place.reason) for place in rank(lines(outcome))]


def test_without_decisions_nothing_changes() -> None:
    outcome = settle()
    assert outcome.readings == (ledger(),)
    assert [str(item) for item in outcome.open] == ["台账.csv › CSV!F3：“甲项目”占年计划比例：表内 80%，计算 90.00%"]


def test_the_printed_rate_ranks_its_line_and_leaves_the_sums() -> None:
    outcome = settle(decision(Use.PRINTED))
    first = lines(outcome)[0]
    assert (first.rate.number, first.rate_value, first.state) == (first.rate_value, first.rate.number, State.BEHIND)
    assert first.rate.formula == "完成率 = 采用表内数（张三：以统计局数为准）"
    assert [cell.name for cell in first.rate.sources] == ["F3"]
    assert first.gap.formula == "进度差 = 完成率 − 序时进度"
    assert first.gap.number == first.gap_value == first.rate.number - OCTOBER.schedule.number
    assert ranking(outcome) == [(1, "乙项目", ""), (2, "甲项目", ""), (3, "丙项目", "")]
    assert [figure.number for figure in sums(outcome)] == [figure.number for figure in sums(settle())]
    assert (outcome.open, outcome.notes) == (
        (),
        (
            "台账.csv › CSV!F3：“甲项目”占年计划比例：表内 80%，计算 90.00%。"
            "采用表内数（张三：以统计局数为准），2026-11-30",
        ),
    )


def test_the_computed_rate_is_what_the_figures_use_already() -> None:
    outcome = settle(decision(Use.COMPUTED))
    assert ranking(outcome) == ranking(settle()) == [(1, "甲项目", ""), (2, "乙项目", ""), (3, "丙项目", "")]
    assert lines(outcome)[0].rate.formula == "完成率 = 累计完成投资 ÷ 年度计划投资"
    assert outcome.open == ()
    assert outcome.notes[0].endswith("采用计算数（张三：以统计局数为准），2026-11-30")


def test_who_is_left_out_keeps_its_line_and_stands_in_no_sum() -> None:
    outcome = settle(decision(Use.LEAVE_OUT))
    plan, done, rate = sums(outcome)
    assert [str(figure.number) for figure in (plan, done, rate)] == ["300", "135", "0.45"]
    assert ranking(outcome) == [(1, "乙项目", ""), (2, "丙项目", ""), (None, "甲项目", "按决定不计入")]
    first = lines(outcome)[0]
    assert first.state in (State.NOT_APPLICABLE, State.NO_PLAN)
    assert first.done.value is NOT_APPLICABLE
    assert first.done.reason == "累计完成投资按决定不计入（张三：以统计局数为准）"
    assert "D3" not in [cell.name for cell in plan.sources]
    assert year_on_year(lines(outcome)).number == year_on_year(lines(settle())[1:]).number


@pytest.mark.parametrize(
    ("rows", "asked", "still"),
    [
        (("甲项目,县水利局,100,90,80%,-5", ROWS[1]), ["rate_differs", "negative"], []),
        ((ROWS[0], "甲项目,栖云镇,100,90,90%,60"), ["twin_project", "rate_differs"], []),
        (
            (ROWS[0], "乙项目,栖云镇,100,90,80%,-5"),
            ["rate_differs", "rate_differs", "negative"],
            ["rate_differs", "negative"],
        ),
    ],
)
def test_of_a_row_that_is_left_out_nothing_more_is_asked(
    rows: tuple[str, ...], asked: list[str], still: list[str]
) -> None:
    reading = ledger(*rows)
    assert [item.code for item in questions([reading], OCTOBER)] == asked
    assert [item.code for item in settle(decision(Use.LEAVE_OUT), reading=reading).open] == still


def test_the_whole_report_takes_the_decisions() -> None:
    outcome = settle(decision(Use.LEAVE_OUT))
    found = figures_json(outcome.readings, OCTOBER, asked=Asked(questions=outcome.open))
    assert (found["total"]["plan"], found["total"]["count"], found["checks"]) == ("300", 3, [])
    assert [line["name"] for line in found["projects"] if line["rank"] is None] == ["甲项目"]
    assert found["not_reported"] == found["zero"] == []


def test_a_computed_amount_takes_the_printed_ones_place() -> None:
    heads = "序号,项目名称,年度计划投资,累计完成投资,本月完成投资"
    last = read_bytes(
        "截至2026年9月底，单位：万元\n序号,项目名称,年度计划投资,累计完成投资\n1,甲项目,100,80\n".encode(), "上期.csv"
    )
    now = ledger("甲项目,100,88,5", heads=heads)
    about = {"code": "month_differs", "field": "done_this_month", "seen": ("5.00万元", "8.00万元")}
    outcome = settle(decision(Use.COMPUTED, **about), reading=now, last=(last,))
    record = outcome.readings[0].projects[0]
    assert record.done_this_month == 8
    assert (
        settle(decision(Use.PRINTED, **about), reading=now, last=(last,)).readings[0].projects[0].done_this_month == 5
    )
    assert outcome.open == ()


def test_a_units_amount_by_its_projects_says_so_and_names_their_cells() -> None:
    text = "截至2026年10月底，单位：万元\n序号,任务单位,年度目标任务,累计完成投资\n1,县水利局,200,0\n2,栖云镇,200,50\n"
    reading = read_bytes(text.encode(), "任务.csv")
    readings = [ledger(), reading]
    asked = questions(readings, OCTOBER)
    contradicts = next(item for item in asked if item.code == "unit_contradicts")
    given = decision(
        Use.COMPUTED,
        **{"code": "unit_contradicts", "project": "县水利局", "field": "done_this_year_to_date"},
        seen=(contradicts.printed, contradicts.computed),
    )
    outcome = decided(readings, [given], asked)
    unit = of_record(outcome.readings[1].units[0], OCTOBER)
    assert unit.done.number == unit.done_value == 175
    assert unit.done.formula == "累计完成投资〔采用计算数（张三：以统计局数为准）〕"
    assert [str(cell) for cell in unit.done.sources] == [
        *("任务.csv › CSV!D3", "台账.csv › CSV!E3", "台账.csv › CSV!E4")
    ]
    assert of_all([of_record(item, OCTOBER) for item in outcome.readings[1].units], "合计", OCTOBER).done.number == 225
    assert contradicts not in outcome.open


def test_a_printed_gap_stands_beside_the_computed_rate() -> None:
    reading = ledger("甲项目,100,90,10", heads="序号,项目名称,年度计划投资,累计完成投资,超序时进度")
    asked = questions([reading], OCTOBER)
    given = decision(code="gap_differs", field="gap_reported", seen=(asked[0].printed, asked[0].computed))
    first = of_record(decided([reading], [given], asked).readings[0].projects[0], OCTOBER)
    assert (str(first.gap.number), str(first.gap_value), str(first.rate.number)) == ("0.1", "0.1", "0.9")
    assert first.gap.formula == "进度差 = 采用表内数（张三：以统计局数为准）"
    for part in (first, of_all([first], "合计", OCTOBER), of_record(reading.projects[0], OCTOBER)):
        assert part.four == (part.plan, part.done, part.rate, part.gap)


def test_a_decision_survives_a_new_upload() -> None:
    moved = ledger(ROWS[2], ROWS[1], ROWS[0].replace("甲项目", "甲　项目（工程）"), file="新台账.csv")
    outcome = settle(decision(project="甲项目工程"), reading=moved)
    assert outcome.open == ()
    assert lines(outcome)[2].rate.formula.startswith("完成率 = 采用表内数")


@pytest.mark.parametrize(
    ("rows", "said", "left"),
    [
        (("甲项目,县水利局,100,91,80%,",), "决定时是 80%，90.00%，现在是 80%，91.00%，请重新决定", 1),
        (("甲项目,县水利局,100,90,81%,",), "决定时是 80%，90.00%，现在是 81%，90.00%，请重新决定", 1),
        (("甲项目,县水利局,100,90,90%,",), "这次没有再问到这个问题", 0),
        (("乙项目,县水利局,100,90,80%,",), "这次没有再问到这个问题", 1),
        (("甲项目,县水利局,100,90,80%,", "甲项目,栖云镇,100,90,80%,"), "同名的有2行（台账.csv › CSV!F3、", 2),
    ],
)
def test_a_decision_holds_for_what_was_seen(rows: tuple[str, ...], said: str, left: int) -> None:
    outcome = settle(decision(Use.LEAVE_OUT), reading=ledger(*rows))
    assert outcome.readings == (ledger(*rows),)
    assert len([item for item in outcome.open if item.code == "rate_differs"]) == left
    assert len(outcome.notes) == 1
    assert outcome.notes[0].startswith("“甲项目”的决定（张三：不计入）没有采用：")
    assert said in outcome.notes[0]


def test_two_decisions_on_one_cell() -> None:
    with pytest.raises(SettingsError) as caught:
        settle(decision(Use.PRINTED, cell="台账.csv › CSV!F3"), decision(Use.COMPUTED, name="李四"))
    assert str(caught.value) == (
        "工作表“CSV”的“甲项目”（台账.csv › CSV!F3）有两个决定（张三：表内，李四：计算），请只留一个"
    )
    with pytest.raises(SettingsError, match="有两个决定"):
        settle(decision(), decision())
    with pytest.raises(SettingsError, match="有两个决定"):  # of two questions on one cell
        settle(decision(), decision(Use.LEAVE_OUT, code="absurd_rate"))


def test_leaving_out_outdoes_another_decision_on_the_same_project() -> None:
    reading = ledger("甲项目,县水利局,100,90,80%,-5", ROWS[1])
    out = decision(Use.LEAVE_OUT, code="negative", field="done_last_year_same_period", seen=("-5.00万元", "不应小于0"))
    for given in ((out, decision()), (decision(), out)):
        outcome = settle(*given, reading=reading)
        assert ranking(outcome) == [(1, "乙项目", ""), (None, "甲项目", "按决定不计入")]
        assert not lines(outcome)[0].rate.known
        assert len(outcome.notes) == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": " "}, "“甲项目”的决定没有写决定人，请补上"),
        ({"reason": ""}, "“甲项目”的决定没有写理由，请补上"),
        ({"code": "twin_project"}, "“甲项目”的问题 twin_project 不能用决定处理，请在台账里改正后重新上传"),
        ({"code": "rank_differs"}, "“甲项目”的这个问题不能采用“表内”，只能是计算、不计入"),
        ({"code": "negative", "choice": Use.COMPUTED}, "“甲项目”的这个问题不能采用“计算”，只能是表内、不计入"),
    ],
)
def test_what_is_no_decision(given: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        decision(**given)
    assert str(caught.value) == said


def test_every_question_that_offers_a_computed_value_gives_it() -> None:
    """A printed or computed number can stand in a figure only where the question holds it unrounded."""
    both = {code for code, uses in USES.items() if len(uses) == len(Use)}
    assert both == {"rate_differs", "gap_differs", "since_start_short", "month_differs", "unit_contradicts"}
    found: list[Check] = []
    for text in (
        "序号,项目名称,年度计划投资,累计完成投资,占年计划%,超序时进度\n1,甲,100,90,80%,10\n",
        "序号,项目名称,开工累计完成投资,至上年底累计完成投资,累计完成投资\n1,甲,50,30,30\n",
    ):
        found += questions([read_bytes(f"截至2026年10月底，单位：万元\n{text}".encode(), "台.csv")], Period(2026, 10))
    assert {item.code for item in found} == {"rate_differs", "gap_differs", "since_start_short"}
    assert all(item.values for item in found)


def test_left_out_money_is_in_no_rate_of_money() -> None:
    heads = "序号,项目名称,年度计划投资,累计完成投资,占年计划%,到位资金"
    reading = ledger("甲项目,100,90,80%,50", "乙项目,100,85,85%,80", heads=heads)
    outcome = settle(decision(Use.LEAVE_OUT), reading=reading)
    found = funds_rate(outcome.readings[0].projects, Funds.ARRIVED_OF_PLAN)
    assert str(found.number) == "0.8"
