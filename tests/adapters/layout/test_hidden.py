"""What its author hid is not read, and is said by its number."""

from __future__ import annotations

from data_adapters.layout import Role
from tests.adapters.layout.grids import fields, layouts

_LEDGER = """安澜县2026年重点项目台账（万元）
序号|项目名称|总投资|年度计划投资|责任单位
1|栖云绿色建材项目|26000|12900|栖云镇
2|枕石石英砂提纯项目|18000|9000|枕石镇
|
3|听泉山泉水灌装项目|9800|4200|听泉镇
"""


def test_nothing_hidden() -> None:
    (layout,) = layouts(_LEDGER)
    assert (layout.hidden_rows, layout.hidden_columns) == ((), ())
    assert layout.rows(Role.DATA) == (3, 4, 6)


def test_hidden_rows_have_no_role_and_a_blank_one_is_not_worth_a_word() -> None:
    (layout,) = layouts(_LEDGER + "@hide-row 4 5")
    assert layout.hidden_rows == (4,)
    assert layout.rows(Role.DATA) == (3, 6)
    assert not {4, 5} & set(layout.roles)


def test_hidden_columns_are_no_columns_and_split_no_table() -> None:
    (layout,) = layouts(_LEDGER + "@hide-column C")
    assert layout.hidden_columns == (3,)
    assert fields(layout) == "1 seq, 2 project_name, 4 plan_this_year, 5 resp_unit"
    assert (layout.first_column, layout.last_column) == (1, 5)


def test_a_spanning_heading_whose_first_column_is_hidden_still_speaks() -> None:
    (layout,) = layouts(
        "安澜县2026年台账（万元）\n@merge C2:D2 A2:A3 B2:B3 E2:E3\n@hide-column C\n"
        "序号|项目名称|投资情况||责任单位\n||计划|完成|\n1|甲项目|5|4|栖云镇"
    )
    assert fields(layout) == "1 seq, 2 project_name, 4 done_this_year_to_date, 5 resp_unit"


def test_a_hidden_title_is_no_title() -> None:
    (layout,) = layouts(_LEDGER + "@hide-row 1")
    assert (layout.title, layout.title_rows, layout.unit) == ("", (), "")


def test_a_hidden_header_is_no_header() -> None:
    (layout,) = layouts(_LEDGER + "@hide-row 2")
    assert (layout.kind, layout.header_rows, layout.hidden_rows) == ("other", (), (2,))


def test_hidden_rows_of_a_card() -> None:
    (layout,) = layouts("项目名称|甲项目\n总投资|5\n年度计划投资|3\n责任单位|栖云镇\n备注|旧\n@hide-row 5")
    assert (layout.kind, layout.hidden_rows) == ("card", (5,))
    assert fields(layout) == "1 project_name, 2 total_investment, 3 plan_this_year, 4 resp_unit"
