"""What people say a column means: the answers that concern a sheet, and what becomes of its columns."""

from __future__ import annotations

import pytest

from data_adapters.grid import Grid
from data_adapters.headings.paths import canonical
from data_adapters.layout import Layout, read_layouts
from data_adapters.mapping import IGNORED, Answer, Mapping, answers_for, apply, paths, shape

_HEADER = ["序号", "项目名称", "年度计划投资", "1-10月实绩", "内部编码"]
_ROW = ["1", "甲项目", "5", "4", "A-7"]
DONE = "done_this_year_to_date"


def grid_of(*header: str, title: str = "安澜县2026年重点项目台账（万元）") -> Grid:
    names = list(header) or _HEADER
    return Grid("台账.xlsx", "台账", [[title] + [""] * (len(names) - 1), names, _ROW[: len(names)]])


def meanings(layout: Layout) -> list[str]:
    return [column.match.field if column.match else "" for column in layout.columns]


def applied(mapping: Mapping, *header: str) -> tuple[list[str], list[str]]:
    """What the columns mean with the mapping, and what was noted."""
    grid = grid_of(*header)
    layout, problems = apply(read_layouts(grid)[0], mapping)
    return meanings(layout), [f"{p.address.name if not isinstance(p.address, str) else ''} {p.code}" for p in problems]


def test_without_answers_nothing_changes() -> None:
    grid = grid_of()
    layout = read_layouts(grid)[0]
    assert apply(layout, Mapping()) == (layout, [])


def test_an_answer_names_a_column_and_says_so() -> None:
    grid = grid_of()
    layout, (problem,) = apply(read_layouts(grid)[0], Mapping({"内部编码": Answer("project_code")}))
    assert meanings(layout) == ["seq", "project_name", "plan_this_year", DONE, "project_code"]
    assert str(problem) == "台账.xlsx › 台账!E2：按您上次的指定，“内部编码”一列读作“项目代码”"
    match = layout.columns[4].match
    assert match is not None
    assert match.kind == "mapped"


def test_a_wrongly_recognised_column_can_be_left_out() -> None:
    found, notes = applied(Mapping({"年度计划投资": Answer(IGNORED)}))
    assert found == ["seq", "project_name", "", DONE, ""]
    assert notes == ["C2 ignored"]


def test_an_answer_takes_its_field_from_a_recognised_column() -> None:
    found, notes = applied(Mapping({"内部编码": Answer("plan_this_year", "亿元")}))
    assert found == ["seq", "project_name", "", DONE, "plan_this_year"]
    assert notes == ["E2 mapped"]


def test_two_columns_said_to_be_one_field_are_questioned() -> None:
    both = Mapping({"年度计划投资": Answer("total_investment"), "内部编码": Answer("total_investment")})
    found, notes = applied(both)
    assert found == ["seq", "project_name", "total_investment", DONE, ""]
    assert notes == ["C2 mapped", "E2 mapped_twice"]


def test_unit_month_and_day_of_the_heading_stay() -> None:
    grid = grid_of("序号", "项目名称", "1-10月实绩（亿元）")
    layout, _ = apply(read_layouts(grid)[0], Mapping({"实绩〔年初起〕": Answer("funds_arrived")}))
    match = layout.columns[2].match
    assert match is not None
    assert (match.field, match.unit, match.month) == ("funds_arrived", "亿元", 10)


@pytest.mark.parametrize(
    ("header", "same"),
    [
        (["序号", "项目名称", "年度计划投资", "1-9月实绩", "内部编码"], True),
        (["项目名称", "序号", "1-10月实绩", "年度计划投资", "内部编码"], True),
        (["序 号", "项目\n名称", "年度计划投资（亿元）", "1—10月实绩（万元）", "內部編碼"], True),
        (["序号", "项目名称", "年度计划投资", "10月实绩", "内部编码"], False),
        (["序号", "项目名称", "年度计划投资", "2025年1-10月实绩", "内部编码"], False),
        (["序号", "项目名称", "年度计划投资", "1-10月实绩"], False),
    ],
)
def test_shape_is_that_of_the_headings(header: list[str], same: bool) -> None:
    assert (shape(read_layouts(grid_of(*header))[0]) == shape(read_layouts(grid_of())[0])) is same


def test_answers_for_a_shape_hold_in_the_next_year_too() -> None:
    this, following = (
        read_layouts(grid_of("序号", "项目名称", f"{year - 1}年实绩", f"{year}年实绩", title=f"安澜县{year}年台账"))[0]
        for year in (2026, 2027)
    )
    assert list(paths(this).values()) == list(paths(following).values()) == ["序号", "项目名称", "实绩〔上年〕", "实绩"]
    mapping = Mapping(by_shape={shape(this): {paths(this)[3]: Answer("done_last_year")}})
    assert answers_for(following, mapping) == {3: Answer("done_last_year")}


def test_columns_of_one_heading_are_told_apart_by_their_order() -> None:
    layout = read_layouts(grid_of("项目名称", "年度计划投资", "甲栏", "甲栏"))[0]
    assert list(paths(layout).values())[2:] == ["甲栏", "甲栏#2"]


def test_the_first_mapping_outweighs_the_next() -> None:
    layout = read_layouts(grid_of())[0]
    remembered = Mapping(by_shape={shape(layout): {"内部编码": Answer("seq"), "序号": Answer(IGNORED)}})
    given = Mapping({"内部编码": Answer("project_code")})
    assert answers_for(layout, given.over(remembered)) == {5: Answer("project_code"), 1: Answer(IGNORED)}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("投资 > 2025年1-10月实绩（万元）", "投资>实绩〔上年年初起〕"),
        ("截至10月底 實績", "实绩〔截至某月〕"),
        ("10月实绩", "实绩〔某月〕"),
        ("实绩〔某月〕", "实绩〔某月〕"),
        ("2024年实绩", "实绩〔-2年〕"),
    ],
)
def test_path(path: str, found: str) -> None:
    assert canonical(path, 2026) == found
