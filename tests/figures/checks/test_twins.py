"""One project or unit entered twice, in one file or in several."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from data_adapters import Cell, Project, Reading
from service.figures import check, twin_questions
from tests.figures.made import project, reading, target


def codes(*projects: Project) -> list[str]:
    return [item.code for item in check(reading(projects=projects))]


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        ({}, {}, ["twin_project"]),
        ({"name": "滨河路改造"}, {"name": "滨河路改造 工程"}, ["twin_project"]),
        ({"unit": "栖云镇"}, {"unit": "枕石镇"}, ["twin_project"]),  # the same money twice
        ({"unit": "栖云镇"}, {"unit": "枕石镇", "invest": "700"}, []),  # every town has its own
        ({"unit": "栖云镇"}, {"unit": "栖云镇人民政府", "invest": "700"}, ["twin_project"]),
        ({"unit": ""}, {"unit": "枕石镇", "invest": "700"}, ["twin_project"]),
        ({}, {"name": "滨河路改照"}, ["near_project"]),
        ({}, {"name": "滨河路改照", "invest": "700"}, []),
        ({}, {"name": "滨河路改照", "plan": "99"}, []),
        ({"invest": ""}, {"name": "滨河路改照", "invest": ""}, ["near_project"]),
        ({"invest": ""}, {"name": "滨河路改照", "invest": "", "done": "8"}, []),
        ({"place": "城东"}, {"name": "滨河路改照", "place": "城西"}, []),
        ({}, {"name": "粮食储备库"}, []),
    ],
)
def test_two_rows(one: dict[str, Any], other: dict[str, Any], asked: list[str]) -> None:
    usual = {"name": "滨河路改造", "invest": "900", "plan": "100", "done": "9"}
    assert codes(project(row=5, **{**usual, **one}), project(row=6, **{**usual, **other})) == asked


def test_the_question_tells_the_rows_apart() -> None:
    rows = [
        project(name, row=row, plan="100", done="9") for row, name in ((5, "滨河路"), (6, "滨河路工程"), (9, "滨河路"))
    ]
    found = check(reading(projects=rows))
    assert [str(item) for item in found] == [
        "台账.xlsx › 项目台账!A5：“滨河路”与“滨河路工程”、“滨河路”（台账.xlsx › 项目台账!A6 等2处）"
        "名称相同，是否重复填报：此处 县水利局、年度计划 100.00万元、累计完成 9.00万元，"
        "另一处 县水利局、年度计划 100.00万元、累计完成 9.00万元"
    ]
    assert [cell.row for cell in found[0].addresses] == [5, 6, 9]


def test_a_unit_twice() -> None:
    found = check(reading(units=[target("县发改局", row=5), target("县发展和改革局", row=6), target("听泉镇", row=7)]))
    assert [(item.code, [cell.row for cell in item.addresses]) for item in found] == [("twin_unit", [5, 6])]


def in_file(file: str, names: list[str], sheet: str = "台账") -> Reading:
    rows = [
        replace(project(name, row=row, plan="100", done="9"), row=Cell(file, sheet, row, 1))
        for row, name in enumerate(names, start=5)
    ]
    return replace(reading(projects=rows), file=file)


def test_files_are_compared_too_and_only_once() -> None:
    one, other = in_file("一.xlsx", ["滨河路", "滨河路", "粮库"]), in_file("二.xlsx", ["滨河路工程", "学校"])
    assert [[cell.file for cell in item.addresses] for item in twin_questions([one, other])] == [["一.xlsx", "二.xlsx"]]
    assert [item.code for item in check(one)] == ["twin_project"]
    assert twin_questions([one]) == []


def test_near_names_in_two_files() -> None:
    found = twin_questions([in_file("一.xlsx", ["滨河大道改造提升"]), in_file("二.xlsx", ["滨河大道改造提生"])])
    assert [item.code for item in found] == ["near_project"]


def test_only_the_nearest_names_are_offered_and_the_rest_counted() -> None:
    names = [f"{chr(0x9000 + place)}滨{chr(0x8000 + place)}大道改造提升" for place in range(60)]
    rows = [
        project(text, row=5 + 2 * place + end, plan="9", done="9")
        for place, name in enumerate(names)
        for end, text in enumerate((name, f"{name}优化"))
    ]
    found = check(reading(projects=rows))
    assert [item.code for item in found].count("near_project") == 50
    more = [item for item in found if item.code == "near_projects_more"]
    assert [(item.sides, item.printed) for item in more] == [(("列出", "未列"), "50对")]


def test_one_list_given_twice_is_one_question() -> None:
    names = ["滨河路", "粮库", "学校", "医院", "管网"]
    found = twin_questions([in_file("一.xlsx", names), in_file("二.xlsx", [*names, "大桥"])])
    assert [item.code for item in found] == ["same_projects"]
    assert "“一.xlsx”与“二.xlsx”有5个项目同名" in found[0].what


def test_a_few_common_projects_of_long_lists_are_asked_one_by_one() -> None:
    names = [f"{letter}字楼" for letter in "甲乙丙丁戊己庚辛壬癸子丑"]
    found = twin_questions(
        [in_file("一.xlsx", names), in_file("二.xlsx", [*names[:5], *(f"粮库{place}号" for place in range(20))])]
    )
    assert [item.code for item in found] == ["twin_project"] * 5
