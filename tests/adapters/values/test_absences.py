"""What stands for nothing, of which kind, and what only looks like it."""

from __future__ import annotations

import pytest

from data_adapters import MISSING, NOT_APPLICABLE, Absent, values

NOT_REPORTED = [
    "",
    " ",
    "\n",
    "　",
    "\u200b",
    "\ufeff",
    "\u00a0 ",
    "*",
    "＊",
    "***",
    "x",
    "XX",
    "ｘｘ",
    "×",
    "×××",
    "✕",
]
NOT_REPORTED += [
    "未报",
    "未上报",
    "未 报",
    "暂未上报",
    "未填报",
    "缺",
    "待报",
    "待补充",
    "暂无",
    "暂无数据",
    "NULL",
    "null",
]
NOT_REPORTED += ["?", "？？", "……", "…", "...", "____"]
INAPPLICABLE = [
    "-",
    "--",
    "－",
    "—",
    "——",
    "———",
    "–",
    "―",
    "─",
    "−",
    "/",
    "//",
    "／",
    "\\",
    "＼",
    "无",
    " 无 ",
    "（无）",
]
INAPPLICABLE += ["没有", "不适用", "不涉及", "N/A", "n/a", "Ｎ／Ａ", "NA", "— —", "- -"]
SOMETHING = [
    "0",
    "０",
    "零",
    "0.0",
    "待定",
    "已完成",
    "无锡路",
    "未开工",
    "xy",
    "x1",
    "*1",
    "-1",
    "-/",
    "—x",
    ".",
    "..",
    "1-",
    "√",
]
SOMETHING += ["无纺布项目", "#1号", "nan", "none", "N", "缺口200", "-" * 30 + "1", "是", "否", "？是", "暂无法确定"]


@pytest.mark.parametrize(
    ("cell", "absent"), [(cell, MISSING) for cell in NOT_REPORTED] + [(cell, NOT_APPLICABLE) for cell in INAPPLICABLE]
)
def test_nothing_of_one_kind_in_every_column(cell: str, absent: Absent) -> None:
    assert values.absence(cell) is absent
    assert values.amount(cell, "万元") == (absent, "")
    assert values.percent(cell) == (absent, False, "")
    assert values.date(cell, 2026) == (absent, "")
    assert values.period(cell, 2026) == (values.BuildPeriod(absent, absent), "")
    assert values.text(cell) == ""
    assert values.people(cell) == values.People()


@pytest.mark.parametrize("cell", SOMETHING)
def test_something(cell: str) -> None:
    assert values.absence(cell) is None
    assert values.text(cell) == cell


@pytest.mark.parametrize("cell", [0.0, 0, False, True, 1.0])
def test_no_number_is_ever_absent(cell: values.Raw) -> None:
    assert values.absence(cell) is None


@pytest.mark.parametrize("length", [30, 3000])
def test_a_long_line_of_one_sign_is_nothing(length: int) -> None:
    assert values.absence("-" * length) is NOT_APPLICABLE
    assert values.absence("*" * length) is MISSING
    assert values.absence("-" * length + "甲") is None
