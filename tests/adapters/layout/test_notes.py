"""Titles, units and periods above a header, in the names of sheet and file, and what only looks like one."""

from __future__ import annotations

import pytest

from data_adapters.layout.notes import title_of, unit_of
from data_adapters.layout.period import period


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["2026年10月"], (2026, 10)),
        (["（2026年1—10月）"], (2026, 10)),
        (["安澜县2026年1-8月上半月进度表"], (2026, 8)),
        (["2026年重点项目1～7月进展情况"], (2026, 7)),
        (["安澜县2026年前三季度重点项目台账"], (2026, 9)),
        (["安澜县2026年上半年重点项目台账"], (2026, 6)),
        (["重点项目台账", "截至2026年10月底"], (2026, 10)),
        (["2026年重点项目台账", "截至10月底"], (2026, 10)),
        (["2026年重点项目台账", "数据截止9月末"], (2026, 9)),
        (["二〇二六年十月重点项目台账"], (2026, 10)),
        (["二零二六年一至十月"], (2026, 10)),
        (["二○二六年度重点项目"], (2026, 0)),
        (["民國115年重點建設"], (2026, 0)),
        (["115年度重點建設清單"], (2026, 0)),
        (["115年10月重點建設清單"], (2026, 10)),
        (["一百一十五年十月重點建設清單"], (2026, 10)),
        (["第115年会展中心项目"], (0, 0)),
        (["填报时间：2026年11月5日"], (0, 0)),
        (["填报日期：", "2026-11-05"], (0, 0)),
        (["2026年重点项目", "填报时间：2026年11月5日"], (2026, 0)),
        (["2024-2026年重点项目"], (2026, 0)),
        (["截至10月底"], (0, 0)),
        (["2026年13月"], (2026, 0)),
        (["2025年完成情况", "2026年10月"], (2025, 0)),
    ],
)
def test_period_of_notes(texts: list[str], found: tuple[int, int]) -> None:
    assert period(texts, []) == found


@pytest.mark.parametrize(
    ("texts", "names", "found"),
    [
        ([], ["台账", "台账2026.10.xlsx"], (2026, 10)),
        ([], ["台账", "台账202610.xlsx"], (2026, 10)),
        ([], ["2026-9", "台账.xlsx"], (2026, 9)),
        ([], ["台账", "台账2026.11.5.xlsx"], (0, 0)),
        ([], ["台账", "台账20261105.xlsx"], (0, 0)),
        (["2026年重点项目台账"], ["10月", "台账.xlsx"], (2026, 10)),
        (["2026年9月台账"], ["10月", "台账.xlsx"], (2026, 9)),
        (["2026年台账"], ["台账", "台账2025.10.xlsx"], (2026, 0)),
    ],
)
def test_period_of_names(texts: list[str], names: list[str], found: tuple[int, int]) -> None:
    assert period(texts, names) == found


@pytest.mark.parametrize(
    ("note", "unit"),
    [
        ("单位：万元", "万元"),
        ("（单位:亿元）", "亿元"),
        ("计量单位：万元", "万元"),
        ("金额单位:万美元", "万美元"),
        ("单位：个、万元", "万元"),
        ("单位：公里、亩、万元、%", "万元"),
        ("單位：萬元", "万元"),
        ("安澜县台账\n单位：千元", "千元"),
        ("填报单位：元坝镇", ""),
        ("单位：个", ""),
        ("以万元计", ""),
    ],
)
def test_unit_of_a_note(note: str, unit: str) -> None:
    assert unit_of([note], []) == unit


def test_a_note_of_the_unit_comes_before_a_name() -> None:
    assert unit_of(["单位：亿元"], ["台账（万元）.xlsx"]) == "亿元"
    assert unit_of(["填报单位：栖云镇"], ["台账（万元）.xlsx"]) == "万元"


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        (["附件1", "安澜县重点项目台账"], "安澜县重点项目台账"),
        (["附表二：", "填报单位：栖云镇", "安澜县重点项目台账"], "安澜县重点项目台账"),
        (["表一", "单位：万元", "台账"], "台账"),
        (["附件1"], "附件1"),
        (["附件齐全的项目清单"], "附件齐全的项目清单"),
        ([], ""),
    ],
)
def test_title(texts: list[str], title: str) -> None:
    assert title_of(texts) == title
