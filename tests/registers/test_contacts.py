"""The address list: entered line by line or from a workbook, each unit and person once."""

from __future__ import annotations

import pytest

from data_adapters.grid import Grid
from service.errors import EntryError, NoEntryError
from service.registers.contacts import Entry, enter, entries_of, listed, remove, units
from service.store import Store


def test_each_unit_and_person_is_kept_once_and_what_is_new_is_taken_over(store: Store) -> None:
    lines = [Entry("县水利局", "县直单位", "甲"), Entry("栖云镇", "乡镇"), Entry("县水利局", person="乙")]
    with store.write() as session:
        assert enter(session, lines, "张三") == (3, 0)
        assert enter(session, [Entry("县水利局", "", "甲", phone="0000-5550101"), Entry("栖云镇")], "张三") == (0, 1)
    with store.read() as session:
        found = [(each.unit, each.category, each.person, each.phone) for each in listed(session)]
        assert found[0] == ("县水利局", "县直单位", "甲", "0000-5550101")
        assert units(session) == ["县水利局", "栖云镇"]


def test_a_line_is_taken_out_once(store: Store) -> None:
    with store.write() as session:
        enter(session, [Entry("栖云镇")], "张三")
        number = listed(session)[0].id
    with store.write() as session:
        assert remove(session, number, "张三").unit == "栖云镇"
    with store.write() as session, pytest.raises(NoEntryError, match="已经没有这一条"):
        remove(session, number, "张三")


def test_a_line_that_cannot_be_kept_keeps_all_out(store: Store) -> None:
    with pytest.raises(EntryError, match="没有填写单位"), store.write() as session:
        enter(session, [Entry("栖云镇"), Entry("  ")], "张三")
    with store.read() as session:
        assert not listed(session)


TITLED = [
    ["安澜县通讯录"],
    ["单位名称", "姓名", "手机 号码"],
    ["县水利局", "甲", "0000-5550101"],
    ["", "乙", ""],
    ["", "", ""],
]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (TITLED, [Entry("县水利局", "", "甲", "", "0000-5550101"), Entry("县水利局", "", "乙")]),
        ([["类别", "单位"], ["乡镇", "栖云镇"]], [Entry("栖云镇", "乡镇")]),
    ],
)
def test_a_workbook_is_read_by_its_heads(rows: list[list[str]], found: list[Entry]) -> None:
    assert entries_of([Grid("通讯录.xlsx", "Sheet1", rows)]) == found


@pytest.mark.parametrize("rows", [[], [["姓名", "电话"], ["甲", "1"]], [["单位"]]])
def test_a_workbook_without_units_is_said(rows: list[list[str]]) -> None:
    with pytest.raises(EntryError, match="表头应有“单位”"):
        entries_of([Grid("x.xlsx", "S", rows)])
