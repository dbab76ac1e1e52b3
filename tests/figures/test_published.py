"""Published figures of speeches and bulletins (domain.md §3, §4, §7): printed as published where they follow from their
inputs, flagged where they do not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from service.figures import Figure, Period, Unit, difference, quotient
from service.figures.checks.finding import agrees
from service.figures.growth import growth
from service.wording import quantize

_HUNDRED = Decimal(100)


def amount(value: str, name: str = "数") -> Figure:
    return Figure(Decimal(value), Unit.WAN_YUAN, name)


def rate(above: str, below: str) -> Decimal:
    return quotient(amount(above), amount(below), "率").number * _HUNDRED


def gap(above: str, below: str, period: Period) -> Decimal:
    found = quotient(amount(above), amount(below), "完成率")
    return difference(found, period.schedule, "进度差", Unit.POINTS).number * _HUNDRED


def grown(now: str, base: str) -> Decimal:
    return growth(amount(now), amount(base), "增长").number * _HUNDRED


_FOLLOW = [
    ("江门10月完成率", rate("629.0", "647.4"), "97.2"),
    ("江门10月超序时", gap("629.0", "647.4", Period(2020, 10)), "13.8"),
    ("4月完成率", rate("107.4", "401.9"), "26.7"),
    ("4月欠序时", gap("107.4", "401.9", Period(2020, 4)), "-6.6"),
    ("云浮1至8月上半月完成率", rate("7.54", "17.52"), "43.04"),
    ("云浮序时", Period(2020, 8, half=True).schedule.number * _HUNDRED, "62.5"),
    ("1月完成率", rate("10.3", "174"), "5.92"),
    ("1月序时", Period(2010, 1).schedule.number * _HUNDRED, "8.33"),
    ("小单位完成率", rate("1.29", "10.7"), "12.06"),
    ("许昌开工率", rate("283", "386"), "73.32"),
    ("汉中开工率", rate("122", "124"), "98.4"),
    ("湘西开复工率", rate("291", "316"), "92"),
    ("安庆竣工率", rate("118", "218"), "54.13"),
    ("大姚支出率", rate("11202", "32500"), "34.47"),
    ("同期之比", rate("153.34", "160.30"), "95.66"),
    ("年度计划占比", rate("171", "386"), "44.3"),
    ("三类占比", rate("160.6", "171"), "93.9"),
    ("工业项目", rate("23", "70"), "32.9"),
    ("每月任务", quotient(amount("174"), amount("12"), "月均").number, "14.5"),
    ("两年合计", Decimal(210) + Decimal(275), "485"),
    ("项目数", Decimal(81 + 9 + 10 + 6 + 11), "117"),
    ("两年增长", grown("275", "210"), "31.0"),
]

_DO_NOT_FOLLOW = [
    ("讲话所说欠进度", gap("10.3", "174", Period(2010, 1)), "-2.3", "-2.4"),
    ("讲话所说增长", grown("275", "210"), "37", "31"),
    ("江门舍去而不进位", Decimal("47.78"), "47", "48"),
    ("由印出的数相减", gap("629.0", "647.4", Period(2020, 10)), "13.9", "13.8"),
]


@pytest.mark.parametrize(("what", "computed", "published"), _FOLLOW, ids=[row[0] for row in _FOLLOW])
def test_what_follows_prints_as_published(what: str, computed: Decimal, published: str) -> None:
    places = -int(Decimal(published).as_tuple().exponent)
    assert f"{quantize(computed, places):f}" == published
    assert agrees(Decimal(published), computed)


@pytest.mark.parametrize(("what", "computed", "published", "right"), _DO_NOT_FOLLOW, ids=[r[0] for r in _DO_NOT_FOLLOW])
def test_what_does_not_follow_is_flagged(what: str, computed: Decimal, published: str, right: str) -> None:
    places = -int(Decimal(published).as_tuple().exponent)
    assert f"{quantize(computed, places):f}" == right
    assert not agrees(Decimal(published), computed)
