"""Who has sent, who has not, who twice, who is not on the list, and what differs between forms."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from data_adapters import Reading, read_bytes
from service.figures.returns import Gathered, gather_returns

_UNITS = ("栖云镇", "枕石镇", "县发展和改革局", "听泉镇")
_HEADS = "序号,项目名称,责任单位,年度计划投资（万元）,累计完成投资（万元）"


def sent(file: str, *rows: str, title: str = "重点项目周报", month: int = 10, heads: str = _HEADS) -> Reading:
    """One unit's form; each row goes on after its number."""
    lines = [title, f"截至2026年{month}月底", heads, *(f"{place},{row}" for place, row in enumerate(rows, 1))]
    return read_bytes("\n".join(lines).encode(), file)


def gathered(*readings: Reading) -> Gathered:
    return gather_returns(readings, _UNITS)


@pytest.mark.parametrize(
    ("reading", "line", "unit", "told_by"),
    [
        (sent("枕石镇.csv", "大桥,听泉镇,9,8", title="县发改局周报"), "栖云镇政府", "栖云镇", "填报单位"),
        (sent("枕石镇.csv", "大桥,听泉镇,9,8", title="县发改局周报"), "", "县发展和改革局", "标题"),
        (sent("枕石镇.csv", "大桥,听泉镇,9,8", "粮库,听泉镇、县发改局,9,8"), "", "听泉镇", "单位列"),
        (sent("枕石镇（改）.csv", "大桥,听泉镇,9,8", "粮库,县发改局,9,8"), "", "枕石镇", "文件名"),
        (sent("枕石镇.csv", "大桥,望月镇,9,8"), "", "枕石镇", "文件名"),  # the column names nobody on the list
    ],
)
def test_the_unit_is_told_by_the_surest_sign(reading: Reading, line: str, unit: str, told_by: str) -> None:
    found = gathered(replace(reading, sender=line))
    assert [(item.unit, item.told_by, item.speaks_for) for item in found.returns] == [(unit, told_by, (unit,))]
    assert found.missing == tuple(name for name in _UNITS if name != unit)


@pytest.mark.parametrize(
    ("reading", "line", "unit", "told_by"),
    [
        (sent("枕石镇.csv", "大桥,听泉镇,9,8"), "望月镇", "望月镇", "填报单位"),  # it says itself who it is
        (sent("周报.csv", "大桥,望月镇,9,8"), "", "望月镇", "单位列"),
        (sent("周报.csv", "大桥,听泉镇,9,8", "粮库,县发改局,9,8"), "", "", ""),
        (sent("栖云镇和枕石镇.csv", "大桥,,9,8"), "", "", ""),
    ],
)
def test_strangers_are_kept_and_named(reading: Reading, line: str, unit: str, told_by: str) -> None:
    found = gathered(replace(reading, sender=line))
    assert [(item.unit, item.told_by) for item in found.strangers] == [(unit, told_by)]
    assert found.missing == _UNITS
    assert len(found.reading.projects) == len(reading.projects)


def test_one_table_may_report_for_several_units() -> None:
    table = sent(
        "合报.csv", "栖云镇,100,80", "枕石镇,100,", "县发改局,100,0", heads="序号,任务单位,年度目标任务,累计完成投资"
    )
    found = gathered(table)
    assert [(item.told_by, item.speaks_for) for item in found.returns] == [("合报", ("栖云镇", "县发展和改革局"))]
    assert found.missing == ("枕石镇", "听泉镇")  # a blank is no report, a zero is one
    assert found.strangers == ()


def test_two_that_differ_are_both_kept_and_asked_about() -> None:
    found = gathered(
        sent("栖云镇1.csv", "大桥,,9,8"), sent("枕石镇.csv", "井,,9,8"), sent("栖云镇2.csv", "大桥,,9,8.5")
    )
    assert [item.reading.file for item in found.returns] == ["栖云镇1.csv", "栖云镇2.csv", "枕石镇.csv"]
    assert [[item.reading.file for item in items] for items in found.twice] == [["栖云镇1.csv", "栖云镇2.csv"]]
    assert [item.code for item in found.questions] == ["sent_twice"]
    assert "“栖云镇1.csv”、“栖云镇2.csv”" in found.questions[0].what


def test_a_second_copy_is_named_and_counted_once() -> None:
    found = gathered(sent("栖云镇.csv", "大桥,,9,8"), sent("栖云镇（副本）.csv", "大桥,,9,8"))
    assert [item.reading.file for item in found.copies] == ["栖云镇（副本）.csv"]
    assert (len(found.reading.projects), found.twice) == (1, ())


def test_the_same_rows_of_another_month_are_no_copy() -> None:
    found = gathered(sent("栖云镇9月.csv", "大桥,,9,8", month=9), sent("栖云镇.csv", "大桥,,9,8"))
    assert (found.copies, len(found.twice)) == ((), 1)


@pytest.mark.parametrize(
    ("odd", "code", "this", "most"),
    [
        ({"heads": _HEADS}, "", "", ""),
        (
            {"heads": _HEADS.replace("责任单位", "配合单位")},
            "form_differs",
            "另有“配合单位”",
            "另有“责任单位”",
        ),
        ({"heads": f"{_HEADS},备注"}, "form_differs", "另有“备注”", "没有别的列"),
        ({"heads": _HEADS.replace("万元", "亿元")}, "money_differs", "亿元", "万元"),
        ({"month": 9}, "period_differs", "2026年9月", "2026年10月"),
    ],
)
def test_a_form_that_differs_from_most(odd: dict[str, Any], code: str, this: str, most: str) -> None:
    usual = [sent(f"{unit}.csv", f"{unit}大桥,,9,8") for unit in ("枕石镇", "听泉镇")]
    found = gathered(sent("栖云镇.csv", "水厂,,9,8", **odd), *usual)
    assert [(item.code, item.printed, item.computed) for item in found.questions] == (
        [(code, this, most)] if code else []
    )
    assert all("“栖云镇.csv”" in item.what for item in found.questions)


def test_amounts_of_another_unit_are_gathered_in_one() -> None:
    found = gathered(
        sent("栖云镇.csv", "水厂,,0.09,0.08", heads=_HEADS.replace("万元", "亿元")), sent("枕石镇.csv", "井,,9,8")
    )
    assert [str(project.plan_this_year) for project in found.reading.projects] == ["900.00", "9"]


def test_nothing_sent() -> None:
    found = gathered()
    assert (found.returns, found.missing, found.questions) == ((), _UNITS, ())
