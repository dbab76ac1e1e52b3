"""The counties' real rules: a project or unit in each colour, the ends of each range, and the reason in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from data_adapters import PartialDate
from service.figures import Period, of_record
from service.figures.rules import Subject, Warned, find_rules, judge, ready_rules
from tests.figures.made import project, target

MARCH, OCTOBER = Period(2026, 3), Period(2026, 10)
_START = {"start_planned": PartialDate(2026, 8), "extra": {"is_started": "否"}}


def warned(name: str, period: Period, **given: Any) -> Warned:
    return judge(Subject(of_record(project(**given), period), period), find_rules(name))


def unit(name: str, **given: Any) -> Warned:
    return judge(Subject(of_record(target(**given), OCTOBER), OCTOBER), find_rules(name))


def level(found: Warned) -> str | None:
    return found.level.name if found.level else None


@pytest.mark.parametrize(
    ("rules", "colour", "words"),
    [
        (
            "银川",
            "黄灯",
            "滞后序时进度12.0个百分点（完成率13.0%，序时进度25.0%），滞后10（含）至30（含）个百分点为黄灯",
        ),
        ("武汉", "红牌", "完成率相当于序时进度的52.0%（完成率13.0%，序时进度25.0%），低于60%为红牌"),
        ("三亚", "黄牌", "完成率相当于序时进度的52.0%（完成率13.0%，序时进度25.0%），50%（含）至100%（不含）为黄牌"),
    ],
)
def test_one_project_three_colours(rules: str, colour: str, words: str) -> None:
    """13 % after three months is yellow, red or yellow, by whose rule one asks (domain.md §4, 1)."""
    found = warned(rules, MARCH, plan="1000", done="130")
    assert (level(found), found.reasons[0].words) == (colour, words)
    assert found.reasons[0].figure.sources


@pytest.mark.parametrize(
    ("rules", "done", "colour"),
    [
        ("银川", "500", "绿灯"),
        ("银川", "550", "绿灯"),
        ("银川", "499", None),  # up to ten points behind: the city's rule does not say
        ("银川", "400.01", None),
        ("银川", "400", "黄灯"),
        ("银川", "200", "黄灯"),
        ("银川", "199.99", "红灯"),
        ("银川", "0", "红灯"),
        ("武汉", "400", "不发牌"),
        ("武汉", "399.99", "黄牌"),
        ("武汉", "300", "黄牌"),
        ("武汉", "299.99", "红牌"),
        ("三亚", "500", "绿牌"),
        ("三亚", "499.99", "黄牌"),
        ("三亚", "250", "黄牌"),
        ("三亚", "249.99", "红牌"),
    ],
)
def test_both_ends_of_each_range(rules: str, done: str, colour: str | None) -> None:
    plan = "1000"
    assert level(warned(rules, Period(2026, 6), plan=plan, done=done)) == colour


def test_a_value_no_rule_speaks_of_is_said() -> None:
    found = warned("银川", Period(2026, 6), plan="1000", done="450")
    assert (found.level, found.reasons) == (None, ())
    assert "滞后序时进度5.0个百分点，规则没有规定" in found.unjudged


def test_a_value_is_printed_on_its_own_side_of_the_threshold() -> None:
    found = warned("银川", Period(2026, 6), plan="100000", done="19999")
    assert found.reasons[0].words.startswith("滞后序时进度30.001个百分点")


@pytest.mark.parametrize(
    ("fields", "month", "colour", "words"),
    [
        ({**_START, "extra": {"is_started": "是"}}, 10, "绿灯", "没有应开工未开工的情况，按时开工为绿灯"),
        (_START, 7, "绿灯", "没有应开工未开工的情况，按时开工为绿灯"),
        (_START, 8, "黄灯", "应开工未开工1个月，未开工1（含）至3（不含）个月为黄灯（有正当理由的除外）"),
        (_START, 9, "黄灯", "应开工未开工2个月，未开工1（含）至3（不含）个月为黄灯（有正当理由的除外）"),
        (_START, 10, "红灯", "应开工未开工3个月，未开工3个月及以上为红灯（有正当理由的除外）"),
        (
            {"start_actual": PartialDate(2026, 10), "in_statistics": "否"},
            10,
            "绿灯",
            "没有开工后迟迟未入库的情况，按时入库为绿灯",
        ),
        ({"start_actual": PartialDate(2026, 9), "in_statistics": "否"}, 10, "黄灯", "开工后未入库1个月"),
        ({"start_actual": PartialDate(2026, 8), "in_statistics": "否"}, 10, "黄灯", "开工后未入库2个月"),
        (
            {"start_actual": PartialDate(2026, 7), "in_statistics": "否"},
            10,
            "红灯",
            "开工后未入库3个月，未入库超过2个月为红灯",
        ),
        (
            {"start_actual": PartialDate(2026, 1), "in_statistics": "是"},
            10,
            "绿灯",
            "没有开工后迟迟未入库的情况，按时入库为绿灯",
        ),
        ({"extra": {"funds_paid": Decimal(90), "funds_planned": Decimal(90)}}, 10, "绿灯", "资金支付率100.0%"),
        ({"extra": {"funds_paid": Decimal(89), "funds_planned": Decimal(90)}}, 10, "红灯", "资金支付率98.9%，低于100%"),
    ],
)
def test_yinchuan_start_statistics_and_funds(fields: dict[str, Any], month: int, colour: str, words: str) -> None:
    found = warned("银川", Period(2026, month), plan="1000", done="1000", **fields)
    assert level(found) == colour
    assert any(reason.words.startswith(words) for reason in found.reasons if reason.level.name == colour)


def test_what_nobody_wrote_is_not_judged() -> None:
    found = warned("银川", OCTOBER, plan="1000", done="")
    assert found.level is None
    assert found.unjudged == (
        "落后序时进度：累计完成投资未填报，无法判断",
        "应开工未开工：计划开工时间未填报，无法判断",
        "开工后未入库：实际开工时间未填报，无法判断",
        "资金支付率：计划到位资金未填报，无法判断",
    )


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ("999.99", "年度计划999.99万元，不足1000万元，不在预警范围内"),
        ("", "年度计划投资未填报，无法判断是否在预警范围内"),
    ],
)
def test_sanya_judges_from_ten_million_on(plan: str, words: str) -> None:
    assert warned("三亚", OCTOBER, plan=plan, done="1").unjudged == (words,)


def test_months_running_cannot_be_told_without_last_month() -> None:
    found = unit("三亚", plan="120", month="9")
    assert (level(found), found.unjudged) == ("黄牌", ("月任务完成率：缺往前第1个月的数据，无法判断是否连续2个月",))


@pytest.mark.parametrize(
    ("now", "before", "colour", "words"),
    [
        ("108", "100", "绿色", "投资同比增长8.0%，增速0%及以上为绿色"),
        ("107", "100", "黄色", "投资同比增长7.0%，增速0%（含）至8%（不含）为黄色"),
        ("103", "100", "黄色", "投资同比增长3.0%，增速0%（含）至8%（不含）为黄色"),
        ("99", "100", "红色", "投资同比下降1.0%，增速低于0%为红色"),
    ],
)
def test_tianjin_growth(now: str, before: str, colour: str, words: str) -> None:
    found = unit("天津", plan="200", done=now, last_year=before)
    assert (level(found), found.reasons[0].words) == (colour, words)


def test_tianjin_says_nothing_without_last_year() -> None:
    assert unit("天津", plan="200", done="100").unjudged == ("投资同比增速：无同期可比数据，无法判断",)


@pytest.mark.parametrize(
    ("month", "colour"), [("8", "正常"), ("7.99", "跟踪督办"), ("6", "跟踪督办"), ("5.99", "黄牌")]
)
def test_xinhuang_month_task(month: str, colour: str) -> None:
    assert level(warned("新晃", OCTOBER, plan="120", done="60", month=month)) == colour
    own = warned("新晃", OCTOBER, plan="1", done="60", month=month, extra={"plan_this_month": Decimal(10)})
    assert level(own) == colour  # the month's own task counts before a twelfth of the year


@pytest.mark.parametrize(
    ("day", "suqian", "builder"),
    [
        ("2026-10-01", "正常", "正常"),
        ("2026-10-13", "蓝色", "正常"),
        ("2026-10-20", "蓝色", "正常"),
        ("2026-10-21", "红色", "黄色"),
        ("2026-10-27", "红色", "黄色"),
        ("2026-10-28", "红色", "橙色"),
        ("2026-11-04", "红色", "橙色"),
        ("2026-11-05", "红色", "红色"),
    ],
)
def test_days_from_the_deadline(day: str, suqian: str, builder: str) -> None:
    period = Period(2026, int(day[5:7]), int(day[8:]))
    due = PartialDate(2026, 10, 20)
    found = [level(warned(name, period, plan="10", done="10", finish_planned=due)) for name in ("宿迁", "施工企业")]
    assert found == [suqian, builder]
    late = warned("宿迁", period, plan="10", done="1", finish_planned=PartialDate(2027, 1))
    assert level(late) == "黄色"
    done = warned("施工企业", period, plan="10", done="1", finish_planned=due, extra={"is_finished": "是"})
    assert (done.level, done.unjudged) == (None, ())


def test_every_ready_file_is_named_once_and_says_its_source() -> None:
    places = {"银川", "武汉", "三亚", "天津", "新晃", "广元", "华亭", "三明", "宿迁", "施工企业"}
    assert set(ready_rules()) == places  # the ten rows of domain.md §8
    for short, path in ready_rules().items():
        found = find_rules(short)
        assert found.source.startswith("domain.md §8")
        assert find_rules(path.stem).name == find_rules(str(path)).name == found.name


@pytest.mark.parametrize(
    ("name", "fields", "words"),
    [
        ("银川", {"plan": "100", "done": "90"}, "超序时进度6.7个百分点（完成率90.0%，序时进度83.3%），不滞后为绿灯"),
        ("银川", {"plan": "12", "done": "10"}, "与序时进度持平（完成率83.3%，序时进度83.3%），不滞后为绿灯"),
        ("施工企业", {"finish_planned": PartialDate(2026, 11, 3)}, "距计划竣工还有3天，没有逾期为正常"),
        (
            "施工企业",
            {"finish_planned": PartialDate(2026, 10, 21)},
            "竣工逾期10天，逾期天数7（不含）至15（含）天为橙色",
        ),
    ],
)
def test_a_lead_is_never_a_negative_shortfall(name: str, fields: dict[str, Any], words: str) -> None:
    assert warned(name, OCTOBER, **fields).reasons[0].words == words
