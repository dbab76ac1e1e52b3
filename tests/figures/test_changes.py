"""What changed since the last meeting, as data, as a sentence and as a row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from data_adapters import Cell, Project, Topic
from service.figures import Period
from service.figures.changes import Change, Kind, changes, line, row
from tests.figures.made import OCTOBER, project, reading

SEPTEMBER = Period(2026, 9)


def topic(name: str, problem: str, status: str = "") -> Topic:
    return Topic(row=Cell("清单.xlsx", "问题", 3, 1), project_name=name, problems=problem, status=status)


def between(
    before: list[Project],
    after: list[Project],
    old: list[Topic] | None = None,
    new: list[Topic] | None = None,
    then: Period = SEPTEMBER,
) -> list[Change]:
    readings = [reading(projects=before, topics=old or [])], [reading(projects=after, topics=new or [])]
    return changes(readings[0], then, readings[1], OCTOBER, lambda item: item.status == "已办结")


@pytest.mark.parametrize(
    ("old", "new", "kind", "said"),
    [
        (
            {"plan": "100", "done": "70"},
            {"plan": "100", "done": "85"},
            Kind.CHANGED,
            "累计完成投资比上期增加15.00万元，完成率由70.0%变为85.0%，提高15.0个百分点，由滞后序时转为达到序时",
        ),
        (
            {"plan": "100", "done": "70"},
            {"plan": "100", "done": "60"},
            Kind.CHANGED,
            "累计完成投资比上期减少10.00万元，完成率由70.0%变为60.0%，下降10.0个百分点",
        ),
        ({"plan": "100", "done": "70"}, {"plan": "100", "done": "70"}, Kind.SAME, "无变化"),
        ({"plan": "100", "done": ""}, {"plan": "100", "done": ""}, Kind.SAME, "无变化"),
        ({"plan": "100", "done": "70"}, {"plan": "100", "done": ""}, Kind.CHANGED, "由滞后序时转为未上报"),
        ({"plan": "100", "done": ""}, {"plan": "100", "done": "0"}, Kind.CHANGED, "由未上报转为完成投资为0"),
        (
            {"status": "停工", "image_progress": "基础施工"},
            {"status": "", "image_progress": "基础 施工"},
            Kind.CHANGED,
            "状态由“停工”变为“未填”，形象进度由“基础施工”变为“基础 施工”",
        ),
    ],
)
def test_one_project_then_and_now(old: dict[str, Any], new: dict[str, Any], kind: Kind, said: str) -> None:
    found = between([project(**old)], [project(**new)])
    assert [(change.kind, line(change)) for change in found] == [(kind, f"甲项目（县水利局）：{said}")]


def test_new_and_gone_projects() -> None:
    found = between([project("甲"), project("乙工程")], [project("丙"), project("乙", unit="")])
    assert [(change.name, change.kind) for change in found] == [
        ("丙", Kind.NEW),
        ("乙", Kind.NEW),
        ("甲", Kind.GONE),
        ("乙工程", Kind.GONE),
    ]
    known = between([project("听泉水库工程")], [project("听泉水库项目")])
    assert [change.kind for change in known] == [Kind.SAME]


def test_problems_solved_new_and_gone_without_a_word() -> None:
    found = between(
        [project(problems="征地未完成。")],
        [project(problems="资金缺口大")],
        [topic("甲项目", "用地手续未批"), topic("甲项目", "管线迁改"), topic("甲项目", "早已办好", "已办结")],
        [topic("甲项目", "用地手续 未批", "已办结"), topic("甲项目", "早已办好", "已办结")],
    )[0]
    assert (found.solved, found.added, found.unlisted) == (
        ("用地手续未批",),
        ("资金缺口大",),
        ("管线迁改", "征地未完成"),
    )
    assert line(found) == (
        "甲项目（县水利局）：已解决问题1个：用地手续未批，新增问题1个：资金缺口大，"
        "不再列出、未说明是否解决的问题2个：管线迁改；征地未完成"
    )


def test_a_row_of_the_table() -> None:
    change = between([project(plan="100", done="")], [project(plan="100", done="85.5")])[0]
    assert row(change) == {
        "项目名称": "甲项目",
        "责任单位": "县水利局",
        "变化": "有变化",
        "上期完成": "——",
        "本期完成": "85.50万元",
        "增加": "——",
        "上期状态": "未上报",
        "本期状态": "达到序时",
        "已解决": "无",
        "新增问题": "无",
    }


def test_two_of_one_name_are_both_kept() -> None:
    twins = [project("甲", done="1", plan="2"), project("甲", row=6, done="2", plan="2")]
    assert len(between(twins, twins)) == 2


def test_amounts_of_two_years_are_not_subtracted() -> None:
    change = between([project(plan="100", done="90")], [project(plan="100", done="5")], then=Period(2025, 12))[0]
    assert (change.done, change.rate, change.kind) == (None, None, Kind.CHANGED)
    assert "减少" not in line(change)


def test_what_was_added_keeps_both_cells() -> None:
    change = between([project(plan="100", done="70", row=5)], [project(plan="100", done="85", row=9)])[0]
    assert change.done
    assert change.done.number == Decimal(15)
    assert {cell.row for cell in change.done.sources} == {5, 9}
