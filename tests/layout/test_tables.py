"""Tables: one grid, whole rows, a header that repeats."""

from __future__ import annotations

import pytest

from service.assembly.layout.tables import Cell, Column, data_table, row, table
from service.assembly.layout.units import TEXT_WIDTH
from tests.layout.xml import found, fragment, paragraphs, values

COLUMNS = (Column("序号", 1000, "{{ 行.序号 }}"), Column("名称", 3000, "{{ 行.名称 }}", "表格居中"))


def test_data_table_repeats_its_header_and_breaks_no_row() -> None:
    rows = found(fragment(data_table(COLUMNS, "行 in 甲")), "//w:tr")
    assert [len(found(item, "./w:trPr/w:tblHeader")) for item in rows] == [1, 0, 0, 0]
    assert [len(found(item, "./w:trPr/w:cantSplit")) for item in rows] == [1, 1, 1, 1]


def test_data_table_loops_in_rows_of_their_own() -> None:
    root = fragment(data_table(COLUMNS, "行 in 甲"))
    assert paragraphs(root) == [
        "序号",
        "名称",
        "{%tr for 行 in 甲 %}",
        "{{ 行.序号 }}",
        "{{ 行.名称 }}",
        "{%tr endfor %}",
    ]
    assert values(root, "//w:tr[2]//w:gridSpan/@w:val") == ["2"]


def test_grid_and_cells_agree() -> None:
    root = fragment(table([1000, 2000, 3000], row([Cell("甲", 2), Cell("乙")], [1000, 2000, 3000], height=500)))
    assert values(root, "//w:gridCol/@w:w") == ["1000", "2000", "3000"]
    assert values(root, "//w:tcW/@w:w") == ["3000", "3000"]
    assert values(root, "//w:tblW/@w:w") == ["6000"]
    assert values(root, "//w:trHeight/@w:val") == ["500"]
    assert values(root, "//w:tblLayout/@w:type") == ["fixed"]


@pytest.mark.parametrize("cells", [[Cell()], [Cell(), Cell(), Cell()], [Cell("", 3)]])
def test_cells_that_do_not_cover_the_grid_are_refused(cells: list[Cell]) -> None:
    with pytest.raises(ValueError, match="2列"):
        row(cells, [100, 100])


def test_table_wider_than_the_page_is_refused() -> None:
    table([TEXT_WIDTH])
    with pytest.raises(ValueError, match="版心"):
        table([TEXT_WIDTH, 1])
