"""Files that are no .xlsx come back as one: values of the same type at the same addresses, marked the same way."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from data_adapters import SourceError, read_bytes
from data_adapters.containers import open_grids
from data_adapters.grid import Grid, Value
from data_adapters.marked import fresh, is_own_list, marked_copy, save_marked
from tests.adapters.building import parse
from tests.adapters.marked.seeing import LEDGER, colours, comments, fault, listed, remarks

XLS = Path(__file__).parents[1] / "files" / "台账.xls"
CSV = "项目名称,年度计划投资,责任单位\n甲项目,100,=1+1\n乙项目,#REF!,@栖云镇\n".encode("gb18030")


def test_a_text_table_comes_back_as_a_workbook_of_texts() -> None:
    name, copy = marked_copy(CSV, "台账.csv", [fault("B3", sheet="CSV", file="台账.csv")])
    assert name == "台账（已标注）.xlsx"
    cells = [cell for row in load_workbook(io.BytesIO(copy))["CSV"].iter_rows(min_row=2) for cell in row]
    assert [(cell.value, cell.data_type) for cell in cells] == [
        *[("甲项目", "s"), ("100", "s"), ("=1+1", "s")],
        *[("乙项目", "s"), ("#REF!", "s"), ("@栖云镇", "s")],
    ]
    assert comments(copy, "CSV") == {"B3": "【问题】数不对\n【怎么办】请改正"}
    assert list(colours(copy, "CSV")) == ["B3"]
    assert listed(copy) == [(1, "CSV", "B3", "错误", "数不对", "请改正")]
    assert remarks(copy) == ["本工作簿由“台账.csv”的数据重新生成，只有数值，没有原来的公式和格式。"]


def test_an_old_workbook_reads_the_same_as_its_copy() -> None:
    data = XLS.read_bytes()
    before = read_bytes(data, "台账.xls")
    name, copy = marked_copy(data, "台账.xls", before.problems)
    after = read_bytes(copy, "台账.xls")
    assert name == "台账（已标注）.xlsx"
    assert (after.projects, after.units, after.topics) == (before.projects, before.units, before.topics)
    assert before.projects or before.units or before.topics


@pytest.mark.parametrize("name", ["隐藏行列.ods", "隐藏行列.xls", "台账.xls"])
def test_what_is_hidden_stays_hidden_and_a_percentage_one(name: str) -> None:
    data = (XLS.parent / name).read_bytes()
    _, before, _ = open_grids(data, name)
    _, after, _ = open_grids(marked_copy(data, name, [])[1], name)
    assert any(grid.hidden_rows or grid.hidden_columns for grid in before) or name == "台账.xls"
    for old, new in zip(before, after, strict=False):  # the list of problems comes last
        rows = [list(row) for row in old.rows]
        assert [list(row) for row in new.rows] == rows
        assert (new.hidden_rows, new.hidden_columns) == (old.hidden_rows, old.hidden_columns)
        assert (new.percent_columns, new.merges) == (old.percent_columns, old.merges)


def test_values_keep_their_types() -> None:
    moment = datetime.datetime(2026, 3, 5, 8, 30)
    long = "很长的建设内容" * 10
    row: list[Value] = [
        1.5,
        True,
        "007",
        "=SUM(A1)",
        moment,
        moment.date(),
        moment.time(),
        datetime.timedelta(hours=30),
        long,
        "",
    ]
    early: list[Value] = [datetime.date(103, 3, 5), float("inf"), "两行\n文字", "\x07", "#N/A"]
    grid = Grid("a.ods", "表/1", [row, early], ((1, 9, 2, 9),))
    titles = fresh.names([grid, Grid("a.ods", "表:1", [])])
    assert titles == {"表/1": "表_1", "表:1": "表_12"}
    sheet = load_workbook(io.BytesIO(fresh.workbook([grid], titles)))["表_1"]
    found = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert found[0][:4] == [1.5, True, "007", "=SUM(A1)"]
    assert found[0][4:] == [moment, datetime.datetime(2026, 3, 5), moment.time(), datetime.timedelta(hours=30), long]
    assert found[1][:5] == ["0103-03-05", "inf", "两行\n文字", "□", "#N/A"]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} == {"n", "b", "s", "d"}
    assert [str(area) for area in sheet.merged_cells.ranges] == ["I1:I2"]
    assert 8 <= sheet.column_dimensions["A"].width < sheet.column_dimensions["I"].width <= 40


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.1, 0.1), (7, 7), (Decimal("54583.00"), 54583), (10**15 + 1, "1000000000000001"), (10**20, 10**20)],
)
def test_a_number_is_kept_whole(value: Any, written: float | str) -> None:
    rows: list[list[Value]] = [[value]]
    data = fresh.workbook([Grid("a.json", "表", rows)], {"表": "表"})
    assert load_workbook(io.BytesIO(data))["表"]["A1"].value == written


def test_percentages_are_shown_as_such() -> None:
    grid = Grid("a.ods", "表", [["完成率", "计划"], [0.97, 0.5]], percent_columns=frozenset({1}))
    sheet = load_workbook(io.BytesIO(fresh.workbook([grid], {"表": "表"})))["表"]
    assert [cell.number_format for cell in sheet[2]] == ["0.00%", "General"]


@pytest.mark.parametrize("size", ["rows", "columns"])
def test_a_table_beyond_excel_s_size_is_refused(size: str) -> None:
    rows = [["a"]] * 1_048_577 if size == "rows" else [["a"] * 16_385]
    with pytest.raises(SourceError, match="请拆分后再上传"):
        fresh.workbook([Grid("大.csv", "CSV", rows)], {"CSV": "CSV"})


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04broken", LEDGER[:-40]])
def test_what_cannot_be_read_cannot_be_marked(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"“坏\.xlsx”"):
        marked_copy(data, "坏.xlsx", [])


def test_a_copy_is_written_beside_its_file(tmp_path: Path) -> None:
    source = tmp_path / "台账.csv"
    source.write_bytes(CSV)
    (tmp_path / "出").mkdir()
    assert save_marked(source, None, []) == tmp_path / "台账（已标注）.xlsx"
    assert save_marked(source, tmp_path / "出", []) == tmp_path / "出" / "台账（已标注）.xlsx"
    assert save_marked(source, tmp_path / "甲.xlsx", []).read_bytes()[:2] == b"PK"
    with pytest.raises(SourceError, match="不能覆盖原文件"):
        save_marked(source, source, [])
    with pytest.raises(SourceError, match="请检查文件夹是否存在"):
        save_marked(source, tmp_path / "无" / "甲.xlsx", [])
    assert source.read_bytes() == CSV


@pytest.mark.parametrize(
    ("first", "own"), [("会材标注 · 问题清单（甲.xlsx）：没有发现问题", True), ("问题清单", False), ("", False)]
)
def test_the_list_is_told_by_its_first_cell(first: str, own: bool) -> None:
    assert is_own_list(Grid("甲.xlsx", "问题清单", [[first]])) is own


def test_a_described_table_of_each_encoding_is_marked() -> None:
    source = parse("@file 甲.csv\n@csv utf-16 tab\n项目名称|年度计划投资\n甲项目|100\n")
    copy = marked_copy(source.data(), source.file, [])[1]
    assert load_workbook(io.BytesIO(copy))["CSV"]["B2"].value == "100"
