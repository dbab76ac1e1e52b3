"""What the rows below a header are, where one row alone could be taken for another kind."""

from __future__ import annotations

import pytest

from data_adapters.layout import Role
from tests.adapters.layout.grids import layouts

_HEADER = "序号|项目名称|总投资|年度计划投资|责任单位\n"
_TWO = "1|栖云绿色建材项目|26000|12900|栖云镇\n2|枕石石英砂提纯项目|18000|9000|枕石镇\n"
_SIGNS = {
    Role.DATA: "d",
    Role.TOTAL: "t",
    Role.GROUP: "g",
    Role.NOTE: "n",
    Role.BLANK: "-",
    Role.CONTINUED: "c",
    Role.REPEATED: "r",
}


def signs(description: str) -> str:
    """One letter a row below the header of a sheet's only ledger."""
    (layout,) = layouts(description)
    return "".join(_SIGNS[role] for role in layout.roles.values())


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("|产业项目|44000|21900|\n" + _TWO, "gdd"),  # sums, no number, no words: told by its place
        ("|产业项目|||\n" + _TWO, "gdd"),  # a name alone above numbered rows
        ("|栖云综合体项目|44000|21900|栖云镇\n" + _TWO, "ddd"),  # words beside it: a project whose number was forgotten
        (_TWO + "|综合体项目|800|800|", "ddd"),  # nothing below it
        ("3|安澜县水务局|||\n" + _TWO, "ddd"),
        ("产业项目||44000|21900|\n" + _TWO, "gdd"),
        ("3||44000|21900|\n" + _TWO, "ddd"),  # a record whose name was forgotten
        ("3|备注打印机厂|800|300|栖云镇\n" + _TWO, "ddd"),
        ("备注打印机厂|||||\n" + _TWO + "备注||||", "gddn"),
        ("续建项目||||\n" + _TWO, "gdd"),  # a label in the number column
        ("@merge A2:E2\n续建项目||||\n" + _TWO, "gdd"),
        (_TWO + "@merge A4:E4\n带☆的为省重点项目||||", "ddn"),
        ("3|县城投公司|800|300|\n" + _TWO, "ddd"),
        ("全县||44000|21900|\n" + _TWO, "tdd"),
        ("|全县|44000|21900|\n" + _TWO, "tdd"),
        ("共计2项||44000|21900|\n" + _TWO, "tdd"),
        ("合|计|44000|21900|\n" + _TWO, "tdd"),  # one word in two cells
        ("3|全县智慧水务项目|800|300|县水利局\n", "d"),
        ("3|合计量仪表厂小计|800|300|县水利局\n", "d"),
        ("一|工业|44000|21900|县工信局\n" + _TWO, "gdd"),
        ("一|听泉桥|44000|21900|县交通运输局\n二|望舒桥|1|1|县交通运输局\n", "dd"),  # projects numbered so
        ("一、工业2项||||某某\n" + _TWO, "gdd"),
        ("（一）|工业2项|44000|21900|某某\n" + _TWO, "gdd"),
        (_TWO + "注：含前期项目||||\n|另有一项未列||||", "ddnn"),
        (_TWO + "|\n|\n审核人：某某||填表人：某某||", "dd--n"),
        (_TWO + "1|2|3|4|5", "ddd"),  # the numbers of the columns stand in a header only
    ],
)
def test_rows_of_a_numbered_ledger(rows: str, expected: str) -> None:
    assert signs(_HEADER + rows) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("产业项目|44000|21900\n甲项目|26000|12900\n乙项目|18000|9000\n丙项目|1|1", "gddd"),  # sums tell it
        ("产业项目|'44,000|'21,900\n甲项目|'26,000|'12,900\n乙项目|'18,000|'9,000", "gdd"),
        ("丁项目|44000|21901\n甲项目|26000|12900\n乙项目|18000|9000", "ddd"),  # one sum that fails: a project
        ("丁项目|44000|\n甲项目|26000|12900\n乙项目|18000|9000", "ddd"),  # one sum alone could be chance
    ],
)
def test_rows_that_only_their_sums_tell(rows: str, expected: str) -> None:
    assert signs("项目名称|总投资|年度计划投资\n" + rows) == expected


def test_units_under_a_bare_label() -> None:
    rows = "|乡镇|||\n1|栖云镇|50|40|0.8\n2|枕石镇|60|30|0.5\n|县直单位|||\n1|县水利局|5|4|0.8"
    assert signs("序号|任务单位|年度目标任务|1-10月完成投资|完成率\n" + rows) == "gddgd"


def test_parts_of_a_project_name_the_row_they_belong_to() -> None:
    rows = "1|甲项目|合 计|9\n||中央|5\n2|乙项目|小计|7\n||中央|3\n||自筹|4"
    (layout,) = layouts("@merge B2:B3\n序号|项目名称|资金来源|年度计划投资\n" + rows)
    assert layout.continued == {3: 2, 5: 4, 6: 4}


def test_issues_of_one_project_are_rows_of_their_own() -> None:
    description = "@merge B2:B3\n序号|项目名称|存在问题|问题原因\n1|甲项目|征地|无\n2||管线|无"
    assert signs(description) == "dd"


def test_levels_and_labels_of_groups() -> None:
    (layout,) = layouts(
        _HEADER + "合计（2项）||44000|21900|\n一|产业|44000|21900|\n（一）|工业|44000|21900|\n(1）建材||||\n" + _TWO
    )
    assert layout.levels == {2: 0, 3: 1, 4: 2, 5: 3}
    assert layout.labels == {2: "合计（2项）", 3: "一、产业", 4: "（一）工业", 5: "(1）建材"}


def test_a_group_written_once_in_a_column() -> None:
    rows = "工业|甲项目|5|栖云镇\n|乙项目|5|栖云镇\n|丙项目|5|枕石镇\n农业|丁项目|5|听泉镇\n|戊项目|5|听泉镇"
    (layout,) = layouts("行业类别|项目名称|总投资|责任单位\n" + rows)
    assert layout.sections == {2: "工业", 3: "工业", 4: "工业", 5: "农业", 6: "农业"}


@pytest.mark.parametrize(
    "rows",
    [
        "工业|甲项目|5|栖云镇\n工业|乙项目|5|栖云镇\n农业|丙项目|5|枕石镇",  # every row has its own
        "|甲项目|5|栖云镇\n|乙项目|5|栖云镇\n农业|丙项目|5|枕石镇",  # the first row has none
        "工业|甲项目|5|栖云镇\n|乙项目|5|栖云镇\n|丙项目|5|枕石镇\n工业|丁项目|5|枕石镇\n|戊项目|5|听泉镇",
    ],
)
def test_a_sector_is_no_group_where_blanks_mean_nothing(rows: str) -> None:
    (layout,) = layouts("行业类别|项目名称|总投资|责任单位\n" + rows)
    assert layout.sections == {}
