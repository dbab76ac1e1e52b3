"""Where on a sheet its ledgers stand, and the cells a card's values come from."""

from __future__ import annotations

import pytest

from data_adapters.layout import Layout, Role
from tests.adapters.layout.grids import fields, layouts

_A = "序号|项目名称|年度计划投资|责任单位\n1|甲项目|5|栖云镇\n2|乙项目|6|枕石镇\n"
_B = "项目名称|总投资|形象进度|\n丙项目|8|主体完工|\n"


def regions(found: list[Layout]) -> list[tuple[int, int, int, int]]:
    return [(item.first_row, item.first_column, item.last_row, item.last_column) for item in found]


def test_one_below_another_without_titles() -> None:
    found = layouts(_A + "|\n" + _B)
    assert regions(found) == [(1, 1, 4, 4), (5, 1, 6, 3)]
    assert [item.rows(Role.DATA) for item in found] == [(2, 3), (6,)]


def test_the_same_header_under_another_title_is_another_ledger() -> None:
    found = layouts("续建项目台账|||\n" + _A + "新开工项目台账|||\n" + _A)
    assert [item.title for item in found] == ["续建项目台账", "新开工项目台账"]
    assert regions(found) == [(1, 1, 4, 4), (5, 1, 8, 4)]


@pytest.mark.parametrize("between", ["", "续建项目台账|||\n", "续表|||\n", "|\n", "合计||11|\n"])
def test_the_same_header_again_is_the_next_page(between: str) -> None:
    (found,) = layouts("续建项目台账|||\n" + _A + between + _A)
    assert len(found.rows(Role.DATA)) == 4
    assert found.rows(Role.REPEATED)


def test_a_second_ledger_has_the_period_of_the_first_but_its_own_unit() -> None:
    first, second = layouts("2026年10月台账（亿元）|||\n" + _A + "前期项目表|||\n" + _B)
    assert (first.year, first.month, first.unit) == (2026, 10, "亿元")
    assert (second.year, second.month, second.unit) == (2026, 10, "")


def test_side_by_side_with_titles_and_units_of_their_own() -> None:
    first, second = layouts(
        "@merge A1:C1 E1:G1\n续建项目（万元）|||| 新开工项目|||\n|单位：万元|||||单位：亿元\n"
        "项目名称|总投资|责任单位||项目名称|总投资|责任单位\n甲项目|5|栖云镇||乙项目|6|枕石镇"
    )
    assert regions([first, second]) == [(1, 1, 4, 3), (1, 5, 4, 7)]
    assert [(item.title, item.unit) for item in (first, second)] == [
        ("续建项目（万元）", "万元"),
        ("新开工项目", "亿元"),
    ]
    assert fields(second) == "5 project_name, 6 total_investment, 7 resp_unit"


def test_a_list_printed_in_two_halves() -> None:
    first, second = layouts(
        "项目名称|总投资|责任单位|项目名称|总投资|责任单位\n甲项目|5|栖云镇|丙项目|7|听泉镇\n乙项目|6|枕石镇|||"
    )
    assert regions([first, second]) == [(1, 1, 3, 3), (1, 4, 3, 6)]
    assert (first.rows(Role.DATA), second.rows(Role.DATA)) == ((2, 3), (2,))


def test_a_page_that_leaves_out_the_numbers_of_the_columns_loses_no_row() -> None:
    head = "序号|项目名称|总投资|责任单位\n"
    (found,) = layouts(head + "甲|乙|1|丙\n1|甲项目|5|栖云镇\n" + head + "2|乙项目|6|枕石镇")
    assert (found.header_rows, found.rows(Role.DATA), found.rows(Role.REPEATED)) == ((1, 2), (3, 5), (4,))


def test_cards_far_down_and_far_right_are_read() -> None:
    (found,) = layouts("\n".join(f"项目名称|项目{n}号\n总投资|{n}\n责任单位|栖云镇\n备注|无" for n in range(1, 601)))
    assert len(found.rows(Role.DATA)) == 600
    names = "|".join(f"项目{n}号" for n in range(1, 101))
    (found,) = layouts(f"项目名称|{names}\n总投资|{'1|' * 100}\n责任单位|{'栖云镇|' * 100}\n备注|{'无|' * 100}")
    assert found.grid.cell(101, 1).name == "CW1"


def test_a_table_that_starts_in_the_second_column() -> None:
    (found,) = layouts("|重点项目台账||\n|项目名称|总投资|责任单位\n|甲项目|5|栖云镇\n|合计|5|")
    assert regions([found]) == [(1, 2, 4, 4)]
    assert (found.rows(Role.DATA), found.rows(Role.TOTAL)) == ((3,), (4,))


@pytest.mark.parametrize(
    ("description", "kind"),
    [
        ("新建|是\n续建|否\n扩建|", "lookup"),
        ("建设性质|是否入库\n新建|是\n续建|否", "lookup"),
        ("大类|小类\n工业|建材\n农业|茶叶", "lookup"),
        ("安澜县重点项目台账\n二〇二六年十月", "other"),
        ("说明|本表由各镇按月填报，于每月五日前报送", "other"),
        ("月份|完成数\n1|100\n2|200", "other"),
        ("项目名称|填写批复文件上的全称\n总投资|填写批复的概算\n责任单位|填写牵头单位\n备注|填写其他事项", "other"),
        ("项目名称||建设性质|\n总投资||责任单位|\n形象进度||备注|", "other"),  # a form nobody filled in
        ("", "other"),
    ],
)
def test_sheets_that_are_no_ledger(description: str, kind: str) -> None:
    (found,) = layouts("@sheet 表\n" + description)
    assert found.kind == kind


def test_values_of_cards_keep_their_addresses() -> None:
    (found,) = layouts(
        "@merge A2:A3 B1:D1 B6:D6\n项目名称|甲项目||\n投资情况|计划|5|\n|完成|4|\n责任单位|栖云镇|建设性质|新建\n|\n"
        "项目名称|乙项目||\n责任单位|枕石镇|建设性质|续建\n备注|无"
    )
    assert fields(found) == (
        "1 project_name, 2 plan_this_year, 3 done_this_year_to_date, 4 resp_unit, 5 nature, 6 remark"
    )
    assert [found.grid.cell(2, column).name for column in range(1, 7)] == ["B1", "C2", "C3", "B4", "D4", "B1"]
    assert [found.grid.cell(3, column).name for column in (1, 4, 5, 6)] == ["B6", "B7", "D7", "B8"]
    assert [found.grid.text(3, column) for column in range(1, 7)] == ["乙项目", "", "", "枕石镇", "续建", "无"]
    assert found.grid.cell(1, 5).name == "C4"


def test_a_label_without_value_is_no_second_project() -> None:
    (found,) = layouts("项目名称|甲项目|项目代码|\n总投资（万元）||年度计划投资（万元）|5\n责任单位|栖云镇|联系电话|")
    assert (found.kind, found.rows(Role.DATA), found.unread) == ("card", (2,), ())
    assert fields(found).startswith("1 project_name, 2 project_code, 3 total_investment")


def test_cards_under_a_unit_of_their_own() -> None:
    card = "项目名称|{}项目\n总投资|5\n责任单位|栖云镇\n备注|无\n"
    text = (
        "2026年10月项目卡（万元）\n"
        + card.format("甲")
        + "听泉镇\n"
        + card.format("乙")
        + "单位：亿元\n"
        + card.format("丙")
    )
    first, second = layouts(text)
    assert [len(item.rows(Role.DATA)) for item in (first, second)] == [2, 1]
    assert [(item.unit, item.year, item.month) for item in (first, second)] == [("万元", 2026, 10), ("亿元", 2026, 10)]
    assert (first.unread, second.unread) == ((), ())


def test_projects_beside_each_other_keep_their_addresses() -> None:
    (found,) = layouts(
        "@merge B4:C4\n项目名称|甲项目|乙项目|合计\n总投资|5|6|11\n年度计划投资|3|4|7\n责任单位|栖云镇||"
    )
    assert (found.kind, found.rows(Role.DATA), found.rows(Role.TOTAL)) == ("card", (2, 3), (4,))
    assert [found.grid.cell(3, column).name for column in range(1, 5)] == ["C1", "C2", "C3", "B4"]
    assert found.grid.text(3, 4) == "栖云镇"


def test_cells_of_a_card_beside_no_label_are_named() -> None:
    (found,) = layouts("项目名称|甲项目||\n总投资|5|亿元|约数\n年度计划投资|3|万元|\n责任单位|栖云镇||")
    assert [cell.name for cell in found.unread] == ["D2"]


_ISSUES = "项目名称|存在问题|原因|处理建议|责任单位|{}|{}\n甲项目|征地|分歧|协调|栖云镇|2026年12月1日|未办结\n"


@pytest.mark.parametrize(
    ("deadline", "said", "meant"),
    [
        ("办结时限", "进展情况", "status"),
        ("办结时限", "目前进展", "status"),
        ("办结时限", "工程形象进度", "image_progress"),
        ("备注", "进展情况", "image_progress"),
    ],
)
def test_progress_in_a_list_of_issues_with_deadlines_is_that_of_the_issue(deadline: str, said: str, meant: str) -> None:
    (found,) = layouts(_ISSUES.format(deadline, said))
    assert fields(found).endswith(f"7 {meant}")
